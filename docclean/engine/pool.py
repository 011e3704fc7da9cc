"""Worker processes, each item's deadline, and answers in order."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from attrs import define, field, frozen

from docclean.engine.feed import Feed, Nothing
from docclean.engine.starters import Starter
from docclean.engine.worker import Failure, Limits
from docclean.engine.worker_process import Lost, Task, WorkerProcess
from docclean.errors import DeadlineError, DoccleanError, MemoryLimitError, WorkerError

__all__ = ["Outcome", "Pool"]

T = TypeVar("T")

_BATCH_SECONDS = 0.1
_BATCH_ITEMS = 64
_BATCH_SIZE = 256 * 1024
"""A batch is sent when it should take about so long, or holds this many items or bytes, whichever comes first."""
_WINDOW_ITEMS = 1024
_WINDOW_SIZE = 64 * 2**20
"""How far ahead of a slow item the others may get."""
_TICK = 0.2
"""Seconds between two looks at the clock."""
_MAX_DEATHS = 2
"""An item is at fault if a worker died on it this often, the second time alone in a fresh one."""
_MAX_BAD_STARTS = 3
_NO_MEMORY = "needs more memory than a worker may have: allow more (--max-memory)"


@frozen
class Outcome(Generic[T]):
    """What became of an item."""

    item: T
    result: Any
    """What the work gave, a `DoccleanError` in its place, or `None` for an item without work."""
    seconds: float


@define
class Pool(Generic[T]):
    """Runs work on items in processes; what comes out is the same, in the same order, for any number of them."""

    starter: Starter
    """Starts workers, which know what to do with a load."""
    jobs: int
    load: Callable[[T], Any]
    """What of an item travels to a worker; `None` if there is nothing to do."""
    size: Callable[[T], int]
    """Roughly how many bytes travel."""
    name: Callable[[T], str] = str
    """How an item is called in errors."""
    limits: Limits = field(factory=Limits)
    draining: bool = False
    """Set it to take no more items: what workers are at is finished, and the outcomes end."""
    _workers: list[WorkerProcess[T]] = field(factory=list)
    _again: deque[Task[T]] = field(factory=deque)
    """Items that were in a batch whose worker is gone."""
    _done: dict[int, Outcome[T]] = field(factory=dict)
    _done_size: int = 0
    _taken: int = 0
    _given: int = 0
    _ended: bool = False
    _bad_starts: int = 0
    _pace: float = _BATCH_SECONDS
    """Seconds that an item takes, by the last batches."""

    def outcomes(self, feed: Feed[T]) -> Iterator[Outcome[T]]:
        """The outcome of each item, in order.

        Raises:
            DoccleanError: workers cannot be started.
        """
        try:
            while True:
                self._assign(feed)
                while (outcome := self._done.pop(self._given, None)) is not None:
                    self._given += 1
                    self._done_size -= self.size(outcome.item)
                    yield outcome
                busy = [worker for worker in self._workers if worker.tasks]
                if not busy and (self.draining or (self._ended and not self._again)):
                    return
                self._wait(busy, feed)
        finally:
            feed.close()
            for worker in self._workers:
                worker.kill()
            self.starter.close()

    def _assign(self, feed: Feed[T]) -> None:
        while not self.draining:
            idle = next((worker for worker in self._workers if worker.is_idle), None)
            if idle is None and len(self._workers) >= self.jobs:
                return
            batch = self._batch(feed)
            if not batch:
                return
            if idle is not None and batch[0].deaths and not idle.is_fresh:
                self._remove(idle)
                idle = None
            if idle is None:
                idle = WorkerProcess.started(self.starter)
                self._workers.append(idle)
            idle.give(batch, [self.load(task.item) for task in batch])

    def _batch(self, feed: Feed[T]) -> list[Task[T]]:
        if self._again:
            # One at a time: what killed a worker must not take others with it again.
            return [self._again.popleft()]
        batch: list[Task[T]] = []
        held = 0
        most = max(1, min(_BATCH_ITEMS, int(_BATCH_SECONDS / self._pace)))
        while len(batch) < most and held < _BATCH_SIZE and self._may_take():
            item = feed.take()
            if item is Nothing.MORE:
                self._ended = True
            if isinstance(item, Nothing):
                break
            number = self._taken
            self._taken += 1
            if self.load(item) is None:
                self._finish(number, Outcome(item, None, 0.0))
            else:
                batch.append(Task(number, item))
                held += self.size(item)
        return batch

    def _may_take(self) -> bool:
        return not self._ended and self._taken - self._given < _WINDOW_ITEMS and self._done_size < _WINDOW_SIZE

    def _finish(self, number: int, outcome: Outcome[T]) -> None:
        self._done[number] = outcome
        self._done_size += self.size(outcome.item)

    def _wait(self, busy: list[WorkerProcess[T]], feed: Feed[T]) -> None:
        """Wait for an answer, a death, a deadline, or an item."""
        watched: list[Any] = [worker.connection for worker in busy]
        if feed.signal is not None and not self._ended and self._may_take() and len(busy) < self.jobs:
            watched.append(feed.signal)
        if not watched:
            # Only what is done already keeps the window shut: the caller takes it next.
            return
        ready = wait(watched, _TICK)
        now = time.monotonic()
        for worker in busy:
            if worker.connection in ready or worker.connection.poll():
                self._hear(worker)
            elif self.limits.timeout and worker.is_late(now, self.limits.timeout):
                self._cut_off(worker, now)

    def _hear(self, worker: WorkerProcess[T]) -> None:
        answer = worker.answer()
        if isinstance(answer, Lost):
            self._buried(worker)
            return
        if answer is None:
            self._bad_starts = 0
            return
        tasks = worker.tasks
        worker.tasks = []
        if answer.retires:
            self._remove(worker)
        for task, (result, seconds) in zip(tasks, answer.results, strict=False):
            self._pace = 0.8 * self._pace + 0.2 * max(seconds, 1e-5)
            if isinstance(result, Failure) and result.out_of_memory:
                self._died_on(task, MemoryLimitError(self.name(task.item), _NO_MEMORY), seconds)
            else:
                value = result.error if isinstance(result, Failure) else result
                self._finish(task.number, Outcome(task.item, value, seconds))
        self._again.extend(tasks[len(answer.results) :])

    def _cut_off(self, worker: WorkerProcess[T], now: float) -> None:
        """End a worker whose item is beyond its deadline."""
        seconds = now - worker.since
        at = worker.at
        self._remove(worker)
        problem = f"took longer than {self.limits.timeout:g} s: allow more (--timeout), or leave out a step"
        for number, task in enumerate(worker.tasks):
            if number == at:
                error = DeadlineError(self.name(task.item), problem)
                self._finish(task.number, Outcome(task.item, error, seconds))
            else:
                self._again.append(task)

    def _buried(self, worker: WorkerProcess[T]) -> None:
        """See to the items of a worker that died."""
        how = self._remove(worker)
        if not worker.was_ready:
            self._bad_starts += 1
            if self._bad_starts >= _MAX_BAD_STARTS:
                raise DoccleanError(
                    f"worker processes end before they begin ({how}): allow them more memory; in a script, call "
                    "clean_many(jobs=…) below `if __name__ == '__main__':`; or do without them (--jobs 0, jobs=1)"
                )
        for number, task in enumerate(worker.tasks):
            if number == worker.at and worker.was_ready:
                self._died_on(task, WorkerError(self.name(task.item), f"its worker died ({how})"), worker.elapsed())
            else:
                self._again.append(task)

    def _died_on(self, task: Task[T], error: WorkerError, seconds: float) -> None:
        task.deaths += 1
        if task.deaths >= _MAX_DEATHS:
            self._finish(task.number, Outcome(task.item, error, seconds))
        else:
            # It may have been its turn by chance. In a fresh worker it shows.
            self._again.append(task)

    def _remove(self, worker: WorkerProcess[T]) -> str:
        self._workers.remove(worker)
        return worker.kill()
