{{ config(pre_hook=["select 1 from {{ ref('b') }}", {'sql': 'select 2', 'transaction': false}], post_hook='analyze {{ this }}') }}
select 1 as id, 'x' as name
