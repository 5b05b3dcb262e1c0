"""Writes the projects that both sides read: one per feature area, each small and telling."""
import os
import sys
import textwrap

PROJECTS = {}


def project(name, files, settings="", ls=()):
    """Registers a project; settings are added to its dbt_project.yml."""
    written = {
        "dbt_project.yml": f"name: p\nversion: '1.0'\nprofile: conformance\n{textwrap.dedent(settings)}"
    }
    written.update({path: textwrap.dedent(text).lstrip("\n") for path, text in files.items()})
    if ls:
        written["ls.txt"] = "\n".join(ls) + "\n"
    PROJECTS[name] = written


A = "select 1 as id, 'x' as name\n"

project("minimal", {"models/a.sql": A})

project("refs", {
    "models/a.sql": A,
    "models/deep/er/b.sql": "select * from {{ ref('a') }} join {{ ref('p', 'a') }} using (id)\n",
    "models/c.sql": "select * from {{ ref('b') }}, {{ ref('s') }} where '{{ ref(\"a\").identifier }}' = '{{ ref(\"a\").schema }}'\n",
    "seeds/s.csv": "id,v\n1,2\n",
})

project("sources", {
    "models/a.sql": "select * from {{ source('raw', 'orders') }} union all select * from {{ source('raw', 'other') }} union all select * from {{ source('bare', 't') }}\n",
    "models/s.yml": """
        sources:
          - name: raw
            schema: landing
            description: Raw data
            loader: s3
            meta: {owner: me, tidemill: {landing: "s3://b/x/"}}
            tags: [nightly]
            freshness: {warn_after: {count: 1, period: day}, error_after: {count: 2, period: day}}
            loaded_at_field: ts
            tables:
              - name: orders
                identifier: orders_v1
                description: "Orders, {{ target.name }}"
                meta: {owner: you}
                tags: [big]
                freshness: {warn_after: {count: 6, period: hour}, filter: "d > 1"}
                external: {location: "s3://b/orders/", partitions: [{name: d, data_type: date}]}
                columns:
                  - {name: id, description: key, data_type: bigint, meta: {pii: true}, tags: [k]}
              - name: other
                freshness: null
                loaded_at_field: ts2
                quoting: {identifier: true}
          - name: bare
            tables: [{name: t}]
          - name: switched_off
            config: {enabled: false}
            tables: [{name: t}]
          - name: conf
            config: {tags: [c], meta: {a: 1}, freshness: {warn_after: {count: 3, period: hour}}, loaded_at_field: x}
            tables: [{name: t, config: {event_time: ts}}]
        """,
})

project("config_precedence", {
    "models/a.sql": "{{ config(tags='call', meta={'c': 1}, materialized='table', grants={'select': ['x']}) }}\n" + A,
    "models/stg/b.sql": "{{ config(tags=['b', 'yml'], persist_docs={'relation': true}) }}\n" + A,
    "models/stg/deep/c.sql": "{{ config({'materialized': 'table', 'tags': ['dict']}) }}\n" + A,
    "models/stg/deep/d.sql": A,
    "models/y.yml": """
        models:
          - name: a
            config: {tags: [yml], meta: {y: 1}, materialized: view, schema: extra}
          - name: b
            config: {tags: yml, grants: {"+select": [z]}}
          - name: d
            config: {alias: dee, file_format: iceberg, partition_by: [x, y], table_properties: {k: v}}
        """,
}, settings="""
    models:
      +tags: top
      +meta: {top: 1, c: 0}
      p:
        +materialized: view
        +grants: {select: [a, b]}
        stg:
          +schema: staging
          +tags: [stg]
          +meta: {stg: true}
          deep:
            tags: deep
            +docs: {node_color: red}
            +column_types: {a: b}
    """)

project("vars", {
    "models/a.sql": "select {{ var('n') }} as n, '{{ var('s', 'd') }}' as s, '{{ var('missing', 'fallback') }}' as m, {{ var('flag') }} as f, '{{ var('p_scoped') }}' as p, {{ var('l') | length }} as l, {{ var('m').k }} as k\n",
    "models/y.yml": "models:\n  - name: a\n    config:\n      schema: \"{{ var('s') }}\"\n      tags: [\"{{ var('s') }}\"]\n",
}, settings="""
    vars:
      n: 7
      s: text
      flag: true
      l: [1, 2, 3]
      m: {k: 5}
      p: {p_scoped: scoped, s: inner}
    models:
      p:
        +meta: {v: "{{ var('s', 'none') }}"}
    """)

project("env_vars", {
    "models/a.sql": "select '{{ env_var('TIDEMILL_UNSET', 'dflt') }}' as e, '{{ target.name }}' as t, '{{ target.schema }}' as s, '{{ target.type }}' as ty, {{ target.threads }} as th, '{{ target.region }}' as r, '{{ target.profile_name }}' as pn\n",
})

project("incremental", {
    "models/a.sql": """
        {{ config(materialized='incremental', unique_key=['id', 'd'], incremental_strategy='merge', file_format='iceberg', on_schema_change='append_new_columns', merge_exclude_columns=['d']) }}
        select 1 as id, 2 as d from {{ ref('b') }}
        {% if is_incremental() %}
          where d > (select max(d) from {{ this }})
        {%- else %}
        -- full
        {%- endif %}
        """,
    "models/b.sql": "{{ config(materialized='incremental', full_refresh=false) }}\n" + A,
})

project("ephemeral", {
    "models/e1.sql": "{{ config(materialized='ephemeral') }}\nselect 1 as id\n",
    "models/e2.sql": "{{ config(materialized='ephemeral') }}\nwith q as (select * from {{ ref('e1') }}) select * from q\n",
    "models/a.sql": "select * from {{ ref('e2') }}\n",
    "models/b.sql": "-- comment with the word with\nwith x as (\n  select * from {{ ref('e2') }}\n), y as (select * from {{ ref('e1') }})\nselect * from x, y\n",
    "models/c.sql": "WITH RECURSIVE r as (select 1) select * from r, {{ ref('e1') }}",
    "models/d.sql": "\n\n  /* note; with */ select ';' as s, * from {{ ref('e1') }} ;\n",
    "models/t.yml": "models:\n  - name: e2\n    columns:\n      - {name: id, data_tests: [unique, not_null]}\n",
    "tests/s.sql": "select * from {{ ref('e2') }} where id is null\n",
})

project("hooks", {
    "models/a.sql": "{{ config(pre_hook=[\"select 1 from {{ ref('b') }}\", {'sql': 'select 2', 'transaction': false}], post_hook='analyze {{ this }}') }}\n" + A,
    "models/b.sql": "{{ config(pre_hook=before_begin('select 3'), post_hook=after_commit('select 4')) }}\n" + A,
    "macros/m.sql": "{% macro note(x) %}insert into log values ('{{ x }}'){% endmacro %}\n",
}, settings="""
    on-run-start:
      - "create schema if not exists {{ target.schema }}_x"
      - "{{ note('start') }}"
    on-run-end: "{{ note('end') }}"
    models:
      p:
        +pre-hook: "select 'project'"
        +post-hook:
          - "{{ note(this) }}"
          - sql: "select 9"
            transaction: false
    """)

project("names", {
    "models/a.sql": "{{ config(schema='fin', alias='aa') }}\n" + A,
    "models/b.sql": "{{ config(schema=' padded ') }}\nselect * from {{ ref('a') }}\n",
    "models/c.sql": "select '{{ this }}' as t, '{{ this.schema }}' as s, '{{ this.identifier }}' as i, '{{ this.name }}' as n, '{{ this.database }}' as d\n",
    "macros/names.sql": """
        {% macro generate_schema_name(custom_schema_name, node) -%}
          {%- if custom_schema_name is none -%} {{ target.schema }}
          {%- elif node.resource_type == 'seed' -%} seeds
          {%- else -%} {{ custom_schema_name | trim }}_{{ node.fqn[0] }} {%- endif -%}
        {%- endmacro %}
        {% macro generate_alias_name(custom_alias_name=none, node=none) -%}
          {{ (custom_alias_name or node.name) ~ '_t' }}
        {%- endmacro %}
        """,
    "seeds/s.csv": "id\n1\n",
    "seeds/s.yml": "seeds:\n  - {name: s, config: {schema: any}}\n",
})

project("generic_tests", {
    "models/a.sql": A, "models/b.sql": A,
    "models/t.yml": """
        models:
          - name: a
            data_tests:
              - unique: {column_name: "id || name"}
              - two_args: {arguments: {first: 1, second: [x, y]}}
            columns:
              - name: id
                data_tests:
                  - unique
                  - not_null: {config: {severity: warn, where: "id > 0", limit: 5, warn_if: ">1", error_if: ">2"}}
                  - relationships: {arguments: {to: ref('b'), field: id}}
                  - relationships: {to: "source('raw', 't')", field: id, config: {tags: [rel], store_failures: true}}
              - name: name
                quote: true
                data_tests:
                  - accepted_values: {arguments: {values: [x, "it's", 'with "quotes"']}}
                  - accepted_values: {name: named, values: [1, 2, true, 1.5], quote: false}
                  - unique: {config: {enabled: false}}
                  - not_null: {config: {fail_calc: "sum(1)", store_failures_as: view, alias: nn, schema: audit, meta: {m: 1}}}
        sources:
          - name: raw
            tables:
              - name: t
                data_tests: [{two_args: {arguments: {first: a, second: b}}}]
                columns:
                  - {name: id, tags: [col], data_tests: [not_null, {unique: {description: "unique one"}}]}
        """,
    "tests/generic/two.sql": "{% test two_args(model, first, second) %}\n{{ config(severity='warn', tags=['generic']) }}\nselect * from {{ model }} where '{{ first }}' = '{{ second }}'\n{% endtest %}\n",
})

project("long_test_names", {
    "models/a_model_with_quite_a_long_name_for_tests.sql": A,
    "models/t.yml": """
        models:
          - name: a_model_with_quite_a_long_name_for_tests
            columns:
              - name: a_column_with_a_long_name_too
                data_tests:
                  - not_null
                  - accepted_values: {arguments: {values: [alpha, beta, gamma, delta, epsilon, "zeta eta"]}}
                  - relationships: {arguments: {to: ref('a_model_with_quite_a_long_name_for_tests'), field: another_column}}
        """,
})

project("test_configs", {
    "models/a.sql": A,
    "models/t.yml": "models:\n  - name: a\n    columns: [{name: id, data_tests: [unique, not_null: {config: {severity: error}}]}]\n",
    "tests/sub/s.sql": "{{ config(severity='warn', store_failures=true, tags=['s']) }}\nselect * from {{ ref('a') }}\n",
    "tests/t.yml": "data_tests:\n  - {name: s, description: singular, config: {meta: {a: 1}}}\n",
}, settings="""
    data_tests:
      +severity: warn
      +store_failures: true
      p:
        +schema: tests
        +tags: [all_tests]
    """)

project("seeds", {
    "seeds/a.csv": "id,name\n1,x\n2,\"y,z\"\n",
    "seeds/sub/b.csv": "\ufeffid\n1\n\n",
    "seeds/y.yml": """
        seeds:
          - name: a
            description: A
            config: {column_types: {id: bigint}, delimiter: ",", quote_columns: true}
            columns: [{name: id, data_tests: [unique]}]
        """,
}, settings="seeds:\n  p:\n    +schema: ref\n    sub:\n      +enabled: true\n      +column_types: {id: int}\n")

project("snapshots", {
    "models/a.sql": A,
    "snapshots/s.sql": """
        {% snapshot s1 %}
        {{ config(target_schema='snaps', unique_key='id', strategy='timestamp', updated_at='ts', file_format='iceberg', hard_deletes='new_record') }}
        select * from {{ ref('a') }}
        {% endsnapshot %}

        {% snapshot s2 %}
            {{ config(unique_key=['id', 'name'], strategy='check', check_cols='all', dbt_valid_to_current="to_date('9999-12-31')") }}
            select * from {{ source('raw', 't') }}
        {% endsnapshot %}
        """,
    "snapshots/y.yml": """
        snapshots:
          - name: s1
            description: One
            columns: [{name: id, data_tests: [not_null]}]
          - name: s3
            relation: source('raw', 't')
            config: {strategy: check, unique_key: id, check_cols: [name], file_format: delta, schema: hist, snapshot_meta_column_names: {dbt_valid_to: until}}
        sources: [{name: raw, tables: [{name: t}]}]
        """,
}, settings="snapshots:\n  p:\n    +tags: [snap]\n")

project("versions", {
    "models/m_v1.sql": "select 1 as id, 'a' as name\n",
    "models/m_v2.sql": "select 1 as id\n",
    "models/other.sql": "select 3 as id, 'x' as name\n",
    "models/use.sql": "select * from {{ ref('m') }} a, {{ ref('m', v=1) }} b, {{ ref('m', version=2) }} c, {{ ref('p', 'm', v='3') }} d\n",
    "models/y.yml": """
        models:
          - name: m
            description: All
            latest_version: 2
            access: public
            config: {materialized: table, tags: [base]}
            columns:
              - {name: id, data_type: int, data_tests: [unique]}
              - {name: name, data_type: string}
            versions:
              - v: 1
                description: Old
                deprecation_date: 2030-01-01
                config: {materialized: view, tags: [one]}
              - v: 2
                columns: [{include: all, exclude: [name]}]
              - v: 3
                defined_in: other
                columns: [{include: [id]}, {name: extra, data_type: date}]
        """,
}, ls=["--select m", "--select m.v1", "--select m_v2", "--select version:latest", "--select version:old", "--select version:prerelease", "--select version:none"])

project("contracts", {
    "models/a.sql": A,
    "models/b.sql": "{{ config(materialized='table') }}\n" + A,
    "models/y.yml": """
        models:
          - name: a
            config: {contract: {enforced: true}}
            columns:
              - {name: id, data_type: int, constraints: [{type: not_null}, {type: check, expression: "id > 0", warn_unenforced: false}]}
              - {name: name, data_type: string}
          - name: b
            config: {contract: {enforced: true, alias_types: false}}
            constraints: [{type: primary_key, columns: [id], name: pk}]
            columns:
              - {name: name, data_type: string}
              - {name: id, data_type: bigint}
        """,
})

project("groups_access", {
    "models/a.sql": "{{ config(group='fin', access='private') }}\n" + A,
    "models/b.sql": "{{ config(group='fin') }}\nselect * from {{ ref('a') }}\n",
    "models/c.sql": A,
    "models/y.yml": """
        groups:
          - name: fin
            owner: {email: f@x.io, name: Fin, slack: "#fin"}
            description: Finance
          - {name: ops, owner: {name: Ops}, config: {meta: {a: 1}}}
        models:
          - {name: a, data_tests: [unique: {column_name: id}]}
          - {name: c, access: public, group: ops}
        """,
}, ls=["--select group:fin", "--select access:private", "--select access:public+"])

project("exposures", {
    "models/a.sql": A,
    "models/y.yml": """
        sources: [{name: raw, tables: [{name: t}]}]
        exposures:
          - name: dash
            label: A Dashboard
            type: dashboard
            maturity: low
            url: https://x.io
            description: Shows {{ doc('d') }}
            depends_on: ["ref('a')", "source('raw', 't')"]
            owner: {name: N, email: n@x.io}
            tags: [t2, t1]
            meta: {k: v}
          - {name: nb, type: notebook, owner: {email: a@b.c}, config: {enabled: false}}
          - {name: app, type: application, owner: {email: a@b.c}, config: {tags: [x], meta: {m: 1}}, depends_on: ["ref('p', 'a')"]}
        """,
    "models/d.md": "{% docs d %}doc **text**{% enddocs %}\n",
}, ls=["--select exposure:*", "--select +exposure:dash", "--select a+"])

project("docs", {
    "models/a.sql": A,
    "models/d.md": "# Title\n{% docs one %}\nOne {{ not_rendered }}\n{% enddocs %}\n\n{% docs two %}Two{% enddocs %}\n",
    "models/y.yml": """
        models:
          - name: a
            description: '{{ doc("one") }} and {{ doc("p", "two") }}'
            docs: {show: false, node_color: "#aabbcc"}
            columns: [{name: id, description: "{{ doc('two') }}!"}]
        """,
})

project("macros", {
    "models/a.sql": "{{ config(tags=[tag_of('a')]) }}\nselect {{ outer(1, b=2) }}, {{ p.inner(3) }}, {{ kw(1, 2, x=3) }}, {% call wrapped('q') %}body{% endcall %}\n",
    "macros/m.sql": """
        {% macro inner(x) %}{{ x }} + 1{% endmacro %}
        {% macro outer(a, b='z') -%} ({{ inner(a) }}) * {{ b }} {%- endmacro %}
        {% macro kw() %}{{ varargs | join('-') }}/{{ kwargs.x }}{% endmacro %}
        {% macro wrapped(n) %}[{{ n }}:{{ caller() }}]{% endmacro %}
        {% macro tag_of(x) %}{{ return('t_' ~ x) }}{% endmacro %}
        {%- macro rec(n) -%}{% if n > 0 %}{{ n }}{{ rec(n - 1) }}{% endif %}{%- endmacro -%}
        """,
    "models/b.sql": "{% set l = [] %}{% for i in range(3) %}{% do l.append(rec(i)) %}{% endfor %}select '{{ l | join(\",\") }}' as r, {{ dbt.concat([\"'a'\", \"'b'\"]) }}\n",
    "macros/y.yml": "macros:\n  - name: inner\n    description: Inner\n    meta: {a: 1}\n    docs: {show: false}\n    arguments: [{name: x, type: integer, description: a number}]\n",
})

project("dispatch", {
    "models/a.sql": "select {{ thing() }}, {{ special() }}, {{ dbt.length('x') }}\n",
    "macros/m.sql": """
        {% macro thing() %}{{ return(adapter.dispatch('thing', 'p')()) }}{% endmacro %}
        {% macro default__thing() %}'default'{% endmacro %}
        {% macro spark__thing() %}'spark'{% endmacro %}
        {% macro special() %}{{ adapter.dispatch('special')() }}{% endmacro %}
        {% macro glue__special() %}'glue'{% endmacro %}
        {% macro default__special() %}'no'{% endmacro %}
        {% macro spark__length(expression) %}len({{ expression }}){% endmacro %}
        """,
})

project("override_builtin", {
    "models/a.sql": "select * from {{ ref('b') }} where {{ is_incremental() }} and {{ dbt.current_timestamp() }}\n",
    "models/b.sql": A,
    "macros/m.sql": """
        {% macro ref(name) %}{% do return(builtins.ref(name).include(schema=false)) %}{% endmacro %}
        {% macro is_incremental() %}{{ return('overridden') }}{% endmacro %}
        {% macro spark__current_timestamp() %}now(){% endmacro %}
        """,
    "models/y.yml": "models:\n  - {name: a, columns: [{name: id, data_tests: [not_null]}]}\n",
})

project("package", {
    "models/a.sql": "select {{ pkg.twice('x') }}, {{ twice_local('y') }} from {{ ref('pm') }}, {{ ref('pkg', 'pm') }}\n",
    "macros/m.sql": "{% macro twice_local(x) %}{{ pkg.twice(x) }}{% endmacro %}\n{% macro default__helper() %}root{% endmacro %}\n",
    "packages.yml": "packages:\n  - local: ../nowhere\n",
    "dbt_packages/pkg/dbt_project.yml": "name: pkg\nversion: '1.0'\nvars: {v: pkgdefault, w: w}\nmodels:\n  pkg:\n    +materialized: table\n    +tags: [pkgtag]\n",
    "dbt_packages/pkg/macros/m.sql": "{% macro twice(x) %}{{ x }}{{ x }}{{ adapter.dispatch('helper', 'pkg')() }}{% endmacro %}\n{% macro default__helper() %}pkg{% endmacro %}\n{% test custom(model) %}select * from {{ model }} where 1=0{% endtest %}\n",
    "dbt_packages/pkg/models/pm.sql": "{{ config(tags='own') }}\nselect '{{ var('v') }}' as v, '{{ var('w') }}' as w, {{ twice('z') }}\n",
    "dbt_packages/pkg/models/y.yml": "models:\n  - {name: pm, description: pkg model, data_tests: [custom, {unique: {column_name: v}}]}\n",
    "models/y.yml": "models:\n  - {name: a, data_tests: [pkg.custom]}\n",
}, settings="""
    vars: {pkg: {v: fromroot}}
    models:
      pkg:
        +schema: pk
        +tags: [roottag]
    """, ls=["--select package:pkg", "--select package:this", "--select pkg", "--select pkg.pm+", "--exclude package:pkg"])

project("utils", {
    "models/a.sql": "".join(
        "{{ dbt.%s }}\n;;\n" % call for call in [
            "concat(['a', 'b'])", "length('x')", "replace('a', 'b', 'c')", "except()", "intersect()",
            "right('x', 3)", "safe_cast('x', 'int')", "safe_cast(\"'[1]'\", 'array<int>')", "cast('x', 'int')", "cast_bool_to_text('b')",
            "any_value('x')", "bool_or('x')", "listagg('x', \"','\")", "listagg('x', \"'|'\", none, 3)",
            "array_append('a', 1)", "array_concat('a', 'b')", "array_construct([1, 2])", "escape_single_quotes(\"it's\")",
            "date_trunc('month', 'd')", "hash('x')", "position(\"'a'\", 'x')", "string_literal('v')",
            "split_part('x', \"','\", 1)", "split_part('x', \"','\", -1)", "equals('a', 'b')",
            "type_string()", "type_timestamp()", "type_float()", "type_numeric()", "type_bigint()", "type_int()", "type_boolean()",
            "current_timestamp()", "last_day('d', 'month')", "dateadd('day', 1, 'd')", "dateadd('week', 1, 'd')", "dateadd('month', 1, 'd')",
            "dateadd('quarter', -2, 'd')", "dateadd('year', 1, 'd')", "dateadd('hour', 1, 'd')", "dateadd('second', 5, 'd')", "dateadd('microsecond', 5, 'd')",
            "datediff('a', 'b', 'day')", "datediff('a', 'b', 'week')", "datediff('a', 'b', 'month')", "datediff('a', 'b', 'quarter')", "datediff('a', 'b', 'year')",
            "datediff('a', 'b', 'hour')", "datediff('a', 'b', 'millisecond')", "datediff('a', 'b', 'microsecond')",
            "generate_series(10)", "get_powers_of_two(100)",
        ]),
    "models/d.sql": "select {{ dbt.date(2024, 1, 31) }}\n",
})

project("context", {
    "models/a.sql": """
        select '{{ project_name }}', '{{ model.name }}', '{{ model.unique_id }}', '{{ model.config.materialized }}', {{ model.tags }},
          '{{ model.resource_type }}', '{{ model.package_name }}', '{{ model.original_file_path }}', '{{ model.alias }}',
          {{ execute }}, {{ flags.FULL_REFRESH }}, '{{ flags.WHICH }}', '{{ local_md5('a') }}',
          {{ tojson({'a': [1, none, true, 'é']}) }}, {{ fromjson('{"a": [1, 2]}').a }}, {{ toyaml({'a': [1, 'x'], 'b': {'c': none}}) }},
          {{ fromyaml('a: [1, 2]').a }}, {{ set([1, 1]) | length }}, {{ zip([1, 2], ['a', 'b']) | list }}, {{ zip_strict([1], [2]) | list }},
          {{ config.get('materialized') }}, {{ config.get('nope', 'dflt') }}, {{ config.get('tags') }},
          {{ ref('b') is none }}, {{ ref('b').is_view }}, '{{ ref('b').render() }}', {{ builtins.ref('b') }},
          {{ api.Relation.create(schema='s', identifier='i') }}, {{ api.Relation.create(schema='s', identifier='i', type='view').quote(schema=true) }},
          {{ api.Column.create('c', 'string').name }}, {{ api.Column.translate_type('text') }}, {{ adapter.quote('q') }},
          {{ adapter.type() }}, {{ modules.datetime.date(2024, 2, 29) }}, {{ modules.re.sub('a', 'b', 'banana') }},
          {{ graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | map(attribute='name') | sort }},
          {{ graph.sources | length }}, {{ target | length > 10 }}, {{ undefined_thing is defined }}, {{ undefined_thing }}
        """,
    "models/b.sql": A,
})

project("python_model", {
    "models/a.sql": A,
    "models/py.py": "def model(dbt, session):\n    dbt.config(materialized='incremental', packages=['numpy'], tags=['py'])\n    a = dbt.ref('a')\n    s = dbt.source('raw', 't')\n    return a\n",
    "models/y.yml": "sources: [{name: raw, tables: [{name: t}]}]\nmodels: [{name: py, description: Python}]\n",
})

project("disabled", {
    "models/a.sql": "{{ config(enabled=false) }}\n" + A,
    "models/b.sql": A,
    "models/c.sql": A,
    "models/parked/d.sql": A,
    "models/y.yml": "models:\n  - {name: b, config: {enabled: false}, columns: [{name: id, data_tests: [unique]}]}\n  - {name: c, columns: [{name: id, data_tests: [unique: {config: {enabled: false}}]}]}\n  - {name: d, description: switched off}\n",
}, settings="models:\n  p:\n    parked:\n      +enabled: false\n")

project("analyses", {
    "models/a.sql": A,
    "analyses/x.sql": "select * from {{ ref('a') }} -- {{ target.name }}\n",
    "analyses/sub/y.sql": "{% set x = 1 %}select {{ x }}\n",
    "analyses/y.yml": "analyses:\n  - {name: x, description: An analysis, config: {tags: [an]}}\n",
})

project("unit_tests", {
    "models/a.sql": A,
    "models/b.sql": "select * from {{ ref('a') }}\n",
    "models/y.yml": """
        unit_tests:
          - name: ut
            description: A unit test
            model: b
            given: [{input: ref('a'), rows: [{id: 1, name: x}, {id: 2, name: null}]}]
            expect: {rows: [{id: 1}]}
            config: {tags: [u], meta: {m: 1}}
            overrides: {vars: {x: 1}, macros: {is_incremental: true}}
        """,
}, ls=["--select test_type:unit", "--select unit_test:ut", "--select b", "--select test_type:data"])

project("selection", {
    **{f"models/{layer}/{name}.sql": text for layer, name, text in [
        ("stg", "s1", "{{ config(tags=['nightly', 'x']) }} select * from {{ source('raw', 'a') }}"),
        ("stg", "s2", "{{ config(materialized='table') }} select * from {{ source('raw', 'b') }}"),
        ("int", "i1", "{{ config(meta={'owner': 'ann', 'tier': 1}) }} select * from {{ ref('s1') }}, {{ ref('s2') }}"),
        ("int", "i2", "{{ config(materialized='ephemeral') }} select * from {{ ref('s2') }}"),
        ("mart", "m1", "{{ config(tags='nightly', materialized='incremental') }} select * from {{ ref('i1') }}, {{ ref('i2') }}"),
        ("mart", "m2", "{{ config(alias='emm') }} select * from {{ ref('i2') }}"),
        ("mart", "m3", "select * from {{ ref('m1') }}"),
    ]},
    "seeds/sd.csv": "id\n1\n",
    "tests/single.sql": "select * from {{ ref('m1') }}, {{ ref('s1') }} where 1=0\n",
    "models/y.yml": """
        sources: [{name: raw, tags: [src], tables: [{name: a, columns: [{name: id, data_tests: [unique]}]}, {name: b}]}]
        models:
          - {name: s1, columns: [{name: id, data_tests: [unique, {relationships: {to: ref('m1'), field: id, config: {severity: warn, tags: [slow]}}}]}]}
          - {name: m1, columns: [{name: id, data_tests: [not_null]}]}
        exposures: [{name: e, type: dashboard, owner: {email: a@b.c}, depends_on: [ref('m2')]}]
        """,
    "selectors.yml": """
        selectors:
          - name: nightly
            description: Nightly models
            definition: tag:nightly
          - name: kv
            definition: {tag: nightly}
          - name: full
            definition: {method: fqn, value: i1, parents: true, parents_depth: 1, children: true, indirect_selection: cautious}
          - name: combo
            definition:
              union:
                - method: tag
                  value: nightly
                  childrens_parents: true
                - intersection: ["path:models/mart", "config.materialized:incremental"]
                - exclude: [{method: test_name, value: unique}]
          - name: inherits
            definition:
              method: selector
              value: combo
              exclude: [m3]
        """,
}, ls=[
    "", "--select s1", "--select s1+", "--select +m1", "--select 1+m1", "--select s2+1", "--select 2+m3+1", "--select @s1", "--select @i2",
    "--select s1 m2", "--select s1,tag:nightly", "--select tag:nightly,stg", "--select tag:*", "--select tag:nightly --exclude m1",
    "--select stg", "--select stg.*", "--select p.stg", "--select p.*.m1", "--select m*", "--select ?1", "--select stg.s1",
    "--select path:models/stg", "--select path:models/*/m1.sql", "--select models/mart", "--select models/mart/m1.sql", "--select models", "--select path:seeds",
    "--select file:m1.sql", "--select m1.sql", "--select file:m1", "--select source:raw", "--select source:raw.a+", "--select source:p.raw.b", "--select source:*",
    "--select config.materialized:table", "--select config.materialized:incremental+", "--select config.meta.owner:ann", "--select config.severity:WARN", "--select config.tags:x", "--select config.enabled:true",
    "--select test_type:generic", "--select test_type:singular", "--select test_type:schema", "--select test_name:unique", "--select test_name:rel*", "--select resource_type:seed", "--select resource_type:test", "--select resource_type:source",
    "--select exposure:e", "--select +exposure:e", "--select package:p", "--select fqn:*", "--select single", "--select unique_s1_id",
    "--select s1 --indirect-selection cautious", "--select s1 m1 --indirect-selection cautious", "--select s1 m1 --indirect-selection buildable", "--select m1 --indirect-selection buildable", "--select m1 --indirect-selection empty", "--select +m1,tag:nightly --indirect-selection cautious",
    "--exclude test_type:generic", "--exclude tag:nightly+", "--exclude resource_type:source", "--select +m1 --exclude s1+", "--select tag:slow",
    "--selector nightly", "--selector kv", "--selector full", "--selector combo", "--selector inherits", "--select selector:nightly",
    "--select nope:x", "--select resource_type:bogus", "--select test_type:bogus",
])

project("yaml_forms", {
    "models/a.sql": A,
    "models/sub/one.yaml": "version: 2\nmodels:\n  - name: a\n    description: >\n      folded\n      text\n    columns:\n      - name: id\n        description: |\n          literal\n          text\n        tags: [x, y]\n        meta: &m {k: 1}\n      - name: name\n        meta: *m\n        config: {tags: [z], meta: {q: on, d: 2024-01-01}}\n",
    "models/empty.yml": "",
    "models/only_version.yml": "version: 2\n",
})

project("whitespace", {
    "models/a.sql": "\n\n  {#- c -#}  \n{%- set x = 1 -%}\nselect {{- x }}   \r\nfrom t\t\n\n\n",
    "models/b.sql": "select '{{ \"{{ x }}\" }}' {% raw %}{{ raw }}{% endraw %} -- no newline",
    "models/c.sql": "{% if true %}\nselect 1\n{% else %}\nselect 2\n{% endif %}\n\n",
})

project("quoting", {
    "models/a.sql": "select * from {{ ref('b') }}, {{ source('q', 't') }}\n",
    "models/b.sql": "{{ config(alias='B-x') }}\n" + A,
    "models/y.yml": "sources: [{name: q, schema: sch, quoting: {schema: true}, tables: [{name: t, quoting: {identifier: true}}]}]\n",
}, settings="quoting: {identifier: true}\n")

project("statement", {
    "models/a.sql": """
        {% set q %}select 1{% endset %}
        {% if execute %}{% set known = adapter.get_relation(this.database, this.schema, 'nothing') %}{% endif %}
        select {{ known is none }} as k, '{{ q }}' as q
        """,
})

project("meta_landing", {
    "models/a.sql": "select * from {{ source('l', 't') }}\n",
    "models/y.yml": "sources:\n  - name: l\n    meta: {tidemill: {quiet_period: 5s, min_files: 2}}\n    tables: [{name: t, meta: {tidemill: {landing: 's3://b/t/', partition_by: [dt]}}}]\n",
})

project("custom_materialization", {
    "models/a.sql": "{{ config(materialized='my_mat', custom_key={'a': [1]}) }}\n" + A,
    "macros/m.sql": "{% materialization my_mat, adapter='glue', supported_languages=['sql', 'python'] %}\n{% call statement('main') %}create {{ this }} as {{ sql }}{% endcall %}\n{{ return({'relations': [this]}) }}\n{% endmaterialization %}\n{% materialization other, default %}{{ return({}) }}{% endmaterialization %}\n",
})

project("test_in_macros_dir", {
    "models/a.sql": A,
    "macros/t.sql": "{% test positive(model, column_name, allow_zero=false) %}\n  {{ config(fail_calc='coalesce(sum(n), 0)', limit=3) }}\n  select count(*) as n from {{ model }} where {{ column_name }} {{ '<' if allow_zero else '<=' }} 0\n{% endtest %}\n{% test named(model, column_name) %}select {{ column_name }} from {{ model }}{% endtest %}\n",
    "models/y.yml": "models:\n  - {name: a, columns: [{name: id, data_tests: [positive, {positive: {arguments: {allow_zero: true}, config: {limit: 7}}}, named]}]}\n",
})

project("relationships_filter", {
    "models/a.sql": A, "models/b.sql": A,
    "models/y.yml": "models:\n  - name: a\n    columns:\n      - name: id\n        data_tests:\n          - relationships: {arguments: {to: \"ref('b')\", field: id}, config: {where: \"id in (select id from {{ ref('b') }})\"}}\n          - accepted_values: {arguments: {values: \"{{ var('vals') }}\"}}\n",
}, settings="vars: {vals: [a, b]}\n")

project("dbtignore", {
    "models/a.sql": A, "models/b_ignored.sql": A, "models/skip/c.sql": A, "models/.hidden.sql": A, "models/~backup.sql": A,
    ".dbtignore": "*_ignored.sql\nskip/\n",
})

# What dbt refuses, we refuse.
project("err_missing_ref", {"models/a.sql": "select * from {{ ref('nope') }}\n"})
project("err_missing_source", {"models/a.sql": "select * from {{ source('no', 'pe') }}\n"})
project("err_cycle", {"models/a.sql": "select * from {{ ref('b') }}\n", "models/b.sql": "select * from {{ ref('a') }}\n"})
project("err_duplicate", {"models/a.sql": A, "models/x/a.sql": A})
project("err_duplicate_alias", {"models/a.sql": "{{ config(alias='x') }}" + A, "models/b.sql": "{{ config(alias='x') }}" + A})
project("err_yaml", {"models/a.sql": A, "models/y.yml": "models:\n  - name: a\n   description: bad indent\n"})
project("err_jinja", {"models/a.sql": "select {{ 1 + }}\n"})
project("err_unclosed", {"models/a.sql": "{% if true %} select 1\n"})
project("err_undefined_macro", {"models/a.sql": "select {{ nope() }}\n"})
project("err_macro_args", {"models/a.sql": "select {{ m(1, 2) }}\n", "macros/m.sql": "{% macro m(a) %}{{ a }}{% endmacro %}\n"})
project("err_patch_twice", {"models/a.sql": A, "models/y.yml": "models: [{name: a}]\n", "models/z.yml": "models: [{name: a}]\n"})
project("err_private", {"models/a.sql": "{{ config(group='g', access='private') }}" + A, "models/b.sql": "select * from {{ ref('a') }}\n", "models/y.yml": "groups: [{name: g, owner: {name: x}}]\n"})
project("err_doc", {"models/a.sql": A, "models/y.yml": "models: [{name: a, description: \"{{ doc('nope') }}\"}]\n"})
project("err_raise", {"models/a.sql": "{{ exceptions.raise_compiler_error('no') }}\n"})
project("err_snapshot", {"snapshots/s.sql": "{% snapshot s %}select 1{% endsnapshot %}\n"})
project("err_disabled_ref", {"models/a.sql": "{{ config(enabled=false) }}" + A, "models/b.sql": "select * from {{ ref('a') }}\n"})
project("err_project_name", {"models/a.sql": A, "dbt_project.yml": "name: bad-name\nprofile: conformance\n"})
project("err_env_var", {"models/a.sql": "select '{{ env_var('TIDEMILL_NEVER_SET') }}'\n"})
project("err_duplicate_macro", {"macros/a.sql": "{% macro m() %}{% endmacro %}\n", "macros/b.sql": "{% macro m() %}{% endmacro %}\n"})
project("err_yaml_list", {"models/a.sql": A, "models/y.yml": "models: {name: a}\n"})
project("err_no_name", {"models/a.sql": A, "models/y.yml": "models: [{description: x}]\n"})


project("semantic_layer", {
    "models/orders.sql": "select 1 as order_id, 2 as customer_id, current_date as ordered_at, 5 as amount\n",
    "models/customers.sql": "select 2 as customer_id, 'x' as kind\n",
    "models/metricflow_time_spine.sql": "select current_date as date_day\n",
    "models/spine.sql": "select current_timestamp as at\n",
    "models/m.yml": """
        models:
          - name: spine
            time_spine:
              standard_granularity_column: at
              custom_granularities: [{name: fiscal, column_name: fiscal_year}]
            columns:
              - {name: at, granularity: hour}
              - {name: fiscal_year}
        semantic_models:
          - name: orders
            description: One row per order
            label: Orders
            model: ref('orders')
            defaults: {agg_time_dimension: ordered_at}
            config: {meta: {owner: me}}
            entities:
              - {name: order, type: primary, expr: order_id}
              - {name: customer, type: foreign, expr: customer_id, description: who, config: {meta: {a: 1}}}
            dimensions:
              - {name: ordered_at, type: time, expr: ordered_at, type_params: {time_granularity: day}}
              - {name: is_big, type: categorical, expr: "amount > 3", label: Big}
            measures:
              - {name: order_count, agg: sum, expr: 1, description: how many}
              - {name: total, agg: sum, expr: amount, create_metric: true}
              - {name: p90, agg: percentile, expr: amount, agg_params: {percentile: 0.9, use_discrete_percentile: false, use_approximate_percentile: true}}
              - {name: last, agg: max, expr: amount, non_additive_dimension: {name: ordered_at, window_choice: max, window_groupings: [customer]}}
          - name: customers
            model: ref('customers')
            primary_entity: customer
            dimensions: [{name: kind, type: categorical}]
        metrics:
          - name: orders_made
            label: Orders made
            description: Orders
            type: simple
            type_params: {measure: order_count}
            filter: "{{ Dimension('order__is_big') }} = true"
            config: {meta: {m: 1}, group: null}
          - name: orders_filled
            label: Filled
            type: simple
            type_params: {measure: {name: order_count, filter: "{{ Dimension('order__is_big') }}", join_to_timespine: true, fill_nulls_with: 0}}
          - name: running
            label: Running
            type: cumulative
            type_params: {measure: order_count, cumulative_type_params: {window: 7 days, period_agg: last}}
          - name: to_date
            label: To date
            type: cumulative
            type_params: {measure: total, cumulative_type_params: {grain_to_date: month}}
          - name: share
            label: Share
            type: ratio
            type_params: {numerator: orders_made, denominator: {name: total, filter: "x > 1"}}
          - name: growth
            label: Growth
            type: derived
            type_params: {expr: now - before, metrics: [{name: orders_made, alias: now}, {name: orders_made, alias: before, offset_window: 1 month}]}
          - name: converted
            label: Converted
            type: conversion
            type_params:
              conversion_type_params: {base_measure: order_count, conversion_measure: order_count, entity: order, calculation: conversion_rate, window: 7 days}
        saved_queries:
          - name: nightly_share
            description: Saved
            label: Q
            tags: [nightly]
            query_params:
              metrics: [orders_made, share]
              group_by: ["TimeDimension('metric_time', 'day')", "Dimension('order__is_big')"]
              where: ["{{ Dimension('order__is_big') }} = true"]
              limit: 10
            exports:
              - name: e
                config: {export_as: table, schema: x, alias: y}
              - name: f
                config: {export_as: view}
        exposures:
          - name: board
            type: dashboard
            owner: {email: a@b.c}
            depends_on: [metric('orders_made'), ref('orders')]
        """,
}, ls=["--select metric:orders_made", "--select +saved_query:nightly_share", "--select semantic_model:orders+", "--select resource_type:metric",
       "--select +exposure:board", "--select orders+"])


def write(folder):
    for name, files in PROJECTS.items():
        for path, text in files.items():
            full = os.path.join(folder, name, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", newline="", encoding="utf-8") as file:
                file.write(text)


if __name__ == "__main__":
    write(sys.argv[1])
    print(f"{len(PROJECTS)} projects")
