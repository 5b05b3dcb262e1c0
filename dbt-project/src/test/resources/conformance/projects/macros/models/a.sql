{{ config(tags=[tag_of('a')]) }}
select {{ outer(1, b=2) }}, {{ p.inner(3) }}, {{ kw(1, 2, x=3) }}, {% call wrapped('q') %}body{% endcall %}
