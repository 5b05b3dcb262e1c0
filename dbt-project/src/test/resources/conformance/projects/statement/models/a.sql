{% set q %}select 1{% endset %}
{% if execute %}{% set known = adapter.get_relation(this.database, this.schema, 'nothing') %}{% endif %}
select {{ known is none }} as k, '{{ q }}' as q
