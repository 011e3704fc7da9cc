"""One JSON object per line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from docclean.result import CleanDocument

__all__ = ["json_line", "record_line"]

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


_MARK = "\udfff"
"""Starts a string that stands for a number: no value from a reader holds a lone surrogate."""

_MARKED = re.compile(f'"{_MARK}([0-9]+)"')


def json_line(value: Mapping[str, Any]) -> str:
    r"""A mapping as one line of JSON: characters as they are, but nothing that any tool takes for a line end.

    A `Decimal` is written as the number that it is.

    >>> print(json_line({"text": "Phare\u2028côtier"}), end="")
    {"text": "Phare\u2028côtier"}
    """
    numbers: list[str] = []

    def marked(item: object) -> str:
        if not isinstance(item, Decimal) or not item.is_finite():
            raise TypeError(f"{type(item).__name__} is no JSON value")
        numbers.append(str(item))
        return f"{_MARK}{len(numbers) - 1}"

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=marked)
    if numbers:
        text = _MARKED.sub(lambda match: numbers[int(match.group(1))], text)
    if not text.isascii():
        text = _LINE_ENDS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return text + "\n"


def record_line(document: CleanDocument) -> str:
    """The record of a document as one line; see docs/reference/record.schema.json."""
    return json_line(document.record())
