"""One run of the command line: from inputs to an account that adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from attrs import define, field, frozen

from docclean.cli.console import failure_line, safe, say
from docclean.engine.local import UniqueIds, cleaned
from docclean.errors import FilterError, InputError
from docclean.pipeline import Pipeline, Receipts
from docclean.read.incoming import Incoming
from docclean.read.sources import SourceFile, documents, sources
from docclean.report import Account, Report, Tally, tally
from docclean.result import CleanDocument

__all__ = ["Reading", "Run", "reasons_table"]


class Sink(Protocol):
    """What takes the clean documents of a run."""

    def write(self, document: CleanDocument, source: SourceFile) -> None: ...
    def end_source(self) -> None: ...


class Ledger(Protocol):
    """What takes the lines of `--removed`."""

    def write(self, text: str) -> None: ...


@frozen
class Reading:
    """How inputs are to be read."""

    inputs: Sequence[str]
    input_format: str = "auto"
    text_field: str = ""
    url: str = ""


@define
class Run:
    """Cleans all documents of some inputs, one at a time, and counts what became of each."""

    reading: Reading
    pipeline: Pipeline
    receipts: Receipts = "counts"
    quiet: bool = False
    account: Account = field(factory=Account)
    tallies: dict[str, Tally] = field(factory=dict)
    _ids: UniqueIds = field(factory=UniqueIds)

    def outcomes(self) -> Iterator[tuple[SourceFile, CleanDocument | None]]:
        """Each document that did not fail, with its source; `None` behind the last of a source.

        What failed is counted, and said on standard error.
        """
        for source in sources(self.reading.inputs):
            if isinstance(source, InputError):
                self._failed(source)
                continue
            for incoming in documents(
                source,
                input_format=self.reading.input_format,
                text_field=self.reading.text_field,
                url=self.reading.url,
            ):
                outcome = self._outcome(incoming)
                if isinstance(outcome, InputError | FilterError):
                    self._failed(outcome)
                else:
                    self._count(outcome)
                    yield source, outcome
            yield source, None

    def report(self) -> Report:
        """Account and tallies so far."""
        return Report(self.account, dict(sorted(self.tallies.items())))

    def _outcome(self, incoming: Incoming | InputError) -> CleanDocument | InputError | FilterError:
        if isinstance(incoming, InputError):
            return incoming
        try:
            document = cleaned(incoming, self.pipeline, self.receipts)
            self._ids.check(document)
        except (InputError, FilterError) as error:
            return error
        return document

    def _failed(self, error: InputError | FilterError) -> None:
        self.account += Account(failed=1)
        say(failure_line(error))

    def _count(self, document: CleanDocument) -> None:
        if document.rejected is None:
            self.account += Account(clean=1)
        else:
            self.account += Account(dropped=1)
            if not self.quiet:
                reason = document.rejected
                say(f"dropped: {document.id}: {reason.key} ({reason.value}, allowed: {reason.limit})")
        counts = document.counts
        if document.steps:
            counts = tally((step.verdict for step in document.steps), samples=True)
        for key, entry in counts.items():
            self.tallies[key] = self.tallies.get(key, Tally()) + entry


def reasons_table(report: Report) -> list[str]:
    """The tallies of a report as aligned lines, the most characters first."""
    rows = sorted(report.tallies.items(), key=lambda item: (-item[1].characters, item[0]))
    if not rows:
        return ["nothing would be changed"]
    width = max(len(key) for key, _ in rows)
    lines = [f"{'reason':{width}}  documents    blocks  characters  example"]
    for key, entry in rows:
        sample = safe(entry.samples[0][1][:60]) if entry.samples else ""
        lines.append(f"{key:{width}}  {entry.documents:9}  {entry.blocks:8}  {entry.characters:10}  {sample}".rstrip())
    return lines
