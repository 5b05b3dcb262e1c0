{#- Names of Spark's own macros that an adapter above it may override. -#}
{% macro alter_column_set_constraints(relation, column_dict) -%}
  {{ return(adapter.dispatch('alter_column_set_constraints', 'dbt')(relation, column_dict)) }}
{%- endmacro %}

{% macro alter_table_add_constraints(relation, constraints) -%}
  {{ return(adapter.dispatch('alter_table_add_constraints', 'dbt')(relation, constraints)) }}
{%- endmacro %}

{% macro clustered_cols(label, required=false) -%}
  {{ return(adapter.dispatch('clustered_cols', 'dbt')(label, required)) }}
{%- endmacro %}

{% macro comment_clause() -%}
  {{ return(adapter.dispatch('comment_clause', 'dbt')()) }}
{%- endmacro %}

{% macro create_temporary_view(relation, compiled_code) -%}
  {{ return(adapter.dispatch('create_temporary_view', 'dbt')(relation, compiled_code)) }}
{%- endmacro %}

{% macro get_columns_in_relation_raw(relation) -%}
  {{ return(adapter.dispatch('get_columns_in_relation_raw', 'dbt')(relation)) }}
{%- endmacro %}

{% macro location_clause() -%}
  {{ return(adapter.dispatch('location_clause', 'dbt')()) }}
{%- endmacro %}

{% macro options_clause() -%}
  {{ return(adapter.dispatch('options_clause', 'dbt')()) }}
{%- endmacro %}

{% macro persist_constraints(relation, model) -%}
  {{ return(adapter.dispatch('persist_constraints', 'dbt')(relation, model)) }}
{%- endmacro %}

{% macro tblproperties_clause() -%}
  {{ return(adapter.dispatch('tblproperties_clause', 'dbt')()) }}
{%- endmacro %}
