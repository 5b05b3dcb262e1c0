{% snapshot customers_history %}

{{
    config(
        unique_key='customer_key',
        strategy='check',
        check_cols=['market_segment', 'nation_key', 'account_balance']
    )
}}

select
    customer_key,
    customer_name,
    nation_key,
    market_segment,
    account_balance
from {{ ref('stg_customers') }}

{% endsnapshot %}
