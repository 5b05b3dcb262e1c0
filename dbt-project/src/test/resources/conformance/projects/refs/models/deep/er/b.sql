select * from {{ ref('a') }} join {{ ref('p', 'a') }} using (id)
