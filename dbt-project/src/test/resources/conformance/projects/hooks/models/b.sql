{{ config(pre_hook=before_begin('select 3'), post_hook=after_commit('select 4')) }}
select 1 as id, 'x' as name
