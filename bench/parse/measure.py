"""Runs the tools one after the other on the same projects and prints what each took."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import projects

STATES = ("cold", "warm", "changed")


def tools(root: Path, work: Path, python: str) -> dict:
    found = {
        "tidemill": (
            [str(root / "tidemill"), "parse"],
            "glue",
            {"TIDEMILL_NO_BUILD": "1", "_JAVA_OPTIONS": "-Xmx1g"},
        ),
        "dbt-core": ([str(Path(python).parent / "dbt"), "parse"], "spark", {}),
    }
    if (work / "v2/bin/dbt").exists():
        found["dbt-v2"] = ([str(work / "v2/bin/dbt"), "parse"], "spark", {})
    return found


def run(command: list, project: Path, profiles: str, environment: dict) -> tuple:
    """Wall seconds, CPU seconds and peak MiB of one process."""
    line = command + ["--project-dir", str(project), "--profiles-dir", str(project / "profiles" / profiles)]
    started = time.monotonic()
    with open(project.parent / "output.log", "wb") as log:
        process = subprocess.Popen(
            line, stdout=log, stderr=log, env={**os.environ, **environment, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit("%s failed; its output is in %s" % (" ".join(line), project.parent / "output.log"))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def change(project: Path, models: int, mark: str) -> None:
    number = models // 2
    file = project / ("models/group_%03d/model_%05d.sql" % (number // projects.MODELS_PER_FOLDER, number))
    file.write_text(projects.model(number) + "-- " + mark + "\n")


def main() -> None:
    root, work, python = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    found = tools(root, work, python)
    measured = {}
    print("%7s %-9s %-8s %9s %9s %10s %8s" % ("models", "tool", "state", "wall s", "CPU s", "peak MiB", "ratio"))
    for size in map(int, sys.argv[4:]):
        folder = work / str(size)
        shutil.rmtree(folder, ignore_errors=True)
        for tool, (command, profiles, environment) in found.items():
            project = folder / tool / "project"
            projects.write(project, size)
            for state in STATES:
                if state == "changed":
                    change(project, size, tool)
                measured[size, tool, state] = run(command, project, profiles, environment)
        for state in STATES:
            ours = measured[size, "tidemill", state][0]
            for tool in found:
                wall, cpu, peak = measured[size, tool, state]
                ratio = "" if tool == "tidemill" else "%.1fx" % (wall / ours)
                print("%7d %-9s %-8s %9.2f %9.2f %10.0f %8s" % (size, tool, state, wall, cpu, peak, ratio))
    if "dbt-v2" not in found:
        reason = work / "v2/unavailable"
        print("dbt v2 is not here to compare with: " + (reason.read_text().strip() if reason.exists() else "not installed"))
    for (size, tool, state), (wall, cpu, peak) in measured.items():
        name = "%s_%d_%s" % (tool.replace("-", "_"), size, state)
        print("figure %s_wall_seconds %.3f" % (name, wall))
        print("figure %s_cpu_seconds %.3f" % (name, cpu))
        print("figure %s_peak_mib %.0f" % (name, peak))
        if tool != "tidemill":
            print("figure %s_over_tidemill %.2f" % (name, wall / measured[size, "tidemill", state][0]))


if __name__ == "__main__":
    main()
