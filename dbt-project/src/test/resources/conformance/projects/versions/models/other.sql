select 3 as id, 'x' as name
