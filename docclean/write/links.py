"""Where links of a page lead, as Markdown can say it."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import quote, urljoin

__all__ = ["destination"]

_NOT_PLACES = re.compile(r"(?i)(?:javascript|vbscript|data|about|blob):")
"""Schemes that run something or hold content of their own: nothing that a reader could go to."""
_IGNORED = re.compile(r"[\t\n\r]")
"""Browsers take these out of a URL before they look at it."""
_BLANK_ENDS = "".join(map(chr, range(0x21)))
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\s]")
"""What would end a destination in Markdown or a cell of its tables; browsers encode nearly the same."""
_ESCAPED = re.compile(r"[()]|&(?=#?\w+;)")


def destination(target: str, base: str) -> str:
    """The destination of a link for Markdown, absolute where `base` is known; `""` where there is no place to go.

    >>> destination("../rye bread_(dark)", "https://bakery.example/breads/oat")
    'https://bakery.example/rye%20bread_\\\\(dark\\\\)'
    >>> destination(" java\\tscript:bake()", "")
    ''
    """
    target = _IGNORED.sub("", target).strip(_BLANK_ENDS)
    if not target or _NOT_PLACES.match(target):
        return ""
    if base:
        # Brackets that are no IPv6 address are an error: then the link is given as the page has it.
        with contextlib.suppress(ValueError):
            target = urljoin(base, target)
    target = _UNSAFE.sub(lambda match: quote(match[0], safe="", errors="replace"), target)
    return _ESCAPED.sub(r"\\\g<0>", target)
