{% macro generate_schema_name(custom_schema_name, node) -%}
  {%- if custom_schema_name is none -%} {{ target.schema }}
  {%- elif node.resource_type == 'seed' -%} seeds
  {%- else -%} {{ custom_schema_name | trim }}_{{ node.fqn[0] }} {%- endif -%}
{%- endmacro %}
{% macro generate_alias_name(custom_alias_name=none, node=none) -%}
  {{ (custom_alias_name or node.name) ~ '_t' }}
{%- endmacro %}
