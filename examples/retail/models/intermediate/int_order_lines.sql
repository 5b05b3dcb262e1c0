{{
    config(
        materialized='incremental',
        incremental_strategy='insert_overwrite',
        partition_by=['order_date']
    )
}}

select
    lines.order_key,
    lines.line_number,
    orders.customer_key,
    orders.order_priority,
    lines.part_key,
    lines.supplier_key,
    lines.quantity,
    lines.gross_amount,
    lines.net_amount,
    lines.return_flag,
    lines.late,
    orders.order_date
from {{ ref('stg_orders') }} as orders
inner join {{ ref('int_line_amounts') }} as lines
    on orders.order_key = lines.order_key
    and orders.order_date = lines.order_date
{{ where_landed('orders.order_date') }}
