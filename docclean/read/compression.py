r"""Compressed input as a stream of what is inside: gzip, bzip2, xz and Zstandard.

The first bytes say what it is, not the name: only the old format of `.lzma`, which has no signature, goes by its
suffix. What is inside is given as it is: a gzip file inside a gzip file is not opened a second time.

>>> import gzip, io
>>> opened(io.BytesIO(gzip.compress(b"Bread.\n") + gzip.compress(b"Roses.\n")), "a.gz").read()
b'Bread.\nRoses.\n'
"""

from __future__ import annotations

import io
import sys
from typing import BinaryIO, cast

from docclean.errors import DamagedError, FormatError, InputError
from docclean.read.members import FORMATS, Fault, Format, Members, Plain

__all__ = ["SUFFIXES", "Decompressed", "opened", "plain_name"]

STEP = 2**20
"""Most bytes that are decompressed at once."""

SUFFIXES = (".gz", ".bz2", ".xz", ".zst", ".lzma")
"""Suffixes that name a compression and say nothing of what is inside."""

_LONGEST_SIGNATURE = max(len(form.signature) for form in FORMATS)


def opened(stream: BinaryIO, name: str, *, max_bytes: int | None = None) -> BinaryIO:
    """The bytes of a stream, decompressed if they are compressed.

    Nothing is sought and nothing is held but one step, so a pipe will do. Where the bytes are not compressed and the
    stream can look ahead, the stream itself comes back.

    Args:
        stream: what to read; it is closed with what comes back.
        name: how errors call it. A suffix tells a file that was cut inside its signature from one that is no archive.
        max_bytes: how many bytes may come out of it if it is compressed.

    Returns:
        The stream itself, or a `Decompressed`.

    Raises:
        OSError: the stream cannot be read.
    """
    head, untouched = _looked_ahead(stream)
    form = _format_of(head, name)
    if form is None:
        return stream if untouched else cast(BinaryIO, Decompressed(stream, name, head=head))
    return cast(BinaryIO, Decompressed(stream, name, b"" if untouched else head, form, max_bytes))


def plain_name(name: str) -> str:
    """A name without the suffix of a compression.

    >>> plain_name("pages.jsonl.GZ"), plain_name("pages.jsonl")
    ('pages.jsonl', 'pages.jsonl')
    """
    suffix = _suffix(name)
    return name[: -len(suffix)] if suffix else name


def _suffix(name: str) -> str:
    lower = name.lower()
    return next((suffix for suffix in SUFFIXES if lower.endswith(suffix)), "")


def _looked_ahead(stream: BinaryIO) -> tuple[bytes, bool]:
    """The first bytes of a stream, and whether the stream will give them again."""
    if isinstance(stream, io.BufferedReader):
        head = stream.peek(_LONGEST_SIGNATURE)[:_LONGEST_SIGNATURE]
        # A pipe may have given less than a signature: only a first byte that begins none settles it.
        if len(head) == _LONGEST_SIGNATURE or (head and not any(form.may_begin(head[:1]) for form in FORMATS)):
            return head, True
    head = b""
    while len(head) < _LONGEST_SIGNATURE and (more := stream.read(_LONGEST_SIGNATURE - len(head))):
        head += more
    return head, False


def _format_of(head: bytes, name: str) -> Format | None:
    suffix = _suffix(name)
    for form in FORMATS:
        if form.matches(head):
            return form
        # A file that ends inside its signature is one that was cut, if its name says what it was.
        if suffix == form.suffix and (not form.signature or form.may_begin(head)):
            return form
    return None


class Decompressed(io.BufferedIOBase):
    """A stream that decompresses another.

    Damage is told as late as possible: every call first gives what could be decompressed before it, and the first
    call that has nothing more to give raises the error, as does every one after. So the end of the data (`b""`) is
    never given for a damaged stream. Whoever asks once for a fixed number of bytes and gets fewer looks at `fault`.
    """

    def __init__(
        self, stream: BinaryIO, name: str, head: bytes = b"", form: Format | None = None, max_bytes: int | None = None
    ) -> None:
        self.fault: InputError | OSError | None = None
        """What ended the stream early, as soon as it is known."""
        self._stream = stream
        self._name = name
        self._source: Plain = Plain(stream, head) if form is None else Members(stream, head, form)
        self._left = sys.maxsize if max_bytes is None else max_bytes
        self._max_bytes = max_bytes
        self._buffer = b""
        self._start = 0
        self._ended = False

    @property
    def name(self) -> str:
        return self._name

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._stream.fileno()

    def close(self) -> None:
        if not self.closed:
            try:
                self._stream.close()
            finally:
                super().close()

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = sys.maxsize if size is None or size < 0 else size
        pieces = []
        while wanted > 0 and self._filled():
            piece = self._buffer[self._start : self._start + wanted]
            self._start += len(piece)
            wanted -= len(piece)
            pieces.append(piece)
        return self._unless_faulty(b"".join(pieces), size)

    def read1(self, size: int = -1, /) -> bytes:
        piece = b""
        if size != 0 and self._filled():
            end = len(self._buffer) if size < 0 else self._start + size
            piece = self._buffer[self._start : end]
            self._start += len(piece)
        return self._unless_faulty(piece, size)

    def readline(self, size: int | None = -1, /) -> bytes:
        wanted = sys.maxsize if size is None or size < 0 else size
        pieces = []
        while wanted > 0 and self._filled():
            end = self._buffer.find(b"\n", self._start, self._start + wanted) + 1
            piece = self._buffer[self._start : end or self._start + wanted]
            self._start += len(piece)
            wanted -= len(piece)
            pieces.append(piece)
            if end:
                break
        return self._unless_faulty(b"".join(pieces), size)

    def _unless_faulty(self, data: bytes, size: int | None) -> bytes:
        if not data and size != 0 and self.fault is not None:
            raise self.fault
        return data

    def _filled(self) -> bool:
        """Whether there is a byte to give."""
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        while self._start >= len(self._buffer):
            if self._ended:
                return False
            self._buffer, self._start = self._step(), 0
        return True

    def _step(self) -> bytes:
        try:
            data = self._source.step(STEP)
        except Fault as fault:
            kind = DamagedError if fault.is_damage else FormatError
            self.fault, data = kind(self._name, 0, fault.problem), fault.before
        except OSError as problem:
            self.fault, data = problem, b""
        self._ended = self.fault is not None or not data
        if len(data) > self._left:
            text = f"decompresses to more than {_size(self._max_bytes or 0)}: unpack it and split it into documents"
            self.fault, self._ended = FormatError(self._name, 0, text), True
            data = data[: self._left]
        self._left -= len(data)
        return data


def _size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 2**20 else f"{count} bytes"
