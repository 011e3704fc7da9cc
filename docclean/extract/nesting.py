"""Pages whose elements nest too deep, or have too many attributes, for any parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["MAX_DEPTH", "flattened", "without_surplus_attributes"]

MAX_DEPTH = 512
"""Browsers nest no deeper either: what is deeper stands side by side. HTML parsers take quadratic time otherwise."""

_MIN_TAGS = 8_000
"""A page with fewer end tags, and fewer start tags without one, takes no parser any time."""
_ROUGH_TAG = re.compile(r"<(/?)([a-zA-Z]+)")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ALONE = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "path", "g", "use"),
    )
)
"""Elements that have no end tag, or often none."""

_MAX_ATTRIBUTES = 5_000
"""Parsers compare each attribute with all others of its element. Real elements have a dozen."""
_SHORTEST = 3 * _MAX_ATTRIBUTES
"""No tag with more attributes is shorter."""
_OPENED = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]+[^\s/=>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")


def without_surplus_attributes(html: str) -> str:
    """The page, without what elements have in attributes beyond any use; the same string where there is none.

    >>> without_surplus_attributes("<p id=a>short") == "<p id=a>short"
    True
    """
    parts: list[str] = []
    done = position = 0
    # Jumps from `>` to `>`, as far ahead as one of them is sure to come: long tags hold none for long.
    while position + _SHORTEST <= len(html):
        end = html.rfind(">", position, position + _SHORTEST)
        if end < 0:
            end = html.find(">", position)
            end = len(html) if end < 0 else end
            parts += [html[done:position], _trimmed(html[position:end])]
            done = end
        position = end + 1
    return "".join([*parts, html[done:]]) if parts else html


def _trimmed(piece: str) -> str:
    """What stands before a `>`, its tag with at most so many attributes."""
    opened = _OPENED.match(piece, max(piece.rfind("<"), 0))
    if opened is None:
        return piece
    end = opened.end()
    for _ in range(_MAX_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(piece, end)
        if attribute is None:
            return piece
        end = attribute.end()
    # The `>` may be one inside of a value, whose rest must not become text.
    return piece[:end] + (' x="' if piece.count('"', end) % 2 else "")


def flattened(html: str, max_depth: int = MAX_DEPTH) -> str:
    """The page, without the start tags of elements deeper than `max_depth`; the same string where there are none.

    By default only pages that could be too deep for a parser are looked at.

    >>> flattened("<p>short") == "<p>short"
    True
    """
    if max_depth == MAX_DEPTH:
        # One character is counted several times as fast as two.
        tags = html.count("<")
        if tags < _MIN_TAGS:
            return html
        ends = html.count("</")
        if ends < _MIN_TAGS and tags - 2 * ends < _MIN_TAGS:
            return html
    if not any(too_deep for too_deep, _ in _depths(_ROUGH_TAG, html, max_depth)):
        return html
    parts: list[str] = []
    position = 0
    for too_deep, match in _depths(_TAG, html, max_depth):
        if too_deep:
            between = html[position : match.start()]
            # A cut tag must not glue words; of tags in a row one is enough.
            parts.append(f"{between}<br>" if between.strip() or not parts else between)
            position = match.end()
    return "".join([*parts, html[position:]]) if parts else html


def _depths(tag: re.Pattern[str], html: str, max_depth: int) -> Iterator[tuple[bool, re.Match[str]]]:
    """Each start tag, with whether it stands deeper than `max_depth`."""
    depth = 0
    for match in tag.finditer(html):
        if match[2].lower() in _ALONE or match[0].endswith("/>"):
            continue
        if match[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            yield depth > max_depth, match
