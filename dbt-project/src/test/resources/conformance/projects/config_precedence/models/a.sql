{{ config(tags='call', meta={'c': 1}, materialized='table', grants={'select': ['x']}) }}
select 1 as id, 'x' as name
