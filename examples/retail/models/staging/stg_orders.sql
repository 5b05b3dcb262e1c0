select
    o_orderkey as order_key,
    o_custkey as customer_key,
    o_orderstatus as order_status,
    o_totalprice as total_price,
    dt as order_date,
    o_orderpriority as order_priority,
    o_clerk as clerk
from {{ source('landing', 'orders') }}
