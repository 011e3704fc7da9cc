"""Head and tail of a document, found once for the filters that ask."""

from __future__ import annotations

from docclean.document import Document
from docclean.measure.zones import head_and_tail

__all__ = ["head_and_tail_of", "lines_of"]


def lines_of(document: Document) -> list[str]:
    """The texts of all blocks, for `Document.derived`."""
    return [block.text for block in document.blocks]


def head_and_tail_of(document: Document) -> tuple[range, range]:
    """`head_and_tail` of the lines, for `Document.derived`."""
    return head_and_tail(document.derived(lines_of))
