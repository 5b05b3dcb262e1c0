{% macro twice(x) %}{{ x }}{{ x }}{{ adapter.dispatch('helper', 'pkg')() }}{% endmacro %}
{% macro default__helper() %}pkg{% endmacro %}
{% test custom(model) %}select * from {{ model }} where 1=0{% endtest %}
