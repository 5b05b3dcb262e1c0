{% macro ref(name) %}{% do return(builtins.ref(name).include(schema=false)) %}{% endmacro %}
{% macro is_incremental() %}{{ return('overridden') }}{% endmacro %}
{% macro spark__current_timestamp() %}now(){% endmacro %}
