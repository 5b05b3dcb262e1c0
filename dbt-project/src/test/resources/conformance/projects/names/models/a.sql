{{ config(schema='fin', alias='aa') }}
select 1 as id, 'x' as name
