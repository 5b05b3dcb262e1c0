{{ config(materialized='incremental', unique_key=['id', 'd'], incremental_strategy='merge', file_format='iceberg', on_schema_change='append_new_columns', merge_exclude_columns=['d']) }}
select 1 as id, 2 as d from {{ ref('b') }}
{% if is_incremental() %}
  where d > (select max(d) from {{ this }})
{%- else %}
-- full
{%- endif %}
