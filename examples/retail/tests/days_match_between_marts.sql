-- Both marts tell of the same days and the same number of lines.
with sales as (

    select order_date, sum(order_lines) as order_lines
    from {{ ref('fct_daily_sales') }}
    group by order_date

),

orders as (

    select order_date, sum(order_lines) as order_lines
    from {{ ref('fct_orders') }}
    group by order_date

)

select
    coalesce(sales.order_date, orders.order_date) as order_date,
    sales.order_lines as lines_in_sales,
    orders.order_lines as lines_in_orders
from sales
full outer join orders
    on sales.order_date = orders.order_date
where coalesce(sales.order_lines, 0) <> coalesce(orders.order_lines, 0)
