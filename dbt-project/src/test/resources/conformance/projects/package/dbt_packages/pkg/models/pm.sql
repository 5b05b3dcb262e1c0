{{ config(tags='own') }}
select '{{ var('v') }}' as v, '{{ var('w') }}' as w, {{ twice('z') }}
