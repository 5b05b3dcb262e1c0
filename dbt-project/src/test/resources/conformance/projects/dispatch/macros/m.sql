{% macro thing() %}{{ return(adapter.dispatch('thing', 'p')()) }}{% endmacro %}
{% macro default__thing() %}'default'{% endmacro %}
{% macro spark__thing() %}'spark'{% endmacro %}
{% macro special() %}{{ adapter.dispatch('special')() }}{% endmacro %}
{% macro glue__special() %}'glue'{% endmacro %}
{% macro default__special() %}'no'{% endmacro %}
{% macro spark__length(expression) %}len({{ expression }}){% endmacro %}
