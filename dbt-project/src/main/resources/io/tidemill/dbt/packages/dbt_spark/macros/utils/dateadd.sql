{#- Adds to dates by months or days and to times by seconds, keeping the time of day. -#}
{% macro spark__dateadd(datepart, interval, from_date_or_timestamp) %}
{%- set months = {'month': '1', 'quarter': '3', 'year': '12'} -%}
{%- set seconds = {'hour': '3600', 'minute': '60', 'second': '1', 'millisecond': '(1/1000000)', 'microsecond': '(1/1000000)'} -%}
{%- set days = {'day': '1', 'week': '7'} -%}
{%- set start = from_date_or_timestamp -%}
{%- set time_of_day -%}
        {# fails at once when it is no date #}
        to_unix_timestamp({{ assert_not_null('to_timestamp', start) }})
        - to_unix_timestamp({{ assert_not_null('date', start) }})
    {%- endset -%}
{%- if datepart in days or datepart in months -%}
        to_timestamp(
            to_unix_timestamp(
                {{ 'date_add' if datepart in days else 'add_months' }}(
                    {{ assert_not_null('date', start) }},
                    cast({{ interval }} * {{ days[datepart] or months[datepart] }} as int)
                )
            ) + {{ time_of_day }}
        )
{%- elif datepart in seconds -%}
        to_timestamp(
            {{ assert_not_null('to_unix_timestamp', start) }}
            + cast({{ interval }} * {{ seconds[datepart] }} as int)
        )
{%- else -%}
{{ exceptions.raise_compiler_error("macro dateadd not implemented for datepart ~ '" ~ datepart ~ "' ~ on Spark") }}
{%- endif -%}
{% endmacro %}
