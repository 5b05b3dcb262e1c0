{#- Unit tests: rows of fixtures as selects, and the comparison of what is with what should be. -#}
{% macro get_fixture_sql(rows, column_name_to_data_types) %}
-- Fixture for {{ model.name }}
{% set names = {} %}

{%- if not column_name_to_data_types -%}
  {%- set column_name_to_data_types = {} -%}
  {%- set relation = defer_relation if (defer_relation and not load_relation(this)) else this -%}
  {%- for column in adapter.get_columns_in_relation(relation) -%}
    {%- do column_name_to_data_types.update({column.name | lower: column.data_type}) -%}
    {%- do names.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}
{%- endif -%}
{%- if not column_name_to_data_types -%}
  {{ exceptions.raise_compiler_error("Not able to get columns for unit test '" ~ model.name ~ "' from relation " ~ this ~ " because the relation doesn't exist") }}
{%- endif -%}
{%- set nothing = {} -%}
{%- for name, type in column_name_to_data_types.items() -%}
  {%- do nothing.update({name: safe_cast("null", type) | trim}) -%}
{%- endfor -%}

{{ validate_fixture_rows(rows, row_number) }}

{%- for row in rows -%}
  {%- set values = dict(nothing, **format_row(row, column_name_to_data_types)) -%}
select
  {%- for name, value in values.items() %} {{ value }} as {{ names[name] }}{{ ", " if not loop.last -}}
  {%- endfor %}
  {%- if not loop.last %}
union all
{%    endif %}
{%- endfor -%}

{%- if not rows -%}
    select
    {%- for name, value in nothing.items() %} {{ value }} as {{ names[name] }}{{ "," if not loop.last -}}
    {%- endfor %}
    limit 0
{%- endif -%}
{% endmacro %}

{% macro get_expected_sql(rows, column_name_to_data_types, column_name_to_quoted) %}

{%- if not rows -%}
    select * from dbt_internal_unit_test_actual
    limit 0
{%- endif -%}
{%- for row in rows -%}
select
  {%- for name, value in format_row(row, column_name_to_data_types).items() %} {{ value }} as {{ column_name_to_quoted[name] }}{{ ", " if not loop.last -}}
  {%- endfor %}
  {%- if not loop.last %}
union all
{% endif %}
{%- endfor -%}

{% endmacro %}

{%- macro format_row(row, column_name_to_data_types) -%}
  {%- set formatted = {} -%}
  {%- for given_name, given in row.items() -%}
    {%- set name = given_name | lower -%}
    {%- if name not in column_name_to_data_types -%}
      {%- set fixture = "expected output" if model.resource_type == 'unit_test' else "'" ~ model.name ~ "'" -%}
      {{ exceptions.raise_compiler_error(
          "Invalid column name: '" ~ name ~ "' in unit test fixture for " ~ fixture ~ "."
          ~ "\nAccepted columns for " ~ fixture ~ " are: " ~ (column_name_to_data_types.keys() | list)) }}
    {%- endif -%}
    {%- set type = column_name_to_data_types[name] -%}
    {%- if given is string -%}
      {%- set type = type.split('(')[0] if 'varying' in type else type -%}
      {%- set literal = dbt.string_literal(dbt.escape_single_quotes(given)) -%}
    {%- else -%}
      {%- set literal = 'null' if given is none else given -%}
    {%- endif -%}
    {%- do formatted.update({name: safe_cast(literal, type)}) -%}
  {%- endfor -%}
  {{ return(formatted) }}
{%- endmacro -%}

{%- macro default__validate_fixture_rows(rows, row_number) -%}
{%- endmacro -%}

{% macro default__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
-- Build actual result given inputs
with dbt_internal_unit_test_actual as (
  select
    {{ expected_column_names | join(',') }}, {{ dbt.string_literal("actual") }} as {{ adapter.quote("actual_or_expected") }}
  from (
    {{ main_sql }}
  ) _dbt_internal_unit_test_actual
),
-- Build expected result
dbt_internal_unit_test_expected as (
  select
    {{ expected_column_names | join(', ') }}, {{ dbt.string_literal("expected") }} as {{ adapter.quote("actual_or_expected") }}
  from (
    {{ expected_fixture_sql }}
  ) _dbt_internal_unit_test_expected
)
-- Union actual and expected results
select * from dbt_internal_unit_test_actual
union all
select * from dbt_internal_unit_test_expected
{%- endmacro %}
