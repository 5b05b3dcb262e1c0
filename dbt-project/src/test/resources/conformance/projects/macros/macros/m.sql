{% macro inner(x) %}{{ x }} + 1{% endmacro %}
{% macro outer(a, b='z') -%} ({{ inner(a) }}) * {{ b }} {%- endmacro %}
{% macro kw() %}{{ varargs | join('-') }}/{{ kwargs.x }}{% endmacro %}
{% macro wrapped(n) %}[{{ n }}:{{ caller() }}]{% endmacro %}
{% macro tag_of(x) %}{{ return('t_' ~ x) }}{% endmacro %}
{%- macro rec(n) -%}{% if n > 0 %}{{ n }}{{ rec(n - 1) }}{% endif %}{%- endmacro -%}
