"""Open sources, cut into the bytes of their documents."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from docclean.errors import CutShortError, FormatError, InputError, RecordError, UnreadableError
from docclean.read.encoding import decode
from docclean.read.html_detection import HTML_SUFFIXES
from docclean.read.incoming import Incoming, shown_size
from docclean.read.jsonl import BLANK, is_record_line, lines_of
from docclean.read.raw import RawDocument, Reading
from docclean.read.sources import SourceFile

__all__ = ["JSONL_SUFFIXES", "documents", "raw_documents", "records", "stream_documents"]

JSONL_SUFFIXES = (".jsonl", ".ndjson")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Marks of UTF-16 and UTF-32, whose lines cannot be cut at the byte of `\\n`."""


def raw_documents(source: SourceFile, reading: Reading) -> Iterator[RawDocument | InputError]:
    """The documents of a source as bytes, an error in place of each that cannot be read.

    Args:
        source: one of `sources`.
        reading: how to read it.
    """
    try:
        if source.path is None:
            yield from stream_documents(sys.stdin.buffer, source.name, reading)
            return
        with _opened(source.path) as stream:
            yield from stream_documents(stream, source.name, reading)
    except OSError as problem:
        yield UnreadableError(source.name, 0, f"cannot be read: {problem.strerror or problem}")
    except InputError as error:
        yield error


def _opened(path: Path) -> BinaryIO:
    """A file, open to be read.

    Raises:
        OSError: it cannot be opened, or is nothing that comes to an end.
    """
    # Not blocking: a named pipe into which nobody writes would be waited for without an end.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(descriptor).st_mode
    # What the shell hands over as a file, as in <(…), is a pipe that has its writer.
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and path.as_posix().startswith(("/dev/", "/proc/"))):
        if hasattr(os, "set_blocking"):
            os.set_blocking(descriptor, True)
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "is a folder inside of itself: name its files")
    raise OSError(0, "is no regular file (a pipe, socket or device): pipe it in, as in docclean clean < FILE")


def documents(source: SourceFile, reading: Reading) -> Iterator[Incoming | InputError]:
    """The documents of a source, decoded; see `raw_documents`."""
    return map(_read, raw_documents(source, reading))


def records(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Incoming | InputError]:
    """The documents of an open stream, decoded; see `stream_documents`."""
    return map(_read, stream_documents(stream, name, reading))


def _read(raw: RawDocument | InputError) -> Incoming | InputError:
    if isinstance(raw, InputError):
        return raw
    try:
        return raw.read()
    except InputError as error:
        return error


def stream_documents(stream: BinaryIO, name: str, reading: Reading) -> Iterator[RawDocument | InputError]:
    """The documents of an open stream; see `raw_documents`.

    Raises:
        InputError: it is one document, which cannot be read.
        OSError: its first bytes cannot be read.
    """
    form = reading.input_format
    if form == "auto" and name.lower().endswith(HTML_SUFFIXES):
        form = "html"
    elif form == "html" and name.lower().endswith(JSONL_SUFFIXES):
        problem = "is JSON Lines and no page: leave out --from html, and `html` of each record is read as HTML"
        raise FormatError(name, 0, problem)
    head = [] if form in ("text", "html") else _head(stream, reading.max_bytes)
    data = b""
    if head and head[0].startswith(_WIDE_MARKS):
        data = _read_all(head, stream, reading.max_bytes)
        stream = BytesIO(decode(data[: reading.max_bytes]).text.encode("utf-8", "replace"))
        head = _head(stream, reading.max_bytes)
    if _is_jsonl(name, head, form, reading.text_field):
        yield from _records(stream, head, name, reading)
    else:
        yield RawDocument(name, 0, data or _read_all(head, stream, reading.max_bytes), 0, reading)


def _records(stream: BinaryIO, head: list[bytes], name: str, reading: Reading) -> Iterator[RawDocument | InputError]:
    """The records of JSON Lines. Blank lines are none and are not counted; memory holds one line at a time."""
    record = 0
    try:
        for number, line in enumerate(lines_of(stream, head, reading.max_bytes), 1):
            if line is None:
                too_long = f"line {number}: is longer than {shown_size(reading.max_bytes)}"
                yield RecordError(name, record, f"{too_long}: split it into records, or allow more (--max-bytes)")
            elif line.strip(BLANK):
                yield RawDocument(name, record, line, number, reading)
            else:
                continue
            record += 1
    except OSError as problem:
        yield CutShortError(name, record, f"cannot be read on: {problem.strerror or problem}")


def _head(stream: BinaryIO, max_bytes: int) -> list[bytes]:
    """The lines of a stream up to the first that is not blank."""
    head = []
    held = 0
    while held <= max_bytes and (line := stream.readline(max_bytes + 1)):
        head.append(line)
        held += len(line)
        if not line.isspace():
            break
    return head


def _read_all(head: list[bytes], stream: BinaryIO, max_bytes: int) -> bytes:
    """Head and rest of a stream, but no more than shows that it is too large."""
    start = b"".join(head)
    return start + stream.read(max(0, max_bytes + 1 - len(start)))


def _is_jsonl(name: str, head: list[bytes], form: str, text_field: str) -> bool:
    if form != "auto":
        return form == "jsonl"
    return name.lower().endswith(JSONL_SUFFIXES) or (bool(head) and is_record_line(head[-1], text_field))
