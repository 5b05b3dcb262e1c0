select * from {{ ref('a') }} -- {{ target.name }}
