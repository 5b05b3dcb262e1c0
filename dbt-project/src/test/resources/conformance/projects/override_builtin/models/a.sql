select * from {{ ref('b') }} where {{ is_incremental() }} and {{ dbt.current_timestamp() }}
