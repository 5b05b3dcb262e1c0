{#- What is added to a Python model: ref, source, config and this as Python. -#}
{%- macro default__resolve_model_name(input_model_name) -%}
    {{ input_model_name | string | replace('"', '\"') }}
{%- endmacro -%}

{% macro build_ref_function(model) %}
    {%- set names = {} -%}
    {%- for named in model.refs -%}
      {%- set path = ([named['package']] if named.get('package') else []) + [named['name']] -%}
      {%- set found = ref(*path, v=named.get('version')) -%}
      {%- if found.render is defined and found.render is callable -%}
        {%- set found = found.render() -%}
      {%- endif -%}
      {%- set key = path + (["v" ~ named['version']] if named.get('version') else []) -%}
      {%- do names.update({key | join('.'): resolve_model_name(found)}) -%}
    {%- endfor -%}

def ref(*args, **kwargs):
    refs = {{ names | tojson }}
    key = '.'.join(args)
    version = kwargs.get("v") or kwargs.get("version")
    if version:
        key += f".v{version}"
    dbt_load_df_function = kwargs.get("dbt_load_df_function")
    return dbt_load_df_function(refs[key])

{% endmacro %}

{% macro build_source_function(model) %}
    {%- set names = {} -%}
    {%- for named in model.sources -%}
      {%- do names.update({named | join('.'): resolve_model_name(source(*named))}) -%}
    {%- endfor -%}

def source(*args, dbt_load_df_function):
    sources = {{ names | tojson }}
    key = '.'.join(args)
    return dbt_load_df_function(sources[key])

{% endmacro %}

{% macro build_config_dict(model) %}
    {%- set values = {} -%}
    {%- for key, default in zip(model.config.config_keys_used or [], model.config.config_keys_defaults or []) -%}
      {%- do values.update({key: model.config.get(key, default)}) -%}
    {%- endfor -%}
    {%- set meta = {} -%}
    {%- for key, default in zip(model.config.meta_keys_used or [], model.config.meta_keys_defaults or []) -%}
      {%- do meta.update({key: (model.config.meta or {}).get(key, default)}) -%}
    {%- endfor -%}
config_dict = {{ values }}
meta_dict = {{ meta }}
{% endmacro %}

{% macro py_script_postfix(model) %}
# This part is user provided model code
# you will need to copy the next section to run the code
# COMMAND ----------
# this part is dbt logic for get ref work, do not modify

{{ build_ref_function(model) }}
{{ build_source_function(model) }}
{{ build_config_dict(model) }}

class config:
    def __init__(self, *args, **kwargs):
        pass

    @staticmethod
    def get(key, default=None):
        return config_dict.get(key, default)

    @staticmethod
    def meta_get(key, default=None):
        return meta_dict.get(key, default)

class this:
    """dbt.this() or dbt.this.identifier"""
    database = "{{ this.database }}"
    schema = "{{ this.schema }}"
    identifier = "{{ this.identifier }}"
    {% set name = resolve_model_name(this) %}
    def __repr__(self):
        return '{{ name }}'


class dbtObj:
    def __init__(self, load_df_function) -> None:
        self.source = lambda *args: source(*args, dbt_load_df_function=load_df_function)
        self.ref = lambda *args, **kwargs: ref(*args, **kwargs, dbt_load_df_function=load_df_function)
        self.config = config
        self.this = this()
        self.is_incremental = {{ is_incremental() }}

# COMMAND ----------
{{ py_script_comment() }}
{% endmacro %}

{% macro py_script_comment() %}
{% endmacro %}
