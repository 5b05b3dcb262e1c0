{#- Glue's forms: tables in the lake, Iceberg behind its catalog's name. -#}
{% macro adapters__py_get_writer_options() %}
  {{ return(glue__py_get_writer_options()) }}
{% endmacro %}

{% macro glue__location_clause() %}
  {%- if config.get('file_format') == 's3tables' -%}
  {%- elif config.get('custom_location') is not none %}
    location '{{ config.get('custom_location') }}'
  {%- else -%}
    {{ adapter.get_location(this) }}
  {%- endif %}
{%- endmacro -%}

{% macro glue__file_format_clause() %}
  {%- if config.get('file_format') != 's3tables' %}
    using {{ config.get('file_format') or 'PARQUET' }}
  {%- endif %}
{%- endmacro -%}

{% macro set_table_properties(table_properties) -%}
  {%- set written = [] -%}
  {%- for name, value in (table_properties or {}).items() -%}
    {%- do written.append("'" ~ name ~ "'='" ~ value ~ "'") -%}
  {%- endfor -%}
  {%- if written %}
    TBLPROPERTIES ({{ written | join(', ') }})
  {%- endif %}
{%- endmacro %}

{% macro add_iceberg_timestamp_column(sql, relation=none) -%}
  {%- if not config.get('add_iceberg_timestamp', false) -%}
    {{ return(sql) }}
  {%- endif -%}
  {{ return('select *, current_timestamp() as update_iceberg_ts from (' ~ sql ~ ')') }}
{%- endmacro %}

{% macro glue__create_table_as(temporary, relation, sql) -%}
  {%- set format = config.get('file_format') -%}
  {%- if temporary is sameas true -%}
    {{ create_temporary_view(relation, sql) }}
  {%- elif format == 's3tables' -%}
    {{ glue__create_s3_table_with_insert(relation, sql) }}
  {%- else -%}
    create {{ 'or replace ' if format in ['delta', 'iceberg'] }}table {{ glue__make_target_relation(relation, format) if format == 'iceberg' else relation }}
    {%- if config.get('contract').enforced -%}
      {{ get_assert_columns_equivalent(sql) }}
    {%- endif %}
    {{ glue__file_format_clause() }}
    {{ partition_cols(label="partitioned by") }}
    {{ clustered_cols(label="clustered by") }}
    {{ set_table_properties(config.get('table_properties', default={})) }}
    {{ glue__location_clause() }}
    {{ comment_clause() }}
    as
    {{ add_iceberg_timestamp_column(sql) }}
  {%- endif -%}
{%- endmacro -%}

{% macro glue__create_s3_table_with_insert(relation, sql) -%}
  {%- set made = glue__make_target_relation(relation, 's3tables') -%}
  {%- set source_sql = add_iceberg_timestamp_column(sql) -%}
  {%- set columns = glue__format_columns_from_describe(run_query('describe (' ~ source_sql ~ ')')) -%}
  {% call statement('create_s3_table') -%}
    create table {{ made }} ({{ columns }})
    {{ partition_cols(label="partitioned by") }}
    {{ clustered_cols(label="clustered by") }}
    {{ set_table_properties(config.get('table_properties', default={})) }}
    {{ comment_clause() }}
  {%- endcall %}
    insert into {{ made }} {{ source_sql }}
{%- endmacro %}

{% macro glue__format_columns_from_describe(describe_result) -%}
  {%- set columns = [] -%}
  {%- for row in describe_result.rows -%}
    {%- do columns.append(row[0] ~ ' ' ~ row[1]) -%}
  {%- endfor -%}
  {{ return(columns | join(', ')) }}
{%- endmacro %}

{% macro glue__create_temporary_view(relation, sql) -%}
  {%- set format = config.get('file_format', default='parquet') -%}
  {%- if format == 's3tables' or (format == 'iceberg' and relation.type == 'table') -%}
    create or replace table {{ glue__make_target_relation(relation, format) }}{{ ' using iceberg' if format == 'iceberg' }} as {{ sql }}
  {%- else -%}
    create or replace temporary view {{ relation.include(schema=false) }} as {{ sql }}
  {%- endif -%}
{% endmacro %}

{% macro glue__create_view_as(relation, sql) -%}
  {%- set format = config.get('file_format') or 'parquet' -%}
  {%- if format == 'iceberg' -%}
    create or replace table {{ glue__make_target_relation(relation, format) }}
    using iceberg
    as
    {{ add_iceberg_timestamp_column(sql) }}
  {%- else -%}
    {%- if config.get('contract').enforced -%}
      {{ get_assert_columns_equivalent(sql) }}
    {%- endif -%}
    create {{ 'view ' ~ glue__make_target_relation(relation, format) if format == 's3tables' else 'or replace view ' ~ relation }}
    as
    {{ add_iceberg_timestamp_column(sql) }}
  {%- endif -%}
{% endmacro %}

{% macro glue__create_view(relation, sql) -%}
  {% call statement("create_view", fetch_result=false, auto_begin=false) %}
    {{ create_view_as(relation, sql) }}
  {% endcall %}
{% endmacro %}

{% macro create_or_replace_view() %}
  {%- set existing = adapter.get_relation(database=database, schema=schema, identifier=model['alias'], file_format=config.get('file_format')) -%}
  {%- set made = api.Relation.create(identifier=model['alias'], schema=schema, database=database, type='view') %}
  {{ run_hooks(pre_hooks) }}
  {%- if existing is not none and existing.is_table -%}
    {%- do handle_existing_table(should_full_refresh(), existing) -%}
  {%- endif -%}
  {% call statement('main') -%}
    {{ get_create_view_as_sql(made, sql) }}
  {%- endcall %}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) %}
  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [made]}) }}
{% endmacro %}

{% macro glue__describe_table(relation) -%}
  {% do return(adapter.get_columns_in_relation(relation)) %}
{% endmacro %}

{%- macro glue__get_drop_sql(relation) -%}
  {%- set format = config.get('file_format', default='parquet') -%}
  {%- set temporary = relation.is_view and relation | string == relation.identifier -%}
  {%- set lake = format in ['iceberg', 's3tables'] -%}
  {%- set purge = format == 's3tables' or (format == 'iceberg' and config.get('purge_dropped_iceberg_data', default='False') | string == 'True') -%}
  {%- if relation.is_view and (temporary or not lake) -%}
    drop view if exists {{ glue__make_target_relation(relation, format) }}
  {%- else -%}
    drop table if exists {{ glue__make_target_relation(relation, format) }}{{ ' purge' if purge }}
  {%- endif -%}
{%- endmacro -%}

{% macro glue__get_drop_view_sql(relation) -%}
  {{ return(glue__get_drop_sql(relation.incorporate(type='view'))) }}
{%- endmacro %}

{% macro glue__drop_relation(relation) -%}
  {% call statement('drop_relation', auto_begin=False) -%}
    {{ get_drop_sql(relation) }}
  {%- endcall %}
{% endmacro %}

{% macro glue__drop_view(relation) -%}
  {% call statement('drop_view', auto_begin=False) -%}
    {{ glue__get_drop_view_sql(relation) }}
  {%- endcall %}
{% endmacro %}

{% macro glue__rename_relation(from_relation, to_relation) -%}
  {% if from_relation.type not in ('table', 'view') %}
    {% do exceptions.raise_database_error("Cannot rename a relation of type '" ~ from_relation.type ~ "': " ~ from_relation.identifier) %}
  {% endif %}
  {% do adapter.rename_relation(from_relation, to_relation) %}
{% endmacro %}

{% macro glue__make_temp_relation(base_relation, suffix) %}
  {%- set physical = config.get('file_format', default='parquet') in ['iceberg', 's3tables'] and config.get('use_iceberg_temp_views', default='False') | string == 'False' -%}
  {%- set staged = base_relation.incorporate(
      path={"schema": target.temp_schema or base_relation.schema, "identifier": base_relation.identifier ~ suffix},
      type='table' if physical else 'view') -%}
  {% do return(staged if physical else staged.include(schema=false)) %}
{% endmacro %}

{% macro glue__create_csv_table(model, agate_table) -%}
  {{ return(spark__create_csv_table(model, agate_table)) }}
{%- endmacro %}

{% macro glue__load_csv_rows(model, agate_table) %}
  {{ return(spark__load_csv_rows(model, agate_table)) }}
{% endmacro %}

{% macro glue__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% do return(create_csv_table(model, agate_table)) %}
{% endmacro %}

{% macro spark__alter_relation_add_remove_columns(relation, add_columns, remove_columns) %}
  {% if remove_columns %}
    {% set platform = 'Delta Lake' if relation.is_delta else 'Iceberg' if relation.is_iceberg else 'Apache Spark' %}
    {{ exceptions.raise_compiler_error(platform ~ ' does not support dropping columns from tables') }}
  {% endif %}
  {% if add_columns %}
    {% set added = [] %}
    {% for column in add_columns %}
      {% do added.append(column.name ~ ' ' ~ column.data_type) %}
    {% endfor %}
    {% call statement('alter_columns') %}
      alter {{ relation.type }} {{ relation }} add columns
      {{ added | join(',\n') }}
    {% endcall %}
  {% endif %}
{% endmacro %}

{% macro dbt_glue_validate_get_file_format(raw_file_format) %}
  {% set known = ['text', 'csv', 'json', 'jdbc', 'parquet', 'orc', 'hive', 'delta', 'iceberg', 'libsvm', 'hudi', 's3tables'] %}
  {% if raw_file_format not in known %}
    {% do exceptions.raise_compiler_error("Invalid file format provided: " ~ raw_file_format ~ "\nExpected one of: " ~ known | join(', ')) %}
  {% endif %}
  {% do return(raw_file_format) %}
{% endmacro %}

{% macro dbt_glue_validate_get_incremental_strategy(raw_strategy, file_format) %}
  {% if raw_strategy not in ['append', 'merge', 'insert_overwrite'] %}
    {% do exceptions.raise_compiler_error("Invalid incremental strategy provided: " ~ raw_strategy ~ "\nExpected one of: 'append', 'merge', 'insert_overwrite'") %}
  {% elif raw_strategy == 'merge' and file_format not in ['delta', 'iceberg', 'hudi', 's3tables'] %}
    {% do exceptions.raise_compiler_error("Invalid incremental strategy provided: " ~ raw_strategy ~ "\nYou can only choose this strategy when file_format is set to 'delta' or 'iceberg' or 'hudi' or 's3tables'") %}
  {% endif %}
  {% do return(raw_strategy) %}
{% endmacro %}

{% macro dbt_glue_get_incremental_sql(strategy, source, target, unique_key, incremental_predicates, dest_columns=none) %}
  {%- if strategy == 'append' -%}
    {{ get_insert_into_sql(source, target) }}
  {%- elif strategy == 'insert_overwrite' -%}
    {{ get_insert_overwrite_sql(source, target) }}
  {%- elif strategy == 'merge' -%}
    {{ get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) }}
  {%- else -%}
    {%- do exceptions.raise_compiler_error("No known SQL for the incremental strategy provided: " ~ strategy) -%}
  {%- endif -%}
{% endmacro %}

{% macro glue__create_columns(relation, columns) %}
  {% set added = [] %}
  {% for column in columns if not column.name.startswith('dbt_') %}
    {% do added.append('`' ~ column.name ~ '` ' ~ column.data_type) %}
  {% endfor %}
  {% if added %}
    {% call statement() %}
      alter table {{ relation }} add columns ({{ added | join(', ') }});
    {% endcall %}
  {% endif %}
{% endmacro %}

{% macro glue__post_snapshot(staging_relation) %}
  {% do glue__drop_view(staging_relation) %}
{% endmacro %}

{% macro glue__snapshot_merge_sql(target, source, insert_cols) -%}
    {%- set names = config.get("snapshot_table_column_names") or get_snapshot_table_column_names() -%}
    {%- set valid_to = 'DBT_INTERNAL_DEST.' ~ names.dbt_valid_to -%}
    {%- set open_end = config.get("dbt_valid_to_current") %}
    merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on DBT_INTERNAL_SOURCE.{{ names.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ names.dbt_scd_id }}
    when matched
     and {{ '(' ~ valid_to ~ ' = ' ~ open_end ~ ' or ' ~ valid_to ~ ' is null)' if open_end else valid_to ~ ' is null' }}
     and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
        then update
        set {{ names.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ names.dbt_valid_to }}
    when not matched
     and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
        then insert ({{ insert_cols | join(', ') }})
        values ({{ insert_cols | join(', ') }})
{% endmacro %}

{% macro glue_build_snapshot_staging_table(strategy, sql, target_relation) %}
  {% set lake = target_relation.is_iceberg %}
  {% set staging = api.Relation.create(identifier=target_relation.identifier ~ '__dbt_tmp', schema=target_relation.schema, database=target_relation.database if lake else none, type='table' if lake else 'view') %}
  {% set select = snapshot_staging_table(strategy, sql, target_relation) %}
  {% call statement('build_snapshot_staging_relation') %}
    {{ create_view_as(staging, select) }}
  {% endcall %}
  {% do return(staging) %}
{% endmacro %}

{% materialization view, adapter='glue' -%}
  {{ return(create_or_replace_view()) }}
{%- endmaterialization %}

{% materialization table, adapter='glue', supported_languages=['sql'] -%}
  {{ return(materialization_table_default()) }}
{%- endmaterialization %}

{% materialization incremental, adapter='glue', supported_languages=['sql', 'python'] -%}
  {%- set format = dbt_glue_validate_get_file_format(config.get('file_format', default='parquet')) -%}
  {%- set strategy = dbt_glue_validate_get_incremental_strategy(config.get('incremental_strategy') or 'insert_overwrite', format) -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {%- set existing = load_relation(this) -%}
  {%- set made = this.incorporate(type='table') -%}
  {%- set staged = make_temp_relation(this, '_' ~ config.get('custom_temp_suffix', default='tmp')) %}
  {{ run_hooks(pre_hooks) }}
  {%- if existing is none or existing.is_view or should_full_refresh() -%}
    {%- if existing is not none -%}
      {%- do drop_relation(existing) -%}
    {%- endif -%}
    {% call statement('main') -%}
      {{ create_table_as(False, made, sql) }}
    {%- endcall %}
  {%- else -%}
    {% call statement('create_tmp_relation') -%}
      {{ create_temporary_view(staged, add_iceberg_timestamp_column(sql)) }}
    {%- endcall %}
    {%- set columns = process_schema_changes(on_schema_change, staged, existing) or none %}
    {% call statement('main') -%}
      {{ dbt_glue_get_incremental_sql(strategy, staged, made, config.get('unique_key'), config.get('predicates', none) or config.get('incremental_predicates', none), columns) }}
    {%- endcall %}
    {%- do glue__drop_relation(staged) -%}
  {%- endif %}
  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [made]}) }}
{%- endmaterialization %}

{% materialization seed, adapter='glue' %}
  {{ return(materialization_seed_default()) }}
{% endmaterialization %}

{% materialization snapshot, adapter='glue' %}
  {%- set format = config.get('file_format') or 'parquet' -%}
  {%- if format not in ['delta', 'iceberg', 'hudi'] -%}
    {% do exceptions.raise_compiler_error("Invalid file format: " ~ format ~ "\nSnapshot functionality requires file_format be set to 'delta' or 'iceberg' or 'hudi'") %}
  {%- endif -%}
  {{ return(materialization_snapshot_default()) }}
{% endmaterialization %}

{% materialization python_model, adapter='glue', supported_languages=['python'] %}
  {{ run_hooks(pre_hooks) }}
  {% call statement('main', language='python') -%}
    {{ glue__py_write_table(compiled_code, this) }}
  {%- endcall %}
  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [this.incorporate(type='table')]}) }}
{% endmaterialization %}

{% macro register_python_materializations() %}
  {% do return('') %}
{% endmacro %}

{% macro glue__py_get_writer_options() %}
  {% do return(config.get('write_options', {})) %}
{% endmacro %}

{% macro glue__py_write_table(compiled_code, target_relation) %}
{{ compiled_code }}
# --- Autogenerated dbt materialization code. --- #
dbt = dbtObj(spark.table)
df = model(dbt, spark)
df.createOrReplaceTempView("{{ target_relation.identifier }}_py")
spark.sql("create or replace table {{ glue__make_target_relation(target_relation, 'iceberg') }} using iceberg as select * from {{ target_relation.identifier }}_py")
{% endmacro %}

{% macro py_write_table(compiled_code, target_relation) %}
{{ glue__py_write_table(compiled_code, target_relation) }}
{% endmacro %}

{% macro glue__create_python_intermediate_table(model, df_name) %}
{{ df_name }}.createOrReplaceTempView("{{ model['alias'] }}_tmp")
{% endmacro %}

{% macro glue__create_python_merge_table(model, df_name, unique_key) %}
{{ df_name }}.createOrReplaceTempView("{{ model['alias'] }}_tmp")
spark.sql("""{{ get_merge_sql(this, api.Relation.create(identifier=model['alias'] ~ '_tmp'), unique_key) }}""")
{% endmacro %}

{% macro glue__py_script_comment() %}
# how to execute python model in notebook
# dbt = dbtObj(spark.table)
# df = model(dbt, spark)
{% endmacro %}

{% macro py_script_comment() %}
# how to execute python model in notebook
# dbt = dbtObj(spark.table)
# df = model(dbt, spark)
{% endmacro %}
