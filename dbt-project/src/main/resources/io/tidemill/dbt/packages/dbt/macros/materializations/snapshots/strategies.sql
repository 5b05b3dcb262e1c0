{#- How a snapshot tells that a row has changed. -#}
{% macro strategy_dispatch(name) -%}
  {%- set package, bare = name.split(".", 1) if '.' in name else (none, name) -%}
  {%- set place = context if package is none else context.get(package) -%}
  {%- if place is none -%}
    {% do exceptions.raise_compiler_error("Could not find package '" ~ package ~ "', called by strategy '" ~ name ~ "'") %}
  {%- endif -%}
  {%- set macro_name = 'snapshot_' ~ bare ~ '_strategy' -%}
  {%- if macro_name not in place -%}
    {% do exceptions.raise_compiler_error('The specified strategy macro \'' ~ macro_name ~ '\' was not found in package ' ~ package) %}
  {%- endif -%}
  {% do return(place[macro_name]) %}
{%- endmacro %}

{% macro default__snapshot_string_as_time(timestamp) %}
  {% do exceptions.raise_not_implemented('snapshot_string_as_time macro not implemented for adapter ' ~ adapter.type()) %}
{% endmacro %}

{% macro snapshot_timestamp_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {#- The configuration is asked with dots: it may be a plain dict. -#}
  {% set key = config.get('unique_key') %}
  {% set updated_at = config.get('updated_at') %}
  {% set names = config.get('snapshot_table_column_names') or get_snapshot_table_column_names() %}
  {% set deletes = adapter.get_hard_deletes_behavior(config) %}
  {% do return({
      "unique_key": key,
      "updated_at": updated_at,
      "row_changed": "(" ~ snapshotted_rel ~ "." ~ names.dbt_valid_from ~ " < " ~ current_rel ~ "." ~ updated_at ~ ")",
      "scd_id": snapshot_hash_arguments((key if key | is_list else [key]) + [updated_at]),
      "invalidate_hard_deletes": deletes == 'invalidate',
      "hard_deletes": deletes
  }) %}
{% endmacro %}

{% macro snapshot_check_all_get_existing_columns(node, target_exists, check_cols_config) -%}
  {%- if not target_exists -%}
    {% do return((false, get_columns_in_query(node['compiled_code']) if check_cols_config == 'all' else check_cols_config)) %}
  {%- endif -%}
  {%- set before = adapter.get_columns_in_relation(load_relation(this)) -%}
  {%- set names = before | map(attribute='name') | map('lower') | list -%}
  {%- if check_cols_config == 'all' -%}
    {%- set wanted = get_columns_in_query(node['compiled_code']) -%}
  {%- elif check_cols_config is iterable and check_cols_config | length > 0 -%}
    {%- set wanted = check_cols_config -%}
  {%- else -%}
    {% do exceptions.raise_compiler_error("Invalid value for 'check_cols': " ~ check_cols_config) %}
  {%- endif -%}
  {%- set known = [] -%}
  {%- for name in wanted if name | lower in names -%}
    {%- do known.append(name) -%}
  {%- endfor -%}
  {% do return(((known | length) < (wanted | length), known)) %}
{%- endmacro %}

{% macro snapshot_check_strategy(node, snapshotted_rel, current_rel, model_config, target_exists) %}
  {% set key = config.get('unique_key') %}
  {% set deletes = adapter.get_hard_deletes_behavior(config) %}
  {% set updated_at = config.get('updated_at') or snapshot_get_time() %}
  {% set added, columns = snapshot_check_all_get_existing_columns(node, target_exists, config.get('check_cols')) %}
  {%- set changed -%}
  (
    {%- if added -%}
    {{ get_true_sql() }}
    {%- else -%}
    {%- for column in columns -%}
    {{ snapshotted_rel }}.{{ column }} != {{ current_rel }}.{{ column }}
    or
    (
        (({{ snapshotted_rel }}.{{ column }} is null) and not ({{ current_rel }}.{{ column }} is null))
        or
        ((not {{ snapshotted_rel }}.{{ column }} is null) and ({{ current_rel }}.{{ column }} is null))
    )
    {{- " or " if not loop.last -}}
    {%- endfor -%}
    {%- endif -%}
  )
  {%- endset %}
  {% do return({
      "unique_key": key,
      "updated_at": updated_at,
      "row_changed": changed,
      "scd_id": snapshot_hash_arguments((key if key | is_list else [key]) + [updated_at]),
      "invalidate_hard_deletes": deletes == 'invalidate',
      "hard_deletes": deletes
  }) %}
{% endmacro %}
