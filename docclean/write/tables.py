"""Tables as GitHub's Markdown has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docclean.document import Block

__all__ = ["pipe_table"]

_MAX_HOLES = 10
"""A table with this many empty places for each cell is no table: its cells are written side by side."""


def pipe_table(cells: Iterable[Block], written: Callable[[Block], str]) -> str:
    """A table of some blocks that know their cells; its first row is the head, for there has to be one.

    Places without a block are empty. Rows and columns in which nothing is left are left out.

    Args:
        cells: blocks with `cell`.
        written: gives the inline Markdown of a block, on one line.
    """
    places: dict[tuple[int, int], list[str]] = {}
    for block in cells:
        if block.cell is not None:
            places.setdefault(block.cell, []).append(written(block).replace("|", "\\|"))
    rows: dict[int, dict[int, str]] = {}
    for row, column in sorted(places):
        rows.setdefault(row, {})[column] = "<br>".join(places[row, column])
    columns = sorted({column for _, column in places})
    if len(rows) * len(columns) > (_MAX_HOLES + 1) * len(places):
        lines = [list(row.values()) for row in rows.values()]
    else:
        lines = [[row.get(column, "") for column in columns] for row in rows.values()]
    width = max(map(len, lines))
    head = lines[0] + [""] * (width - len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * width, *lines[1:]])
