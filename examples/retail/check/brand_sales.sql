-- Expected rows of brand_sales, from the landed files and nothing else.
with line as (
    select
        l_orderkey as order_key,
        l_partkey as part_key,
        l_suppkey as supplier_key,
        l_quantity as quantity,
        l_extendedprice as gross_amount,
        l_extendedprice * (1 - l_discount) as net_amount,
        l_returnflag as return_flag,
        l_receiptdate > l_commitdate as late,
        o_orderdate as order_date,
        o_custkey as customer_key,
        o_orderpriority as order_priority,
        o_orderstatus as order_status,
        o_totalprice as total_price
    from read_csv('${landing}/lineitem/*/*.csv', header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false, columns = {'l_orderkey': 'BIGINT', 'l_partkey': 'BIGINT', 'l_suppkey': 'BIGINT', 'l_linenumber': 'INTEGER', 'l_quantity': 'DECIMAL(12,2)', 'l_extendedprice': 'DECIMAL(12,2)', 'l_discount': 'DECIMAL(12,2)', 'l_tax': 'DECIMAL(12,2)', 'l_returnflag': 'VARCHAR', 'l_linestatus': 'VARCHAR', 'l_shipdate': 'DATE', 'l_commitdate': 'DATE', 'l_receiptdate': 'DATE', 'l_shipinstruct': 'VARCHAR', 'l_shipmode': 'VARCHAR', 'l_comment': 'VARCHAR'}) as lineitem
    inner join read_csv('${landing}/orders/*/*.csv', header = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false, columns = {'o_orderkey': 'BIGINT', 'o_custkey': 'BIGINT', 'o_orderstatus': 'VARCHAR', 'o_totalprice': 'DECIMAL(12,2)', 'o_orderdate': 'DATE', 'o_orderpriority': 'VARCHAR', 'o_clerk': 'VARCHAR', 'o_shippriority': 'INTEGER', 'o_comment': 'VARCHAR'}) as orders on o_orderkey = l_orderkey
)
select
    p_brand as brand,
    p_mfgr as manufacturer,
    count(*) as order_lines,
    cast(sum(quantity) as decimal(18, 2)) as quantity,
    cast(sum(net_amount) as decimal(18, 4)) as net_amount
from line
inner join read_csv('${landing}/part/*.csv', header = true, delim = ',', quote = '"', escape = '"') as part on p_partkey = part_key
group by p_brand, p_mfgr
