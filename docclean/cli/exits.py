"""Exit codes, signals, and the end of a run."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from docclean.cli.run import Run
from docclean.errors import ConfigError, DoccleanError

__all__ = ["INTERRUPTED", "LOST_OUTPUT", "TERMINATED", "UNEVEN", "USAGE", "Terminated", "accounted"]

UNEVEN = 1
"""Some documents failed, or would change under --check."""
USAGE = 2
"""The command line, a configuration, or an output that cannot be written before the start."""
LOST_OUTPUT = 3
"""An output was lost, more documents failed than may, or no worker can be started."""
INTERRUPTED = 130
TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """SIGTERM, as something that closes files on its way out; no more than an interrupt is it a fault of a document."""


def accounted(run: Run, work: Callable[[], int]) -> int:
    """Do the work of a run and say its account last, however it ends.

    Only who closes the pipe hears nothing more: he has left on purpose.

    Args:
        run: whose account it is.
        work: gives the exit code of a run in which nothing failed.
    """
    with _heard(run):
        try:
            with run.progress:
                code = work()
        except ConfigError:
            # What was asked for cannot be done: nothing was.
            raise
        except DoccleanError as problem:
            run.messages.note("error", f"error: {problem}")
            code = LOST_OUTPUT
        except Terminated:
            code = TERMINATED
        except KeyboardInterrupt:
            code = INTERRUPTED
    run.messages.account(run.account)
    return run.interrupted or code or (UNEVEN if run.account.failed else 0)


@contextmanager
def _heard(run: Run) -> Iterator[None]:
    """Signals end a run after the documents that are under way; a second one ends it at once."""

    def hear(number: int, _: FrameType | None) -> None:
        code = INTERRUPTED if number == signal.SIGINT else TERMINATED
        if run.interrupted:
            run.interrupted = code
            raise KeyboardInterrupt if number == signal.SIGINT else Terminated
        run.interrupt(code)

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
