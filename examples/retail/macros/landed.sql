{#-
  Dates whose files have landed, as a list of strings; empty when the whole model is to be rebuilt. Tidemill names them in
  tidemill_landed_partitions as key=value paths; with plain dbt, give them as --vars '{tidemill_landed_partitions: ["dt=1995-03-01"]}'.
-#}
{% macro landed_dates() %}
  {%- set dates = [] -%}
  {%- for path in var('tidemill_landed_partitions', []) -%}
    {%- for part in path.split('/') -%}
      {%- if part.startswith('dt=') -%}
        {%- do dates.append(part[3:]) -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endfor -%}
  {{ return(dates) }}
{% endmacro %}

{#- Restricts an incremental model to the dates that landed. Without dates the whole of it is computed again. -#}
{% macro where_landed(column) %}
  {%- set dates = landed_dates() -%}
  {%- if is_incremental() and dates -%}
where {{ column }} in ({% for date in dates %}date '{{ date }}'{% if not loop.last %}, {% endif %}{% endfor %})
  {%- endif -%}
{% endmacro %}
