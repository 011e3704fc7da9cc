"""`docclean explain`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from docclean.cli.console import use_colour
from docclean.cli.exits import accounted
from docclean.cli.messages import Messages
from docclean.cli.options import chosen_pipeline, inputs_or_stdin, reading_options
from docclean.cli.plain_view import plain_lines
from docclean.cli.run import Run
from docclean.cli.work import Explaining
from docclean.read.raw import Reading
from docclean.result import CleanDocument

__all__ = ["explain_command"]


@click.command("explain")
@reading_options
def explain_command(  # noqa: PLR0913 - one parameter for each option
    *, inputs: Sequence[str], input_format: str, text_field: str, url: str, max_bytes: int, languages: str, preset: str
) -> int:
    """Show what would become of documents, and why.

    \b
    On a terminal, what goes is struck through, with its reason beside it. Piped:
        12  a kept line              13~ a line with [-old-]{+new+} text   [reasons]
         -  a removed line [reason]   >  a lifted line   [→ authors  reason]
    """
    reading = Reading(input_format=input_format, text_field=text_field, url=url, max_bytes=max_bytes)
    run = Run(inputs_or_stdin(inputs), reading, Explaining(chosen_pipeline(preset, languages)), Messages(quiet=True))
    show = _show()
    return accounted(run, lambda: _explain(run, show))


def _show() -> Callable[[CleanDocument], None]:
    if not use_colour():
        return lambda document: click.echo("\n".join(plain_lines(document)))
    from docclean.cli.colour_view import painter

    return painter()


def _explain(run: Run, show: Callable[[CleanDocument], None]) -> int:
    for _, document in run.outcomes():
        if isinstance(document, CleanDocument):
            show(document)
    return 0
