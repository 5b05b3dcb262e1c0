select * from {{ source('l', 't') }}
