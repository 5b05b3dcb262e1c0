{#- Snapshots: which rows are new, changed or gone. -#}
{% macro unique_key_fields(unique_key) %}
  {%- if unique_key | is_list -%}
    {%- for key in unique_key %}
        {{ key }} as dbt_unique_key_{{ loop.index }}{{ "," if not loop.last }}
    {%- endfor -%}
  {%- else %}
        {{ unique_key }} as dbt_unique_key
  {%- endif -%}
{% endmacro %}

{% macro unique_key_join_on(unique_key, identifier, from_identifier) %}
  {%- if unique_key | is_list -%}
    {%- for key in unique_key %}
        {{ identifier }}.dbt_unique_key_{{ loop.index }} = {{ from_identifier }}.dbt_unique_key_{{ loop.index }}{{ " and" if not loop.last }}
    {%- endfor -%}
  {%- else %}
        {{ identifier }}.dbt_unique_key = {{ from_identifier }}.dbt_unique_key
  {%- endif -%}
{% endmacro %}

{% macro unique_key_is_null(unique_key, identifier) %}
  {{- identifier }}.dbt_unique_key{{ "_1" if unique_key | is_list }} is null
{% endmacro %}

{% macro unique_key_is_not_null(unique_key, identifier) %}
  {{- identifier }}.dbt_unique_key{{ "_1" if unique_key | is_list }} is not null
{% endmacro %}

{% macro default__get_true_sql() %}
  {{ return('TRUE') }}
{% endmacro %}

{% macro default__post_snapshot(staging_relation) %}
{% endmacro %}

{% macro default__create_columns(relation, columns) %}
  {% for column in columns %}
    {% call statement() %}
      alter table {{ relation.render() }} add column {{ adapter.quote(column.name) }} {{ column.expanded_data_type }};
    {% endcall %}
  {% endfor %}
{% endmacro %}

{% macro get_dbt_valid_to_current(strategy, columns) %}
  {% set open_end = config.get('dbt_valid_to_current') or "null" %}
  coalesce(nullif({{ strategy.updated_at }}, {{ strategy.updated_at }}), {{ open_end }})
  as {{ columns.dbt_valid_to }}
{% endmacro %}

{% macro default__build_snapshot_table(strategy, sql) %}
    {%- set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() %}
    select *,
        {{ strategy.scd_id }} as {{ columns.dbt_scd_id }},
        {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
        {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
        {{ get_dbt_valid_to_current(strategy, columns) }}
        {{- ", 'False' as " ~ columns.dbt_is_deleted if strategy.hard_deletes == 'new_record' }}
    from (
        {{ sql }}
    ) sbq
{% endmacro %}

{% macro build_snapshot_staging_table(strategy, sql, target_relation) %}
  {% set staging = make_temp_relation(target_relation) %}
  {% set select = snapshot_staging_table(strategy, sql, target_relation) %}
  {% call statement('build_snapshot_staging_relation') %}
    {{ create_table_as(True, staging, select) }}
  {% endcall %}
  {% do return(staging) %}
{% endmacro %}

{% macro default__snapshot_staging_table(strategy, source_sql, target_relation) -%}
    {%- set columns = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() -%}
    {%- set open_end = config.get('dbt_valid_to_current') -%}
    {%- set records = strategy.hard_deletes == 'new_record' -%}
    {%- set deletes = records or strategy.hard_deletes == 'invalidate' -%}
    {%- set key = strategy.unique_key -%}
    {%- set revived = " or snapshotted_data." ~ columns.dbt_is_deleted ~ " = 'True'" if records else '' -%}
    {%- set still_open = "snapshotted_data." ~ columns.dbt_valid_to ~ (" = " ~ open_end if open_end else " is null") -%}
    {%- set not_yet_marked = "not (snapshotted_data." ~ columns.dbt_is_deleted ~ " = 'True' and " ~ still_open ~ ")" -%}
    with snapshot_query as (
        {{ source_sql }}
    ),
    snapshotted_data as (
        select *, {{ unique_key_fields(key) }}
        from {{ target_relation }}
        where {% if open_end -%}
            ( {{ equals(columns.dbt_valid_to | trim, open_end | trim) }} or {{ columns.dbt_valid_to | trim }} is null )
        {%- else -%}
            {{ columns.dbt_valid_to }} is null
        {%- endif %}
    ),
    insertions_source_data as (
        select *, {{ unique_key_fields(key) }},
            {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
            {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
            {{ get_dbt_valid_to_current(strategy, columns) }},
            {{ strategy.scd_id }} as {{ columns.dbt_scd_id }}
        from snapshot_query
    ),
    updates_source_data as (
        select *, {{ unique_key_fields(key) }},
            {{ strategy.updated_at }} as {{ columns.dbt_updated_at }},
            {{ strategy.updated_at }} as {{ columns.dbt_valid_from }},
            {{ strategy.updated_at }} as {{ columns.dbt_valid_to }}
        from snapshot_query
    ),
    {%- if deletes %}
    deletes_source_data as (
        select *, {{ unique_key_fields(key) }}
        from snapshot_query
    ),
    {%- endif %}
    insertions as (
        select
            'insert' as dbt_change_type,
            source_data.*
            {{- ", 'False' as " ~ columns.dbt_is_deleted if records }}
        from insertions_source_data as source_data
        left outer join snapshotted_data
            on {{ unique_key_join_on(key, "snapshotted_data", "source_data") }}
        where {{ unique_key_is_null(key, "snapshotted_data") }}
            or ({{ unique_key_is_not_null(key, "snapshotted_data") }} and ({{ strategy.row_changed }}{{ revived }}))
    ),
    updates as (
        select
            'update' as dbt_change_type,
            source_data.*,
            snapshotted_data.{{ columns.dbt_scd_id }}
            {{- ", snapshotted_data." ~ columns.dbt_is_deleted if records }}
        from updates_source_data as source_data
        join snapshotted_data
            on {{ unique_key_join_on(key, "snapshotted_data", "source_data") }}
        where ({{ strategy.row_changed }}{{ revived }})
    )
    {%- if deletes %},
    deletes as (
        select
            'delete' as dbt_change_type,
            source_data.*,
            {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
            {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
            {{ snapshot_get_time() }} as {{ columns.dbt_valid_to }},
            snapshotted_data.{{ columns.dbt_scd_id }}
            {{- ", snapshotted_data." ~ columns.dbt_is_deleted if records }}
        from snapshotted_data
        left join deletes_source_data as source_data
            on {{ unique_key_join_on(key, "snapshotted_data", "source_data") }}
        where {{ unique_key_is_null(key, "source_data") }}
            {{- " and " ~ not_yet_marked if records }}
    )
    {%- endif %}
    {%- if records %},
    deletion_records as (
        {%- set known = get_list_of_column_names(get_columns_in_relation(target_relation)) %}
        select
            'insert' as dbt_change_type,
            {%- for name in get_columns_in_query(source_sql) %}
            {{ 'snapshotted_data' if name in known else 'source_data' }}.{{ adapter.quote(name) }},
            {%- endfor %}
            {%- if key | is_list %}
            {%- for name in key %}
            snapshotted_data.{{ name }} as dbt_unique_key_{{ loop.index }},
            {%- endfor %}
            {%- else %}
            snapshotted_data.dbt_unique_key as dbt_unique_key,
            {%- endif %}
            {{ snapshot_get_time() }} as {{ columns.dbt_valid_from }},
            {{ snapshot_get_time() }} as {{ columns.dbt_updated_at }},
            snapshotted_data.{{ columns.dbt_valid_to }} as {{ columns.dbt_valid_to }},
            {{ snapshot_hash_arguments([columns.dbt_scd_id, snapshot_get_time()]) }} as {{ columns.dbt_scd_id }},
            'True' as {{ columns.dbt_is_deleted }}
        from snapshotted_data
        left join deletes_source_data as source_data
            on {{ unique_key_join_on(key, "snapshotted_data", "source_data") }}
        where {{ unique_key_is_null(key, "source_data") }} and {{ not_yet_marked }}
    )
    {%- endif %}
    select * from insertions
    union all
    select * from updates
    {%- if deletes %}
    union all
    select * from deletes
    {%- endif %}
    {%- if records %}
    union all
    select * from deletion_records
    {%- endif %}
{%- endmacro %}

{% macro default__snapshot_merge_sql(target, source, insert_cols) -%}
    {%- set names = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() -%}
    {%- set open_end = config.get('dbt_valid_to_current') %}
    {%- set valid_to = 'DBT_INTERNAL_DEST.' ~ names.dbt_valid_to %}
    merge into {{ target.render() }} as DBT_INTERNAL_DEST
    using {{ source }} as DBT_INTERNAL_SOURCE
    on DBT_INTERNAL_SOURCE.{{ names.dbt_scd_id }} = DBT_INTERNAL_DEST.{{ names.dbt_scd_id }}
    when matched
      and {{ '(' ~ equals(valid_to, open_end) ~ ' or ' ~ valid_to ~ ' is null)' if open_end else valid_to ~ ' is null' }}
      and DBT_INTERNAL_SOURCE.dbt_change_type in ('update', 'delete')
      then update
      set {{ names.dbt_valid_to }} = DBT_INTERNAL_SOURCE.{{ names.dbt_valid_to }}
    when not matched
      and DBT_INTERNAL_SOURCE.dbt_change_type = 'insert'
      then insert ({{ insert_cols | join(', ') }})
      values ({{ insert_cols | join(', ') }})
{% endmacro %}

{% macro get_updated_at_column_data_type(snapshot_sql) %}
  {% set wanted = config.get('updated_at') | string | lower %}
  {% for column in get_column_schema_from_query(snapshot_sql) if column.column | lower == wanted %}
    {% do return(column.dtype) %}
  {% endfor %}
  {% do return(none) %}
{% endmacro %}

{% macro check_time_data_types(sql) %}
  {% set updated = get_updated_at_column_data_type(sql) %}
  {% set taken = get_snapshot_get_time_data_type() %}
  {% if updated and taken and updated != taken %}
    {% do exceptions.warn_snapshot_timestamp_data_types(taken, updated) %}
  {% endif %}
{% endmacro %}
