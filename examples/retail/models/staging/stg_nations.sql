select
    nations.n_nationkey as nation_key,
    nations.n_name as nation,
    regions.r_name as region
from {{ source('landing', 'nation') }} as nations
inner join {{ source('landing', 'region') }} as regions
    on nations.n_regionkey = regions.r_regionkey
