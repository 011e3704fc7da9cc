"""What a worker process does: take batches, work on each item under limits, answer."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attrs import frozen

from docclean.errors import DoccleanError, MemoryLimitError, StageError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["Answer", "Failure", "Limits", "attempt", "serve"]

_RETIRE_BYTES = 2**30
_RETIRE_ITEMS = 10_000
"""A worker that once held this much memory, or did so many items, makes room for a fresh one."""

_ALARM_LATER = 15.0
"""Seconds after its deadline at which a worker ends by itself, should nobody be there any more to end it."""


@frozen
class Limits:
    """What one document may take."""

    timeout: float = 30.0
    """Seconds; 0 for no limit."""
    max_memory: int = 4 * 2**30
    """Bytes of address space of a worker; 0 for no limit. Where the system cannot limit it, nothing does."""
    silent: bool = False
    """Whether what libraries print on standard error is thrown away: it may hold anything that a document holds."""


@frozen
class Failure:
    """An item that could not be worked on, as it travels."""

    error: DoccleanError
    out_of_memory: bool = False


@frozen
class Answer:
    """What became of a batch."""

    results: list[tuple[Any, float]]
    """Result or `Failure` of each item, and the seconds that it took."""
    retires: bool
    """Whether the worker ends now."""


def attempt(work: Callable[[Any], Any], item: Any) -> Any:
    """The result for an item, or why there is none."""
    try:
        return work(item)
    except DoccleanError as error:
        return Failure(error, isinstance(error.__cause__, MemoryError))
    except MemoryError:
        return Failure(MemoryLimitError("", "needs more memory than a worker may have"), out_of_memory=True)
    except Exception as problem:  # at the edge of a process, whatever it is must become a value
        return Failure(StageError("work", "", f"{type(problem).__name__}: {problem}"))


def serve(connection: Connection, started: Connection, packed: bytes, limits: Limits) -> None:
    """Work until nobody sends any more.

    Args:
        connection: gives batches (lists of items), takes an `Answer` for each; `None` first, once ready.
        started: takes a byte whenever an item is begun, so that the parent knows which one it is.
        packed: the pickled function that works on an item.
        limits: see `Limits`.
    """
    try:
        _prepare(limits)
        work = pickle.loads(packed)
        connection.send(None)
        _answer_all(connection, started, work, limits)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        # Even saying so would take memory.
        os._exit(1)


def _answer_all(connection: Connection, started: Connection, work: Callable[[Any], Any], limits: Limits) -> None:
    done = 0
    while True:
        batch = connection.recv()
        results = []
        retires = False
        for item in batch:
            os.write(started.fileno(), b".")
            _set_alarm(limits.timeout + _ALARM_LATER if limits.timeout else 0)
            start = time.monotonic()
            result = attempt(work, item)
            results.append((result, time.monotonic() - start))
            if isinstance(result, Failure) and result.out_of_memory:
                retires = True
                break
        _set_alarm(0)
        done += len(batch)
        retires = retires or done >= _RETIRE_ITEMS or _peak_memory() > _RETIRE_BYTES
        connection.send(Answer(results, retires))
        if retires:
            return


def _prepare(limits: Limits) -> None:
    # The parent answers to signals and ends its workers; they finish what they are at.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if limits.silent and sys.stderr is not None:
        with contextlib.suppress(OSError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 2)
            os.close(nothing)
    # If memory runs out on the machine, a worker goes, whose document is then told apart, and not the parent.
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    if limits.max_memory:
        with contextlib.suppress(ImportError, OSError, ValueError):
            import resource

            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            most = limits.max_memory if hard == resource.RLIM_INFINITY else min(limits.max_memory, hard)
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _set_alarm(seconds: float) -> None:
    # Its default action ends the process even inside of C code that never comes back.
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _peak_memory() -> int:
    """Most bytes that were resident at once; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
