{% test two_args(model, first, second) %}
{{ config(severity='warn', tags=['generic']) }}
select * from {{ model }} where '{{ first }}' = '{{ second }}'
{% endtest %}
