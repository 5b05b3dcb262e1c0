{% test positive(model, column_name, allow_zero=false) %}
  {{ config(fail_calc='coalesce(sum(n), 0)', limit=3) }}
  select count(*) as n from {{ model }} where {{ column_name }} {{ '<' if allow_zero else '<=' }} 0
{% endtest %}
{% test named(model, column_name) %}select {{ column_name }} from {{ model }}{% endtest %}
