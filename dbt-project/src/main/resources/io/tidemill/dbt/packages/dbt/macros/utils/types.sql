{#- Types by their general names. -#}

{% macro default__type_string() %}
  {% do return(api.Column.translate_type("string")) %}
{% endmacro %}

{% macro default__type_timestamp() %}
  {% do return(api.Column.translate_type("timestamp")) %}
{% endmacro %}

{% macro default__type_float() %}
  {% do return(api.Column.translate_type("float")) %}
{% endmacro %}

{% macro default__type_bigint() %}
  {% do return(api.Column.translate_type("bigint")) %}
{% endmacro %}

{% macro default__type_int() %}
  {% do return(api.Column.translate_type("integer")) %}
{% endmacro %}

{% macro default__type_boolean() %}
  {% do return(api.Column.translate_type("boolean")) %}
{% endmacro %}

{% macro default__type_numeric() %}
  {% do return(api.Column.numeric_type("numeric", 28, 6)) %}
{% endmacro %}
