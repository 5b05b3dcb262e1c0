"""The channel between a session's Python and the engine: JSON lines over one loopback socket.

The engine sends {"run": code, "group": job group}; while the code runs, this side may send {"call": name, "args": {...}} and
gets {"value": ...} or {"error": {...}}; at the end it sends {"done": ...}.
"""
import contextlib
import json
import os
import signal
import socket

_sock = socket.create_connection(("127.0.0.1", int(os.environ.pop("TIDEMILL_KERNEL_PORT"))))
_in = _sock.makefile("r", encoding="utf-8", newline="\n")
_out = _sock.makefile("w", encoding="utf-8", newline="\n")
_waiting = False
_interrupted = False


def requests():
    """What the engine asks for, until it goes away."""
    for line in _in:
        yield json.loads(line)


def send(message):
    _out.write(json.dumps(message) + "\n")
    _out.flush()


def ask(message):
    with uninterrupted():
        send(message)
        return json.loads(_in.readline())


@contextlib.contextmanager
def uninterrupted():
    """Notes an interrupt while an answer is awaited, for it must not tear a connection, and raises it afterwards."""
    global _waiting, _interrupted
    if _waiting:
        yield
        return
    _waiting = True
    try:
        yield
    finally:
        _waiting = False
        if _interrupted:
            _interrupted = False
            raise KeyboardInterrupt()


@contextlib.contextmanager
def interruptible():
    """Lets the engine interrupt the code inside."""
    global _interrupted
    _interrupted = False
    signal.signal(signal.SIGINT, _on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _on_interrupt(signum, frame):
    global _interrupted
    if _waiting:
        _interrupted = True
    else:
        raise KeyboardInterrupt()
