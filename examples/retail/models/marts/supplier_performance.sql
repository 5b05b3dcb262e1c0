{{ config(file_format='iceberg') }}

select
    suppliers.supplier_key,
    suppliers.supplier_name,
    nations.nation,
    count(lines.order_key) as order_lines,
    sum(case when lines.late then 1 else 0 end) as late_lines,
    sum(case when lines.return_flag = 'R' then 1 else 0 end) as returned_lines,
    cast(coalesce(sum(lines.net_amount), 0) as decimal(18, 4)) as net_amount
from {{ ref('stg_suppliers') }} as suppliers
inner join {{ ref('stg_nations') }} as nations
    on suppliers.nation_key = nations.nation_key
left join {{ ref('int_order_lines') }} as lines
    on suppliers.supplier_key = lines.supplier_key
group by suppliers.supplier_key, suppliers.supplier_name, nations.nation
