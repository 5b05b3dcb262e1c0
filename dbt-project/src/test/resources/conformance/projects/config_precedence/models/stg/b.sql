{{ config(tags=['b', 'yml'], persist_docs={'relation': true}) }}
select 1 as id, 'x' as name
