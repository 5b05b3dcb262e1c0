{{ config(group='fin', access='private') }}
select 1 as id, 'x' as name
