{#- Spark's statements for tables and views. -#}
{% macro spark__tblproperties_clause() -%}
  {%- set properties = [] -%}
  {%- for name, value in (config.get('tblproperties') or {}).items() -%}
    {%- do properties.append("'" ~ name ~ "' = '" ~ value ~ "'") -%}
  {%- endfor -%}
  {%- if properties %}
    tblproperties ({{ properties | join(' , ') }})
  {%- endif %}
{%- endmacro %}

{% macro spark__location_clause() %}
  {%- if config.get('location_root') is not none %}
    location '{{ config.get('location_root') }}/{{ model['alias'] }}'
  {%- endif %}
{%- endmacro %}

{% macro spark__options_clause() -%}
  {%- set options = dict(config.get('options') or {}) -%}
  {%- set key = config.get('unique_key') -%}
  {%- if config.get('file_format') == 'hudi' -%}
    {%- if options.get('primaryKey', key) != key -%}
      {{ exceptions.raise_compiler_error("unique_key and options('primaryKey') should be the same column(s).") }}
    {%- elif key is not none -%}
      {%- do options.update({'primaryKey': key}) -%}
    {%- endif -%}
  {%- endif -%}
  {%- set written = [] -%}
  {%- for name, value in options.items() -%}
    {%- do written.append(name ~ ' "' ~ value ~ '"') -%}
  {%- endfor -%}
  {%- if written %}
    options ({{ written | join(' , ') }})
  {%- endif %}
{%- endmacro %}

{% macro spark__comment_clause() %}
  {%- set persisted = config.get('persist_docs', {}) -%}
  {%- if persisted is mapping -%}
    {%- if persisted.get('relation', false) -%}
    comment '{{ model.description | replace("'", "\\'") }}'
    {%- endif -%}
  {%- elif persisted -%}
    {{ exceptions.raise_compiler_error("Invalid value provided for 'persist_docs'. Expected dict but got value: " ~ persisted) }}
  {%- endif -%}
{%- endmacro %}

{% macro spark__clustered_cols(label, required=false) %}
  {%- set columns = config.get('clustered_by') -%}
  {%- if columns is not none and config.get('buckets') is not none %}
    {{ label }} ({{ columns if columns is string else columns | join(',') }}) into {{ config.get('buckets') }} buckets
  {%- endif %}
{%- endmacro %}

{% macro spark__create_temporary_view(relation, compiled_code) -%}
    create or replace temporary view {{ relation }} as
      {{ compiled_code }}
{%- endmacro %}

{%- macro spark__create_table_as(temporary, relation, compiled_code, language='sql') -%}
  {%- if language == 'python' -%}
    {{ py_write_table(compiled_code=compiled_code, target_relation=relation) }}
  {%- elif temporary -%}
    {{ create_temporary_view(relation, compiled_code) }}
  {%- else -%}
    create {{ 'or replace ' if config.get('file_format') in ['delta', 'iceberg'] }}table {{ relation }}
    {%- if config.get('contract').enforced -%}
      {{ get_assert_columns_equivalent(compiled_code) }}
      {%- set compiled_code = get_select_subquery(compiled_code) -%}
    {%- endif %}
    {{ file_format_clause() }}
    {{ options_clause() }}
    {{ tblproperties_clause() }}
    {{ partition_cols(label="partitioned by") }}
    {{ clustered_cols(label="clustered by") }}
    {{ location_clause() }}
    {{ comment_clause() }}
    as
    {{ compiled_code }}
  {%- endif -%}
{%- endmacro -%}

{% macro spark__create_view_as(relation, sql) -%}
  create or replace view {{ relation }}
  {% if config.persist_column_docs() -%}
    ({{ get_persist_docs_column_list(model.columns, get_columns_in_query(sql)) }})
  {%- endif %}
  {{ comment_clause() }}
  {%- if config.get('contract').enforced -%}
    {{ get_assert_columns_equivalent(sql) }}
  {%- endif %}
  as
    {{ sql }}
{% endmacro %}

{% macro get_column_comment_sql(column_name, column_dict) -%}
  {%- set text = (column_dict.get(column_name) or {}).get("description") -%}
  {{ adapter.quote(column_name) }} {{ "comment '" ~ text | replace("'", "\\'") ~ "'" if text }}
{%- endmacro %}

{% macro get_persist_docs_column_list(model_columns, query_columns) %}
  {%- for name in query_columns %}
    {{ get_column_comment_sql(name, model_columns) }}{{ "," if not loop.last }}
  {%- endfor %}
{% endmacro %}

{% macro spark__create_schema(relation) -%}
  {%- call statement('create_schema') -%}
    create schema if not exists {{ relation }}
  {%- endcall -%}
{% endmacro %}

{% macro spark__drop_schema(relation) -%}
  {%- call statement('drop_schema') -%}
    drop schema if exists {{ relation }} cascade
  {%- endcall -%}
{% endmacro %}

{% macro spark__drop_relation(relation) -%}
  {%- call statement('drop_relation', auto_begin=False) -%}
    drop {{ relation.type }} if exists {{ relation }}
  {%- endcall -%}
{% endmacro %}

{% macro spark__rename_relation(from_relation, to_relation) -%}
  {%- if from_relation.type not in ('table', 'view') -%}
    {%- do exceptions.raise_database_error("Cannot rename a relation of type '" ~ from_relation.type ~ "': " ~ from_relation.identifier) -%}
  {%- endif -%}
  {%- call statement('rename_relation') -%}
    alter {{ from_relation.type }} {{ from_relation }} rename to {{ to_relation }}
  {%- endcall -%}
{% endmacro %}

{% macro spark__make_temp_relation(base_relation, suffix) %}
  {% do return(base_relation.incorporate(path={"identifier": base_relation.identifier ~ suffix}).include(database=false, schema=false)) %}
{% endmacro %}

{% macro fetch_tbl_properties(relation) -%}
  {% do return(run_query('SHOW TBLPROPERTIES ' ~ relation)) %}
{%- endmacro %}

{% macro spark__get_columns_in_relation_raw(relation) -%}
  {% do return(run_query('describe extended ' ~ relation)) %}
{% endmacro %}

{% macro spark__get_columns_in_relation(relation) -%}
  {% do return(adapter.get_columns_in_relation(relation)) %}
{% endmacro %}

{% macro spark__list_relations_without_caching(relation) %}
  {% do return(adapter.list_relations(none, relation.schema)) %}
{% endmacro %}

{% macro list_relations_show_tables_without_caching(schema_relation) %}
  {% do return(run_query("show tables in " ~ schema_relation.schema ~ " like '*'")) %}
{% endmacro %}

{% macro describe_table_extended_without_caching(table_name) %}
  {% do return(run_query('describe extended ' ~ table_name)) %}
{% endmacro %}

{% macro spark__list_schemas(database) -%}
  {% do return(run_query('show databases')) %}
{% endmacro %}

{% macro spark__persist_docs(relation, model, for_relation, for_columns) -%}
  {% if for_columns and config.persist_column_docs() and model.columns %}
    {% set names = adapter.get_columns_in_relation(relation) | map(attribute="name") | list %}
    {% do alter_column_comment(relation, validate_doc_columns(relation, model.columns, names)) %}
  {% endif %}
{% endmacro %}

{% macro spark__alter_column_comment(relation, column_dict) %}
  {% if config.get('file_format') in ['delta', 'hudi', 'iceberg'] %}
    {% for name, column in column_dict.items() %}
      {% set shown = adapter.quote(name) if column['quote'] else name %}
      {% set verb = 'alter' if relation.is_iceberg else 'change' %}
      {% do run_query("alter table " ~ relation ~ " " ~ verb ~ " column " ~ shown ~ " comment '" ~ column['description'] | replace("'", "\\'") ~ "'") %}
    {% endfor %}
  {% endif %}
{% endmacro %}

{% macro spark__alter_column_type(relation, column_name, new_column_type) -%}
  {% call statement('alter_column_type') %}
    alter table {{ relation }} alter column {{ column_name }} type {{ new_column_type }};
  {% endcall %}
{% endmacro %}

{% macro spark__alter_relation_add_remove_columns(relation, add_columns, remove_columns) %}
  {% if remove_columns %}
    {% set platform = 'Delta Lake' if relation.is_delta else 'Iceberg' if relation.is_iceberg else 'Apache Spark' %}
    {{ exceptions.raise_compiler_error(platform ~ ' does not support dropping columns from tables') }}
  {% endif %}
  {% set added = [] %}
  {% for column in add_columns or [] %}
    {% do added.append(column.name ~ ' ' ~ column.data_type) %}
  {% endfor %}
  {% do run_query('alter ' ~ ('table' if relation.is_iceberg else relation.type) ~ ' ' ~ relation ~ ' add columns (' ~ added | join(', ') ~ ')') %}
{% endmacro %}

{% macro spark__persist_constraints(relation, model) %}
  {% if config.get('contract').enforced and config.get('file_format', 'delta') == 'delta' %}
    {% do alter_table_add_constraints(relation, model.constraints) %}
    {% do alter_column_set_constraints(relation, model.columns) %}
  {% endif %}
{% endmacro %}

{% macro spark__alter_table_add_constraints(relation, constraints) %}
  {% for constraint in constraints if constraint.type == 'check' and not is_incremental() %}
    {% set name = constraint.name or local_md5(";" ~ constraint.expression ~ ";" ~ loop.index) %}
    {% call statement() %}
      alter table {{ relation }} add constraint {{ name }} check ({{ constraint.expression }});
    {% endcall %}
  {% endfor %}
{% endmacro %}

{% macro spark__alter_column_set_constraints(relation, column_dict) %}
  {% for name, column in column_dict.items() %}
    {% for constraint in column['constraints'] %}
      {% if constraint.type != 'not_null' %}
        {% do exceptions.warn('Invalid constraint for column ' ~ name ~ '. Only `not_null` is supported.') %}
      {% else %}
        {% call statement() %}
          alter table {{ relation }} change column {{ adapter.quote(name) if column['quote'] else name }} set not null {{ constraint.expression or "" }};
        {% endcall %}
      {% endif %}
    {% endfor %}
  {% endfor %}
{% endmacro %}
