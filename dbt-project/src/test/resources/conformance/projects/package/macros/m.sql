{% macro twice_local(x) %}{{ pkg.twice(x) }}{% endmacro %}
{% macro default__helper() %}root{% endmacro %}
