"""An explained document in colour, for terminals. Imported only when one is there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from docclean.cli.console import safe
from docclean.cli.plain_view import head_lines, summary_lines
from docclean.cli.rows import Fate, Row, rows_of, shown_parts
from docclean.result import CleanDocument

__all__ = ["painter"]

_WIDE = 100
"""From this width on there is room for reasons beside the text; below, they stand under it."""
_REASON_WIDTH = 36


def painter() -> Callable[[CleanDocument], None]:
    """A function that prints documents to the terminal."""
    console = Console(highlight=False, markup=False, emoji=False)

    def paint(document: CleanDocument) -> None:
        console.print(Rule(Text(safe(document.id), "bold"), style="cyan", align="left"))
        console.print(_head(document))
        console.print()
        console.print(_body(document, beside=console.width >= _WIDE))
        console.print()
        for line in summary_lines(document):
            console.print(Text(line, "dim"))
        console.print()

    return paint


def _head(document: CleanDocument) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in head_lines(document):
        style = {"title": "bold", "dropped": "bold red"}.get(name, "")
        table.add_row(Text(name, "cyan"), Text(value, style))
    return table


def _body(document: CleanDocument, *, beside: bool) -> Table:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(justify="right", width=4, no_wrap=True)
    table.add_column(ratio=1)
    if beside:
        table.add_column(width=_REASON_WIDTH)
    numbers = count(1)
    for row in rows_of(document):
        marker, text = _row(row, numbers)
        why = Text("\n".join(row.labels), "italic yellow" if row.fate is Fate.KEPT else "italic dim")
        if beside:
            table.add_row(marker, text, why)
        else:
            table.add_row(marker, Text("\n").join([text, why]) if row.labels else text)
    return table


def _row(row: Row, numbers: count[int]) -> tuple[Text, Text]:
    if row.fate is Fate.REMOVED:
        return Text("✗", "red"), Text(safe(row.text), "red strike")
    if row.fate is Fate.LIFTED:
        return Text("↑", "green"), Text(safe(row.text), "green strike")
    number = Text(str(next(numbers)), "yellow" if row.edited else "dim")
    text = Text()
    for part in shown_parts(row):
        if part.old == part.new:
            text.append(part.old)
        else:
            text.append(part.old, "red strike")
            # A space that was put in has no ink to colour.
            text.append(part.new, "reverse green" if part.new.isspace() else "bold green")
    return number, text
