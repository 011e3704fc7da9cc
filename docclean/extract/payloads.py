"""Texts in the data that a page brings for its scripts and for search engines."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from selectolax.lexbor import LexborHTMLParser

__all__ = ["Payload", "payloads_of"]

_BODIES = frozenset(
    (
        *(
            "articlebody",
            "body",
            "bodyhtml",
            "bodytext",
            "content",
            "contenthtml",
            "cooked",
            "html",
            "markdown",
            "text",
        ),
        *("description", "rendered", "reviewbody", "storybody", "fulltext", "message"),
    )
)
"""Names under which applications keep a text."""
_ATTRIBUTES = ("data-preloaded", "data-page", "data-props", "data-initial-state", "data-state")
_MIN_WORDS = 12
"""Shorter strings are titles, labels and identifiers."""
_MAX_NODES = 200_000
_MAX_CHARACTERS = 20_000_000
_MARKUP = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|a|b|i|em|strong|span|blockquote|pre|img|table)\b[^<>]*>", re.IGNORECASE
)
_ASSIGNED = re.compile(r"\A\s*(?:var\s+|let\s+|const\s+)?(?:window\.|self\.)?[\w.\[\]\"']+\s*=\s*(?=[{\[])")


@frozen
class Payload:
    """Some texts under one name in one place of a page's data, in their order."""

    source: str
    """Element and names on the way to the texts, such as `script#__NEXT_DATA__ props.article.body`."""
    texts: tuple[str, ...]
    is_markup: bool


def payloads_of(parser: LexborHTMLParser) -> Iterator[Payload]:
    """All texts in a page's data, by the place where they stand."""
    for label, data in _sources(parser):
        found: dict[str, list[str]] = defaultdict(list)
        for place, text in _strings(_parsed(data)):
            if text not in found[place]:
                found[place].append(text)
        for place, texts in found.items():
            yield Payload(f"{label} {place}", tuple(texts), any(_MARKUP.search(text) for text in texts))


def _sources(parser: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in parser.css("script"):
        kind = (node.attributes.get("type") or "").strip().lower()
        data = node.text()
        if kind.endswith("json"):
            own_id = node.attributes.get("id")
            yield (f"script#{own_id}" if own_id else f"script[{kind}]"), data
        elif (match := _ASSIGNED.match(data[:200])) is not None:
            yield f"script {match[0].strip(' =')}", data[match.end() :]
    for name in _ATTRIBUTES:
        for node in parser.css(f"[{name}]"):
            yield f"{node.tag}[{name}]", node.attributes.get(name) or ""


def _parsed(data: str) -> Any:
    """The JSON value at the start of some data; `None` where there is none."""
    if not 2 < len(data) <= _MAX_CHARACTERS:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(data.strip())[0]
    except (ValueError, RecursionError):
        return None


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    """Texts in a JSON value, each with the names on the way to it; numbers of list items are left out."""
    waiting: list[tuple[str, str, Any]] = [("", "", value)]
    seen = 0
    while waiting and seen < _MAX_NODES:
        place, name, item = waiting.pop()
        seen += 1
        if isinstance(item, dict):
            waiting += [
                (f"{place}.{key}" if place else str(key), str(key), inner) for key, inner in reversed(item.items())
            ]
        elif isinstance(item, list):
            waiting += [(place, name, inner) for inner in reversed(item)]
        elif isinstance(item, str):
            if item[:1] in ("{", "[") and item[-1:] in ("}", "]"):
                # State inside of state, as a string.
                waiting.append((place, name, _parsed(item)))
            elif name.lower().replace("_", "") in _BODIES and len(item.split(None, _MIN_WORDS)) > _MIN_WORDS:
                yield place, item
