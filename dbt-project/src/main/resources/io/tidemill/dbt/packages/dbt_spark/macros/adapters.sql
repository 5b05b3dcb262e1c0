{#- Clauses of Spark's create statements, as macros of packages expect to find them. -#}
{% macro partition_cols(label, required=false) %}
  {{ return(adapter.dispatch('partition_cols', 'dbt')(label, required)) }}
{%- endmacro %}

{% macro spark__partition_cols(label, required=false) %}
  {%- set columns = config.get('partition_by', validator=none) -%}
  {%- if columns is not none -%}
    {{ label }} ({{ columns if columns is string else columns | join(',') }})
  {%- endif -%}
{%- endmacro %}

{% macro file_format_clause() %}
  {{ return(adapter.dispatch('file_format_clause', 'dbt')()) }}
{%- endmacro %}

{% macro spark__file_format_clause() %}
  {%- set format = config.get('file_format', validator=none) -%}
  {%- if format is not none %}
    using {{ format }}
  {%- endif %}
{%- endmacro %}

{% macro spark__generate_database_name(custom_database_name=none, node=none) -%}
  {% do return(None) %}
{%- endmacro %}
