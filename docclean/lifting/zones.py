"""Head and tail of a document, found once for the filters that ask."""

from __future__ import annotations

from collections.abc import Sequence

from docclean.document import Document, Kind
from docclean.measure.zones import head_and_tail

__all__ = ["CONTENT_KINDS", "head_and_tail_of", "lines_of"]

CONTENT_KINDS = frozenset((Kind.TABLE_CELL, Kind.QUOTE, Kind.CODE))
"""A name, a date or an agency in one of these is what the page is about, whatever it looks like."""


def lines_of(document: Document) -> list[str]:
    """The texts of all blocks, for `Document.derived`."""
    return [block.text for block in document.blocks]


def head_and_tail_of(document: Document) -> tuple[Sequence[int], Sequence[int]]:
    """`head_and_tail` of the lines, without cells, quotations and code; for `Document.derived`."""
    head, tail = head_and_tail(document.derived(lines_of))
    if document.page is None:
        return head, tail
    blocks = document.blocks
    return (
        [at for at in head if blocks[at].kind not in CONTENT_KINDS],
        [at for at in tail if blocks[at].kind not in CONTENT_KINDS],
    )
