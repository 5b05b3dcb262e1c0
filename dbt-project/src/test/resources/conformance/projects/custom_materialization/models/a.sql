{{ config(materialized='my_mat', custom_key={'a': [1]}) }}
select 1 as id, 'x' as name
