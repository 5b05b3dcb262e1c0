-- Expected rows of dim_customers, from the landed files and nothing else.
with nation as (
    select n_nationkey as nation_key, n_name as nation, r_name as region
    from read_csv('${landing}/nation/*.csv', header = true, delim = ',', quote = '"', escape = '"') as n
    inner join read_csv('${landing}/region/*.csv', header = true, delim = ',', quote = '"', escape = '"') as r on n_regionkey = r_regionkey
),
segment (segment, sector) as (
    values
        ('AUTOMOBILE', 'Consumer'),
        ('BUILDING', 'Business'),
        ('FURNITURE', 'Consumer'),
        ('HOUSEHOLD', 'Consumer'),
        ('MACHINERY', 'Business')
)
select
    c_custkey as customer_key,
    c_name as customer_name,
    c_mktsegment as market_segment,
    sector,
    nation,
    region,
    c_acctbal as account_balance
from read_csv('${landing}/customer/*.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'c_custkey': 'BIGINT', 'c_name': 'VARCHAR', 'c_address': 'VARCHAR', 'c_nationkey': 'BIGINT', 'c_phone': 'VARCHAR', 'c_acctbal': 'DECIMAL(12,2)', 'c_mktsegment': 'VARCHAR', 'c_comment': 'VARCHAR'}) as customer
inner join nation on nation_key = c_nationkey
left join segment on segment = c_mktsegment
