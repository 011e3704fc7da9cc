"""`docclean clean`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import click
from attrs import asdict, evolve

from docclean.cli.exits import UNEVEN, accounted
from docclean.cli.guards import BYTES, guard_options, guards_of
from docclean.cli.messages import Messages
from docclean.cli.options import chosen_pipeline, inputs_or_stdin, message_options, reading_options
from docclean.cli.outputs import Outputs
from docclean.cli.paths import Wanted
from docclean.cli.progress import progress_for
from docclean.cli.retry import failed_documents
from docclean.cli.run import Run, reasons_table
from docclean.cli.work import Cleaning
from docclean.read.raw import Reading
from docclean.read.sources import STDIN
from docclean.write.formats import FORMATS, Format
from docclean.write.markdown import markdown

__all__ = ["clean_command"]


@click.command("clean")
@reading_options
@click.option(
    "--to", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="Output format."
)
@click.option("--links", is_flag=True, help="With --to markdown: write the links of pages too.")
@click.option(
    "-o", "--output", default=STDIN, metavar="FILE|DIR|NAMES", help="Where to write. [default: standard output]"
)
@click.option(
    "--part-size", type=BYTES, default="128MiB", show_default=True, metavar="SIZE", help="Size of a numbered part."
)
@click.option("--resume", is_flag=True, help="Go on behind the parts that an earlier run finished.")
@click.option(
    "--removed", default="", metavar="FILE", help="Write a receipt per removed or changed stretch, as JSON Lines."
)
@click.option("--report", default="", metavar="FILE", help="Write account and tallies by reason, as JSON.")
@click.option("--errors", default="", metavar="FILE", help="Write failures as JSON Lines. [default: standard error]")
@click.option("--retry", default="", metavar="FILE", help="Clean only what a file of --errors names.")
@guard_options
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if any document would change.")
@click.option("--dry-run", is_flag=True, help="Write no documents; show on standard error what would be removed.")
@message_options
def clean_command(**options: Any) -> int:
    """Clean files, folders, or standard input (-).

    A text file is one document. JSON Lines hold one per line, under `text`; other fields are carried along.
    Folders are read recursively, hidden files aside. What is compressed (gz, bz2, xz, zst) is read as what it holds.

    \b
    -o DIR (an existing folder, or a name that ends in /) writes one file per
    source there; -o 'DIR/part-{n}.jsonl.zst' numbered parts, behind which
    --resume can go on; -o 'DIR/{language}.jsonl' one file per language.
    Names that end in .gz, .bz2, .xz, .zst are compressed.
    With --to text and markdown the title comes first, and documents are set
    apart by a line that holds a form feed alone.

    \b
    The last line on standard error is the account:
        5 documents = 3 clean + 1 dropped + 1 failed
    Exit codes: 0 fine, 1 some failed or --check would change some, 2 usage,
    3 output was lost or too many failed, 130 and 143 on signals.
    """
    return _Command(**options)()


class _Command:
    """One call of `docclean clean`."""

    def __init__(self, *, inputs: Sequence[str], form: str, links: bool, output: str, **options: Any) -> None:
        if links and form != "markdown":
            raise click.UsageError("--links is for Markdown: add --to markdown")
        self.options = options
        self.only = failed_documents(options["retry"]) if options["retry"] else None
        self.inputs = list(self.only) if self.only is not None and not inputs else inputs_or_stdin(inputs)
        self.reading = Reading(
            input_format=options["input_format"],
            text_field=options["text_field"],
            url=options["url"],
            max_bytes=options["max_bytes"],
        )
        self.pipeline = chosen_pipeline(options["preset"], options["languages"])
        self.form = _format(form, links=links)
        self.links = links
        self.output = output

    def __call__(self) -> int:
        options = self.options
        if options["check"]:
            run = self._run(written=False)
            return accounted(run, lambda: _check(run))
        run = self._run(written=not options["dry_run"])
        # Last: from here on there are files that must be finished or removed.
        outputs = Outputs(self._wanted(), self.inputs)
        return accounted(run, lambda: _clean(run, outputs, dry_run=options["dry_run"]))

    def _run(self, *, written: bool) -> Run:
        options = self.options
        full = options["check"] or options["dry_run"] or bool(options["removed"] or options["report"])
        progress = progress_for(self.inputs, wanted=not (options["quiet"] or options["log_json"]))
        messages = Messages(
            quiet=options["quiet"],
            verbose=options["verbose"],
            as_json=options["log_json"],
            errors_elsewhere=bool(options["errors"]) and not options["check"],
            line=progress.line,
        )
        work = Cleaning(
            pipeline=self.pipeline,
            receipts="full" if full else "counts",
            render=self.form.render if written else None,
            ledger=bool(options["removed"]),
            compare=options["check"],
        )
        names = ("jobs", "timeout", "max_memory", "on_error", "max_errors", "verbose")
        return Run(
            inputs=self.inputs,
            reading=self.reading,
            work=work,
            messages=messages,
            guards=guards_of(**{name: options[name] for name in names}),
            only=self.only,
            progress=progress,
        )

    def _wanted(self) -> Wanted:
        options = self.options
        facts = [
            f"{self.pipeline.name}@{self.pipeline.fingerprint}",
            asdict(self.reading),
            list(self.inputs),
            [self.form.suffix, self.links, options["part_size"], bool(options["removed"]), options["retry"]],
        ]
        return Wanted(
            form=self.form,
            documents="" if options["dry_run"] else self.output,
            removed=options["removed"],
            report=options["report"],
            errors=options["errors"],
            part_size=options["part_size"],
            resume=options["resume"],
            identity=hashlib.sha256(json.dumps(facts).encode()).hexdigest(),
        )


def _format(name: str, *, links: bool) -> Format:
    form = FORMATS[name]
    return evolve(form, render=partial(markdown, links=True)) if links else form


def _check(run: Run) -> int:
    """Say which documents would change."""
    changed = 0
    for _, done in run.outcomes():
        if getattr(done, "changed", False):
            changed += 1
            if not run.messages.quiet:
                run.messages.note("changed", f"would change: {done.id}: {', '.join(done.counts)}")
    return UNEVEN if changed else 0


def _clean(run: Run, outputs: Outputs, *, dry_run: bool) -> int:
    with outputs:
        outputs.restore(run)
        if not outputs.is_complete:
            for placed, outcome in run.outcomes():
                outputs.take(run, placed, outcome)
        if run.interrupted:
            for line in outputs.keep(run):
                run.messages.note("kept", line)
            return run.interrupted
        outputs.finish(run)
    if dry_run:
        for line in reasons_table(run.report()):
            run.messages.note("reason", line)
    return 0
