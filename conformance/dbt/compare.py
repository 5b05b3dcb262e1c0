"""Diffs what dbt and this library made of the same projects: manifests, compiled SQL and selections, item by item."""
import json
import os
import sys

# Differ by run, machine or writer.
VOLATILE = {"created_at", "root_path", "compiled_path", "build_path"}
COMPILED = {"compiled", "compiled_code", "extra_ctes", "extra_ctes_injected"}
# Sets in dbt, in the order of its hashes; sources when it reads a model without rendering it.
UNORDERED = {"doc_blocks", "primary_key", "sources"}
# The macros of dbt itself have texts of our own.
INTERNAL = ("macro.dbt.", "macro.dbt_spark.", "macro.dbt_glue.", "doc.dbt.")
SECTIONS = (
    "nodes", "sources", "exposures", "docs", "groups", "unit_tests", "disabled", "metrics",
    "semantic_models", "saved_queries", "functions", "macros",
)


def clean(value, key=None, in_columns=False):
    if isinstance(value, dict):
        return {
            name: clean(item, name, in_columns or key == "columns")
            for name, item in value.items()
            if name not in VOLATILE and name not in COMPILED
        }
    if isinstance(value, list):
        items = [clean(item) for item in value]
        return sorted(items) if key in UNORDERED or (in_columns and key == "tags") else items
    return value


def parsed(content):
    """Leaves out what dbt adds to a test's macros only when it compiles it, and the order its sets have by chance."""
    if isinstance(content, dict) and "nodes" in content.get("depends_on", {}):
        content["depends_on"]["nodes"].sort()
    macros = content.get("depends_on", {}).get("macros") if isinstance(content, dict) else None
    if macros and macros[0] in ("macro.dbt.test_not_null", "macro.dbt.test_unique"):
        content["depends_on"]["macros"] = macros[:1]
    return content


def differences(path, theirs, ours, found):
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(set(theirs) | set(ours)):
            if key not in ours:
                found.append(f"{path}.{key}: missing, dbt has {theirs[key]!r}")
            elif key not in theirs:
                found.append(f"{path}.{key}: only ours, {ours[key]!r}")
            else:
                differences(f"{path}.{key}", theirs[key], ours[key], found)
    elif theirs != ours or isinstance(theirs, bool) != isinstance(ours, bool):
        found.append(f"{path}: dbt {theirs!r}, ours {ours!r}")


def results(theirs, ours):
    """Yields (item, differences)."""
    if "error" in theirs or "error" in ours:
        expected, actual = "error" in theirs, "error" in ours and "BUG" not in ours["error"]
        same = expected == actual
        yield "refused", [] if same else [f"dbt {theirs.get('error')!r}, ours {ours.get('error')!r}"]
        return
    for section in SECTIONS:
        mine = ours["manifest"].get(section, {})
        dbts = theirs["manifest"].get(section, {})
        for name in sorted(set(dbts) | set(mine)):
            if name.startswith(INTERNAL):
                continue
            found = []
            if name not in mine:
                found.append("missing")
            elif name not in dbts:
                found.append("only ours")
            else:
                differences("", parsed(clean(dbts[name])), parsed(clean(mine[name])), found)
            yield f"{section} {name}", found
    for section in ("parent_map", "child_map", "group_map"):
        found = []
        dbts, mine = (
            {name: sorted(ids) for name, ids in side["manifest"].get(section, {}).items()}
            for side in (theirs, ours)
        )
        differences("", dbts, mine, found)
        yield section, found
    for name, code in sorted(theirs["compiled"].items()):
        mine = ours["compiled"].get(name, "missing")
        yield f"compiled {name}", [] if code == mine else [f"dbt  {code!r}", f"ours {mine!r}"]
    for line, names in theirs["ls"].items():
        mine = ours["ls"].get(line)
        if isinstance(names, str) and isinstance(mine, str):
            yield f"ls {line}", []
        elif names == mine:
            yield f"ls {line}", []
        else:
            lost = sorted(set(names) - set(mine)) if isinstance(mine, list) and isinstance(names, list) else names
            more = sorted(set(mine) - set(names)) if isinstance(mine, list) and isinstance(names, list) else mine
            yield f"ls {line}", [f"missing {lost}", f"only ours {more}"]


def load(folder, name):
    with open(os.path.join(folder, name)) as file:
        return json.load(file)


if __name__ == "__main__":
    theirs_folder, ours_folder = sys.argv[1:3]
    verbose = "--quiet" not in sys.argv
    passed = failed = 0
    for name in sorted(os.listdir(theirs_folder)):
        if not name.endswith(".json"):
            continue
        good = bad = 0
        lines = []
        for item, found in results(load(theirs_folder, name), load(ours_folder, name)):
            if found:
                bad += 1
                lines.append(f"    {item}")
                lines.extend(f"        {line}"[:2000] for line in found[:12])
            else:
                good += 1
        print(f"{name[:-5]:32} {good:5} same {bad:4} differ")
        if verbose:
            print("\n".join(lines)) if lines else None
        passed += good
        failed += bad
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
