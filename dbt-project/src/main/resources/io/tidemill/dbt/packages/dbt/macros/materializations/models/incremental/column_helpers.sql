{% macro get_quoted_csv(column_names) %}
    {% set quoted = [] %}
    {% for name in column_names -%}
        {% do quoted.append(adapter.quote(name)) %}
    {%- endfor %}
    {% do return(quoted | join(', ')) %}
{% endmacro %}

{% macro diff_columns(source_columns, target_columns) %}
  {% set known = target_columns | map(attribute='column') | list %}
  {% set missing = [] %}
  {% for column in source_columns %}
    {% if column.column not in known %}
      {% do missing.append(column) %}
    {% endif %}
  {% endfor %}
  {% do return(missing) %}
{% endmacro %}

{% macro diff_column_data_types(source_columns, target_columns) %}
  {% do return(adapter.dispatch('diff_column_data_types', 'dbt')(source_columns, target_columns)) %}
{% endmacro %}

{% macro default__diff_column_data_types(source_columns, target_columns) %}
  {% set changed = [] %}
  {% for column in source_columns %}
    {% set before = target_columns | selectattr('name', 'equalto', column.name) | list | first %}
    {% if before and before.data_type != column.data_type %}
      {% do changed.append({'column_name': before.name, 'new_type': column.data_type}) %}
    {% endif %}
  {% endfor %}
  {% do return(changed) %}
{% endmacro %}

{% macro get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
  {% do return(adapter.dispatch('get_merge_update_columns', 'dbt')(merge_update_columns, merge_exclude_columns, dest_columns)) %}
{% endmacro %}

{%- macro default__get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) -%}
  {%- if merge_update_columns and merge_exclude_columns -%}
    {{ exceptions.raise_compiler_error('Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config') }}
  {%- elif merge_update_columns -%}
    {%- do return(merge_update_columns) -%}
  {%- elif merge_exclude_columns -%}
    {%- set left_out = merge_exclude_columns | map('lower') | list -%}
    {%- set kept = [] -%}
    {%- for column in dest_columns if (column.column | lower) not in left_out -%}
      {%- do kept.append(column.quoted) -%}
    {%- endfor -%}
    {%- do return(kept) -%}
  {%- else -%}
    {%- do return(dest_columns | map(attribute="quoted") | list) -%}
  {%- endif -%}
{%- endmacro -%}
