{#- Counts the boundaries between two dates or times. -#}
{% macro spark__datediff(first_date, second_date, datepart) %}
{%- set divisors = {'hour': '3600', 'minute': '60', 'second': '1', 'millisecond': '(1/1000)', 'microsecond': '(1/1000000)'} -%}
{%- if datepart in ['day', 'week', 'month', 'quarter', 'year'] -%}
        {# fails at once when they are no dates #}
        {% set a = assert_not_null('date', first_date) %}
        {% set b = assert_not_null('date', second_date) %}
{%- else -%}
{%- set a = first_date -%}
{%- set b = second_date -%}
{%- endif -%}
{%- if datepart == 'day' -%}
        datediff({{ b }}, {{ a }})
{%- elif datepart == 'week' -%}
        case when {{ a }} < {{ b }}
            then floor(datediff({{ b }}, {{ a }})/7)
            else ceil(datediff({{ b }}, {{ a }})/7)
            end

        -- did we cross a week boundary (Sunday)?
        + case
            when {{ a }} < {{ b }} and dayofweek({{ b }}) < dayofweek({{ a }}) then 1
            when {{ a }} > {{ b }} and dayofweek({{ b }}) > dayofweek({{ a }}) then -1
            else 0 end
{%- elif datepart == 'month' -%}
        case when {{ a }} < {{ b }}
            then floor(months_between(date({{ b }}), date({{ a }})))
            else ceil(months_between(date({{ b }}), date({{ a }})))
            end

        -- did we cross a month boundary?
        + case
            when {{ a }} < {{ b }} and dayofmonth({{ b }}) < dayofmonth({{ a }}) then 1
            when {{ a }} > {{ b }} and dayofmonth({{ b }}) > dayofmonth({{ a }}) then -1
            else 0 end
{%- elif datepart == 'quarter' -%}
        case when {{ a }} < {{ b }}
            then floor(months_between(date({{ b }}), date({{ a }}))/3)
            else ceil(months_between(date({{ b }}), date({{ a }}))/3)
            end

        -- did we cross a quarter boundary?
        + case
            when {{ a }} < {{ b }} and (
                (dayofyear({{ b }}) - (quarter({{ b }}) * 365/4))
                < (dayofyear({{ a }}) - (quarter({{ a }}) * 365/4))
            ) then 1
            when {{ a }} > {{ b }} and (
                (dayofyear({{ b }}) - (quarter({{ b }}) * 365/4))
                > (dayofyear({{ a }}) - (quarter({{ a }}) * 365/4))
            ) then -1
            else 0 end
{%- elif datepart == 'year' -%}
        year({{ b }}) - year({{ a }})
{%- elif datepart in divisors -%}
{%- set from_second = assert_not_null('to_unix_timestamp', assert_not_null('to_timestamp', a)) -%}
{%- set to_second = assert_not_null('to_unix_timestamp', assert_not_null('to_timestamp', b)) -%}
        case when {{ a }} < {{ b }}
            then ceil((
                {# blank line of the original form #}
                {{ to_second }}
                - {{ from_second }}
            ) / {{ divisors[datepart] }})
            else floor((
                {{ to_second }}
                - {{ from_second }}
            ) / {{ divisors[datepart] }})
            end

            {% if datepart == 'millisecond' %}
                + cast(date_format({{ b }}, 'SSS') as int)
                - cast(date_format({{ a }}, 'SSS') as int)
            {% endif %}

            {% if datepart == 'microsecond' %}
                {% set fraction = '[0-9]{4}-[0-9]{2}-[0-9]{2}.[0-9]{2}:[0-9]{2}:[0-9]{2}.([0-9]{6})' %}
                -- Spark doesn't really support microseconds, so this is a massive hack!
                -- It will only work if the timestamp-string is of the format
                -- 'yyyy-MM-dd-HH mm.ss.SSSSSS'
                + cast(regexp_extract({{ b }}, '{{ fraction }}', 1) as int)
                - cast(regexp_extract({{ a }}, '{{ fraction }}', 1) as int)
            {% endif %}
{%- else -%}
{{ exceptions.raise_compiler_error("macro datediff not implemented for datepart ~ '" ~ datepart ~ "' ~ on Spark") }}
{%- endif -%}
{% endmacro %}
