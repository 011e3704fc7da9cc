"""Frames inside `<noscript>` that nobody closed."""

from __future__ import annotations

import re

__all__ = ["without_open_frames"]

_NOSCRIPT = re.compile(r"<noscript\b[^>]*+(?:>.*?(?:</noscript\s*+>|(\Z))|(\Z))", re.IGNORECASE | re.DOTALL)
"""It ends with the page where nothing ends it: a search that fails would be made again for each one that is opened."""
_FRAME = re.compile(r"<(/?)iframe\b[^>]*+(?:>|\Z)", re.IGNORECASE)


def without_open_frames(html: str) -> str:
    """The page, without frames that are opened inside `<noscript>` and not closed there.

    Browsers run scripts and take what is in `<noscript>` for text. To a parser that does not, such a frame,
    mostly one of a tracker, holds all the rest of the page as its text.

    >>> without_open_frames("<noscript><iframe src=t></noscript><p>Salt") == "<noscript></noscript><p>Salt"
    True
    """
    if "<noscript" not in html or "<iframe" not in html:
        return html
    return _NOSCRIPT.sub(_closed, html)


def _closed(match: re.Match[str]) -> str:
    part = match[0]
    if match[1] is not None or match[2] is not None:
        return part
    opened = sum(-1 if found[1] else 1 for found in _FRAME.finditer(part))
    return _FRAME.sub("", part) if opened > 0 else part
