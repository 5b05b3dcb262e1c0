"""Runs one dbt project by dbt-glue and by Tidemill, in turns, against the same local Glue endpoint with warm sessions."""
import datetime
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

import project
import scheduling

OFFSET = 6000
GLUE = "http://127.0.0.1:%d" % (14566 + OFFSET)
PLANNER = "http://127.0.0.1:%d" % (18080 + OFFSET)
SLOTS = 4
START_LIMIT = 600


class Side:
    """What one side's run cost."""

    def __init__(self, wall, elapsed, calls, nodes):
        self.wall = wall
        self.elapsed = elapsed
        self.calls = calls
        self.nodes = nodes

    @property
    def api_calls(self):
        return sum(self.calls.values())

    @property
    def statements(self):
        return self.calls.get("AWSGlue.RunStatement", 0)


def http(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, method=method, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"{}")


def counted(run):
    """Runs something; how long it took and which calls of AWS were made meanwhile."""
    http("DELETE", GLUE + "/_tidemill/calls")
    began = time.monotonic()
    result = run()
    return result, time.monotonic() - began, http("GET", GLUE + "/_tidemill/calls")


def environment():
    values = dict(os.environ, AWS_ENDPOINT_URL=GLUE, AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="local",
                  AWS_SECRET_ACCESS_KEY="local", DBT_SEND_ANONYMOUS_USAGE_STATS="false", NO_COLOR="1")
    values.pop("AWS_PROFILE", None)
    return values


def must(command, log):
    with open(log, "ab") as out:
        status = subprocess.call(command, stdout=out, stderr=subprocess.STDOUT, env=environment())
    if status != 0:
        sys.stderr.write(pathlib.Path(log).read_text(errors="replace")[-4000:])
        raise SystemExit("Expected %s to succeed, but it exited with %d. Its output: %s" % (command[0], status, log))


def run_dbt(dbt, directory, work):
    command = [dbt, "build", "--project-dir", directory, "--profiles-dir", directory, "--target", "dbt",
               "--target-path", str(work / "dbt-target"), "--log-path", str(work / "dbt-logs")]
    _, wall, calls = counted(lambda: must(command, work / "dbt.log"))
    results = json.loads((work / "dbt-target" / "run_results.json").read_text())
    nodes = {r["unique_id"]: r["execution_time"] for r in results["results"]}
    return Side(wall, results["elapsed_time"], calls, nodes)


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def run_tidemill(work):
    answer, wall, calls = counted(build)
    run, tasks = answer["run"], {t["nodeId"]: t for t in answer["tasks"]}
    if run["state"] != "SUCCEEDED":
        (work / "failed-run.json").write_text(json.dumps(answer, indent=1))
        raise SystemExit("Expected the run to succeed, but it is %s: %s" % (
            run["state"], {n: t["message"] for n, t in tasks.items() if t["state"] in ("ERROR", "FAIL")}))
    side = Side(wall, instant(run["finishedAt"]) - instant(run["createdAt"]), calls,
                {n: instant(t["finishedAt"]) - instant(t["startedAt"]) for n, t in tasks.items()})
    side.tasks = tasks
    return side


def build():
    """What `tidemill build` does."""
    request = {"environment": "local", "verb": "build", "select": [], "exclude": [], "vars": {}, "fullRefresh": False,
               "failFast": False, "indirectSelection": "eager"}
    run_id = http("POST", PLANNER + "/v1/runs", request)["runId"]
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline:
        time.sleep(0.1)
        try:
            answer = http("GET", PLANNER + "/v1/runs/" + run_id)
        except urllib.error.HTTPError as error:
            # Accepted, but not to be seen yet.
            if error.code != 404:
                raise
            continue
        if answer["run"].get("finishedAt"):
            return answer
    raise SystemExit("Expected run %s to end within %d s" % (run_id, START_LIMIT))


def makespan_ratio(side):
    """The run's length against the bound from the durations that its tasks had."""
    parents = {n: t["parents"] for n, t in side.tasks.items()}
    began = min(instant(t["readyAt"]) for t in side.tasks.values())
    ended = max(instant(t["finishedAt"]) for t in side.tasks.values())
    return (ended - began) / scheduling.makespan(side.nodes, parents, SLOTS)


def start(tidemill, directory, home, python, work):
    values = environment()
    values["JAVA_TOOL_OPTIONS"] = "-Dtidemill.glue.python=" + python
    process = subprocess.Popen(
        [tidemill, "up", "--project-dir", directory, "--home", str(home), "--port-offset", str(OFFSET)],
        stdout=open(work / "up.log", "wb"), stderr=subprocess.STDOUT, env=values)
    deadline = time.monotonic() + START_LIMIT
    while b"Ready after" not in (work / "up.log").read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process)
            raise SystemExit("Expected the local system to start, but: " + (work / "up.log").read_text(errors="replace")[-3000:])
        time.sleep(0.5)
    return process


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def median(values):
    return statistics.median(values)


def report(theirs, ours):
    names = [n for n in theirs[0].nodes if n in ours[0].nodes]
    print("%-34s %12s %12s %8s" % ("node, seconds (median)", "dbt-glue", "Tidemill", "ratio"))
    for name in names:
        a, b = median([s.nodes[name] for s in theirs]), median([s.nodes[name] for s in ours])
        print("%-34s %12.2f %12.2f %8.1f" % (".".join(name.split(".")[2:3]) if name.startswith("model") else name.split(".")[2],
                                             a, b, a / max(b, 0.001)))
    rows = [("project, without start and parsing, s", "elapsed"), ("AWS API calls", "api_calls"), ("Glue statements", "statements")]
    print()
    for label, field in rows:
        a, b = median([getattr(s, field) for s in theirs]), median([getattr(s, field) for s in ours])
        print("%-34s %12.1f %12.1f %8.1f" % (label, a, b, a / max(b, 0.001)))
    print("\ncalls of the last round")
    for action in sorted({*theirs[-1].calls, *ours[-1].calls}):
        print("%-34s %12d %12d" % (action, theirs[-1].calls.get(action, 0), ours[-1].calls.get(action, 0)))
    print()

    def ratio(field):
        return median([getattr(s, field) for s in theirs]) / median([getattr(s, field) for s in ours])

    models = [n for n in names if n.startswith("model.")]
    per_model = [median([s.nodes[n] for s in theirs]) / max(0.001, median([s.nodes[n] for s in ours])) for n in models]
    figures = {
        "peer_api_calls_ratio": ratio("api_calls"),
        "peer_speed_ratio": ratio("elapsed"),
        "peer_model_speed_ratio_median": median(per_model),
        "peer_statements_ratio": ratio("statements"),
        "dbt_glue_api_calls": median([s.api_calls for s in theirs]),
        "tidemill_api_calls": median([s.api_calls for s in ours]),
        "dbt_glue_statements": median([s.statements for s in theirs]),
        "tidemill_statements": median([s.statements for s in ours]),
        "dbt_glue_seconds": median([s.elapsed for s in theirs]),
        "tidemill_seconds": median([s.elapsed for s in ours]),
        "makespan_to_bound": median([makespan_ratio(s) for s in ours]),
        "models": len(models),
    }
    for name, value in figures.items():
        print("figure %s %.2f" % (name, value))


def main():
    tidemill, python, dbt, work, rounds = sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4]), int(sys.argv[5])
    directory = str(work / "project")
    project.write(directory)
    process = start(tidemill, directory, work / "home", python, work)
    try:
        # The first builds create everything and warm both sides' sessions; they do not count.
        run_dbt(dbt, directory, work)
        run_tidemill(work)
        theirs, ours = [], []
        for i in range(rounds):
            theirs.append(run_dbt(dbt, directory, work))
            # Idle sessions are given back while the other side works: one run warms new ones.
            run_tidemill(work)
            ours.append(run_tidemill(work))
            print("round %d: dbt-glue %.1f s, Tidemill %.1f s" % (i + 1, theirs[-1].elapsed, ours[-1].elapsed), file=sys.stderr)
        (work / "tasks.json").write_text(json.dumps([s.tasks for s in ours], indent=1))
    finally:
        stop(process)
    print("%d rounds, dbt-glue and Tidemill in turns, after one that does not count; %d models and %d tests\n" % (
        rounds, len(project.MODELS), 2 * len(project.TESTED)))
    report(theirs, ours)


main()
