select * from {{ ref('m1') }}, {{ ref('s1') }} where 1=0
