{#- The statement each incremental strategy sends. -#}
{% macro get_insert_into_sql(source_relation, target_relation) %}
    {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='quoted') | join(', ') -%}
    insert into table {{ target_relation }}
    select {{ columns }} from {{ source_relation }}
{% endmacro %}

{% macro get_insert_overwrite_sql(source_relation, target_relation) %}
    {%- set columns = adapter.get_columns_in_relation(target_relation) | map(attribute='quoted') | join(', ') -%}
    insert overwrite table {{ target_relation }}
    {{ partition_cols(label="partition") }}
    select {{ columns }} from {{ source_relation }}
{% endmacro %}

{% macro get_merge_sql(target, source, unique_key, dest_columns=none, incremental_predicates=none) %}
    {%- set predicates = incremental_predicates or config.get('predicates') or [] -%}
    {%- set keys = [unique_key] if unique_key is string else (unique_key or []) -%}
    {%- set conditions = [] -%}
    {%- for key in keys -%}
      {%- do conditions.append("DBT_INTERNAL_SOURCE." ~ key ~ " = DBT_INTERNAL_DEST." ~ key) -%}
    {%- endfor -%}
    {%- if not keys -%}{%- do conditions.append('FALSE') -%}{%- endif -%}
    {%- set updated = get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns or []) -%}
    merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on {{ (conditions + predicates) | join(' and ') }}
    {% if keys -%}
    when matched then update set
      {% if updated and (config.get('merge_update_columns') or config.get('merge_exclude_columns')) -%}
        {%- for column in updated %}
        {{ column }} = DBT_INTERNAL_SOURCE.{{ column }}{{ "," if not loop.last }}
        {%- endfor %}
      {%- else %} * {% endif %}
    {%- endif %}
    when not matched then insert *
{% endmacro %}
