"""Plain text to blocks."""

from __future__ import annotations

from typing import Any

from docclean.document import Block, Document, Kind, Note, Region, Source

__all__ = ["blocks_of", "document_of"]


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
    position = line_start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = line_start if len(stripped) == len(line) else line_start + line.find(stripped)
            end = start + len(stripped)
            blocks.append(_block(stripped, text[position:start], (start, end)))
            position = end
        line_start += len(line) + 1
    return tuple(blocks), text[position:]


class _Draft(Block):
    """A block whose fields are still being filled in."""

    __slots__ = ()
    # Only both together bring back the quick way to set a field.
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def _block(text: str, gap: str, span: tuple[int, int]) -> Block:
    """`Block(text, gap, span)`, three times as fast: the constructor of a frozen class sets each field by a call."""
    block: Any = object.__new__(_Draft)
    block.text = text
    block.gap = gap
    block.span = span
    block.kind = Kind.PARAGRAPH
    block.region = Region.UNKNOWN
    block.level = 0
    block.group = None
    block.cell = None
    block.link_chars = 0
    block.language = ""
    block.language_confidence = 0.0
    block.path = ""
    block.__class__ = Block
    return block  # type: ignore[no-any-return]  # it is one now


def document_of(text: str, *, id: str = "", source: Source | None = None, notes: tuple[Note, ...] = ()) -> Document:
    """A document of plain text."""
    blocks, tail = blocks_of(text)
    return Document(id, blocks, (), source or Source(), tail).with_notes(notes)
