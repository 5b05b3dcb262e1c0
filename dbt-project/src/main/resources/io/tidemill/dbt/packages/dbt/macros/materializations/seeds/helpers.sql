{#- Seeds in SQL: for projects that load rows with these macros. -#}
{% macro default__create_csv_table(model, agate_table) %}
  {%- set types = model['config'].get('column_types', {}) -%}
  {%- set quoted = model['config'].get('quote_columns', None) -%}
  {%- set columns = [] -%}
  {%- for name in agate_table.column_names -%}
    {%- do columns.append(adapter.quote_seed_column(name | string, quoted) ~ ' ' ~ types.get(name, adapter.convert_type(agate_table, loop.index0))) -%}
  {%- endfor -%}
  {%- set sql = 'create table ' ~ this.render() ~ ' (' ~ columns | join(', ') ~ ')' -%}
  {% call statement('_') -%}
    {{ sql }}
  {%- endcall %}
  {{ return(sql) }}
{% endmacro %}

{% macro default__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% if full_refresh %}
    {% do adapter.drop_relation(old_relation) %}
    {% do return(create_csv_table(model, agate_table)) %}
  {% endif %}
  {% do adapter.truncate_relation(old_relation) %}
  {% do return("truncate table " ~ old_relation.render()) %}
{% endmacro %}

{% macro default__get_csv_sql(create_or_truncate_sql, insert_sql) %}
    {{ create_or_truncate_sql }};
    -- dbt seed --
    {{ insert_sql }}
{% endmacro %}

{% macro default__get_binding_char() %}
  {{ return('%s') }}
{% endmacro %}

{% macro default__get_batch_size() %}
  {{ return(10000) }}
{% endmacro %}

{% macro get_seed_column_quoted_csv(model, column_names) %}
  {% set quoted = [] %}
  {% for name in column_names %}
    {% do quoted.append(adapter.quote_seed_column(name, model['config'].get('quote_columns', None))) %}
  {% endfor %}
  {{ return(quoted | join(', ')) }}
{% endmacro %}

{% macro default__load_csv_rows(model, agate_table) %}
  {% set names = get_seed_column_quoted_csv(model, agate_table.column_names) %}
  {% set row_sql = '(' ~ ([get_binding_char()] * (agate_table.column_names | length)) | join(',') ~ ')' %}
  {% set statements = [] %}
  {% for chunk in agate_table.rows | batch(get_batch_size()) %}
    {% set bindings = [] %}
    {% set rows = [] %}
    {% for row in chunk %}
      {% do bindings.extend(row) %}
      {% do rows.append(row_sql) %}
    {% endfor %}
    {% do statements.append('insert into ' ~ this.render() ~ ' (' ~ names ~ ') values ' ~ rows | join(',')) %}
    {% do adapter.add_query(statements[-1], bindings=bindings, abridge_sql_log=True) %}
  {% endfor %}
  {{ return(statements[0]) }}
{% endmacro %}
