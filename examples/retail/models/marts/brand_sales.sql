select
    parts.brand,
    parts.manufacturer,
    count(*) as order_lines,
    cast(sum(lines.quantity) as decimal(18, 2)) as quantity,
    cast(sum(lines.net_amount) as decimal(18, 4)) as net_amount
from {{ ref('int_order_lines') }} as lines
inner join {{ ref('stg_parts') }} as parts
    on lines.part_key = parts.part_key
group by parts.brand, parts.manufacturer
