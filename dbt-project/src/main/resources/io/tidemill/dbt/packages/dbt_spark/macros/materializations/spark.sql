{#- Spark's forms of the strategies, snapshots, seeds, grants and clones. -#}
{% materialization view, adapter='spark' -%}
  {{ return(create_or_replace_view()) }}
{%- endmaterialization %}

{% materialization table, adapter='spark', supported_languages=['sql', 'python'] %}
  {%- set existing = adapter.get_relation(database=database, schema=schema, identifier=model['alias']) -%}
  {%- set made = this.incorporate(type='table') %}
  {{ run_hooks(pre_hooks) }}
  {%- if existing and not (existing.is_delta and config.get('file_format') == 'delta') -%}
    {%- do adapter.drop_relation(existing) -%}
  {%- endif -%}
  {% call statement('main', language=model['language']) -%}
    {{ create_table_as(False, made, compiled_code, model['language']) }}
  {%- endcall %}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) %}
  {% do persist_docs(made, model) %}
  {% do persist_constraints(made, model) %}
  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% materialization incremental, adapter='spark', supported_languages=['sql', 'python'] -%}
  {%- set format = dbt_spark_validate_get_file_format(config.get('file_format', default='openformat')) -%}
  {%- set strategy = dbt_spark_validate_get_incremental_strategy(config.get('incremental_strategy') or 'append', format) -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
  {%- set existing = load_relation(this) -%}
  {%- set made = this.incorporate(type='table') -%}
  {%- set staged = make_temp_relation(this).include(schema=false) %}
  {{ run_hooks(pre_hooks) }}
  {%- if existing is none or existing.is_view or should_full_refresh() -%}
    {% call statement('main', language=model['language']) -%}
      {{ create_table_as(False, made, compiled_code, model['language']) }}
    {%- endcall %}
    {% do persist_constraints(made, model) %}
  {%- else -%}
    {% call statement('create_tmp_relation', language=model['language']) -%}
      {{ create_table_as(True, staged, compiled_code, model['language']) }}
    {%- endcall %}
    {%- do process_schema_changes(on_schema_change, staged, existing) %}
    {% call statement('main') -%}
      {{ dbt_spark_get_incremental_sql(strategy, staged, made, existing, config.get('unique_key'), config.get('predicates', none) or config.get('incremental_predicates', none)) }}
    {%- endcall %}
  {%- endif %}
  {% do apply_grants(made, config.get('grants'), should_revoke(existing, should_full_refresh())) %}
  {% do persist_docs(made, model) %}
  {{ run_hooks(post_hooks) }}
  {{ return({'relations': [made]}) }}
{%- endmaterialization %}

{% materialization snapshot, adapter='spark' %}
  {{ return(materialization_snapshot_default()) }}
{% endmaterialization %}

{% materialization clone, adapter='spark' %}
  {%- if defer_relation and config.get('file_format') != 'delta' -%}
    {% do exceptions.raise_compiler_error("Invalid file format: " ~ config.get('file_format') ~ "\nshallow clone requires file_format be set to 'delta'") %}
  {%- endif -%}
  {{ return(materialization_clone_default()) }}
{% endmaterialization %}

{% macro spark__can_clone_table() %}
  {{ return(True) }}
{% endmacro %}

{% macro spark__create_or_replace_clone(this_relation, defer_relation) %}
    create or replace table {{ this_relation }} shallow clone {{ defer_relation }}
{% endmacro %}

{% macro dbt_spark_validate_get_file_format(raw_file_format) %}
  {% set known = ['text', 'csv', 'json', 'jdbc', 'parquet', 'orc', 'hive', 'delta', 'iceberg', 'libsvm', 'hudi'] %}
  {% if raw_file_format not in known %}
    {% do exceptions.raise_compiler_error("Invalid file format provided: " ~ raw_file_format ~ "\nExpected one of: " ~ known | join(', ')) %}
  {% endif %}
  {% do return(raw_file_format) %}
{% endmacro %}

{% macro dbt_spark_validate_get_incremental_strategy(raw_strategy, file_format) %}
  {% if raw_strategy not in ['append', 'merge', 'insert_overwrite', 'microbatch'] %}
    {% do exceptions.raise_compiler_error("Invalid incremental strategy provided: " ~ raw_strategy ~ "\nExpected one of: 'append', 'merge', 'insert_overwrite', 'microbatch'") %}
  {% elif raw_strategy == 'merge' and file_format not in ['delta', 'iceberg', 'hudi'] %}
    {% do exceptions.raise_compiler_error("Invalid incremental strategy provided: " ~ raw_strategy ~ "\nYou can only choose this strategy when file_format is set to 'delta' or 'iceberg' or 'hudi'") %}
  {% endif %}
  {% do return(raw_strategy) %}
{% endmacro %}

{% macro dbt_spark_get_incremental_sql(strategy, source, target, existing, unique_key, incremental_predicates) %}
  {%- if strategy == 'append' -%}
    {{ get_insert_into_sql(source, target) }}
  {%- elif strategy == 'microbatch' and not config.get('partition_by') -%}
    {{ exceptions.raise_compiler_error("dbt-spark 'microbatch' incremental strategy requires a `partition_by` config.\nEnsure you are using a `partition_by` column that is of grain " ~ config.get('batch_size') ~ ".") }}
  {%- elif strategy in ('insert_overwrite', 'microbatch') -%}
    {{ get_insert_overwrite_sql(source, target) }}
  {%- elif strategy == 'merge' -%}
    {{ get_merge_sql(target, source, unique_key, dest_columns=none, incremental_predicates=incremental_predicates) }}
  {%- else -%}
    {%- do exceptions.raise_compiler_error("No known SQL for the incremental strategy provided: " ~ strategy) -%}
  {%- endif -%}
{% endmacro %}

{% macro get_insert_into_sql(source_relation, target_relation) %}
    insert into table {{ target_relation }}
    select {{ adapter.get_columns_in_relation(target_relation) | map(attribute='quoted') | join(', ') }} from {{ source_relation }}
{% endmacro %}

{% macro get_insert_overwrite_sql(source_relation, target_relation, existing_relation) %}
    insert overwrite table {{ target_relation }}
    {{ partition_cols(label="partition") }}
    select {{ adapter.get_columns_in_relation(target_relation) | map(attribute='quoted') | join(', ') }} from {{ source_relation }}
{% endmacro %}

{% macro spark__get_merge_sql(target, source, unique_key, dest_columns, incremental_predicates) %}
    {%- set conditions = [] + (incremental_predicates or []) -%}
    {%- for key in ([unique_key] if unique_key is string else unique_key or []) -%}
      {%- do conditions.append('DBT_INTERNAL_SOURCE.' ~ key ~ ' = DBT_INTERNAL_DEST.' ~ key) -%}
    {%- endfor -%}
    {%- set updated = get_merge_update_columns(config.get('merge_update_columns'), config.get('merge_exclude_columns'), dest_columns) -%}
    merge into {{ target }} as DBT_INTERNAL_DEST
      using {{ source }} as DBT_INTERNAL_SOURCE
      on {{ conditions | join(' and ') if unique_key else (conditions + ['FALSE']) | join(' and ') }}
      when matched then update set
      {%- if updated %}
        {%- for name in updated %}
        {{ name }} = DBT_INTERNAL_SOURCE.{{ name }}{{ "," if not loop.last }}
        {%- endfor %}
      {%- else %} *
      {%- endif %}
      when not matched then insert *
{% endmacro %}

{% macro spark__get_merge_update_columns(merge_update_columns, merge_exclude_columns, dest_columns) %}
  {%- if merge_update_columns and merge_exclude_columns -%}
    {{ exceptions.raise_compiler_error('Model cannot specify merge_update_columns and merge_exclude_columns. Please update model to use only one config') }}
  {%- elif merge_update_columns -%}
    {%- do return(merge_update_columns) -%}
  {%- elif merge_exclude_columns -%}
    {%- set left_out = merge_exclude_columns | map('lower') | list -%}
    {%- set kept = [] -%}
    {%- for column in dest_columns if column.column | lower not in left_out -%}
      {%- do kept.append(column.quoted) -%}
    {%- endfor -%}
    {%- do return(kept) -%}
  {%- endif -%}
  {%- do return(none) -%}
{% endmacro %}

{% macro spark__snapshot_hash_arguments(args) -%}
    md5({%- for arg in args -%}
        coalesce(cast({{ arg }} as string ), '')
        {% if not loop.last %} || '|' || {% endif %}
    {%- endfor -%})
{%- endmacro %}

{% macro spark__snapshot_string_as_time(timestamp) -%}
    {%- do return("to_timestamp('" ~ timestamp ~ "')") -%}
{%- endmacro %}

{% macro spark__snapshot_merge_sql(target, source, insert_cols) -%}
    {%- set names = config.get("snapshot_table_column_names") or get_snapshot_table_column_names() %}
    merge into {{ target }} as DBT_INTERNAL_DEST
    using {{ source.include(schema=false) if not target.is_iceberg else source }} as DBT_INTERNAL_SOURCE
    on DBT_INTERNAL_SOURCE.{{ names.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ names.dbt_scd_id }}
    when matched
     and DBT_INTERNAL_DEST.{{ names.dbt_valid_to }} {{ 'is null' if not config.get("dbt_valid_to_current") else 'in (' ~ config.get("dbt_valid_to_current") ~ ')' }}
     and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
        then update
        set {{ names.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ names.dbt_valid_to }}
    when not matched
     and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
        then insert *
{% endmacro %}

{% macro spark__create_columns(relation, columns) %}
  {% if columns %}
    {% set added = [] %}
    {% for column in columns %}
      {% do added.append('`' ~ column.name ~ '` ' ~ column.data_type) %}
    {% endfor %}
    {% call statement() %}
      alter table {{ relation }} add columns ({{ added | join(', ') }})
    {% endcall %}
  {% endif %}
{% endmacro %}

{% macro spark__post_snapshot(staging_relation) %}
  {% do adapter.drop_relation(staging_relation) %}
{% endmacro %}

{% macro spark_build_snapshot_staging_table(strategy, sql, target_relation) %}
  {% set staging = api.Relation.create(identifier=target_relation.identifier ~ '__dbt_tmp', schema=target_relation.schema, database=target_relation.database if target_relation.is_iceberg else none, type='view') %}
  {% set select = snapshot_staging_table(strategy, sql, target_relation) %}
  {% call statement('build_snapshot_staging_relation') %}
    {{ create_view_as(staging, select) }}
  {% endcall %}
  {% do return(staging) %}
{% endmacro %}

{% macro spark__create_csv_table(model, agate_table) %}
  {%- set types = model['config'].get('column_types', {}) -%}
  {%- set columns = [] -%}
  {%- for name in agate_table.column_names -%}
    {%- do columns.append(adapter.quote_seed_column(name | string, model['config'].get('quote_columns', None)) ~ ' ' ~ types.get(name, adapter.convert_type(agate_table, loop.index0))) -%}
  {%- endfor -%}
  {% set sql %}
    create table {{ this.render() }} ({{ columns | join(', ') }})
    {{ file_format_clause() }}
    {{ partition_cols(label="partitioned by") }}
    {{ clustered_cols(label="clustered by") }}
    {{ location_clause() }}
    {{ comment_clause() }}
  {% endset %}
  {% call statement('_') -%}
    {{ sql }}
  {%- endcall %}
  {{ return(sql) }}
{% endmacro %}

{% macro spark__get_binding_char() %}
  {{ return('%s') }}
{% endmacro %}

{% macro spark__load_csv_rows(model, agate_table) %}
  {{ return(default__load_csv_rows(model, agate_table)) }}
{% endmacro %}

{% macro spark__reset_csv_table(model, full_refresh, old_relation, agate_table) %}
  {% if old_relation %}
    {% do adapter.drop_relation(old_relation) %}
  {% endif %}
  {% do return(create_csv_table(model, agate_table)) %}
{% endmacro %}

{% macro spark__copy_grants() %}
  {{ return(config.get('materialized') != 'view') }}
{% endmacro %}

{%- macro spark__get_grant_sql(relation, privilege, grantees) -%}
    grant {{ privilege }} on {{ relation }} to {{ adapter.quote(grantees[0]) }}
{%- endmacro %}

{%- macro spark__get_revoke_sql(relation, privilege, grantees) -%}
    revoke {{ privilege }} on {{ relation }} from {{ adapter.quote(grantees[0]) }}
{%- endmacro %}

{%- macro spark__support_multiple_grantees_per_dcl_statement() -%}
  {{ return(False) }}
{%- endmacro -%}

{% macro spark__call_dcl_statements(dcl_statement_list) %}
  {% for dcl_statement in dcl_statement_list %}
    {% call statement('grant_or_revoke') %}
      {{ dcl_statement }}
    {% endcall %}
  {% endfor %}
{% endmacro %}

{% macro py_write_table(compiled_code, target_relation) %}
{{ compiled_code }}
# --- Autogenerated dbt materialization code. --- #
dbt = dbtObj(spark.table)
df = model(dbt, spark)
df.write.mode("overwrite").format("{{ config.get('file_format', 'delta') }}").option("overwriteSchema", "true").saveAsTable("{{ target_relation }}")
{%- endmacro -%}

{% macro py_script_comment() %}
# how to execute python model in notebook
# dbt = dbtObj(spark.table)
# df = model(dbt, spark)
{% endmacro %}
