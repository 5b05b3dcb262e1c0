{{ config(materialized='ephemeral') }}
with q as (select * from {{ ref('e1') }}) select * from q
