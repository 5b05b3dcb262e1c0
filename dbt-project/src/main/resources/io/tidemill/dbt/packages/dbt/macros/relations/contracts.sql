{#- Contracts: the columns a model promises, checked before it is built and written into its table. -#}
{%- macro default__get_table_columns_and_constraints() -%}
  {{ return(table_columns_and_constraints()) }}
{%- endmacro -%}

{% macro table_columns_and_constraints() %}
    (
    {%- set lines = adapter.render_raw_columns_constraints(raw_columns=model['columns'])
                  + adapter.render_raw_model_constraints(raw_constraints=model['constraints']) -%}
    {% for line in lines %}
      {{ line }}{{ "," if not loop.last }}
    {% endfor %}
    )
{% endmacro %}

{%- macro default__get_assert_columns_equivalent(sql) -%}
  {{ return(assert_columns_equivalent(sql)) }}
{%- endmacro -%}

{% macro assert_columns_equivalent(sql) %}
  {%- set defined = model['columns'] -%}
  {%- do get_empty_schema_sql(defined) -%}
  {%- set given = get_column_schema_from_query(sql, config.get('sql_header', none)) -%}
  {%- set promised = get_column_schema_from_query(get_empty_schema_sql(defined)) -%}
  {%- set given_lines = given | map(attribute='name') | list -%}
  {%- set differs = [] -%}
  {%- if given | length != promised | length -%}
    {%- do differs.append('count') -%}
  {%- endif -%}
  {%- for column in given -%}
    {%- set match = promised | selectattr('name', 'equalto', column.name) | list | first -%}
    {%- if not match or match.dtype != column.dtype -%}
      {%- do differs.append(column.name) -%}
    {%- endif -%}
  {%- endfor -%}
  {%- if differs -%}
    {%- do exceptions.raise_contract_error(format_columns(promised), format_columns(given)) -%}
  {%- endif -%}
{% endmacro %}

{% macro format_columns(columns) %}
  {% set formatted = [] %}
  {% for column in columns %}
    {%- do formatted.append(adapter.dispatch('format_column', 'dbt')(column)) -%}
  {%- endfor -%}
  {{ return(formatted) }}
{% endmacro %}

{% macro default__format_column(column) -%}
  {{ return({'name': column.column, 'data_type': column.dtype, 'formatted': column.column ~ " " ~ column.dtype}) }}
{%- endmacro -%}
