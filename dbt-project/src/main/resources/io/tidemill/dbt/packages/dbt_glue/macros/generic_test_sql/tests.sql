{#- Glue's own forms of two of the built-in tests. -#}
{% test accepted_values(model, column_name, values, quote=True) %}
    {{ glue__test_accepted_values(model, column_name, values, quote) }}
{% endtest %}

{% test relationships(model, column_name, to, field) %}
    {{ glue__test_relationships(model, column_name, to, field) }}
{% endtest %}

{% macro glue__test_accepted_values(model, column_name, values, quote=True) %}

select *
from (
    select
        {{ column_name }} as value_field,
        count(*) as n_records

    from {{ model }}
    group by {{ column_name }}
) all_values
where value_field not in (
    {% for value in values -%}
        {{ "'" ~ value ~ "'" if quote else value }}
        {%- if not loop.last -%},{%- endif %}
    {%- endfor %}
)

{% endmacro %}

{% macro glue__test_relationships(model, column_name, to, field) %}

select
    from_field

from (
    select {{ column_name }} as from_field
    from {{ model }}
    where {{ column_name }} is not null
) child
left join (
    select {{ field }} as to_field
    from {{ to }}
) parent
on child.from_field = parent.to_field

where parent.to_field is null

{% endmacro %}
