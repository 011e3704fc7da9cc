"""Nested lists: which item each block belongs to, and how far it is indented."""

from __future__ import annotations

from attrs import frozen

from docclean.document import Block, Kind

__all__ = ["Lists", "Opening"]

_MAX_DEPTH = 6
"""Items deeper than this stand at this depth: parsers give up on deep nesting (markdown-it at 20 levels of its
own, of which a list takes two and a quote inside of it one more)."""
_MAX_NUMBER = 999_999_999
"""CommonMark takes no more than nine digits for a number."""
_OTHER_SIGN = {"-": "*", "*": "-", ".": ")", ")": "."}
"""Lists that follow each other are told apart by their signs only."""
_PARTS_OF_ITEMS = frozenset((Kind.CODE, Kind.QUOTE, Kind.CAPTION))
"""Kinds whose blocks know their list, but not the depth of their item."""


@frozen
class Opening:
    """How an item begins."""

    before: str
    """Indentation and marker."""
    indent: str
    """Indentation of its further lines."""
    is_tight: bool
    """Whether it can follow on the next line, without an empty one."""


@frozen
class _Item:
    level: int
    group: int | None
    number: int
    sign: str
    indent: str


class Lists:
    """The items that are open, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Item] = []
        self._is_after_item = False

    def open(self, block: Block) -> Opening:
        """Begin the item of a block, under the innermost open item that is less deep."""
        before: _Item | None = None
        if self._open and self._open[0].group != block.group:
            before = self._open[0]
            self._open.clear()
        while self._open and (self._open[-1].level >= block.level or len(self._open) >= _MAX_DEPTH):
            before = self._open.pop()
        number = block.number if 0 < block.number <= _MAX_NUMBER else 0
        sign = _sign(before, block.group, number)
        outer = self._open[-1].indent if self._open else ""
        marker = f"{number}{sign} " if number else f"{sign} "
        # Only a list that starts with 1 may interrupt the paragraph of its item.
        goes_on = number <= 1 if before is None else before.sign == sign
        is_tight = self._is_after_item and goes_on and block.gap.count("\n") < 2
        indent = outer + " " * len(marker)
        self._open.append(_Item(block.level, block.group, number, sign, indent))
        self._is_after_item = True
        return Opening(outer + marker, indent, is_tight)

    def indent(self, block: Block) -> str:
        """The indentation of a block that is no item: that of the item that it goes on with, if any."""
        self._is_after_item = False
        group = self._open[0].group if self._open else None
        if block.kind is Kind.HEADING or block.cell is not None or block.group != group:
            self._open.clear()
        elif block.level:
            while self._open and self._open[-1].level > block.level:
                self._open.pop()
        elif group is None or block.kind not in _PARTS_OF_ITEMS:
            self._open.clear()
        return self._open[-1].indent if self._open else ""


def _sign(before: _Item | None, group: int | None, number: int) -> str:
    """The sign of an item after another one at the same depth: the same in one list, another one in the next."""
    usual = "." if number else "-"
    if before is None or bool(before.number) != bool(number):
        return usual
    goes_on = before.group == group and (not number or number == before.number + 1)
    return before.sign if goes_on else _OTHER_SIGN[before.sign]
