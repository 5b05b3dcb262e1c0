-- Expected current rows of customers_history (those without dbt_valid_to), from the landed files and nothing else.
-- actual: select customer_key, customer_name, nation_key, market_segment, account_balance from customers_history where dbt_valid_to is null
select
    c_custkey as customer_key,
    c_name as customer_name,
    c_nationkey as nation_key,
    c_mktsegment as market_segment,
    c_acctbal as account_balance
from read_csv('${landing}/customer/*.csv', header = true, delim = ',', quote = '"', escape = '"', columns = {'c_custkey': 'BIGINT', 'c_name': 'VARCHAR', 'c_address': 'VARCHAR', 'c_nationkey': 'BIGINT', 'c_phone': 'VARCHAR', 'c_acctbal': 'DECIMAL(12,2)', 'c_mktsegment': 'VARCHAR', 'c_comment': 'VARCHAR'}) as customer
