"""Tags of a page's markup, found without a tree: for pages that would take a parser too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["ATTRIBUTE", "MAX_ATTRIBUTES", "Tag", "tags_of"]

MAX_ATTRIBUTES = 1_000
"""Of one element. Parsers compare each attribute with all others of its element; the most that one of 1,618 real pages
has is a small part of this."""

_SPACE = r"[ \t\n\f\r]"
ATTRIBUTE = (
    rf"(?:[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?+)?+)"
)
"""One attribute, as parsers see it. Quantifiers give nothing back: a failure costs no second look."""
_OPENED = re.compile(r"<(?:(!--)|(/?)([a-zA-Z][^ \t\n\f\r/>]*+))")
_USEFUL = re.compile(rf"{ATTRIBUTE}{{0,{MAX_ATTRIBUTES}}}+")
_REST = re.compile(rf"{ATTRIBUTE}*+[ \t\n\f\r/]*+>?+")
_COMMENT_END = re.compile(r"--!?>")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
"""Elements in which tags are text."""


class Tag(NamedTuple):
    """A tag, by its places in the markup."""

    name: str
    """In lower case."""
    is_end: bool
    start: int
    limit: int
    """Where its first `MAX_ATTRIBUTES` attributes end."""
    end: int


def tags_of(html: str) -> Iterator[Tag]:
    """All tags of a page in their order; none of comments, scripts and other text that only looks like tags.

    >>> [tag.name for tag in tags_of("<p title='a > b'>one<!-- <i> --><script>'<b>'</script><br/>")]
    ['p', 'script', 'script', 'br']
    """
    position = 0
    while (opened := _OPENED.search(html, position)) is not None:
        if opened[1]:
            # `<!-->` is a whole comment.
            closed = _COMMENT_END.search(html, opened.end() - 2)
            position = closed.end() if closed is not None else len(html)
            continue
        useful = _USEFUL.match(html, opened.end())
        limit = useful.end() if useful is not None else opened.end()
        rest = _REST.match(html, limit)
        position = rest.end() if rest is not None else limit
        name = opened[3].lower()
        yield Tag(name, bool(opened[2]), opened.start(), limit, position)
        if name in _RAW and not opened[2]:
            closed = _end_of(name).search(html, position)
            position = closed.start() if closed is not None else len(html)


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE)
