"""Whether a line is program text, where spaces and odd characters mean something."""

from __future__ import annotations

import re

__all__ = ["is_code_like"]

_SIGNS = re.compile(
    r"[{}]|[;{]\s*$|=>|->|==|!=|\+=|:=|&&|\|\||</|/>|\w\(\)|\w\[\w*\]|\\[nrtux]|^\s*(?:#include|def |import |from \w+ import"
    r"|function |class \w+[:({]|var |const |let |\$ |//|/\*|<\w+[ >])|\b(?:0x[0-9a-f]{2,}|return \w+;)"
)
_MIN_SIGNS = 2
"""One sign may stand in prose (an arrow, a brace, a path): two hardly do."""


def is_code_like(line: str) -> bool:
    r"""Whether a line looks like program text or markup.

    >>> is_code_like("for (i = 0; i != n; i++) { total += weights[i]; }")
    True
    >>> is_code_like("The bridge opens at noon -> bring a hat.")
    False
    """
    count = 0
    for _ in _SIGNS.finditer(line):
        count += 1
        if count >= _MIN_SIGNS:
            return True
    return False
