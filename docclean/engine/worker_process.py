"""One worker process, as its parent sees it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from multiprocessing.connection import Connection, Pipe
from typing import Any, Generic, TypeVar

from attrs import define, field

from docclean.engine.starters import Handle, Starter
from docclean.engine.worker import Answer

__all__ = ["Lost", "Task", "WorkerProcess"]

T = TypeVar("T")

_START_SECONDS = 60.0
"""A worker that is not ready by then never will be."""
_FIRST_SECONDS = 5.0
"""What the first item of a worker may take more: models are loaded with it."""
_ENDING_SECONDS = 5.0


@define
class Task(Generic[T]):
    """An item and its place in the order."""

    number: int
    item: T
    deaths: int = 0
    """How many workers died on it."""


class Lost:
    """What is heard of a worker that is gone."""


@define(eq=False)
class WorkerProcess(Generic[T]):
    """A worker and what it is at."""

    process: Handle
    connection: Connection
    _started: Connection
    """Gives a byte for each item that was begun."""
    tasks: list[Task[T]] = field(factory=list)
    begun: int = 0
    """How many items of its batch were begun."""
    since: float = field(factory=time.monotonic)
    """When the last one was, by the monotonic clock of the parent."""
    was_ready: bool = False
    answers: int = 0
    _lost: bool = False

    @classmethod
    def started(cls, starter: Starter) -> WorkerProcess[T]:
        """A new worker; it gets ready while others work."""
        ours, theirs = Pipe()
        heard, told = Pipe(duplex=False)
        os.set_blocking(heard.fileno(), False)
        process = starter.start(theirs, told)
        # Its end must be open there alone, or nobody would notice that it is gone.
        theirs.close()
        told.close()
        return cls(process, ours, heard)

    @property
    def is_idle(self) -> bool:
        return not self.tasks

    @property
    def is_fresh(self) -> bool:
        return not self.answers

    @property
    def at(self) -> int:
        """Index of the item that it is at, or was last; -1 if it began none."""
        self._look()
        return self.begun - 1

    def elapsed(self) -> float:
        """Seconds since the item that it is at was begun."""
        return time.monotonic() - self.since

    def give(self, tasks: list[Task[T]], loads: list[Any]) -> None:
        """Have it work on a batch. If it is gone, that is heard later."""
        self.tasks = tasks
        self.begun = 0
        self.since = time.monotonic()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(loads)

    def answer(self) -> Answer | Lost | None:
        """What it has to say; `None` that it is ready."""
        try:
            heard = self.connection.recv()
        except (EOFError, OSError):
            self._lost = True
            return Lost()
        if heard is None:
            self.was_ready = True
            self.since = time.monotonic()
            return None
        self.answers += 1
        # All of its items were begun before it answered: what the pipe holds must not be counted to the next batch.
        self._look()
        return heard  # type: ignore[no-any-return]  # the worker sends nothing else

    def is_late(self, now: float, timeout: float) -> bool:
        """Whether the item that it is at is beyond its deadline.

        Args:
            now: by the monotonic clock.
            timeout: seconds for an item.
        """
        if self._look():
            self.since = now
            return False
        if not self.was_ready:
            return now - self.since > _START_SECONDS
        grace = _FIRST_SECONDS if self.is_fresh and self.begun <= 1 else 0.0
        return self.begun > 0 and now - self.since > timeout + grace

    def kill(self) -> str:
        """End it, whatever it is at, and say how it ended."""
        self._look()
        # Where it closed its end, it is about to say how it ended.
        code = self.process.end(_ENDING_SECONDS if self._lost else 0.0)
        self.connection.close()
        self._started.close()
        return _ending(code)

    def _look(self) -> bool:
        """Whether it began more items since the last look."""
        if self._started.closed:
            return False
        try:
            begun = len(os.read(self._started.fileno(), 4096))
        except (BlockingIOError, OSError):
            return False
        self.begun += begun
        return begun > 0


def _ending(code: int) -> str:
    if code < 0:
        try:
            return f"signal {signal.Signals(-code).name}"
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
