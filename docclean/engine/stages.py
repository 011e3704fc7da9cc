"""Which part of the work an exception came from, and on which document."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from docclean.errors import DoccleanError, StageError

__all__ = ["stage"]


@contextmanager
def stage(name: str, document: str) -> Iterator[None]:
    """Name what fails inside: whatever it is, `sys.exit()` of a plug-in included, it is the failure of one document.

    Args:
        name: `"read"`, `"extract"`, `"filter"` or `"write"`.
        document: its id.

    Raises:
        StageError: for any exception that says nothing of the kind itself; the cause is chained.
    """
    try:
        yield
    except (DoccleanError, MemoryError, KeyboardInterrupt):
        # They are told apart further up.
        raise
    except BaseException as problem:  # the edge at which an exception becomes the failure of a document
        raise StageError(name, document, f"{type(problem).__name__}: {problem}") from problem
