{% macro glue__generate_database_name(custom_database_name=none, node=none) -%}
  {{ target.schema }}
{%- endmacro %}

{% macro glue__make_target_relation(relation, file_format) %}
  {% set namespace = adapter.get_custom_iceberg_catalog_namespace() %}
  {% if file_format == 'iceberg' and namespace %}
    {% do return(relation.incorporate(path={"schema": namespace ~ relation.schema, "identifier": relation.identifier})) %}
  {% endif %}
  {% do return(relation) %}
{% endmacro %}

{% macro glue_exec_query(sql) %}
  {% call statement('glue_exec_query', fetch_result=False, auto_begin=False) %}
    {{ sql }}
  {% endcall %}
{% endmacro %}

{% macro spark__type_string() -%}
  STRING
{%- endmacro %}
