{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key='order_key',
        file_format='iceberg',
        partition_by=['order_date'],
        grants={'+select': ['finance']}
    )
}}

with lines as (

    select
        order_key,
        order_date,
        count(*) as order_lines,
        cast(sum(quantity) as decimal(18, 2)) as quantity,
        cast(sum(net_amount) as decimal(18, 4)) as net_amount,
        sum(case when return_flag = 'R' then 1 else 0 end) as returned_lines,
        sum(case when late then 1 else 0 end) as late_lines
    from {{ ref('int_order_lines') }}
    {{ where_landed('order_date') }}
    group by order_key, order_date

)

select
    orders.order_key,
    orders.customer_key,
    orders.order_status,
    orders.order_priority,
    orders.total_price,
    lines.order_lines,
    lines.quantity,
    lines.net_amount,
    lines.returned_lines,
    lines.late_lines,
    orders.order_date
from {{ ref('stg_orders') }} as orders
inner join lines
    on orders.order_key = lines.order_key
    and orders.order_date = lines.order_date
