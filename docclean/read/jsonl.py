"""JSON Lines, one line at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO

from docclean.document import Source
from docclean.errors import InputError, RecordError, UnreadableError
from docclean.read.encoding import decode
from docclean.read.incoming import MAX_BYTES, Incoming
from docclean.read.json_values import MAX_DEPTH, json_value
from docclean.read.records import TEXT_FIELDS, incoming_record

__all__ = ["is_record_line", "lines_of", "records"]

_JSON_NAMES = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    Decimal: "a number",
    bool: "true or false",
    type(None): "null",
}


def lines_of(stream: BinaryIO, head: Iterable[bytes] = ()) -> Iterator[bytes | None]:
    r"""The lines of a stream, cut at `\n` and nowhere else; `None` for one that is too long to hold.

    Args:
        stream: what is left to read.
        head: lines that were read from it already.
    """
    for line in chain(head, iter(lambda: stream.readline(MAX_BYTES + 1), b"")):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(2**20)
        yield None


def records(
    lines: Iterable[bytes | None], *, source: str, text_field: str = "", url: str = ""
) -> Iterator[Incoming | InputError]:
    """The records of JSON Lines; an error in place of each line that is none.

    Blank lines are no records and are not counted. Memory holds one line at a time.

    Args:
        lines: as `lines_of` gives them.
        source: name of the source.
        text_field: see `incoming_record`.
        url: see `incoming_record`.
    """
    record = 0
    # What is wrong with a line without an end: if the stream breaks there, that is one failure and not two.
    held: InputError | None = None
    try:
        for number, line in enumerate(lines, 1):
            if held is not None:
                yield held
                held = None
            if line is not None and not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            try:
                yield _incoming(line, number, source, record, text_field, url)
            except InputError as error:
                if line is None or line.endswith(b"\n"):
                    yield error
                else:
                    held = error
            record += 1
    except OSError as problem:
        text = f"cannot be read on: {problem.strerror or problem}"
        yield UnreadableError(source, record - (held is not None), text)
    except InputError as error:
        # The stream counts no records: damage of a compressed file is that of the record it happened in.
        yield type(error)(source, record - (held is not None), error.args[2])
    else:
        if held is not None:
            yield held


def _incoming(line: bytes | None, number: int, source: str, record: int, text_field: str, url: str) -> Incoming:
    place = f"line {number}: "
    if line is None:
        raise RecordError(source, record, f"{place}is longer than {MAX_BYTES >> 20} MiB: split it into records")
    decoded = decode(_without_encoded_surrogates(line))
    values = parsed(decoded.text, source, record, place)
    if not isinstance(values, dict):
        raise RecordError(source, record, f"{place}is no JSON object but {_JSON_NAMES[type(values)]}")
    origin = Source(path=source, offset=record, charset=decoded.charset, charset_reason=decoded.reason)
    return incoming_record(values, origin, place=place, text_field=text_field, url=url)


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


def is_record_line(line: bytes, text_field: str = "") -> bool:
    """Whether a line is a JSON object with a string where the text would be."""
    if not line.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{"):
        return False
    try:
        value = parsed(decode(_without_encoded_surrogates(line)).text)
    except RecordError:
        return False
    names = (text_field,) if text_field else TEXT_FIELDS
    return isinstance(value, dict) and any(isinstance(value.get(name), str) for name in names)
