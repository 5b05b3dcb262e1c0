select * from {{ ref('e2') }} where id is null
