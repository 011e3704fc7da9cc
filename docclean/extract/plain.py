"""Plain text to blocks."""

from __future__ import annotations

import re

from docclean.document import Block, Document, Note, Source

__all__ = ["blocks_of", "document_of"]

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


def blocks_of(text: str) -> tuple[tuple[Block, ...], str]:
    """The lines of a text that are not blank, and the white space after the last one.

    Only `\\n` ends a line here; the filter `line-ends` sees to all other line ends, so
    that receipts show them.

    Returns:
        Blocks whose gaps and texts, joined and followed by the returned tail, are `text`.

    >>> blocks, tail = blocks_of("One\\n\\n  two\\n")
    >>> [(block.gap, block.text) for block in blocks], tail
    ([('', 'One'), ('\\n\\n  ', 'two')], '\\n')
    """
    blocks = []
    position = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        blocks.append(Block(match.group(), text[position:start], (start, end)))
        position = end
    return tuple(blocks), text[position:]


def document_of(text: str, *, id: str = "", source: Source | None = None, notes: tuple[Note, ...] = ()) -> Document:
    """A document of plain text."""
    blocks, tail = blocks_of(text)
    return Document(id, blocks, (), source or Source(), tail).with_notes(notes)
