"""A filter that does what no filter should, where a text asks for it with `FAULT:<what>`.

This folder on PYTHONPATH and `use = "docclean-faulty:faulty"` in a configuration make it a step.
"""

import collections
import ctypes
import itertools
import os
import re
import signal
import sys
import time

import docclean

_ASKED = re.compile(r"FAULT:([a-z-]+)")
_ENOUGH = 3 * 2**30
"""Bytes at which `memory` stops by itself, so that a program without a limit does not take the machine with it."""


class Odd(BaseException):
    """What no `except Exception` catches."""


class UnsendableError(Exception):
    """An exception that cannot travel between processes."""

    def __reduce__(self):
        raise TypeError("not to be sent")


def _raise(error):
    raise error


def _spin():
    while True:
        pass


def _memory():
    held = []
    while len(held) * 2**24 < _ENOUGH:
        held.append(b"x" * 2**24)


def _recursion():
    return _recursion() + 1


def _ignore():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(10**6)


def _orphan():
    if os.fork() == 0:
        time.sleep(6)
        os._exit(0)


def _slow():
    """Take some time, and leave a trace in the file that the environment names."""
    with open(os.environ["FAULTY_TRACE"], "ab") as trace:
        trace.write(b".")
    time.sleep(float(os.environ.get("FAULTY_SECONDS", "0.05")))


FAULTS = {
    "sleep": lambda: time.sleep(10**6),
    "spin": _spin,
    # A loop in C that never looks whether a signal has come.
    "spin-in-c": lambda: collections.deque(itertools.repeat(0), maxlen=0),
    "stop": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "ignore": _ignore,
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "exit": lambda: os._exit(3),
    "exit-fine": lambda: os._exit(0),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "system-exit": lambda: sys.exit(5),
    "interrupt": lambda: _raise(KeyboardInterrupt()),
    "memory": _memory,
    "memory-error": lambda: _raise(MemoryError()),
    "recursion": _recursion,
    "raise": lambda: _raise(ValueError("a \x1b[31mred\x07\nmessage")),
    "raise-odd": lambda: _raise(Odd("odd")),
    "raise-unsendable": lambda: _raise(UnsendableError("stays here")),
    "print": lambda: print("words of a filter"),
    "orphan": _orphan,
    "slow": _slow,
}
HARMLESS = ("print", "orphan", "slow")
LETHAL = ("exit", "exit-fine", "segfault", "abort", "kill", "stop", "ignore", "sleep", "spin", "spin-in-c")
"""What ends or holds the process that it happens in."""


@docclean.filter(name="faulty", code="fault")
def faulty(block):
    """Do what the text asks for."""
    for asked in _ASKED.findall(block.text):
        FAULTS[asked]()
    return False
