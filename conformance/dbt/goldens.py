"""Writes what dbt made of the projects as goldens for the default build, and the projects beside them."""
import json
import os
import sys

import compare
import projects

if __name__ == "__main__":
    theirs_folder, ours_folder, resources = sys.argv[1:4]
    for name in sorted(projects.PROJECTS):
        path = os.path.join(theirs_folder, name + ".json")
        if not os.path.exists(path):
            continue
        theirs = compare.load(theirs_folder, name + ".json")
        ours = compare.load(ours_folder, name + ".json")
        if any(found for _, found in compare.results(theirs, ours)):
            print("left out, differs:", name)
            continue
        golden = {"refused": "error" in theirs}
        if "error" not in theirs:
            for section in compare.SECTIONS:
                golden[section] = {
                    key: compare.parsed(compare.clean(value))
                    for key, value in theirs["manifest"].get(section, {}).items()
                    if not key.startswith(compare.INTERNAL)
                }
            golden["parent_map"] = theirs["manifest"]["parent_map"]
            golden["child_map"] = theirs["manifest"]["child_map"]
            golden["compiled"] = theirs["compiled"]
            golden["ls"] = {line: ids for line, ids in theirs["ls"].items() if isinstance(ids, list)}
        with open(os.path.join(resources, name + ".json"), "w") as file:
            json.dump(golden, file, sort_keys=True)
        projects.PROJECTS[name].pop("ls.txt", None)
        for file_name, text in projects.PROJECTS[name].items():
            full = os.path.join(resources, "projects", name, file_name)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", newline="", encoding="utf-8") as file:
                file.write(text)
