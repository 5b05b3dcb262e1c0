select * from {{ ref('b') }}, {{ source('q', 't') }}
