select * from {{ ref('m') }} a, {{ ref('m', v=1) }} b, {{ ref('m', version=2) }} c, {{ ref('p', 'm', v='3') }} d
