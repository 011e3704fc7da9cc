"""JSON Lines, one line at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO

from attrs import evolve

from docclean.document import Source
from docclean.errors import RecordError
from docclean.read.encoding import decode
from docclean.read.incoming import MAX_BYTES, Incoming
from docclean.read.json_values import MAX_DEPTH, json_value
from docclean.read.records import TEXT_FIELDS, incoming_record

__all__ = ["incoming_line", "is_blank", "is_record_line", "lines_of"]

_SPACE = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"
"""U+FEFF: where files were put one behind the other."""

_JSON_NAMES = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    Decimal: "a number",
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
    decoded = decode(_without_encoded_surrogates(line))
    values = parsed(decoded.text, source.path, source.offset, place)
    if not isinstance(values, dict):
        raise RecordError(source.path, source.offset, f"{place}is no JSON object but {_JSON_NAMES[type(values)]}")
    source = evolve(source, charset=decoded.charset, charset_reason=decoded.reason, replaced=decoded.replaced)
    return incoming_record(values, source, place=place, text_field=text_field, url=url)


def parsed(line: str, source: str = "", record: int = 0, place: str = "") -> Any:
    """The value of a line of JSON, such that it can be written back; see `json_value`.

    Raises:
        RecordError: it is no JSON, or nested too deep.
    """
    try:
        return json_value(line)
    except json.JSONDecodeError as problem:
        raise RecordError(source, record, f"{place}is no JSON ({problem.msg} at column {problem.colno})") from None
    except RecursionError:
        problem_text = f"{place}is nested too deep: arrays and objects may have {MAX_DEPTH} levels"
        raise RecordError(source, record, problem_text) from None


_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")


def _without_encoded_surrogates(line: bytes) -> bytes:
    """UTF-8 in place of CESU-8, which encodes the halves of a character by themselves; lone halves are U+FFFD.

    One of them would otherwise make the whole line no UTF-8.
    """
    if b"\xed" not in line or not _ENCODED_SURROGATE.search(line):
        return line
    repaired = _ENCODED_SURROGATE.sub(_joined_halves, line)
    try:
        repaired.decode("utf-8")
    except UnicodeDecodeError:
        return line
    return repaired


def _joined_halves(match: re.Match[bytes]) -> bytes:
    halves = match.group().decode("utf-8", "surrogatepass")
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def is_blank(line: bytes) -> bool:
    r"""Whether a line is no record at all.

    >>> is_blank(b"\xef\xbb\xbf\r\n"), is_blank(b"\xbf\n")
    (True, False)
    """
    start = line.lstrip(_SPACE)
    return not start or (start.startswith(_MARK) and not start.replace(_MARK, b"").strip(_SPACE))


def is_record_line(line: bytes, text_field: str = "") -> bool:
    """Whether a line is a JSON object with a string where the text would be."""
    if not line.replace(_MARK, b"", 4).lstrip(_SPACE).startswith(b"{"):
        return False
    try:
        value = parsed(decode(_without_encoded_surrogates(line)).text)
    except RecordError:
        return False
    names = (text_field,) if text_field else TEXT_FIELDS
    return isinstance(value, dict) and any(isinstance(value.get(name), str) for name in names)
