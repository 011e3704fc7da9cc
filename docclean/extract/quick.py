"""Blocks built fast: readers make hundreds for each document."""

from __future__ import annotations

from typing import Any

from docclean.document import Block, Kind, Mark, Region

__all__ = ["finished", "quick_block"]

_NO_MARKS: tuple[Mark, ...] = ()


class _Draft(Block):
    """A block whose fields are still being filled in."""

    __slots__ = ()
    # Only both together bring back the quick way to set a field.
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def quick_block(text: str, gap: str, span: tuple[int, int]) -> Any:
    """A block of plain text whose fields may still be set; `finished` must be called on it."""
    block: Any = object.__new__(_Draft)
    block.text = text
    block.gap = gap
    block.span = span
    block.kind = Kind.PARAGRAPH
    block.region = Region.UNKNOWN
    block.level = 0
    block.number = 0
    block.group = None
    block.cell = None
    block.link_chars = 0
    block.language = ""
    block.language_confidence = 0.0
    block.path = ""
    block.marks = _NO_MARKS
    return block


def finished(block: Any) -> Block:
    """The block, frozen from now on; three times as fast as the constructor, which sets each field by a call."""
    block.__class__ = Block
    return block  # type: ignore[no-any-return]  # it is one now
