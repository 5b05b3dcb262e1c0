"""What the checks share: clients, counting, and botocore's model as the judge of every answer."""
import datetime
import time
import urllib.request

import boto3
import botocore.config
import botocore.exceptions


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def that(self, name, holds, detail=""):
        self.passed += bool(holds)
        self.failed += not holds
        print("%s  %s%s" % ("ok  " if holds else "FAIL", name, "" if holds else ": %s" % (detail,)))

    def equal(self, name, actual, expected):
        self.that(name, actual == expected, "expected %r, but got %r" % (expected, actual))

    def refuses(self, name, code, call, text=""):
        """The call must fail with this error code, and as the client's own exception class where it has one."""
        try:
            call()
        except botocore.exceptions.ClientError as error:
            got = error.response["Error"]
            holds = got["Code"] == code and text in got["Message"] and error.response["ResponseMetadata"].get("RequestId")
            self.that(name, holds, "expected %s with %r, but got %r" % (code, text, error.response))
        else:
            self.that(name, False, "expected %s, but it was accepted" % code)


class Endpoint:
    def __init__(self, url, checks):
        self.url = url
        self._checks = checks
        self._wrong = set()

    def client(self, service, retries=1):
        client = boto3.client(
            service, endpoint_url=self.url, region_name="eu-west-1", aws_access_key_id="local", aws_secret_access_key="local",
            config=botocore.config.Config(retries={"total_max_attempts": retries, "mode": "standard"}, s3={"addressing_style": "path"}))
        if service in ("glue", "lakeformation"):
            client.meta.events.register("after-call", self._judge)
        return client

    def admin(self, method, path, body=None):
        request = urllib.request.Request(self.url + "/_tidemill/" + path, method=method, data=body and body.encode())
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read().decode()

    def _judge(self, http_response, parsed, model, **_):
        """Every member must be of the model's type; those it requires must be there."""
        if http_response.status_code == 200 and model.output_shape is not None:
            for problem in _problems(model.output_shape, {k: v for k, v in parsed.items() if k != "ResponseMetadata"}, model.name):
                if problem not in self._wrong:
                    self._wrong.add(problem)
                    self._checks.that("model: " + problem, False, "see botocore's model")


# The status of an output is `ok` or `error`, on AWS too, which its own model does not know.
_TYPES = {"string": str, "integer": int, "long": int, "boolean": bool, "double": (int, float), "float": (int, float),
          "timestamp": datetime.datetime}


def _problems(shape, value, where):
    if shape.type_name == "structure":
        for name in shape.required_members:
            if name not in value:
                yield "%s lacks %s" % (where, name)
        for name, member in value.items():
            if name in shape.members:
                yield from _problems(shape.members[name], member, where + "." + name)
    elif shape.type_name == "list":
        for member in value:
            yield from _problems(shape.member, member, where + "[]")
    elif shape.type_name == "map":
        for member in value.values():
            yield from _problems(shape.value, member, where + "{}")
    elif shape.type_name in _TYPES:
        kind = _TYPES[shape.type_name]
        if not isinstance(value, kind) or kind is int and isinstance(value, bool):
            yield "%s is %s" % (where, type(value).__name__)
        elif getattr(shape, "enum", None) and value not in shape.enum and not where.endswith(".Output.Status"):
            yield "%s is %s, not one of its words" % (where, value)


def until(what, found, limit=300):
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        value = found()
        if value:
            return value
        time.sleep(0.05)
    raise SystemExit("Expected %s within %d s, but it did not come" % (what, limit))
