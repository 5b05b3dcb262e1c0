select
    customers.customer_key,
    customers.customer_name,
    customers.market_segment,
    segments.sector,
    nations.nation,
    nations.region,
    customers.account_balance
from {{ ref('stg_customers') }} as customers
inner join {{ ref('stg_nations') }} as nations
    on customers.nation_key = nations.nation_key
left join {{ ref('market_segments') }} as segments
    on customers.market_segment = segments.segment
