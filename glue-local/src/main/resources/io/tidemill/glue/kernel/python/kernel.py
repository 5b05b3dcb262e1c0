"""The Python side of a session: runs code as Livy does, on the module of this package that knows Spark."""
import ast
import importlib
import io
import os
import re
import signal
import sys
import traceback

from tidemill_kernel import channel, glue

_USER_FRAME = re.compile(r'\s*File "<stdin>".*in <module>')


def _execute(code, scope):
    tree = ast.parse(code)
    for i, node in enumerate(tree.body):
        if i < len(tree.body) - 1:
            exec(compile(ast.Module([node], []), "<stdin>", "exec"), scope)
        else:
            exec(compile(ast.Interactive([node]), "<stdin>", "single"), scope)


def _run(code, scope):
    stdout, stderr = io.StringIO(), io.StringIO()
    sys.stdout, sys.stderr = stdout, stderr
    try:
        _execute(code, scope)
        return {"text": (stdout.getvalue() + stderr.getvalue()).rstrip()}
    except BaseException as error:
        return {"name": type(error).__name__, "value": str(error), "traceback": _frames(error)}
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__


def _frames(error):
    """The traceback without the frames down to the code's own first."""
    lines = traceback.format_exception(type(error), error, error.__traceback__, chain=False)
    for i, line in enumerate(lines):
        if _USER_FRAME.match(line):
            return lines[:1] + lines[i + 1:]
    return lines[:1] + traceback.format_exception_only(type(error), error)


def _open():
    session = importlib.import_module("tidemill_kernel." + os.environ.pop("TIDEMILL_KERNEL_MODULE"))
    names = session.open_session()
    glue.install(names["spark"], names["sc"])
    return session, names


def main():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    token = os.environ.pop("TIDEMILL_KERNEL_TOKEN")
    try:
        session, names = _open()
    except Exception as error:
        channel.send({"token": token, "failure": "%s: %s" % (type(error).__name__, error)})
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel.send({"token": token})
    # The real main module, so that what the code defines can be pickled for Spark's workers.
    scope = vars(sys.modules["__main__"])
    scope.update(names)
    for request in channel.requests():
        try:
            with channel.interruptible():
                session.begin(request["group"])
                result = _run(request["run"], scope)
        except KeyboardInterrupt:
            result = {"name": "KeyboardInterrupt", "value": "", "traceback": []}
        channel.send({"done": result, "released": session.released()})

