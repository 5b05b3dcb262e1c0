"""Parses, compiles and lists every project of a folder with real dbt, and writes what it found as JSON."""
import contextlib
import hashlib
import io
import json
import os
import pathlib
import shutil
import sys

os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")

import jinja2  # noqa: E402
from dbt.cli.main import dbtRunner  # noqa: E402

# dbt reads the same few hundred macros of its own anew for every project: remember their syntax trees, which it only reads.
_parse = jinja2.Environment.parse
_trees = {}


def remembered(self, source, name=None, filename=None):
    key = (type(self), source)
    if key not in _trees:
        _trees[key] = _parse(self, source, name, filename)
    return _trees[key]


jinja2.Environment.parse = remembered


def invoke(*arguments):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return dbtRunner().invoke(list(arguments))


def run(folder, profiles, target):
    common = ["--project-dir", folder, "--profiles-dir", profiles, "--target-path", target, "--quiet", "--no-partial-parse"]
    result = invoke("parse", *common)
    if not result.success:
        return {"error": f"{type(result.exception).__name__}: {result.exception}"}
    manifest_object = result.result
    with open(os.path.join(target, "manifest.json")) as file:
        manifest = json.load(file)
    lists = {}
    selections = os.path.join(folder, "ls.txt")
    if os.path.exists(selections):
        with open(selections) as file:
            for line in file:
                line = line.strip()
                if line:
                    lists[line] = ls(line, common, manifest_object)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        compiled = dbtRunner(manifest=manifest_object).invoke(["compile", *common])
    if compiled.exception and "cycle" in str(compiled.exception):
        # dbt notices when it links the graph, which parse does not do.
        return {"error": str(compiled.exception)}
    code = {
        item.node.unique_id: "ERROR " + str(item.message)
        for item in getattr(compiled.result, "results", None) or []
        if str(item.status) == "error"
    }
    with open(os.path.join(target, "manifest.json")) as file:
        compiled_manifest = json.load(file)
    for name, node in compiled_manifest["nodes"].items():
        path = node.get("compiled_path")
        if path and os.path.exists(os.path.join(folder, path)):
            path = os.path.join(folder, path)
        elif path and not os.path.exists(path):
            path = None
        if path:
            with open(path, newline="") as file:
                code[name] = file.read()
    return {"manifest": manifest, "compiled": code, "ls": lists}


def ls(line, common, manifest):
    arguments = ["ls", "--output", "json", "--output-keys", "unique_id", *common, *line.split()]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = dbtRunner(manifest=manifest).invoke(arguments)
    if not result.success:
        return f"ERROR {result.exception}"
    return sorted(json.loads(item)["unique_id"] for item in result.result or [])


def digest(folder, profiles):
    """What a result depends on: the files of the project, the profile, dbt."""
    found = hashlib.sha256((dbt_version() + open(__file__).read()).encode())
    for root in (folder, profiles):
        for path in sorted(str(path) for path in pathlib.Path(root).rglob("*") if path.is_file()):
            if "/target/" not in path and "/logs/" not in path:
                found.update(os.path.relpath(path, root).encode())
                found.update(open(path, "rb").read())
    return found.hexdigest()


def dbt_version():
    from dbt.version import __version__
    return __version__


if __name__ == "__main__":
    projects, profiles, output = sys.argv[1:4]
    cache = os.environ.get("TIDEMILL_CONFORMANCE_CACHE", os.path.join(os.path.dirname(output), "cache"))
    os.makedirs(output, exist_ok=True)
    os.makedirs(cache, exist_ok=True)
    wanted = sys.argv[4:] or sorted(os.listdir(projects))
    for name in wanted:
        folder = os.path.join(projects, name)
        if os.path.isdir(folder):
            known = os.path.join(cache, digest(folder, profiles) + ".json")
            if not os.path.exists(known):
                found = run(folder, profiles, os.path.join(output, "target", name))
                with open(known + ".part", "w") as file:
                    json.dump(found, file)
                os.replace(known + ".part", known)
            shutil.copyfile(known, os.path.join(output, name + ".json"))
