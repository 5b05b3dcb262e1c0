"""Sessions and statements."""
from checks import until

ROLE = "arn:aws:iam::000000000000:role/glue"
PROTOCOL = "#tidemill:v1 eyJvcCI6ICJpbnN0YWxsIiwgImNvbmYiOiB7fX0="
OVER = ("AVAILABLE", "ERROR", "CANCELLED")


def create(glue, name, **more):
    return glue.create_session(Id=name, Role=ROLE, Command={"Name": "glueetl", "PythonVersion": "3"}, **more)["Session"]


def ready(glue, name):
    until("session %s to be ready" % name, lambda: glue.get_session(Id=name)["Session"]["Status"] == "READY")


def run(glue, session, code):
    number = glue.run_statement(SessionId=session, Code=code)["Id"]
    return until("statement %d to end" % number, lambda: _over(glue, session, number))


def _over(glue, session, number):
    statement = glue.get_statement(SessionId=session, Id=number)["Statement"]
    return statement if statement["State"] in OVER else None


def check(checks, endpoint):
    glue = endpoint.client("glue")
    _lifecycle(checks, glue)
    _statements(checks, glue)
    _refusals(checks, glue)
    _faults(checks, endpoint)
    for name in ("b-two", "b-three"):
        glue.delete_session(Id=name)


def _lifecycle(checks, glue):
    made = create(glue, "b-one", DefaultArguments={"--enable-glue-datacatalog": "true"}, WorkerType="G.1X", NumberOfWorkers=2,
                  GlueVersion="5.1", IdleTimeout=10, Timeout=60, Description="one", Tags={"team": "a"}, RequestOrigin="boto3")
    checks.equal("CreateSession answers PROVISIONING", made["Status"], "PROVISIONING")
    checks.equal("CreateSession echoes what was asked", [made[k] for k in ("Id", "Role", "WorkerType", "NumberOfWorkers", "GlueVersion")],
                 ["b-one", ROLE, "G.1X", 2, "5.1"])
    ready(glue, "b-one")
    session = glue.get_session(Id="b-one")["Session"]
    checks.that("GetSession tells times and cost", session["ExecutionTime"] >= 0 and session["DPUSeconds"] >= 0)
    for name in ("b-two", "b-three"):
        create(glue, name)
        ready(glue, name)
    pages = list(glue.get_paginator("list_sessions").paginate(PaginationConfig={"PageSize": 2})) \
        if glue.can_paginate("list_sessions") else _pages(glue.list_sessions, MaxResults=2)
    checks.that("ListSessions pages", len(pages) >= 2 and all(len(p["Sessions"]) <= 2 for p in pages), len(pages))
    checks.equal("ListSessions lists each once", sorted(i for p in pages for i in p["Ids"] if i.startswith("b-")), ["b-one", "b-three", "b-two"])
    arn = "arn:aws:glue:eu-west-1:000000000000:session/b-one"
    glue.tag_resource(ResourceArn=arn, TagsToAdd={"more": "b"})
    checks.equal("TagResource adds", glue.get_tags(ResourceArn=arn)["Tags"], {"team": "a", "more": "b"})
    glue.untag_resource(ResourceArn=arn, TagsToRemove=["team"])
    checks.equal("UntagResource removes", glue.get_tags(ResourceArn=arn)["Tags"], {"more": "b"})
    checks.equal("ListSessions finds by tag", glue.list_sessions(Tags={"more": "b"})["Ids"], ["b-one"])
    checks.equal("StopSession answers the id", glue.stop_session(Id="b-one")["Id"], "b-one")
    until("b-one to stop", lambda: glue.get_session(Id="b-one")["Session"]["Status"] == "STOPPED")
    checks.that("a stopped session says when it ended", "CompletedOn" in glue.get_session(Id="b-one")["Session"])
    checks.refuses("RunStatement refuses a stopped session", "IllegalSessionStateException",
                   lambda: glue.run_statement(SessionId="b-one", Code="1"))
    checks.equal("DeleteSession answers the id", glue.delete_session(Id="b-one")["Id"], "b-one")
    checks.refuses("GetSession no more", "EntityNotFoundException", lambda: glue.get_session(Id="b-one"), "b-one")


def _pages(call, **arguments):
    pages = [call(**arguments)]
    while pages[-1].get("NextToken"):
        pages.append(call(NextToken=pages[-1]["NextToken"], **arguments))
    return pages


def _statements(checks, glue):
    statement = run(glue, "b-two", PROTOCOL)
    checks.equal("a statement ends AVAILABLE and ok", (statement["State"], statement["Output"]["Status"]), ("AVAILABLE", "ok"))
    checks.that("its times are in milliseconds", statement["StartedOn"] > 10 ** 12 and statement["CompletedOn"] >= statement["StartedOn"])
    failed = run(glue, "b-two", "raise ValueError('no')")
    checks.equal("failing code is AVAILABLE with an error", (failed["State"], failed["Output"]["Status"], failed["Output"]["ErrorName"],
                                                             failed["Output"]["ErrorValue"]), ("AVAILABLE", "error", "ValueError", "no"))
    checks.equal("printed text comes back", run(glue, "b-two", "print('x')\n1 + 1")["Output"]["Data"]["TextPlain"], "x\n2")
    listed = glue.list_statements(SessionId="b-two")["Statements"]
    checks.equal("ListStatements lists them in order", [s["Id"] for s in listed], [0, 1, 2])
    number = glue.run_statement(SessionId="b-two", Code="while True:\n    pass")["Id"]
    waiting = glue.run_statement(SessionId="b-two", Code="1")["Id"]
    until("it to run", lambda: glue.get_statement(SessionId="b-two", Id=number)["Statement"]["State"] == "RUNNING")
    checks.equal("a session runs one statement at a time", glue.get_statement(SessionId="b-two", Id=waiting)["Statement"]["State"], "WAITING")
    glue.cancel_statement(SessionId="b-two", Id=waiting)
    glue.cancel_statement(SessionId="b-two", Id=number)
    states = [until("the end", lambda n=n: _over(glue, "b-two", n))["State"] for n in (number, waiting)]
    checks.equal("CancelStatement ends running and waiting ones", states, ["CANCELLED", "CANCELLED"])


def _refusals(checks, glue):
    checks.refuses("CreateSession refuses an id that exists", "AlreadyExistsException", lambda: create(glue, "b-two"))
    checks.refuses("CreateSession refuses an odd id", "ValidationException", lambda: create(glue, "a.b"))
    checks.refuses("CreateSession refuses both capacities", "InvalidInputException",
                   lambda: create(glue, "b-four", WorkerType="G.1X", NumberOfWorkers=2, MaxCapacity=3.0), "not both")
    checks.refuses("CreateSession refuses long arguments", "ValidationException",
                   lambda: create(glue, "b-four", DefaultArguments={"--conf": "x" * 4097}))
    checks.refuses("GetSession of none", "EntityNotFoundException", lambda: glue.get_session(Id="nobody"), "nobody")
    checks.refuses("StopSession of none", "EntityNotFoundException", lambda: glue.stop_session(Id="nobody"))
    checks.refuses("GetStatement of none", "EntityNotFoundException", lambda: glue.get_statement(SessionId="b-two", Id=999))
    checks.refuses("CancelStatement of none", "EntityNotFoundException", lambda: glue.cancel_statement(SessionId="b-two", Id=999))
    checks.refuses("RunStatement refuses 68,001 characters", "ValidationException",
                   lambda: glue.run_statement(SessionId="b-two", Code="x" * 68001), "68000")
    checks.refuses("ListSessions refuses a token of its own making", "InvalidInputException", lambda: glue.list_sessions(NextToken="x"))


def _faults(checks, endpoint):
    endpoint.admin("POST", "faults", '{"action":"GetSession","kind":"throttle","times":1}')
    checks.refuses("a throttled call says so", "ThrottlingException", lambda: endpoint.client("glue").get_session(Id="b-two"), "Rate exceeded")
    endpoint.admin("POST", "faults", '{"action":"GetSession","kind":"throttle","times":2}')
    answer = endpoint.client("glue", retries=5).get_session(Id="b-two")
    checks.equal("boto3's own retries get over throttling", answer["ResponseMetadata"]["RetryAttempts"], 2)
    endpoint.admin("POST", "faults", '{"action":"GetStatement","kind":"error","error":"InternalServiceException","status":500,"times":1}')
    checks.refuses("an injected error is that error", "InternalServiceException",
                   lambda: endpoint.client("glue").get_statement(SessionId="b-two", Id=0))
    endpoint.admin("POST", "faults", '{"killSession":"b-three"}')
    checks.equal("a killed session is FAILED", endpoint.client("glue").get_session(Id="b-three")["Session"]["Status"], "FAILED")
