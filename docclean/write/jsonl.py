"""One JSON object per line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from docclean.result import CleanDocument

__all__ = ["json_line", "record_line"]

_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def json_line(value: Mapping[str, Any]) -> str:
    r"""A mapping as one line of JSON: characters as they are, but nothing that any tool takes for a line end.

    >>> print(json_line({"text": "Phare\u2028côtier"}), end="")
    {"text": "Phare\u2028côtier"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not text.isascii():
        text = _LINE_ENDS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return text + "\n"


def record_line(document: CleanDocument) -> str:
    """The record of a document as one line; see docs/reference/record.schema.json."""
    return json_line(document.record())
