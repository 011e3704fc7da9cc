"""Rows and columns of a table while it is walked, and whether it is one of data or of layout."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["Table"]

_LAYOUT_CHARACTERS = 400
"""Cells with more text than this on average are columns of a page."""
_LAYOUT_PARAGRAPHS = 3
"""So many paragraphs in one cell are an article in a column."""
_MAX_SPAN = 1000
"""Browsers take no `colspan` above this either."""
_MAX_OPEN = 100
"""Cells that reach into rows below at the same time. A row takes time for each; real tables have a few."""
_PRESENTATION = ("presentation", "none")


class Table:
    """A table that is being walked. Tables inside tables are walked with an object of their own."""

    __slots__ = (
        *("_above", "_below", "_column", "_paragraphs", "_passed"),
        *("characters", "columns", "group", "is_layout", "row"),
    )

    def __init__(self, group: int, attributes: Mapping[str, str | None]) -> None:
        self.group = group
        self.row = -1
        self.columns = 0
        self.characters = 0
        self._column = 0
        self._paragraphs = 0
        self._above: list[tuple[int, int, int]] = []
        """Cells of rows above that reach into this row, from left to right: first column, column after, last row."""
        self._passed = 0
        """How many of them stand left of the next cell."""
        self._below: list[tuple[int, int, int]] = []
        """Cells of this row that reach into the next."""
        self.is_layout = (attributes.get("role") or "").strip().lower() in _PRESENTATION

    def start_row(self) -> None:
        self.row += 1
        self._column = self._passed = 0
        if self._above or self._below:
            reaching = sorted(cell for cell in self._above + self._below if cell[2] >= self.row)
            self._above = reaching[:_MAX_OPEN]
            self._below = []

    def start_cell(self, attributes: Mapping[str, str | None]) -> tuple[int, int]:
        """Row and column of the cell that begins, from 0."""
        self.row = max(self.row, 0)
        self._paragraphs = 0
        while self._passed < len(self._above) and self._above[self._passed][0] <= self._column:
            self._column = max(self._column, self._above[self._passed][1])
            self._passed += 1
        cell = (self.row, self._column)
        self._column += _span(attributes.get("colspan"))
        height = _span(attributes.get("rowspan"))
        if height > 1 and len(self._below) < _MAX_OPEN:
            self._below.append((cell[1], self._column, self.row + height - 1))
        self.columns = max(self.columns, self._column)
        return cell

    def count_paragraph(self) -> None:
        """Note a paragraph element in the current cell."""
        self._paragraphs += 1
        self.is_layout = self.is_layout or self._paragraphs >= _LAYOUT_PARAGRAPHS

    def end(self) -> None:
        """Decide about it: all rows have been walked."""
        cells = max(1, (self.row + 1) * self.columns)
        if self.row < 1 or self.columns < 2 or self.characters > cells * _LAYOUT_CHARACTERS:
            self.is_layout = True


def _span(value: str | None) -> int:
    """A `colspan` or `rowspan` as a number, 1 where it is none."""
    if value is None:
        return 1
    value = value.strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
