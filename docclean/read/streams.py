"""Open sources, cut into the bytes of their documents."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from docclean.errors import CutShortError, FormatError, InputError, RecordError, UnreadableError
from docclean.read.compression import opened, plain_name
from docclean.read.encoding import decode
from docclean.read.html_detection import HTML_SUFFIXES
from docclean.read.incoming import Incoming, shown_size
from docclean.read.jsonl import is_blank, is_record_line, lines_of
from docclean.read.raw import RawDocument, Reading
from docclean.read.sources import SourceFile
from docclean.read.wide_lines import line_charset, wide_lines

__all__ = ["JSONL_SUFFIXES", "documents", "raw_documents", "records", "stream_documents"]

JSONL_SUFFIXES = (".jsonl", ".ndjson")


def raw_documents(source: SourceFile, reading: Reading) -> Iterator[RawDocument | InputError]:
    """The documents of a source as bytes, an error in place of each that cannot be read.

    Args:
        source: one of `sources`.
        reading: how to read it.
    """
    try:
        stream = _stdin() if source.path is None else _opened(source.path)
    except OSError as problem:
        yield _unreadable(source.name, problem)
        return
    with stream:
        yield from stream_documents(stream, source.name, reading)


def _stdin() -> BinaryIO:
    """Standard input, with a buffer of its own: the interpreter's may be locked by a thread that waits for input.

    Raises:
        OSError: there is none.
    """
    if sys.stdin is None:
        raise OSError(0, "it is closed: name files, or pipe text in")
    return open(sys.stdin.fileno(), "rb", closefd=False)


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
    """The documents of an open stream; see `raw_documents`."""
    try:
        yield from _cut(stream, name, reading)
    except OSError as problem:
        yield _unreadable(name, problem)
    except InputError as error:
        yield error


def _unreadable(name: str, problem: OSError) -> UnreadableError:
    return UnreadableError(name, 0, f"cannot be read: {problem.strerror or problem}")


def _cut(stream: BinaryIO, name: str, reading: Reading) -> Iterator[RawDocument | InputError]:
    """The documents of a stream.

    Raises:
        InputError: it is one document, which cannot be read.
        OSError: its first bytes cannot be read.
    """
    stream = opened(stream, name)
    inside = plain_name(name).lower()
    form = reading.input_format
    if form == "auto" and inside.endswith(JSONL_SUFFIXES):
        form = "jsonl"
    elif form == "auto" and inside.endswith(HTML_SUFFIXES):
        form, reading = "html", evolve(reading, input_format="html")
    elif form == "html" and inside.endswith(JSONL_SUFFIXES):
        problem = "is JSON Lines and no page: leave out --from html, and `html` of each record is read as HTML"
        raise FormatError(name, 0, problem)
    most = reading.max_bytes
    head = [] if form in ("text", "html") else _head(stream, most)
    charset = line_charset(head[0]) if head else ""
    if form == "jsonl":
        lines = wide_lines(stream, charset, head=b"".join(head), max_bytes=most) if charset else None
        yield from _records(lines or lines_of(stream, head, most), name, reading)
        return
    if form == "auto" and not charset and head and is_record_line(head[-1], reading.text_field):
        yield from _records(lines_of(stream, head, most), name, reading)
        return
    data = _read_all(head, stream, most)
    if charset and form == "auto":
        # Whether these are records shows only when it is known where their lines end.
        stream = BytesIO(decode(data[:most]).text.encode("utf-8", "replace"))
        head = _head(stream, most)
        if head and is_record_line(head[-1], reading.text_field):
            yield from _records(lines_of(stream, head, most), name, reading)
            return
    yield RawDocument(name, 0, data, 0, reading)


def _records(lines: Iterable[bytes | None], name: str, reading: Reading) -> Iterator[RawDocument | InputError]:
    """The records of JSON Lines. Blank lines are none and are not counted; memory holds one line at a time."""
    record = 0
    # A line without an end may be cut: if the stream breaks behind it, that is one failure and not two.
    held: RawDocument | None = None
    try:
        for number, line in enumerate(lines, 1):
            if line is None:
                too_long = f"line {number}: is longer than {shown_size(reading.max_bytes)}"
                yield RecordError(name, record, f"{too_long}: split it into records, or allow more (--max-bytes)")
            elif is_blank(line):
                continue
            elif line.endswith(b"\n"):
                yield RawDocument(name, record, line, number, reading)
            else:
                held = RawDocument(name, record, line, number, reading)
            record += 1
    except (OSError, InputError) as problem:
        if held is not None and is_record_line(held.data, reading.text_field):
            yield held
        else:
            record -= held is not None
        # The stream counts no records: damage is that of the record in which it is met.
        if isinstance(problem, InputError):
            kind = type(problem) if isinstance(problem, CutShortError) else CutShortError
            yield kind(name, record, problem.args[2])
        else:
            yield CutShortError(name, record, f"cannot be read on: {problem.strerror or problem}")
        return
    if held is not None:
        yield held


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
    parts = list(head)
    wanted = max_bytes + 1 - sum(map(len, parts))
    # A pipe gives what it has, and a damaged stream what it had: only nothing is the end.
    while wanted > 0 and (part := stream.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)
