{% materialization my_mat, adapter='glue', supported_languages=['sql', 'python'] %}
{% call statement('main') %}create {{ this }} as {{ sql }}{% endcall %}
{{ return({'relations': [this]}) }}
{% endmaterialization %}
{% materialization other, default %}{{ return({}) }}{% endmaterialization %}
