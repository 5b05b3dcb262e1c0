{#- Spark's forms of the small cross-database macros. -#}
{% macro spark__any_value(expression) -%}
    first({{ expression }})

{%- endmacro %}

{% macro spark__array_append(array, new_element) -%}
    {{ array_concat(array, array_construct([new_element])) }}
{%- endmacro %}

{% macro spark__array_concat(array_1, array_2) -%}
    concat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}

{% macro spark__array_construct(inputs, data_type) -%}
    array( {{ inputs | join(' , ') }} )
{%- endmacro %}

{% macro assert_not_null(function, arg) -%}
  {% do return(adapter.dispatch('assert_not_null', 'dbt')(function, arg)) %}
{%- endmacro %}

{% macro spark__assert_not_null(function, arg) %}
{%- set value = function ~ "(" ~ arg ~ ")" %}

    coalesce({{ value }}, nvl2({{ value }}, assert_true({{ value }} is not null), null))

{% endmacro %}

{% macro spark__bool_or(expression) -%}

    max({{ expression }})

{%- endmacro %}

{% macro spark__concat(fields) -%}
    concat({{ fields | join(', ') }})
{%- endmacro %}

{% macro spark__date(year, month, day) -%}
    to_date('{{ modules.datetime.date(year, month, day).strftime('%Y-%m-%d') }}', 'yyyy-MM-dd')
{%- endmacro %}

{% macro spark__escape_single_quotes(expression) -%}
{{ expression | replace("'", "\\'") }}
{%- endmacro %}

{% macro spark__safe_cast(field, type) %}
{%- set bare = field.strip('"').strip("'") if field is string and cast_from_string_unsupported_for(type) else field -%}
cast({{ bare }} as {{ type }})
{% endmacro %}

{% macro cast_from_string_unsupported_for(type) %}
    {% set lower = type.lower() %}
    {% do return(lower.startswith('struct') or lower.startswith('array') or lower.startswith('map')) %}
{% endmacro %}

{% macro spark__current_timestamp() -%}
    current_timestamp()
{%- endmacro %}

{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
  {% if order_by_clause %}
    {{ exceptions.warn("order_by_clause is not supported for listagg on Spark/Databricks") }}
  {% endif %}
  {% set all = " collect_list(" ~ measure ~ ") " %}
  {% set some = " slice(" ~ all ~ ", 1, " ~ limit_num ~ ") " if limit_num else all %}
  {% do return(" array_join(" ~ some ~ ", " ~ delimiter_text ~ ") ") %}
{%- endmacro %}

{% macro spark__split_part(string_text, delimiter_text, part_number) %}
    {% set escaped %}

        -- escape if starts with a special character
        case when regexp_extract({{ delimiter_text }}, '([^A-Za-z0-9])(.*)', 1) != '_'
            then concat('\\', {{ delimiter_text }})
            else {{ delimiter_text }} end

    {% endset %}
    {% if part_number >= 0 %}
        {% set part %}

        split(
            {{ string_text }},
            {{ escaped }}
            )[({{ part_number - 1 if part_number > 0 else part_number }})]

        {% endset %}
        {% do return(part) %}
    {% endif %}
    {% set part %}

        split(
            {{ string_text }},
            {{ escaped }}
            )[(
                length({{ string_text }})
                - length(
                    replace({{ string_text }},  {{ delimiter_text }}, '')
                ) + 1 + {{ part_number }}
            )]

        {% endset %}
    {% do return(part) %}
{% endmacro %}
