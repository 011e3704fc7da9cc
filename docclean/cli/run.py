"""One run of the command line: from inputs to an account that adds up."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from typing import Any

from attrs import define, field, frozen

from docclean.cli.console import safe
from docclean.cli.messages import Messages, failure_record
from docclean.cli.progress import Progress
from docclean.engine.feed import Feed, Prefetch
from docclean.engine.local import UniqueIds, packed
from docclean.engine.placed import Offsets, Place, Placed, placed_documents
from docclean.engine.worker import Failure, Limits, attempt
from docclean.errors import DoccleanError, InputError
from docclean.read.raw import RawDocument, Reading
from docclean.report import Account, Report, Tally

__all__ = ["ErrorLimit", "Guards", "Run", "TooManyFailures", "reasons_table"]


class TooManyFailures(DoccleanError):  # noqa: N818 - the run ends for it, nothing is wrong with a document
    """More failures than `--max-errors` allows. Args: how many, of how many, allowed."""

    def message(self) -> str:
        failed, read, allowed = self.args
        return f"{failed} of {read} documents failed, allowed: {allowed} (--max-errors)"


@frozen
class ErrorLimit:
    """How many documents may fail."""

    number: float
    is_share: bool = False
    """Whether it is a share of the documents, 0 to 1, not their number."""

    _MIN_DOCUMENTS = 100
    """A share says nothing before so many."""

    def check(self, account: Account, *, ended: bool) -> None:
        """Stop a run in which too many failed.

        Raises:
            TooManyFailures: they did.
        """
        if not self.is_share:
            if account.failed > self.number:
                raise TooManyFailures(account.failed, account.read, int(self.number))
        elif (ended or account.read >= self._MIN_DOCUMENTS) and account.failed > self.number * account.read:
            raise TooManyFailures(account.failed, account.read, f"{self.number:.3g} of all")


@frozen
class Guards:
    """What protects a run from its documents."""

    jobs: int = 0
    """Worker processes; 0: this process does the work, and nothing limits what a document takes."""
    limits: Limits = field(factory=Limits)
    errors: ErrorLimit | None = None


@define
class Run:
    """Works on all documents of some inputs, and counts what becomes of each."""

    inputs: Sequence[str]
    reading: Reading
    work: Callable[[RawDocument], Any]
    """Gives something with `id`, `rejected` and `counts`."""
    messages: Messages
    guards: Guards = field(factory=Guards)
    start: Place | None = None
    only: Mapping[str, Offsets] | None = None
    progress: Progress = field(factory=Progress)
    account: Account = field(factory=Account)
    tallies: dict[str, Tally] = field(factory=dict)
    failures: list[dict[str, Any]] = field(factory=list)
    """Records of what failed, if `remembers`; whoever writes them empties it."""
    remembers: bool = False
    """Whether failures and new tallies are kept for outputs."""
    ids: UniqueIds = field(factory=UniqueIds)
    interrupted: int = 0
    """Exit code of the signal that ends the run; 0 for none."""
    _new_tallies: dict[str, Tally] = field(factory=dict)
    _pool: Any = None

    def outcomes(self) -> Iterator[tuple[Placed, Any]]:
        """Each place with what came of it: a result, `None` behind the last document of a source, or the error.

        What fails is counted, and said.
        """
        for placed, result, seconds in self._results():
            outcome = self._checked(placed, result)
            if isinstance(outcome, DoccleanError):
                self._failed(placed, outcome, seconds)
            elif outcome is not None:
                self._count(outcome, seconds)
            self.progress.show(self.account, placed)
            yield placed, outcome
        if self.guards.errors and not self.interrupted:
            self.guards.errors.check(self.account, ended=True)

    def interrupt(self, code: int) -> None:
        """Take no more documents; those that workers are at are finished.

        Args:
            code: exit code of the signal.
        """
        self.interrupted = code
        if self._pool is not None:
            self._pool.draining = True

    def report(self) -> Report:
        """Account and tallies so far."""
        return Report(self.account, dict(sorted(self.tallies.items())))

    def new_tallies(self) -> dict[str, Tally]:
        """The tallies since the last call."""
        fresh, self._new_tallies = self._new_tallies, {}
        return fresh

    def _results(self) -> Iterator[tuple[Placed, Any, float]]:
        placed = placed_documents(self.inputs, self.reading, start=self.start, only=self.only)
        if self.guards.jobs == 0:
            yield from self._results_here(placed)
            return
        # Here because it takes as long to import as the rest of docclean.
        from docclean.engine.pool import Pool
        from docclean.engine.starters import ForkServer, Spawner, can_fork

        # Before the thread that reads.
        starter = (ForkServer if can_fork() else Spawner)(packed(self.work), self.guards.limits)
        feed: Feed[Placed] = Prefetch(placed, lambda item: item.size)
        self._pool = Pool(
            starter,
            self.guards.jobs,
            load=lambda item: item.load,
            size=lambda item: item.size,
            name=_name,
            limits=self.guards.limits,
        )
        for outcome in self._pool.outcomes(feed):
            yield outcome.item, outcome.result, outcome.seconds

    def _results_here(self, items: Iterator[Placed]) -> Iterator[tuple[Placed, Any, float]]:
        for placed in items:
            if self.interrupted:
                return
            start = time.monotonic()
            # What a filter prints must not stand among the documents.
            with redirect_stdout(sys.stderr):
                result = attempt(self.work, placed.raw) if placed.load is not None else None
            value = result.error if isinstance(result, Failure) else result
            yield placed, value, time.monotonic() - start

    def _checked(self, placed: Placed, result: Any) -> Any:
        if isinstance(placed.raw, InputError):
            return placed.raw
        if result is None or isinstance(result, DoccleanError):
            return result
        try:
            self.ids.check(result.id, placed.source.name, placed.index)
        except InputError as error:
            return error
        return result

    def _failed(self, placed: Placed, error: DoccleanError, seconds: float) -> None:
        self.account += Account(failed=1)
        record = failure_record(placed, error, seconds)
        if self.remembers:
            self.failures.append(record)
        self.messages.failed(record)
        if self.guards.errors:
            self.guards.errors.check(self.account, ended=False)

    def _count(self, result: Any, seconds: float) -> None:
        if result.rejected is None:
            self.account += Account(clean=1)
            self.messages.cleaned(result.id, seconds, result.counts)
        else:
            self.account += Account(dropped=1)
            self.messages.dropped(result.id, result.rejected)
        for key, entry in result.counts.items():
            self.tallies[key] = self.tallies.get(key, Tally()) + entry
            if self.remembers:
                self._new_tallies[key] = self._new_tallies.get(key, Tally()) + entry


def _name(placed: Placed) -> str:
    return f"{placed.source.name}#{placed.index}"


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
