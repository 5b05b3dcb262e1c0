"""Renders snippets with CPython, Jinja2 and dbt's own environment.

Usage: oracle.py CASES_DIR GOLDENS_DIR reads CASES_DIR/*.yaml and writes GOLDENS_DIR/*.golden.json.
"""
import datetime
import itertools
import json
import pathlib
import re
import sys

import pytz
import yaml
from dbt_common.clients import jinja as dbt_jinja
from dbt_common.exceptions.macros import MacroReturn


def _return(data):
    raise MacroReturn(data)


class Macro:
    """dbt's macro generator: fresh module per call, return() ends here."""

    def __init__(self, name, template, context):
        self.name, self.template, self.context = name, template, context

    def __call__(self, *args, **kwargs):
        module = self.template.make_module(vars=self.context, shared=False)
        try:
            return module.__dict__[self.name](*args, **kwargs)
        except MacroReturn as e:
            return e.value


def base_context():
    return {
        "return": _return,
        "modules": {
            "datetime": {n: getattr(datetime, n) for n in ("date", "datetime", "time", "timedelta", "tzinfo")},
            "pytz": {n: getattr(pytz, n) for n in pytz.__all__},
            "re": {n: getattr(re, n) for n in re.__all__},
            "itertools": {
                n: getattr(itertools, n)
                for n in (
                    "count", "cycle", "repeat", "accumulate", "chain", "compress", "islice", "starmap", "tee",
                    "zip_longest", "product", "permutations", "combinations", "combinations_with_replacement",
                )
            },
        },
        "set": lambda value, default=None: set(value),
        "zip": lambda *args: list(zip(*args)),
        "rows": [
            {"name": "Ann", "age": 31, "city": "Oslo", "tags": ["a", "b"]},
            {"name": "bob", "age": 25, "city": "Rome", "tags": []},
            {"name": "Cid", "age": 31, "city": "oslo", "tags": ["c"]},
        ],
        "one": 1,
        "text": "Hello World",
        "nothing": None,
        "yes": True,
        "no": False,
        "pi": 3.14159,
        "names": ["x", "y", "z"],
        "d": {"a": 1, "b": {"c": [1, 2, 3]}, "items": "shadowed"},
    }


def run(case):
    env = dbt_jinja.get_environment(
        None, capture_macros=case.get("undefined") == "permissive", native=bool(case.get("native"))
    )
    context = base_context()
    context.update(case.get("context", {}))
    for source in case.get("macros", []):
        blocks = dbt_jinja.extract_toplevel_blocks(
            source, allowed_blocks={"macro", "materialization", "test", "data_test"}, collect_raw_data=False
        )
        for block in blocks:
            template = dbt_jinja.get_environment(None).from_string(block.full_block)
            name = next(
                node.name for node in dbt_jinja.get_environment(None).parse(block.full_block).body
                if type(node).__name__ == "Macro"
            )
            context[name[len("dbt_macro__"):]] = Macro(name, template, context)
    if case.get("blocks"):
        found = dbt_jinja.extract_toplevel_blocks(
            case["template"],
            allowed_blocks={"macro", "materialization", "test", "data_test", "snapshot", "docs"},
            collect_raw_data=True,
        )
        return [
            [b.block_type_name, getattr(b, "block_name", None), b.contents, b.full_block] for b in found
        ]
    template = env.from_string(case["template"])
    return template.render(context)


def golden(case):
    try:
        result = run(case)
        if case.get("native"):
            return {"value": repr(result), "type": "str" if isinstance(result, str) else type(result).__name__}
        if case.get("blocks"):
            return {"blocks": result}
        return {"output": result}
    except RecursionError:
        return {"error": "RecursionError", "message": "maximum recursion depth exceeded"}
    except Exception as e:
        kind = type(e).__name__
        found = {"error": kind, "message": message_of(e)}
        if kind in ("TemplateSyntaxError", "TemplateAssertionError"):
            found["line"] = e.lineno
        return found


def message_of(error):
    if not type(error).__module__.startswith(("jinja2", "dbt")) and not isinstance(error, SyntaxError):
        return str(error)
    for attribute in ("message", "msg"):
        text = getattr(error, attribute, None)
        if isinstance(text, str):
            return text
    return str(error)


def main():
    cases_dir, goldens_dir = map(pathlib.Path, sys.argv[1:3])
    goldens_dir.mkdir(parents=True, exist_ok=True)
    for path in sorted(cases_dir.glob("*.yaml")):
        goldens = [{"template": case["template"], **golden(case)} for case in yaml.safe_load(path.read_text("utf-8"))]
        out = goldens_dir / (path.stem + ".golden.json")
        out.write_text(json.dumps(goldens, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
