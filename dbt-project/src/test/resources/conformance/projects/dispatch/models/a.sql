select {{ thing() }}, {{ special() }}, {{ dbt.length('x') }}
