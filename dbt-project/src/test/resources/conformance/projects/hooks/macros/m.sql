{% macro note(x) %}insert into log values ('{{ x }}'){% endmacro %}
