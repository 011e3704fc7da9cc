"""Exit codes, and the end of a run."""

from __future__ import annotations

from collections.abc import Callable

from docclean.cli.console import say
from docclean.cli.run import Run
from docclean.errors import OutputError

__all__ = ["INTERRUPTED", "LOST_OUTPUT", "TERMINATED", "UNEVEN", "USAGE", "Terminated", "accounted"]

UNEVEN = 1
"""Some documents failed, or would change under --check."""
USAGE = 2
"""The command line, a configuration, or an output that cannot be written before the start."""
LOST_OUTPUT = 3
INTERRUPTED = 130
TERMINATED = 143


class Terminated(BaseException):
    """SIGTERM, as something that closes files on its way out."""


def accounted(run: Run, work: Callable[[], int]) -> int:
    """Do the work of a run and say its account last, however it ends.

    Only who closes the pipe hears nothing more: he has left on purpose.

    Args:
        run: whose account it is.
        work: gives the exit code of a run in which nothing failed.
    """
    try:
        code = work()
    except OutputError as problem:
        say(f"error: {problem}")
        code = LOST_OUTPUT
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Terminated:
        code = TERMINATED
    say(str(run.account))
    return code or (UNEVEN if run.account.failed else 0)
