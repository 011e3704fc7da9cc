"""`docclean clean`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import click
from attrs import evolve

from docclean.api import pipeline_of
from docclean.cli.console import say
from docclean.cli.exits import UNEVEN, accounted
from docclean.cli.options import inputs_or_stdin, reading_options
from docclean.cli.outputs import Outputs, Wanted
from docclean.cli.run import Reading, Run, reasons_table
from docclean.read.sources import STDIN
from docclean.result import CleanDocument
from docclean.write.formats import FORMATS, Format
from docclean.write.markdown import markdown

__all__ = ["clean_command"]


@click.command("clean")
@reading_options
@click.option(
    "--to", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="Output format."
)
@click.option("--links", is_flag=True, help="With --to markdown: write the links of pages too.")
@click.option("-o", "--output", default=STDIN, metavar="FILE|DIR", help="Where to write. [default: standard output]")
@click.option(
    "--removed", default="", metavar="FILE", help="Write a receipt per removed or changed stretch, as JSON Lines."
)
@click.option("--report", default="", metavar="FILE", help="Write account and tallies by reason, as JSON.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if any document would change.")
@click.option("--dry-run", is_flag=True, help="Write no documents; show on standard error what would be removed.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what failed, and the account.")
def clean_command(  # noqa: PLR0913, PLR0917 - one parameter for each option
    inputs: Sequence[str],
    input_format: str,
    text_field: str,
    url: str,
    preset: str,
    form: str,
    links: bool,
    output: str,
    removed: str,
    report: str,
    check: bool,
    dry_run: bool,
    quiet: bool,
) -> int:
    """Clean files, folders, or standard input (-).

    A text file is one document. JSON Lines hold one per line, under `text`; other fields are carried along.
    Folders are read recursively, hidden files aside.

    \b
    -o DIR (an existing folder, or a name that ends in /) writes one file per
    source there. With --to text and markdown the title comes first, and
    documents are set apart by a line that holds a form feed alone.

    \b
    The last line on standard error is the account:
        5 documents = 3 clean + 1 dropped + 1 failed
    Exit codes: 0 fine, 1 some failed or --check would change some, 2 usage,
    3 output was lost, 130 and 143 on signals.
    """
    if links and form != "markdown":
        raise click.UsageError("--links is for Markdown: add --to markdown")
    reading = Reading(inputs_or_stdin(inputs), input_format, text_field, url)
    full = check or dry_run or bool(removed or report)
    run = Run(reading, pipeline_of(preset), "full" if full else "counts", quiet)
    if check:
        return accounted(run, lambda: _check(run))
    outputs = Outputs(Wanted(_format(form, links=links), "" if dry_run else output, removed, report), reading.inputs)
    return accounted(run, lambda: _clean(run, outputs, dry_run=dry_run))


def _format(name: str, *, links: bool) -> Format:
    form = FORMATS[name]
    return evolve(form, render=partial(markdown, links=True)) if links else form


def _check(run: Run) -> int:
    """Say which documents would change. White space at the ends of a document does not count."""
    changed = 0
    for _, document in run.outcomes():
        if document is not None and _would_change(document):
            changed += 1
            if not run.quiet:
                say(f"would change: {document.id}: {', '.join(document.counts)}")
    return UNEVEN if changed else 0


def _would_change(document: CleanDocument) -> bool:
    return document.rejected is not None or document.text != document.undo().strip()


def _clean(run: Run, outputs: Outputs, *, dry_run: bool) -> int:
    with outputs:
        for source, document in run.outcomes():
            outputs.take(source, document)
        outputs.finish(run.report())
    if dry_run:
        for line in reasons_table(run.report()):
            say(line)
    return 0
