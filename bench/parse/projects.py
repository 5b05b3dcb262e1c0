"""Writes a dbt project of a given size: models with three refs each, macros, YAML docs and tests."""

import sys
from pathlib import Path

MODELS_PER_FOLDER = 50

MACROS = """\
{% macro cents(column, digits=2) -%}
  round({{ column }} * power(10, {{ digits }}), 0)
{%- endmacro %}

{% macro clean(column) -%}
  nullif(trim({{ column }}), '')
{%- endmacro %}

{% macro audit_columns() %}
    current_timestamp() as loaded_at,
    '{{ invocation_id }}' as loaded_by
{% endmacro %}
"""

SURROGATE = """\
{% macro surrogate_key(columns) %}
  {%- set parts = [] -%}
  {%- for column in columns -%}
    {%- do parts.append("coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), '')") -%}
  {%- endfor -%}
  md5({{ parts | join(" || '-' || ") }})
{%- endmacro %}
"""

GENERIC_TEST = """\
{% test at_least(model, column_name, minimum=0) %}
select {{ column_name }} from {{ model }} where {{ column_name }} < {{ minimum }}
{% endtest %}
"""

PROJECT = """\
name: bench
version: "1.0"
profile: bench
vars:
  first_day: "2026-01-01"
models:
  bench:
    +materialized: view
    +meta: {owner: data}
"""

GLUE_PROFILE = """\
bench:
  target: dev
  outputs:
    dev:
      type: glue
      role_arn: arn:aws:iam::123456789012:role/bench
      region: eu-west-1
      workers: 2
      worker_type: G.1X
      schema: analytics
      location: s3://bench/lake
      threads: 2
"""

# dbt-glue needs AWS at start; dbt-spark parses the same project without a connection.
SPARK_PROFILE = """\
bench:
  target: dev
  outputs:
    dev:
      type: spark
      method: session
      host: localhost
      schema: analytics
      threads: 2
"""


def model(number: int) -> str:
    refs = [max(0, number - step) for step in (1, 7, 31)]
    if number < 32:
        sources = ["orders", "customers", "events"]
        inputs = ["{{ source('raw', '%s') }}" % sources[i] for i in range(3)]
    else:
        inputs = ["{{ ref('model_%05d') }}" % ref for ref in refs]
    lines = []
    if number % 4 == 0:
        lines.append("{{ config(materialized='table', tags=['layer_%d', 'nightly']) }}" % (number % 5))
    if number % 10 == 0:
        lines.append("{{ config(file_format='iceberg') }}")
    lines += [
        "with a as (select * from %s)," % inputs[0],
        "b as (select * from %s)," % inputs[1],
        "c as (select * from %s)" % inputs[2],
        "select",
        "    a.id,",
    ]
    if number % 2 == 0:
        lines.append("    {{ cents('a.amount') }} as amount_cents,")
        lines.append("    {{ clean('b.name') }} as name,")
    if number % 5 == 0:
        lines.append("    {{ surrogate_key(['a.id', 'b.id']) }} as row_key,")
    if number % 20 == 0:
        lines.append("    {{ audit_columns() }},")
    lines += [
        "    c.quantity as quantity,",
        "    %d as model_number" % number,
        "from a join b on a.id = b.id join c on a.id = c.id",
    ]
    if number % 3 == 0:
        lines.append("where a.day >= '{{ var('first_day') }}'")
    return "\n".join(lines) + "\n"


def properties(numbers: range) -> str:
    lines = ["version: 2", "models:"]
    for number in numbers:
        lines += [
            "  - name: model_%05d" % number,
            "    description: Model number %d of the generated project." % number,
            "    columns:",
            "      - name: id",
            "        description: Identifies a row.",
            "        data_tests:",
            "          - not_null",
            "      - name: quantity",
            "        description: \"{{ doc('quantity') }}\"",
            "        data_tests:",
        ]
        if number % 4 == 0:
            lines += ["          - at_least:", "              arguments: {minimum: %d}" % (number % 7)]
        elif number % 4 == 1:
            lines += [
                "          - relationships:",
                "              arguments: {to: ref('model_%05d'), field: id}" % max(0, number - 1),
            ]
        elif number % 4 == 2:
            lines += ["          - accepted_values:", "              arguments: {values: [1, 2, 3]}"]
        else:
            lines += ["          - unique"]
        lines += ["      - name: model_number", "        description: The number of the model."]
    return "\n".join(lines) + "\n"


def sources() -> str:
    lines = ["version: 2", "sources:", "  - name: raw", "    tables:"]
    for table in ("orders", "customers", "events"):
        lines += ["      - name: " + table, "        description: Lands from outside.", "        columns:"]
        lines += ["          - name: id", "            data_tests: [not_null]"]
    return "\n".join(lines) + "\n"


def write(root: Path, models: int) -> None:
    def file(path: str, text: str) -> None:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    file("dbt_project.yml", PROJECT)
    file("profiles/glue/profiles.yml", GLUE_PROFILE)
    file("profiles/spark/profiles.yml", SPARK_PROFILE)
    file("macros/columns.sql", MACROS)
    file("macros/surrogate_key.sql", SURROGATE)
    file("macros/at_least.sql", GENERIC_TEST)
    file("models/docs.md", "{% docs quantity %}How many pieces were *ordered*.{% enddocs %}\n")
    file("models/sources.yml", sources())
    for first in range(0, models, MODELS_PER_FOLDER):
        folder = "models/group_%03d" % (first // MODELS_PER_FOLDER)
        numbers = range(first, min(first + MODELS_PER_FOLDER, models))
        file(folder + "/schema.yml", properties(numbers))
        for number in numbers:
            file(folder + "/model_%05d.sql" % number, model(number))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
