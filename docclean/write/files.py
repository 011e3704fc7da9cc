"""Output files that appear only when they are complete."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import select
import stat
import sys
from pathlib import Path
from typing import Any

from docclean.errors import OutputError
from docclean.write.compression import Compressing, compressing

__all__ = ["PARTIAL", "STDOUT", "OutputFile", "locked"]

STDOUT = "-"
PARTIAL = ".partial"
"""Added to the name of a file whose run was interrupted."""
_COMMANDS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""What a terminal may take for a command. A title or a field of a record may hold anything."""
_MAX_NAME_BYTES = 230
"""What a hidden name may have of its file's; file systems take 255."""


class OutputFile:
    """A file that appears under its name only when it is complete; or standard output.

    Text is written beside the file under a temporary name and moved there by `commit`, so that nobody ever
    finds half a file. What is no regular file (a device, a pipe) is written directly. A name that ends in
    `.gz`, `.bz2`, `.xz` or `.zst` has it compressed.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._temporary: Path | None = None
        self._is_terminal = False
        if path == STDOUT:
            if sys.stdout is None:
                raise OutputError("standard output", "it is closed")
            # Not buffered: whoever reads a pipe gets each document at once, and what fails fails here.
            self._file: Any = sys.stdout.buffer.raw if hasattr(sys.stdout.buffer, "raw") else sys.stdout.buffer
            sys.stdout.flush()
            self._stream = self._file
            self._is_terminal = sys.stdout.isatty()
            return
        self._target = Path(os.path.realpath(path))
        try:
            if self._target.exists() and not stat.S_ISREG(self._target.stat().st_mode):
                self._file = self._target.open("wb", buffering=0)
            else:
                self._temporary = self._target.with_name(_temporary_name(self._target.name))
                self._file = self._temporary.open("xb")
            self._stream = compressing(self._file, path)
        except OSError as problem:
            raise OutputError(path, f"{problem.strerror or problem}") from problem

    def write(self, text: str) -> None:
        """Append text: all of it, or none if it cannot be written.

        Raises:
            BrokenPipeError: the reader has gone.
            OutputError: it could not be written.
        """
        if self._is_terminal:
            text = _COMMANDS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
        data = text.encode("utf-8", "replace")
        before = self._regular_size()
        try:
            _write_all(self._stream, data)
        except BrokenPipeError:
            raise
        except OSError as problem:
            if before is not None:
                # A full disk takes a part of a line; what is there must end with a whole one.
                with contextlib.suppress(OSError):
                    os.ftruncate(self._file.fileno(), before)
            raise OutputError(self.path, f"{problem.strerror or problem}") from problem

    def commit(self, suffix: str = "") -> str:
        """Finish the file and give it its name.

        Args:
            suffix: added to the name, for what is not all that was wanted.

        Returns:
            The path that it got.
        """
        if self.path == STDOUT:
            return self.path
        try:
            if isinstance(self._stream, Compressing):
                self._stream.finish()
            self._file.flush()
            if self._temporary is None:
                self._file.close()
                return self.path
            os.fsync(self._file.fileno())
            self._file.close()
            target = self._target.with_name(self._target.name + suffix)
            self._temporary.replace(target)
            self._temporary = None
            _sync_folder(target.parent)
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise OutputError(self.path, f"{problem.strerror or problem}") from problem
        return self.path + suffix

    def discard(self) -> None:
        """Leave nothing behind of a file that was not committed."""
        if self.path == STDOUT:
            return
        with contextlib.suppress(OSError):
            self._file.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            self._temporary = None

    def _regular_size(self) -> int | None:
        """Size of standard output if it is a file that can be cut back."""
        if self.path != STDOUT:
            return None
        try:
            found = os.fstat(self._file.fileno())
        except (OSError, ValueError):
            return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None


def _write_all(stream: Any, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        # A stream without a buffer takes as much as there is room for; `None`: for now nothing.
        written = stream.write(rest)
        if written is None:
            select.select([], [stream], [])
        rest = rest[written or 0 :]


def _temporary_name(name: str) -> str:
    """A hidden name beside the file, not longer than a name may be."""
    short = os.fsencode(name)[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
    return f".{short}.tmp.{os.getpid()}"


def _sync_folder(folder: Path) -> None:
    # Without it a crash of the machine may forget the new name.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def locked(folder: str) -> int | None:
    """Take a folder for one run alone; the system gives it back when the process ends, however it ends.

    Returns:
        A file descriptor to keep open; `None` where the system knows no such locks.

    Raises:
        OutputError: another run has it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        os.close(descriptor)
        if problem.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise OutputError(folder, "another run is writing there: wait for it, or name another place") from None
        # Some network file systems have no locks.
        return None
    return descriptor
