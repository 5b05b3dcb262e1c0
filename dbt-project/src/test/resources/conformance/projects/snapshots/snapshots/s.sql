{% snapshot s1 %}
{{ config(target_schema='snaps', unique_key='id', strategy='timestamp', updated_at='ts', file_format='iceberg', hard_deletes='new_record') }}
select * from {{ ref('a') }}
{% endsnapshot %}

{% snapshot s2 %}
    {{ config(unique_key=['id', 'name'], strategy='check', check_cols='all', dbt_valid_to_current="to_date('9999-12-31')") }}
    select * from {{ source('raw', 't') }}
{% endsnapshot %}
