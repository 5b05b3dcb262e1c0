select {{ dbt.date(2024, 1, 31) }}
