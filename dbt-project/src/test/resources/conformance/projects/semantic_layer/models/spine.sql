select current_timestamp as at
