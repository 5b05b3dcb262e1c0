{{ config(file_format='iceberg', grants={'+select': ['finance']}) }}

select
    customers.customer_key,
    customers.market_segment,
    customers.nation,
    count(orders.order_key) as orders,
    cast(coalesce(sum(orders.net_amount), 0) as decimal(18, 4)) as net_amount,
    min(orders.order_date) as first_order,
    max(orders.order_date) as last_order
from {{ ref('dim_customers') }} as customers
left join {{ ref('fct_orders') }} as orders
    on customers.customer_key = orders.customer_key
group by customers.customer_key, customers.market_segment, customers.nation
