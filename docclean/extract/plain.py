"""Plain text to blocks."""

from __future__ import annotations

from attrs import evolve

from docclean.document import Block, Document, Note, Source
from docclean.extract.coarse import coarse_blocks_of
from docclean.extract.gates import Gate, has_many_lines
from docclean.extract.quick import finished, quick_block

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
            blocks.append(finished(quick_block(stripped, text[position:start], (start, end))))
            position = end
        line_start += len(line) + 1
    return tuple(blocks), text[position:]


def document_of(text: str, *, id: str = "", source: Source | None = None, notes: tuple[Note, ...] = ()) -> Document:
    """A document of plain text."""
    source = source or Source()
    if has_many_lines(text):
        blocks, tail = coarse_blocks_of(text)
        source = evolve(source, simplified=(Gate.LINES.value,))
    else:
        blocks, tail = blocks_of(text)
    return Document(id, blocks, (), source, tail).with_notes(notes)
