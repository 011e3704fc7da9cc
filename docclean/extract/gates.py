"""What no real page needs and no parser or library bears, told from a page by one look before it is parsed.

Over a gate a page takes a simpler path on which nothing that it shows is lost; `Source.simplified` says which gates.
Limits are several times the maximum of 1,618 real pages: 5,314,827 characters, 21,646 tags, 3,379,481
characters between two tags.

>>> gated("<p>Salt keeps.</p>").simplified, parsable(gated("<div>" * 10_000)).simplified
((), ('depth',))
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from docclean.extract.nesting import flattened, with_short_selects, without_surplus_attributes
from docclean.extract.noscript import without_open_frames

__all__ = [
    "MAX_CHARACTERS",
    "MAX_LINES",
    "MAX_MARKUP",
    "MAX_TAGS",
    "MAX_TEXT",
    "Gate",
    "Gated",
    "gated",
    "has_many_lines",
    "parsable",
]

MAX_CHARACTERS = 20_000_000
MAX_TAGS = 100_000
MAX_MARKUP = 150_000
"""Tags, start and end, of a page that is made into a tree: a tree of millions fills the memory."""
MAX_TEXT = 8_000_000
"""Characters between two tags: trees of the searching libraries take 10 MB, of up to four bytes a character."""
MAX_LINES = 250_000
"""Of a text, each of which would be judged by itself."""


class Gate(StrEnum):
    """What was simplified, and how."""

    ATTRIBUTES = "attributes"
    """Elements had too many: those beyond are left out."""
    CHARACTERS = "characters"
    """Too long for the libraries that search pages: they are not asked."""
    DEPTH = "depth"
    """Elements nest too deep: the inner ones stand side by side."""
    LINES = "lines"
    """A text of too many lines: blocks are made of several."""
    MARKUP = "markup"
    """Too many tags for a tree: the page is read as the text between them."""
    TAGS = "tags"
    """Too many for the libraries that search pages: they are not asked."""
    TEXT = "text"
    """One piece of text is too long for those libraries: they are not asked."""


@frozen
class Gated:
    """A page that parsers bear."""

    html: str
    simplified: tuple[str, ...]
    """The gates that it was over, by name."""
    tags: int
    """How many it has, start and end, and what only looks like one."""


def gated(html: str) -> Gated:
    """A page that parsers bear, and the gates that it was over; the same string where nothing of it is in the way."""
    gates: list[Gate] = []
    tags = html.count("<")
    bearable = without_surplus_attributes(html)
    if bearable is not html:
        gates.append(Gate.ATTRIBUTES)
    if len(html) > MAX_CHARACTERS:
        gates.append(Gate.CHARACTERS)
    if tags > MAX_MARKUP:
        gates.append(Gate.MARKUP)
    if tags > MAX_TAGS:
        gates.append(Gate.TAGS)
    if len(html) > MAX_TEXT and _has_long_text(html):
        gates.append(Gate.TEXT)
    return Gated(bearable, tuple(gate.value for gate in gates), tags)


def parsable(page: Gated) -> Gated:
    """The page without what nobody but the parser must not see, the gates for that added."""
    closed = with_short_selects(without_open_frames(page.html), page.tags)
    flat = flattened(closed, tags=page.tags)
    simplified = (*page.simplified, Gate.DEPTH.value) if flat is not closed else page.simplified
    return Gated(flat, tuple(sorted(simplified)), page.tags)


def has_many_lines(text: str) -> bool:
    """Whether a text has more lines than blocks are made of, whatever ends them."""
    if len(text) <= MAX_LINES:
        return False
    return sum(text.count(end) for end in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029") - text.count("\r\n") > MAX_LINES


def _has_long_text(html: str) -> bool:
    position = 0
    while position + MAX_TEXT <= len(html):
        opened = html.rfind("<", position, position + MAX_TEXT)
        if opened < 0:
            return True
        position = opened + 1
    return False
