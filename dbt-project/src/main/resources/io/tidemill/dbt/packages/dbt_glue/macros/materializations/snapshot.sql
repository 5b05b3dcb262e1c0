{% macro glue__snapshot_hash_arguments(args) -%}
    md5({%- for arg in args -%}
        coalesce(cast({{ arg }} as string ), '')
        {% if not loop.last %} || '|' || {% endif %}
    {%- endfor -%})
{%- endmacro %}

{% macro glue__snapshot_string_as_time(timestamp) -%}
    to_timestamp('{{ timestamp }}')
{%- endmacro %}

{% macro glue__snapshot_get_time() -%}
    current_timestamp()
{%- endmacro %}
