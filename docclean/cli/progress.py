"""How far a run is, on a terminal that somebody watches."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from docclean.cli.console import safe, say
from docclean.engine.placed import Placed
from docclean.report import Account

__all__ = ["Bar", "Progress", "progress_for"]

_MIN_SECONDS = 0.2
"""Seconds between two pictures."""
_MAX_FILES = 100_000
"""More files than this are not added up for the time that is left."""


class Progress:
    """Shows nothing: what a run has where nobody watches."""

    def show(self, account: Account, placed: Placed) -> None:
        """Take note of a document."""

    @property
    def line(self) -> Callable[[str], None]:
        """What takes lines for standard error."""
        return say

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class Bar(Progress):
    """Documents, megabytes, rate, failures and the time that is left, in one line."""

    def __init__(self, total: int) -> None:
        """Args: total: bytes of all inputs; 0 if unknown."""
        # Only who has a terminal waits for this import.
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        columns: list[Any] = [TextColumn("{task.description}")]
        if total:
            columns += [BarColumn(), TimeRemainingColumn()]
        # Without a thread of its own: the run says when.
        self._bar = RichProgress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
        self._task = self._bar.add_task("reading", total=total or None)
        self._start = time.monotonic()
        self._shown = 0.0
        self._bytes = 0

    def show(self, account: Account, placed: Placed) -> None:
        """See `Progress`."""
        self._bytes += placed.size
        now = time.monotonic()
        if now - self._shown < _MIN_SECONDS:
            return
        self._shown = now
        seconds = max(now - self._start, 1e-3)
        text = f"{account.read} documents  {self._bytes / 1e6:.1f} MB  {account.read / seconds:.0f}/s"
        if account.failed:
            text += f"  {account.failed} failed"
        self._bar.update(self._task, description=text, completed=self._bytes)
        self._bar.refresh()

    @property
    def line(self) -> Callable[[str], None]:
        """See `Progress`; the bar stays below the line."""
        return lambda text: self._bar.console.print(safe(text), markup=False, highlight=False, soft_wrap=True)

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def progress_for(inputs: Sequence[str], *, wanted: bool) -> Progress:
    """A bar, if it is wanted and standard error is a terminal that can show one."""
    if not wanted or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return Progress()
    return Bar(_total(inputs))


def _total(inputs: Sequence[str]) -> int:
    """Bytes of all files; 0 where it cannot be known before they are read."""
    total = files = 0
    for given in inputs:
        path = Path(given)
        try:
            if path.is_file() and path.suffix not in (".gz", ".bz2", ".xz", ".zst"):
                total += path.stat().st_size
            elif path.is_dir():
                for folder, _, names in os.walk(path):
                    files += len(names)
                    if files > _MAX_FILES:
                        return 0
                    total += sum(size for name in names if (size := _size(Path(folder, name))))
            else:
                return 0
        except OSError:
            return 0
    return total


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
