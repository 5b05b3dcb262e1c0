{% set l = [] %}{% for i in range(3) %}{% do l.append(rec(i)) %}{% endfor %}select '{{ l | join(",") }}' as r, {{ dbt.concat(["'a'", "'b'"]) }}
