"""Parses, compiles and lists every project of a folder with real dbt, and writes what it found as JSON."""
import contextlib
import io
import json
import os
import sys

os.environ.setdefault("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")

from dbt.cli.main import dbtRunner  # noqa: E402


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
    compiled = invoke("compile", *common)
    if compiled.exception and "cycle" in str(compiled.exception):
        # dbt notices when it links the graph, which parse does not do.
        return {"error": str(compiled.exception)}
    code = {}
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
    lists = {}
    selections = os.path.join(folder, "ls.txt")
    if os.path.exists(selections):
        with open(selections) as file:
            for line in file:
                line = line.strip()
                if line:
                    lists[line] = ls(line, common, manifest_object)
    return {"manifest": manifest, "compiled": code, "ls": lists}


def ls(line, common, manifest):
    arguments = ["ls", "--output", "json", "--output-keys", "unique_id", *common, *line.split()]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = dbtRunner(manifest=manifest).invoke(arguments)
    if not result.success:
        return f"ERROR {result.exception}"
    return sorted(json.loads(item)["unique_id"] for item in result.result or [])


if __name__ == "__main__":
    projects, profiles, output = sys.argv[1:4]
    os.makedirs(output, exist_ok=True)
    wanted = sys.argv[4:] or sorted(os.listdir(projects))
    for name in wanted:
        folder = os.path.join(projects, name)
        if os.path.isdir(folder):
            found = run(folder, profiles, os.path.join(output, "target", name))
            with open(os.path.join(output, name + ".json"), "w") as file:
                json.dump(found, file)
