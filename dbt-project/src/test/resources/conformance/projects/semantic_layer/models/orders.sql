select 1 as order_id, 2 as customer_id, current_date as ordered_at, 5 as amount
