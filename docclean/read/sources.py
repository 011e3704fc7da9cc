"""Files, folders and standard input as sources of documents."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from docclean.document import Source
from docclean.errors import FormatError, InputError, UnreadableError
from docclean.read.encoding import decode
from docclean.read.html_detection import HTML_SUFFIXES
from docclean.read.incoming import MAX_BYTES, Incoming, incoming_bytes
from docclean.read.jsonl import is_record_line, lines_of, records

__all__ = ["JSONL_SUFFIXES", "STDIN", "SourceFile", "documents", "sources", "stream_documents"]

STDIN = "-"
JSONL_SUFFIXES = (".jsonl", ".ndjson")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Marks of UTF-16 and UTF-32, whose lines cannot be cut at the byte of `\\n`."""


@frozen
class SourceFile:
    """A file to read, or standard input."""

    path: Path | None
    """`None` for standard input."""
    name: str
    """How it is called in ids and records: the path as the user gave it, always with `/`."""
    relative: str
    """Where its output belongs in an output folder."""


def sources(inputs: Iterable[str]) -> Iterator[SourceFile | InputError]:
    """The files behind the names that a user gave.

    Folders are read recursively, in the order of names. What starts with a dot is passed over inside
    folders. A link to a file is read if it stays inside the folder; a link to a folder is not
    followed: inside the folder its files are read where they are, outside it is an error.

    Args:
        inputs: paths of files and folders, or `-` for standard input.

    Returns:
        Sources in order, an error in place of each that cannot be read.
    """
    for given in inputs:
        if given == STDIN:
            yield SourceFile(None, STDIN, "stdin")
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path, path, path.resolve())
        else:
            yield SourceFile(path, display_name(path), display_name(Path(path.name)))


def display_name(path: Path) -> str:
    """A path as text: `/` between parts, bytes that are no UTF-8 escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _folder(root: Path, folder: Path, real_root: Path) -> Iterator[SourceFile | InputError]:
    try:
        names = sorted(os.listdir(folder), key=os.fsencode)
    except OSError as problem:
        yield UnreadableError(display_name(folder), 0, f"cannot be listed: {problem.strerror}")
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        try:
            mode = path.stat().st_mode
        except (OSError, RuntimeError) as problem:
            yield UnreadableError(display_name(path), 0, f"cannot be read: {getattr(problem, 'strerror', problem)}")
            continue
        inside = not path.is_symlink() or path.resolve().is_relative_to(real_root)
        if not inside:
            outside = "is a link that leaves the folder: name its target to have it read"
            yield UnreadableError(display_name(path), 0, outside)
        elif stat.S_ISDIR(mode):
            if not path.is_symlink():
                yield from _folder(root, path, real_root)
        elif stat.S_ISREG(mode):
            yield SourceFile(path, display_name(path), display_name(path.relative_to(root)))
        else:
            yield UnreadableError(display_name(path), 0, "is no regular file (a pipe, socket or device)")


def documents(
    source: SourceFile, *, input_format: str = "auto", text_field: str = "", url: str = ""
) -> Iterator[Incoming | InputError]:
    """The documents of a source, an error in place of each that cannot be read.

    Args:
        source: one of `sources`.
        input_format: `"text"` or `"html"` (one document), `"jsonl"` (one per line) or `"auto"`: what the
            suffix says; else JSON Lines where the first line that is not blank is a JSON object with a
            string under `text` or `html` (or `text_field`); else HTML if it clearly is a page; else text.
        text_field: name of the field of JSON records that holds text or HTML.
        url: address to assume where a record has none.
    """
    try:
        if source.path is None:
            yield from stream_documents(sys.stdin.buffer, source.name, input_format, text_field, url)
            return
        with source.path.open("rb") as stream:
            yield from stream_documents(stream, source.name, input_format, text_field, url)
    except OSError as problem:
        yield UnreadableError(source.name, 0, f"cannot be read: {problem.strerror or problem}")
    except InputError as error:
        yield error


def stream_documents(
    stream: BinaryIO, name: str, input_format: str = "auto", text_field: str = "", url: str = ""
) -> Iterator[Incoming | InputError]:
    """The documents of an open stream; see `documents`.

    Raises:
        InputError: it is one document, which cannot be read.
        OSError: its first bytes cannot be read.
    """
    if input_format == "auto" and name.lower().endswith(HTML_SUFFIXES):
        input_format = "html"
    elif input_format == "html" and name.lower().endswith(JSONL_SUFFIXES):
        problem = "is JSON Lines and no page: leave out --from html, and `html` of each record is read as HTML"
        raise FormatError(name, 0, problem)
    head = [] if input_format in ("text", "html") else _head(stream)
    if head and head[0].startswith(_WIDE_MARKS):
        data = _read_all(head, stream)
        stream = BytesIO(decode(data[:MAX_BYTES]).text.encode("utf-8"))
        head = _head(stream)
    else:
        data = b""
    if _is_jsonl(name, head, input_format, text_field):
        yield from records(lines_of(stream, head), source=name, text_field=text_field, url=url)
    else:
        data = data or _read_all(head, stream)
        yield incoming_bytes(data, Source(path=name), url=url, input_format=input_format)


def _head(stream: BinaryIO) -> list[bytes]:
    """The lines of a stream up to the first that is not blank."""
    head = []
    while line := stream.readline(MAX_BYTES + 1):
        head.append(line)
        if not line.isspace():
            break
    return head


def _read_all(head: list[bytes], stream: BinaryIO) -> bytes:
    """Head and rest of a stream, but no more than shows that it is too large."""
    start = b"".join(head)
    return start + stream.read(max(0, MAX_BYTES + 1 - len(start)))


def _is_jsonl(name: str, head: list[bytes], input_format: str, text_field: str) -> bool:
    if input_format != "auto":
        return input_format == "jsonl"
    return name.lower().endswith(JSONL_SUFFIXES) or (bool(head) and is_record_line(head[-1], text_field))
