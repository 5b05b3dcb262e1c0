{#- Merging rows into a relation, and what to do when their columns are others than its own. -#}
{% macro default__get_merge_unique_key_match(source_unique_key, target_unique_key) -%}
  {{ return(equals(source_unique_key, target_unique_key) | trim) }}
{%- endmacro %}

{% macro default__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates=none) -%}
  {%- set conditions = [] + (incremental_predicates or []) -%}
  {%- if unique_key is string and unique_key -%}
    {%- do conditions.append(get_merge_unique_key_match(("DBT_INTERNAL_SOURCE." ~ unique_key) | trim, ("DBT_INTERNAL_DEST." ~ unique_key) | trim)) -%}
  {%- elif unique_key -%}
    {%- for key in unique_key -%}
      {%- do conditions.append("DBT_INTERNAL_SOURCE." ~ key ~ " = DBT_INTERNAL_DEST." ~ key) -%}
    {%- endfor -%}
  {%- else -%}
    {%- do conditions.append('FALSE') -%}
  {%- endif -%}
  {%- set updated = get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns) -%}
  {%- set names = get_quoted_csv(dest_columns | map(attribute="name")) -%}
  {{ config.get('sql_header', none) or '' }}
  merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on ({{ conditions | join(') and (') }})
  {% if unique_key %}
  when matched then update set
    {% for name in updated -%}
    {{ name }} = DBT_INTERNAL_SOURCE.{{ name }}{{ "," if not loop.last }}
    {% endfor %}
  {% endif %}
  when not matched then insert
    ({{ names }})
  values
    ({{ names }})
{% endmacro %}

{% macro default__get_insert_overwrite_merge_sql(target, source, dest_columns, predicates, include_sql_header) -%}
  {%- set names = get_quoted_csv(dest_columns | map(attribute="name")) -%}
  {{ (config.get('sql_header', none) or '') if include_sql_header }}
  merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on FALSE
  when not matched by source
    {{ 'and ' ~ predicates | join(' and ') if predicates }}
    then delete
  when not matched then insert
    ({{ names }})
  values
    ({{ names }})
{% endmacro %}

{% macro get_insert_into_sql(target_relation, temp_relation, dest_columns) %}
    {%- set names = get_quoted_csv(dest_columns | map(attribute="name")) %}
    insert into {{ target_relation }} ({{ names }})
    (
        select {{ names }}
        from {{ temp_relation }}
    )
{% endmacro %}

{% macro incremental_validate_on_schema_change(on_schema_change, default='ignore') %}
  {% if on_schema_change in ['sync_all_columns', 'append_new_columns', 'fail', 'ignore'] %}
    {% do return(on_schema_change) %}
  {% endif %}
  {% do log('Invalid value for on_schema_change (' ~ on_schema_change ~ ') specified. Setting default value of ' ~ default ~ '.') %}
  {% do return(default) %}
{% endmacro %}

{% macro default__check_for_schema_changes(source_relation, target_relation) %}
  {% set source_columns = adapter.get_columns_in_relation(source_relation) %}
  {% set target_columns = adapter.get_columns_in_relation(target_relation) %}
  {% set changes = {
      'schema_changed': false,
      'source_not_in_target': diff_columns(source_columns, target_columns),
      'target_not_in_source': diff_columns(target_columns, source_columns),
      'source_columns': source_columns,
      'target_columns': target_columns,
      'new_target_types': diff_column_data_types(source_columns, target_columns)
  } %}
  {% if changes.source_not_in_target or changes.target_not_in_source or changes.new_target_types %}
    {% do changes.update({'schema_changed': true}) %}
  {% endif %}
  {% do return(changes) %}
{% endmacro %}

{% macro default__sync_column_schemas(on_schema_change, target_relation, schema_changes_dict) %}
  {% set added = schema_changes_dict['source_not_in_target'] %}
  {% set removed = schema_changes_dict['target_not_in_source'] %}
  {% if on_schema_change == 'append_new_columns' %}
    {% if added %}
      {% do alter_relation_add_remove_columns(target_relation, added, none) %}
    {% endif %}
  {% elif on_schema_change == 'sync_all_columns' %}
    {% if added or removed %}
      {% do alter_relation_add_remove_columns(target_relation, added, removed) %}
    {% endif %}
    {% for change in schema_changes_dict['new_target_types'] %}
      {% do alter_column_type(target_relation, change['column_name'], change['new_type']) %}
    {% endfor %}
  {% endif %}
{% endmacro %}

{% macro default__process_schema_changes(on_schema_change, source_relation, target_relation) %}
  {% if on_schema_change == 'ignore' %}
    {% do return({}) %}
  {% endif %}
  {% set changes = check_for_schema_changes(source_relation, target_relation) %}
  {% if changes['schema_changed'] %}
    {% if on_schema_change == 'fail' %}
      {% do exceptions.raise_compiler_error(
          "The source and target schemas on this incremental model are out of sync!\n"
          ~ "They can be reconciled in several ways:\n"
          ~ "  - set the `on_schema_change` config to either append_new_columns or sync_all_columns, depending on your situation.\n"
          ~ "  - Re-run the incremental model with `full_refresh: True` to update the target schema.\n"
          ~ "  - update the schema manually and re-run the process.\n\n"
          ~ "Additional troubleshooting context:\n"
          ~ "   Source columns not in target: " ~ changes['source_not_in_target'] ~ "\n"
          ~ "   Target columns not in source: " ~ changes['target_not_in_source'] ~ "\n"
          ~ "   New column types: " ~ changes['new_target_types']) %}
    {% endif %}
    {% do sync_column_schemas(on_schema_change, target_relation, changes) %}
  {% endif %}
  {% do return(changes['source_columns']) %}
{% endmacro %}
