{#- The built-in materializations in Jinja: for projects that call one from their own. The service itself runs them in Java. -#}
{% materialization view, default %}
  {{ return(create_or_replace_view()) }}
{% endmaterialization %}

{% materialization table, default %}
  {%- set existing = load_cached_relation(this) -%}
  {%- set made = this.incorporate(type='table') %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- if existing is not none -%}
    {%- do drop_relation_if_exists(existing) -%}
  {%- endif -%}
  {% call statement('main') -%}
    {{ get_create_table_as_sql(False, made, sql) }}
  {%- endcall %}
  {% do create_indexes(made) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) %}
  {% do persist_docs(made, model) %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% materialization incremental, default -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- set made = this.incorporate(type='table') -%}
  {%- set staged = make_temp_relation(made) -%}
  {%- set rebuild = existing is none or existing.is_view or should_full_refresh() -%}
  {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- if rebuild -%}
    {%- if existing is not none -%}
      {%- do drop_relation_if_exists(existing) -%}
    {%- endif -%}
    {%- set build_sql = get_create_table_as_sql(False, made, sql) -%}
  {%- else -%}
    {%- do run_query(get_create_table_as_sql(True, staged, sql)) -%}
    {%- set columns = process_schema_changes(on_schema_change, staged, existing) or adapter.get_columns_in_relation(existing) -%}
    {%- set strategy = adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default') -%}
    {%- set build_sql = strategy({
        'target_relation': made,
        'temp_relation': staged,
        'unique_key': config.get('unique_key'),
        'dest_columns': columns,
        'incremental_predicates': config.get('predicates', none) or config.get('incremental_predicates', none)
    }) -%}
  {%- endif %}
  {% call statement("main") %}
    {{ build_sql }}
  {% endcall %}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=rebuild)) %}
  {% do persist_docs(made, model) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [made]}) }}
{%- endmaterialization %}

{% materialization seed, default %}
  {%- set existing = load_cached_relation(this) -%}
  {%- set table = load_agate_table() -%}
  {%- set made = this.incorporate(type='table') %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- if existing is not none -%}
    {%- set create_sql = reset_csv_table(model, should_full_refresh(), existing, table) -%}
  {%- else -%}
    {%- set create_sql = create_csv_table(model, table) -%}
  {%- endif -%}
  {%- set rows = table.rows | length -%}
  {% call noop_statement('main', ('CREATE' if existing is none else 'INSERT') ~ ' ' ~ rows, 'INSERT', rows) %}
    {{ get_csv_sql(create_sql, load_csv_rows(model, table)) }}
  {% endcall %}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(existing, should_full_refresh())) %}
  {% do persist_docs(made, model) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% materialization snapshot, default %}
  {%- set known, made = get_or_create_relation(database=model.database, schema=model.schema, identifier=model['alias'], type='table') -%}
  {%- set strategy = strategy_dispatch(config.get('strategy'))(model, "snapshotted_data", "source_data", model['config'], known) %}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {%- if not known -%}
    {%- set final_sql = create_table_as(False, made, build_snapshot_table(strategy, model['compiled_code'])) -%}
  {%- else -%}
    {%- set staged = build_snapshot_staging_table(strategy, sql, made) -%}
    {%- set missing = [] -%}
    {%- for column in adapter.get_missing_columns(staged, made) if column.name | lower not in ('dbt_change_type', 'dbt_unique_key') -%}
      {%- do missing.append(column) -%}
    {%- endfor -%}
    {%- do create_columns(made, missing) -%}
    {%- set names = [] -%}
    {%- for column in adapter.get_columns_in_relation(staged) if column.name | lower not in ('dbt_change_type', 'dbt_unique_key') -%}
      {%- do names.append(adapter.quote(column.name)) -%}
    {%- endfor -%}
    {%- set final_sql = snapshot_merge_sql(target=made, source=staged, insert_cols=names) -%}
  {%- endif %}
  {% call statement('main') %}
    {{ final_sql }}
  {% endcall %}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(known, full_refresh_mode=False)) %}
  {% do persist_docs(made, model) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
  {%- if staged is defined -%}
    {%- do post_snapshot(staged) -%}
  {%- endif %}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
  {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% materialization clone, default %}
  {%- if not defer_relation -%}
    {%- do log("No relation found in state manifest for " ~ model.unique_id, info=True) -%}
    {{ return({'relations': []}) }}
  {%- endif -%}
  {%- set existing = load_cached_relation(this) -%}
  {%- if existing and not flags.FULL_REFRESH -%}
    {%- do log("Relation " ~ existing ~ " already exists", info=True) -%}
    {{ return({'relations': []}) }}
  {%- endif -%}
  {%- set original = load_cached_relation(defer_relation) -%}
  {%- set cloned = original and original.type == 'table' and can_clone_table() -%}
  {%- set made = this.incorporate(type='table' if cloned else 'view') %}
  {% call statement('main') %}
    {{ create_or_replace_clone(made, defer_relation) if cloned else get_create_view_as_sql(made, 'select * from ' ~ defer_relation) }}
  {% endcall %}
  {% do apply_grants(made, config.get('grants'), should_revoke=should_revoke(existing, full_refresh_mode=True)) %}
  {% do persist_docs(made, model) %}
  {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% macro default__can_clone_table() %}
  {{ return(False) }}
{% endmacro %}

{% macro default__create_or_replace_clone(this_relation, defer_relation) %}
    create or replace table {{ this_relation.render() }} clone {{ defer_relation.render() }}
{% endmacro %}

{% materialization test, default %}
  {% set relations = [] %}
  {%- if should_store_failures() -%}
    {%- set kind = config.get('store_failures_as') or 'table' -%}
    {%- if kind not in ('table', 'view') -%}
      {{ exceptions.raise_compiler_error("Invalid value for `store_failures_as`. Must be one of ['table', 'view'] but got: " ~ kind) }}
    {%- endif -%}
    {%- set existing = adapter.get_relation(database=database, schema=schema, identifier=model['alias']) -%}
    {%- set made = api.Relation.create(identifier=model['alias'], schema=schema, database=database, type=kind) %}
    {%- if existing -%}
      {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {% call statement(auto_begin=True) %}
      {{ get_create_sql(made, sql) }}
    {% endcall %}
    {%- do relations.append(made) -%}
    {%- set main_sql = 'select *\n    from ' ~ made -%}
  {%- else -%}
    {%- set main_sql = sql -%}
  {%- endif %}
  {% call statement('main', fetch_result=True) -%}
    {{ get_test_sql(main_sql, config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), config.get('limit')) }}
  {%- endcall %}
  {{ return({'relations': relations}) }}
{% endmaterialization %}

{%- materialization unit, default -%}
  {%- set rows = config.get('expected_rows') or [] -%}
  {%- set tested = rows[0].keys() | list if rows else get_columns_in_query(sql) -%}
  {%- set staged = make_temp_relation(this.incorporate(type='table')) -%}
  {%- do run_query(get_create_table_as_sql(True, staged, get_empty_subquery_sql(sql))) -%}
  {%- set types = {} -%}
  {%- set quoted = {} -%}
  {%- for column in adapter.get_columns_in_relation(staged) -%}
    {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- do quoted.update({column.name | lower: column.quoted}) -%}
  {%- endfor -%}
  {%- set names = [] -%}
  {%- for name in tested -%}
    {%- do names.append(quoted[name | lower]) -%}
  {%- endfor -%}
  {%- set expected = config.get('expected_sql') or get_expected_sql(rows, types, quoted) %}
  {% call statement('main', fetch_result=True) -%}
    {{ get_unit_test_sql(sql, expected, names) }}
  {%- endcall %}
  {% do adapter.drop_relation(staged) %}
  {{ return({'relations': []}) }}
{%- endmaterialization -%}

{% materialization materialized_view, default %}
  {%- set existing = load_cached_relation(this) -%}
  {%- set made = this.incorporate(type=this.MaterializedView) -%}
  {%- set backup = make_backup_relation(made, existing.type if existing else made.type) -%}
  {%- set staged = make_intermediate_relation(made) -%}
  {%- do materialized_view_setup(load_cached_relation(backup), load_cached_relation(staged), pre_hooks) -%}
  {%- set build_sql = materialized_view_get_build_sql(existing, made, backup, staged) -%}
  {%- if build_sql | trim == '' -%}
    {%- do materialized_view_execute_no_op(made) -%}
  {%- else -%}
    {%- do materialized_view_execute_build_sql(build_sql, existing, made, post_hooks) -%}
  {%- endif -%}
  {%- do materialized_view_teardown(backup, staged, post_hooks) -%}
  {{ return({'relations': [made]}) }}
{% endmaterialization %}

{% macro materialized_view_setup(backup_relation, intermediate_relation, pre_hooks) %}
  {{ drop_relation_if_exists(backup_relation) }}
  {{ drop_relation_if_exists(intermediate_relation) }}
  {{ run_hooks(pre_hooks, inside_transaction=False) }}
{% endmacro %}

{% macro materialized_view_teardown(backup_relation, intermediate_relation, post_hooks) %}
  {{ drop_relation_if_exists(backup_relation) }}
  {{ drop_relation_if_exists(intermediate_relation) }}
  {{ run_hooks(post_hooks, inside_transaction=False) }}
{% endmacro %}

{% macro materialized_view_get_build_sql(existing_relation, target_relation, backup_relation, intermediate_relation) %}
  {%- if existing_relation is none -%}
    {{ return(get_create_materialized_view_as_sql(target_relation, sql)) }}
  {%- elif should_full_refresh() or not existing_relation.is_materialized_view -%}
    {{ return(get_replace_sql(existing_relation, target_relation, sql)) }}
  {%- endif -%}
  {%- set on_change = config.get('on_configuration_change') -%}
  {%- set changes = get_materialized_view_configuration_changes(existing_relation, config) -%}
  {%- if changes is none -%}
    {{ return(refresh_materialized_view(target_relation)) }}
  {%- elif on_change == 'apply' -%}
    {{ return(get_alter_materialized_view_as_sql(target_relation, changes, sql, existing_relation, backup_relation, intermediate_relation)) }}
  {%- elif on_change == 'continue' -%}
    {%- do exceptions.warn("Configuration changes were identified and `on_configuration_change` was set to `continue` for `" ~ target_relation.render() ~ "`") -%}
    {{ return('') }}
  {%- endif -%}
  {{ exceptions.raise_fail_fast_error("Configuration changes were identified and `on_configuration_change` was set to `fail` for `" ~ target_relation.render() ~ "`") }}
{% endmacro %}

{% macro materialized_view_execute_no_op(target_relation) %}
  {% do store_raw_result(name="main", message="skip " ~ target_relation, code="skip", rows_affected="-1") %}
{% endmacro %}

{% macro materialized_view_execute_build_sql(build_sql, existing_relation, target_relation, post_hooks) %}
  {{ run_hooks(pre_hooks, inside_transaction=True) }}
  {% call statement(name="main") %}
    {{ build_sql }}
  {% endcall %}
  {% do apply_grants(target_relation, config.get('grants'), should_revoke=should_revoke(existing_relation, full_refresh_mode=True)) %}
  {% do persist_docs(target_relation, model) %}
  {{ run_hooks(post_hooks, inside_transaction=True) }}
{% endmacro %}
