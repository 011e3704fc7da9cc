"""What a page sets as code, where white space, quotation marks and forms of letters mean something."""

from __future__ import annotations

from collections.abc import Sequence

from docclean.document import Block, Kind
from docclean.measure.edits import Edit

__all__ = ["is_verbatim", "outside_code"]


def is_verbatim(block: Block) -> bool:
    """Whether all of a block is code."""
    return block.kind is Kind.CODE


def outside_code(block: Block, edits: Sequence[Edit]) -> list[Edit]:
    """The edits that do not touch code inside a line of text; `[]` for a block of code.

    >>> from docclean.document import Mark
    >>> block = Block("Type a  b or  c.", marks=(Mark(5, 9, "code"),))
    >>> outside_code(block, [(7, 8, ""), (13, 14, "")])
    [(13, 14, '')]
    """
    if is_verbatim(block):
        return []
    code = [mark for mark in block.marks if mark.kind == "code"]
    return [
        (start, end, new)
        for start, end, new in edits
        if not any(mark.start < end and start < mark.end for mark in code)
    ]
