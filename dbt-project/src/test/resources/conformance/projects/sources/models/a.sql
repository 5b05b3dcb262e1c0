select * from {{ source('raw', 'orders') }} union all select * from {{ source('raw', 'other') }} union all select * from {{ source('bare', 't') }}
