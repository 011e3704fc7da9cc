"""JSON Lines, one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, NoReturn

from attrs import evolve

from docclean.document import Source
from docclean.errors import RecordError
from docclean.read.encoding import decode
from docclean.read.incoming import MAX_BYTES, Incoming
from docclean.read.records import TEXT_FIELDS, finite, incoming_record, scrubbed

__all__ = ["BLANK", "incoming_line", "is_record_line", "lines_of"]

BLANK = b" \t\r\n\xef\xbb\xbf"
"""Bytes of lines that are no records; U+FEFF is where files were put one behind the other."""

_JSON_NAMES = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


def lines_of(stream: BinaryIO, head: Iterable[bytes] = (), max_bytes: int = MAX_BYTES) -> Iterator[bytes | None]:
    r"""The lines of a stream, cut at `\n` and nowhere else; `None` for one that is too long to hold.

    Args:
        stream: what is left to read.
        head: lines that were read from it already.
        max_bytes: longest line that is held.
    """
    for line in chain(head, iter(lambda: stream.readline(max_bytes + 1), b"")):
        if len(line) <= max_bytes:
            yield line
            continue
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(2**20)
        yield None


def incoming_line(line: bytes, source: Source, number: int, *, text_field: str = "", url: str = "") -> Incoming:
    """One line as an input.

    Args:
        line: the bytes of a JSON object.
        source: where it stands.
        number: of the line, from 1, to be named in errors.
        text_field: see `incoming_record`.
        url: see `incoming_record`.

    Raises:
        RecordError: it is no JSON object with a text.
    """
    place = f"line {number}: "
    decoded = decode(line)
    values = parsed(decoded.text, source.path, source.offset, place)
    if not isinstance(values, dict):
        raise RecordError(source.path, source.offset, f"{place}is no JSON object but {_JSON_NAMES[type(values)]}")
    source = evolve(source, charset=decoded.charset, charset_reason=decoded.reason)
    return incoming_record(values, source, place=place, text_field=text_field, url=url)


def parsed(line: str, source: str = "", record: int = 0, place: str = "") -> Any:
    """The value of a line of JSON, without lone surrogates.

    Raises:
        RecordError: it is no JSON, or nothing that could be written back as JSON.
    """
    try:
        value = json.loads(line, parse_constant=_no_constant, parse_float=finite)
        # Only an escape can bring a surrogate: decoding gives none.
        return scrubbed(value) if "\\ud" in line or "\\uD" in line else value
    except json.JSONDecodeError as problem:
        raise RecordError(source, record, f"{place}is no JSON ({problem.msg} at column {problem.colno})") from None
    except ValueError as problem:
        raise RecordError(source, record, f"{place}cannot be read as JSON ({problem})") from None
    except RecursionError:
        raise RecordError(source, record, f"{place}is nested too deep") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value: write null")


def is_record_line(line: bytes, text_field: str = "") -> bool:
    """Whether a line is a JSON object with a string where the text would be."""
    if not line.lstrip(BLANK).startswith(b"{"):
        return False
    try:
        value = parsed(decode(line).text)
    except RecordError:
        return False
    names = (text_field,) if text_field else TEXT_FIELDS
    return isinstance(value, dict) and any(isinstance(value.get(name), str) for name in names)
