{{
    config(
        materialized='incremental',
        incremental_strategy='insert_overwrite',
        file_format='parquet',
        partition_by=['order_date']
    )
}}

select
    priorities.label as priority,
    priorities.urgent,
    count(distinct lines.order_key) as orders,
    count(*) as order_lines,
    cast(sum(lines.quantity) as decimal(18, 2)) as quantity,
    cast(sum(lines.gross_amount) as decimal(18, 2)) as gross_amount,
    cast(sum(lines.net_amount) as decimal(18, 4)) as net_amount,
    lines.order_date
from {{ ref('int_order_lines') }} as lines
inner join {{ ref('order_priorities') }} as priorities
    on lines.order_priority = priorities.priority
{{ where_landed('lines.order_date') }}
group by priorities.label, priorities.urgent, lines.order_date
