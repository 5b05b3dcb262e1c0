-- The price on an order is the sum of its lines, which round to a cent each; seven lines can be a few cents off.
select
    orders.order_key,
    orders.total_price,
    sum(lines.extended_price * (1 - lines.discount) * (1 + lines.tax)) as sum_of_lines
from {{ ref('stg_orders') }} as orders
inner join {{ ref('stg_line_items') }} as lines
    on orders.order_key = lines.order_key
    and orders.order_date = lines.order_date
group by orders.order_key, orders.total_price
having abs(orders.total_price - sum(lines.extended_price * (1 - lines.discount) * (1 + lines.tax))) > 0.20
