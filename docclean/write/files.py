"""Output files that appear only when they are complete."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from docclean.errors import OutputError

__all__ = ["STDOUT", "OutputFile"]

STDOUT = "-"


class OutputFile:
    """A file that appears under its name only when it is complete; or standard output.

    Text is written beside the file under a temporary name and moved there by
    `commit`, so that nobody ever finds half a file. What is no regular file
    (a device, a pipe) is written directly.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._temporary: Path | None = None
        if path == STDOUT:
            if sys.stdout is None:
                raise OutputError("standard output", "it is closed")
            self._stream: BinaryIO = sys.stdout.buffer
            return
        self._target = Path(os.path.realpath(path))
        try:
            if self._target.exists() and not stat.S_ISREG(self._target.stat().st_mode):
                self._stream = self._target.open("wb")
            else:
                self._temporary = self._target.with_name(f".{self._target.name}.tmp.{os.getpid()}")
                self._stream = self._temporary.open("xb")
        except OSError as problem:
            raise OutputError(path, f"{problem.strerror or problem}") from problem

    def write(self, text: str) -> None:
        """Append text.

        Raises:
            BrokenPipeError: the reader has gone.
            OutputError: it could not be written.
        """
        self._guarded(text.encode("utf-8", "replace"))

    def commit(self) -> None:
        """Finish the file and give it its name."""
        self._guarded(b"")
        if self.path == STDOUT:
            return
        try:
            if self._temporary is not None:
                os.fsync(self._stream.fileno())
            self._stream.close()
            if self._temporary is not None:
                self._temporary.replace(self._target)
                self._temporary = None
        except OSError as problem:
            raise OutputError(self.path, f"{problem.strerror or problem}") from problem

    def discard(self) -> None:
        """Leave nothing behind of a file that was not committed."""
        if self.path == STDOUT:
            return
        with contextlib.suppress(OSError):
            self._stream.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            self._temporary = None

    def _guarded(self, data: bytes) -> None:
        try:
            self._stream.write(data)
            if self.path == STDOUT or not data:
                # Whoever reads a pipe gets each document at once, and we hear at once when he leaves.
                self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise OutputError(self.path, f"{problem.strerror or problem}") from problem
