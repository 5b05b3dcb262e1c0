"""Writes the dbt project that both sides run: 20 small models and 12 tests over rows that Spark makes up."""
import pathlib
import textwrap

ICEBERG = "file_format='iceberg'"


def _view(sql):
    return "{{ config(materialized='view') }}\n" + sql


def _table(sql, options=""):
    return "{{ config(materialized='table'%s) }}\n%s" % (", " + options if options else "", sql)


def _append(sql, options=""):
    return ("{{ config(materialized='incremental', incremental_strategy='append'%s) }}\n%s\n"
            "{%% if is_incremental() %%} where id %% 10 = 0 {%% endif %%}") % (", " + options if options else "", sql)


def _overwrite(sql):
    return ("{{ config(materialized='incremental', incremental_strategy='insert_overwrite', partition_by=['day']) }}\n%s\n"
            "{%% if is_incremental() %%} where day >= 5 {%% endif %%}") % sql


def _merge(sql):
    return ("{{ config(materialized='incremental', incremental_strategy='merge', unique_key='id', %s) }}\n%s\n"
            "{%% if is_incremental() %%} where id %% 3 = 0 {%% endif %%}") % (ICEBERG, sql)


def _rows(start, count):
    return ("select id, id % 7 as day, concat('n', id % 50) as name, cast(id * 1.5 as double) as amount"
            " from range({}, {})").format(start, start + count)


MODELS = {
    "stg_orders": _view(_rows(0, 1000)),
    "stg_lines": _view(_rows(0, 3000)),
    "stg_customers": _view(_rows(0, 50)),
    "stg_returns": _view(_rows(500, 200)),
    "customers": _table("select id, name, day from {{ ref('stg_customers') }}"),
    "orders": _table("select id, day, name, amount from {{ ref('stg_orders') }}"),
    "lines": _table("select id, id % 1000 as order_id, day, amount from {{ ref('stg_lines') }}"),
    "order_totals": _table("select order_id as id, sum(amount) as amount from {{ ref('lines') }} group by order_id"),
    "order_sizes": _table("select o.id, o.day, t.amount from {{ ref('orders') }} o join {{ ref('order_totals') }} t on o.id = t.id"),
    "names": _table("select name, count(*) as orders from {{ ref('orders') }} group by name"),
    "orders_ice": _table("select id, day, name, amount from {{ ref('stg_orders') }}", ICEBERG),
    "days_ice": _table("select day, sum(amount) as amount from {{ ref('orders_ice') }} group by day", ICEBERG),
    "returns_ice": _table("select id, day, amount from {{ ref('stg_returns') }}", ICEBERG),
    "order_log": _append("select id, day, amount from {{ ref('stg_orders') }}"),
    "orders_by_day": _overwrite("select id, name, amount, day from {{ ref('orders') }}"),
    "sizes_by_day": _overwrite("select id, amount, day from {{ ref('order_sizes') }}"),
    "orders_merged": _merge("select id, day, name, amount from {{ ref('orders_ice') }}"),
    "returns_merged": _merge("select id, day, amount from {{ ref('returns_ice') }}"),
    "lines_ice": _append("select id, day, amount from {{ ref('stg_lines') }}", ICEBERG),
    "summary": _table("select d.day, d.amount, count(s.id) as orders from {{ ref('days_ice') }} d"
                      " join {{ ref('order_sizes') }} s on d.day = s.day group by d.day, d.amount"),
}

TESTED = ["customers", "orders", "order_totals", "orders_ice", "orders_merged", "returns_merged"]

PROJECT = """\
name: peer
version: "1.0"
config-version: 2
profile: peer
model-paths: [models]
"""


def write(directory, region="us-east-1"):
    """Writes project and profile; the two targets differ in their schema alone."""
    models = pathlib.Path(directory, "models")
    models.mkdir(parents=True)
    for name, text in MODELS.items():
        (models / (name + ".sql")).write_text(text + "\n")
    tests = "version: 2\nmodels:\n" + "".join(
        "  - name: %s\n    columns:\n      - name: id\n        data_tests: [not_null, unique]\n" % name for name in TESTED)
    (models / "schema.yml").write_text(tests)
    pathlib.Path(directory, "dbt_project.yml").write_text(PROJECT)
    pathlib.Path(directory, "profiles.yml").write_text(_profile(region))


def _profile(region):
    outputs = "".join(textwrap.indent(_output(target, region), "    ") for target in ("dbt", "tidemill"))
    return "peer:\n  target: tidemill\n  outputs:\n" + outputs


def _output(target, region):
    # What dbt-glue's own test profile sets for partitioned overwrites and for tables that exist.
    conf = ("spark.sql.sources.partitionOverwriteMode=dynamic"
            " --conf spark.sql.legacy.allowNonEmptyLocationInCTAS=true")
    # The statements of both sides go through the Python interpreter, as on AWS.
    return f"""\
{target}:
  type: glue
  role_arn: arn:aws:iam::000000000000:role/peer
  region: {region}
  glue_version: "5.1"
  worker_type: G.1X
  workers: 2
  idle_timeout: 60
  session_provisioning_timeout_in_seconds: 120
  datalake_formats: iceberg
  conf: {conf}
  default_arguments: "--tidemill-statements=python"
  location: s3://lake/peer
  schema: peer_{target}
  threads: 4
  glue_session_id: peer-{target}
  glue_session_reuse: true
"""
