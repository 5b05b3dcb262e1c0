select * from {{ ref('b') }}, {{ ref('s') }} where '{{ ref("a").identifier }}' = '{{ ref("a").schema }}'
