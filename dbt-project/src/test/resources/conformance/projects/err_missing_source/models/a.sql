select * from {{ source('no', 'pe') }}
