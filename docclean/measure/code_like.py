"""Whether a line is program text, where spaces and odd characters mean something."""

from __future__ import annotations

import re
from itertools import islice

__all__ = ["is_code_like"]

_SIGNS = re.compile(
    r"[{}]|[;{]\s*$|=>|->|==|!=|\+=|:=|&&|\|\||</|/>|\w\(\)|\w\[\w*\]|\\[nrtux]"
    r"|^\s*(?:#include|def |import |from \w+ import|function |class \w+[:({]|var |const |let |\$ |//|/\*|<\w+[ >])"
    r"|\b(?:0x[0-9a-f]{2,}|return \w+;)"
)
_PARTS = ("{", "}", "=", "->", "</", "/>", "&&", "||", "()", "[", "\\", "0x", "return ")
"""Each sign holds one of these, ends the line with a semicolon or begins the line."""
_MIN_SIGNS = 2
"""One sign may stand in prose (an arrow, a brace, a path): two hardly do."""


def is_code_like(line: str) -> bool:
    r"""Whether a line looks like program text or markup.

    >>> is_code_like("for (i = 0; i != n; i++) { total += weights[i]; }")
    True
    >>> is_code_like("The bridge opens at noon -> bring a hat.")
    False
    """
    # A line has one beginning, so without any of these it has fewer than two signs.
    if not any(part in line for part in _PARTS) and not line.rstrip().endswith(";"):
        return False
    return sum(1 for _ in islice(_SIGNS.finditer(line), _MIN_SIGNS)) == _MIN_SIGNS
