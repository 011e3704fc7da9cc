"""Items for workers: pulled when they are wanted, or read ahead by a thread where reading may wait."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Generic, TypeVar

__all__ = ["Feed", "Nothing", "Prefetch"]

T = TypeVar("T")

_OVERHEAD = 256
"""Bytes that an item takes beside what it holds, roughly."""


class Nothing(Enum):
    """What a feed gives instead of an item."""

    YET = "yet"
    """There may be one later."""
    MORE = "more"
    """There is none, and will be none."""


class Feed(Generic[T]):
    """Items of an iterable, pulled by who takes them."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items: Iterator[T] = iter(items)

    @property
    def signal(self) -> int | None:
        """A file descriptor that can be read when there is an item again; `None`: never is there none for now."""
        return None

    def take(self) -> T | Nothing:
        """The next item."""
        return next(self._items, Nothing.MORE)

    def close(self) -> None:
        """Give up what it holds."""


class Prefetch(Feed[T]):
    """Items of an iterable, read ahead by a thread: a pipe that is silent for long then keeps nobody waiting."""

    def __init__(self, items: Iterable[T], size: Callable[[T], int], max_size: int = 16 * 2**20) -> None:
        """Start reading.

        Args:
            items: what to read.
            size: roughly how many bytes an item holds.
            max_size: how many bytes may be held; one item is, however large.
        """
        super().__init__(items)
        self._size = size
        self._max_size = max_size
        self._ready: deque[T] = deque()
        self._held = 0
        self._ended = False
        self._problem: BaseException | None = None
        self._wanted = False
        self._state = threading.Condition()
        self._pipe = os.pipe()
        os.set_blocking(self._pipe[0], False)
        # Ends with the process: nothing can interrupt a read.
        self._thread = threading.Thread(target=self._read, name="docclean-reader", daemon=True)
        self._thread.start()

    @property
    def signal(self) -> int | None:
        """See `Feed`."""
        return self._pipe[0]

    def take(self) -> T | Nothing:
        """See `Feed`.

        Raises:
            Exception: whatever the iterable raised, behind the items before it.
        """
        with self._state:
            if self._ready:
                item = self._ready.popleft()
                self._held -= self._size(item) + _OVERHEAD
                self._state.notify()
                return item
            if self._problem is not None:
                raise self._problem
            if self._ended:
                return Nothing.MORE
            self._unsignal()
            self._wanted = True
            return Nothing.YET

    def close(self) -> None:
        """See `Feed`. The thread ends with the item that it is reading."""
        with self._state:
            self._ended = True
            self._ready.clear()
            self._state.notify()

    def _read(self) -> None:
        try:
            for item in self._items:
                with self._state:
                    while self._ready and self._held > self._max_size and not self._ended:
                        self._state.wait()
                    if self._ended:
                        return
                    self._ready.append(item)
                    self._held += self._size(item) + _OVERHEAD
                    self._tell()
        except BaseException as problem:  # it is raised again where the item would have been taken
            self._problem = problem
        with self._state:
            self._ended = True
            self._tell()

    def _tell(self) -> None:
        if self._wanted:
            self._wanted = False
            os.write(self._pipe[1], b".")

    def _unsignal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._pipe[0], 64)
