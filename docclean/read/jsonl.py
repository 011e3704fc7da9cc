"""JSON Lines, one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, NoReturn

from docclean.document import Source
from docclean.errors import InputError, RecordError, UnreadableError
from docclean.read.encoding import decode
from docclean.read.incoming import MAX_BYTES, Incoming
from docclean.read.records import TEXT_FIELDS, finite, incoming_record, scrubbed

__all__ = ["is_record_line", "lines_of", "records"]

_JSON_NAMES = {
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
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
    try:
        for number, line in enumerate(lines, 1):
            if line is not None and not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            try:
                yield _incoming(line, number, source, record, text_field, url)
            except InputError as error:
                yield error
            record += 1
    except OSError as problem:
        yield UnreadableError(source, record, f"cannot be read on: {problem.strerror or problem}")


def _incoming(line: bytes | None, number: int, source: str, record: int, text_field: str, url: str) -> Incoming:
    place = f"line {number}: "
    if line is None:
        raise RecordError(source, record, f"{place}is longer than {MAX_BYTES >> 20} MiB: split it into records")
    decoded = decode(line)
    values = parsed(decoded.text, source, record, place)
    if not isinstance(values, dict):
        raise RecordError(source, record, f"{place}is no JSON object but {_JSON_NAMES[type(values)]}")
    origin = Source(
        path=source,
        offset=record,
        charset=decoded.charset,
        charset_reason=decoded.reason,
        replaced=decoded.replaced,
    )
    return incoming_record(values, origin, place=place, text_field=text_field, url=url)


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
    if not line.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{"):
        return False
    try:
        value = parsed(decode(line).text)
    except RecordError:
        return False
    names = (text_field,) if text_field else TEXT_FIELDS
    return isinstance(value, dict) and any(isinstance(value.get(name), str) for name in names)
