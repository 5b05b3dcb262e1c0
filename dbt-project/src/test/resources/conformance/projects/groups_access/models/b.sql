{{ config(group='fin') }}
select * from {{ ref('a') }}
