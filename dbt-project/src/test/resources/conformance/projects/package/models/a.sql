select {{ pkg.twice('x') }}, {{ twice_local('y') }} from {{ ref('pm') }}, {{ ref('pkg', 'pm') }}
