"""Diffs two manifests and two sets of compiled SQL, node by node."""
import json
import os
import sys

# Differ by run, machine or version of the writer; or hold text that is ours.
VOLATILE = {"created_at", "root_path", "compiled_path", "build_path", "relation_name_path"}
COMPILED = {"compiled", "compiled_code", "extra_ctes", "extra_ctes_injected", "compiled_path"}
UNORDERED = {"doc_blocks", "primary_key"}
INTERNAL = ("macro.dbt.", "macro.dbt_spark.", "macro.dbt_glue.")


def clean(value, key=None):
    if isinstance(value, dict):
        return {
            name: clean(item, name)
            for name, item in value.items()
            if name not in VOLATILE and name not in COMPILED
        }
    if isinstance(value, list):
        items = [clean(item) for item in value]
        return sorted(items) if key in UNORDERED else items
    return value


def differences(path, theirs, ours, found):
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(set(theirs) | set(ours)):
            if key not in ours:
                found.append(f"{path}.{key}: missing, dbt has {theirs[key]!r}")
            elif key not in theirs:
                found.append(f"{path}.{key}: only ours, {ours[key]!r}")
            else:
                differences(f"{path}.{key}", theirs[key], ours[key], found)
    elif theirs != ours:
        found.append(f"{path}: dbt {theirs!r}, ours {ours!r}")


def manifests(theirs, ours):
    """Yields (name, list of differences) for each resource."""
    for section in (
        "nodes", "sources", "exposures", "docs", "groups", "unit_tests", "disabled",
        "metrics", "semantic_models", "saved_queries", "macros", "selectors",
    ):
        names = [
            name
            for name in sorted(set(theirs.get(section, {})) | set(ours.get(section, {})))
            if not name.startswith(INTERNAL + ("doc.dbt.",))
        ]
        for name in names:
            found = []
            if name not in ours.get(section, {}):
                found.append("missing")
            elif name not in theirs.get(section, {}):
                found.append("only ours")
            else:
                differences("", clean(theirs[section][name]), clean(ours[section][name]), found)
            yield f"{section} {name}", found
    for section in ("parent_map", "child_map", "group_map"):
        found = []
        differences("", theirs.get(section, {}), ours.get(section, {}), found)
        yield section, found


def compiled(folder, manifest, ours):
    """Yields (name, list of differences) for each node dbt has compiled."""
    for name, node in sorted(manifest["nodes"].items()):
        path = node.get("compiled_path")
        if not path or not os.path.exists(os.path.join(folder, path)):
            continue
        with open(os.path.join(folder, path), newline="") as file:
            theirs = file.read()
        mine = ours.get(name, "missing")
        yield f"compiled {name}", [] if theirs == mine else [f"dbt {theirs!r}\n      ours {mine!r}"]


def report(results, verbose=True):
    passed = failed = 0
    for name, found in results:
        if found:
            failed += 1
            if verbose:
                print(f"  DIFFERS {name}")
                for line in found[:12]:
                    print(f"      {line}")
        else:
            passed += 1
    return passed, failed


if __name__ == "__main__":
    folder, ours_folder = sys.argv[1:3]
    with open(os.path.join(folder, "target", "manifest.json")) as file:
        theirs = json.load(file)
    with open(os.path.join(ours_folder, "manifest.json")) as file:
        ours = json.load(file)
    with open(os.path.join(ours_folder, "compiled.json")) as file:
        code = json.load(file)
    results = list(manifests(theirs, ours)) + list(compiled(folder, theirs, code))
    print("%d passed, %d failed" % report(results))
