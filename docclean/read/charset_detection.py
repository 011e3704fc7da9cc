"""Which charset bytes look like, where nothing says it."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["MAX_SAMPLE", "Detector", "detect", "sample_of"]

MAX_SAMPLE = 200_000
"""How many bytes are looked at."""

Detector = Callable[[bytes], str]
"""Says a label of the Encoding Standard for the bytes of a text or page, or `""`."""

_TAG = re.compile(rb"<[^<>]*>")
_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")


def sample_of(data: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, without tags, as many as are looked at."""
    lines, length = [], 0
    for match in _LINE.finditer(data):
        line = _TAG.sub(b" ", match.group()[:MAX_SAMPLE])
        lines.append(line)
        length += len(line)
        if length > MAX_SAMPLE:
            break
    return b"\n".join(lines)[:MAX_SAMPLE]


def detect(data: bytes) -> str:
    """The charset by the statistics of uchardet, as resiliparse brings it."""
    from resiliparse.parse.encoding import detect_encoding

    found = detect_encoding(sample_of(data), max_len=0, html5_compatible=True)
    return "" if found is None or found == "utf-8" else found
