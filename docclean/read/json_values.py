"""JSON values that can be written back as JSON: no number is lost, no string is unwritable, nothing is too deep."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from docclean.read.records import scrubbed

__all__ = ["MAX_DEPTH", "json_value"]

MAX_DEPTH = 200
"""How deep arrays and objects may be nested. Whatever handles values later goes down step by step, and Python lets
it go no deeper than about 1,000 calls in all; data in the wild stay below 60."""

_NOT_ZERO = re.compile("[1-9]")


def json_value(line: str) -> Any:
    r"""The value of a JSON text.

    - An integer of more than 4,300 digits is a string of them: written as a number, it would stop whoever reads the
      output with Python's own parser.
    - A number that as a float would be infinite or zero is a `decimal.Decimal`; one whose exponent is too much even
      for that is a string.
    - `NaN`, which JSON does not have, is `None`: that is how tables write that a value is missing. `Infinity` is
      `Decimal("1E+999")`: JSON, and read back as infinity by whatever reads numbers as floats.
    - Lone surrogates, which no encoding can write, are U+FFFD.
    - Of a key that stands twice the last one counts, as in nearly every JSON parser.

    >>> json_value('{"mean": NaN, "limit": 1e999, "name": "a\\ud800"}')
    {'mean': None, 'limit': Decimal('1E+999'), 'name': 'a�'}

    Raises:
        json.JSONDecodeError: it is no JSON.
        RecursionError: it is nested deeper than `MAX_DEPTH`.
    """
    if line[:1] not in ("{", "["):
        line = line.lstrip("\ufeff \t\r\n")
    try:
        value = _DECODER.decode(line)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # Python converts no integer of so many digits; asking for each of them is slower than not asking.
        value = _LONG_DECODER.decode(line)
    # Brackets in strings count too, so that this only is a reason to look closer.
    if _has_nested(value) and line.count("[") + line.count("{") > MAX_DEPTH and _is_too_deep(value):
        raise RecursionError(f"more than {MAX_DEPTH} levels")
    # Only an escape brings a surrogate into what was decoded from bytes.
    return scrubbed(value) if "\\ud" in line or "\\uD" in line else value


def _float(literal: str) -> float | Decimal | str:
    value = float(literal)
    # The ordinary number first: infinity minus infinity is no number.
    if value and value - value == 0.0:
        return value
    return _exact(literal) if value or _NOT_ZERO.search(re.split("[eE]", literal)[0]) else value


def _integer(literal: str) -> int | str:
    try:
        return int(literal)
    except ValueError:
        return literal


def _exact(literal: str) -> Decimal | str:
    try:
        return Decimal(literal)
    except InvalidOperation:
        return literal


def _constant(name: str) -> Decimal | None:
    return None if name == "NaN" else Decimal("-1E+999" if name.startswith("-") else "1E+999")


_DECODER = json.JSONDecoder(parse_float=_float, parse_constant=_constant)
_LONG_DECODER = json.JSONDecoder(parse_float=_float, parse_constant=_constant, parse_int=_integer)


_NESTING = frozenset((list, dict))


def _has_nested(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not _NESTING.isdisjoint(map(type, inner))


def _is_too_deep(value: Any) -> bool:
    """Whether a value is nested deeper than `MAX_DEPTH`."""
    level = [value] if isinstance(value, list | dict) else []
    for _ in range(MAX_DEPTH):
        if not level:
            return False
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, list | dict)
        ]
    return bool(level)
