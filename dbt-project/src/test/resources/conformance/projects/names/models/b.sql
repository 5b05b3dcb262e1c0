{{ config(schema=' padded ') }}
select * from {{ ref('a') }}
