{{ config(severity='warn', store_failures=true, tags=['s']) }}
select * from {{ ref('a') }}
