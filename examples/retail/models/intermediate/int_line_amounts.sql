{{ config(materialized='ephemeral') }}

select
    order_key,
    line_number,
    part_key,
    supplier_key,
    order_date,
    quantity,
    extended_price as gross_amount,
    cast(extended_price * (1 - discount) as decimal(18, 4)) as net_amount,
    return_flag,
    receipt_date > commit_date as late
from {{ ref('stg_line_items') }}
