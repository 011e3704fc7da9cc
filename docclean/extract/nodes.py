"""What single nodes of an element tree say."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from docclean.extract.tags import PHRASING, SKIPPED

__all__ = ["inner_text", "number_in", "unprefixed"]

_OFFICE_PARAGRAPH = "o:p"
"""What word processors put at the end of a paragraph, or in its middle. It is no paragraph."""
_UNSEEN = SKIPPED | {"title", "desc", "metadata", "defs", "style", "script"}
"""Elements without text to see, those of pictures included."""
_MAX_DIGITS = 8


def unprefixed(node: LexborNode, tag: str) -> str:
    """What an element of XHTML that was served as HTML is."""
    name = tag.rpartition(":")[2]
    # `<x:script/>` has no end to an HTML parser, and the rest of the page is inside of it.
    skips_page = name in SKIPPED and any(child.tag != "-text" for child in node.iter(include_text=True))
    return "span" if tag == _OFFICE_PARAGRAPH or skips_page else name


def number_in(value: str | None, default: int) -> int:
    """The number that an attribute says, `default` where it says none."""
    value = (value or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS else default


def inner_text(node: LexborNode) -> str:
    """All text inside a node, the words of what is not running text kept apart."""
    found: list[str] = []
    waiting: list[LexborNode | str] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
            continue
        tag = item.tag or ""
        if tag == "-text":
            found.append(item.text_content or "")
            continue
        if tag not in PHRASING:
            found.append(" ")
            waiting.append(" ")
        child = item.last_child
        while child is not None:
            if child.tag not in _UNSEEN and child.tag != "-comment":
                waiting.append(child)
            child = child.prev
    return "".join(found)
