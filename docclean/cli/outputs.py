"""Where documents, receipts, failures and tallies of a run go."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from attrs import asdict

from docclean.cli.paths import Wanted, check_paths
from docclean.cli.run import Run
from docclean.cli.sinks import LANGUAGE, DocumentFile, DocumentFolder, LanguageFiles
from docclean.cli.work import Done
from docclean.engine.placed import Place, Placed, Trace
from docclean.errors import ConfigError, OutputError
from docclean.read.sources import SourceFile
from docclean.report import Account, Report
from docclean.write.files import PARTIAL, OutputFile, locked
from docclean.write.jsonl import json_line
from docclean.write.parts import Marker, PartWriter, found_parts, read_markers, remove_halves

__all__ = ["Outputs"]


class Outputs:
    """All outputs of a run. None of them appears under its name unless the run got to its end, parts aside."""

    def __init__(self, wanted: Wanted, inputs: Sequence[str]) -> None:
        check_paths(inputs, wanted)
        self._wanted = wanted
        self._opened: list[DocumentFile | DocumentFolder | LanguageFiles | OutputFile] = []
        self._documents: DocumentFile | DocumentFolder | LanguageFiles | None = None
        self._parts: PartWriter | None = None
        self._separator = ""
        self._files: dict[str, OutputFile] = {}
        self._lock: int | None = None
        self._markers: list[Marker] = []
        self._trace = Trace()
        self._before = Account()
        self._run: Run | None = None
        try:
            self._open()
        except OutputError as problem:
            self._discard()
            # Nothing is lost yet: it is the command that cannot work.
            raise ConfigError("", str(problem)) from problem
        except ConfigError:
            self._discard()
            raise

    def _open(self) -> None:
        wanted = self._wanted
        if wanted.in_parts:
            self._open_parts()
        elif wanted.folder:
            self._documents = DocumentFolder(wanted.folder, wanted.form)
            self._lock = locked(wanted.folder)
        elif LANGUAGE in wanted.documents:
            self._documents = LanguageFiles(wanted.documents, wanted.form)
        elif wanted.documents:
            self._documents = DocumentFile(wanted.documents, wanted.form)
        self._opened += [self._documents] if self._documents else []
        others = {"removed": wanted.removed, "report": wanted.report, "errors": wanted.errors}
        for kind, path in others.items():
            if path and not (kind == "removed" and wanted.in_parts):
                self._files[kind] = OutputFile(path)
                self._opened.append(self._files[kind])

    def _open_parts(self) -> None:
        wanted = self._wanted
        folder = os.path.dirname(wanted.documents) or "."
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutputError(folder, f"{problem.strerror or problem}") from problem
        self._lock = locked(folder)
        if wanted.resume:
            remove_halves(wanted.documents)
            self._markers = read_markers(wanted.documents, wanted.identity)
        elif found := found_parts(wanted.documents):
            raise ConfigError("-o", f"{found[0]} exists: --resume goes on with a run, or name another place")
        if self.is_complete:
            return
        patterns = {"documents": wanted.documents}
        if wanted.removed:
            patterns["removed"] = wanted.removed
        self._parts = PartWriter(patterns, wanted.part_size, len(self._markers))

    @property
    def is_complete(self) -> bool:
        """Whether an earlier run finished the last part."""
        return bool(self._markers) and self._markers[-1].is_last

    def restore(self, run: Run) -> None:
        """Have a run go on where the finished parts end."""
        self._run = run
        for marker in self._markers:
            run.account += marker.account
            for key, entry in marker.tallies.items():
                run.tallies[key] = run.tallies[key] + entry if key in run.tallies else entry
            run.ids.restore(marker.ids)
            self._write_failures(marker.failures)
        if self._markers:
            run.start = Place(**self._markers[-1].place)
            self._trace = Trace.at(run.start)
        self._before = run.account
        run.remembers = "errors" in self._files or self._parts is not None
        run.ids.remember = self._parts is not None

    def take(self, run: Run, placed: Placed, outcome: Any) -> None:
        """Write what came of a document, or (`None`) end its source.

        Raises:
            OutputError: it could not be written.
            BrokenPipeError: whoever read standard output has gone.
        """
        if outcome is None and self._documents:
            self._documents.end_source()
        if isinstance(outcome, Done):
            self._write(outcome, placed.source)
        if self._parts is not None:
            self._trace.passed(placed)
            self._parts.passed(placed.size)
            if self._parts.is_full:
                self._end_part(run, is_last=False)
        elif run.failures:
            self._write_failures(run.failures)
            run.failures.clear()

    def _write(self, done: Done, source: SourceFile) -> None:
        if done.rejected is None:
            if self._documents:
                self._documents.write(done, source)
            elif self._parts is not None:
                self._parts.write("documents", self._separator + done.text)
                self._separator = self._wanted.form.separator
        if done.ledger:
            if self._parts is not None:
                self._parts.write("removed", done.ledger)
            else:
                self._files["removed"].write(done.ledger)

    def _end_part(self, run: Run, *, is_last: bool) -> None:
        assert self._parts is not None
        account = Account(
            run.account.clean - self._before.clean,
            run.account.dropped - self._before.dropped,
            run.account.failed - self._before.failed,
        )
        marker = Marker(
            run=self._wanted.identity,
            place=asdict(self._trace.place),
            account=account,
            tallies=run.new_tallies(),
            ids=bytes(run.ids.fresh),
            failures=tuple(run.failures),
            is_last=is_last,
        )
        self._parts.finish_part(marker)
        self._write_failures(run.failures)
        self._separator = ""
        self._before = run.account
        run.ids.fresh.clear()
        run.failures.clear()

    def _write_failures(self, failures: Iterable[Any]) -> None:
        if file := self._files.get("errors"):
            for record in failures:
                file.write(json_line(record))

    def finish(self, run: Run) -> None:
        """Write the report and give every file its name."""
        if self._parts is not None:
            self._end_part(run, is_last=True)
        self._write_report(run.report())
        for output in self._opened:
            output.commit()
        self._opened = []

    def keep(self, run: Run) -> list[str]:
        """Keep what an interrupted run has written, under names that say so.

        Returns:
            What there is now, in words.
        """
        said = []
        if self._parts is not None:
            said.append(f"{self._parts.number} parts are finished: the same command with --resume goes on behind them")
            self._parts.discard()
            self._write_failures(run.failures)
        self._write_report(run.report())
        kept = [output.commit(PARTIAL) for output in self._opened]
        said += [f"kept what was done: {path}" for path in kept if path.endswith(PARTIAL)]
        self._opened = []
        return said

    def _write_report(self, report: Report) -> None:
        if file := self._files.get("report"):
            file.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n")

    def _discard(self) -> None:
        if self._parts is not None:
            self._parts.discard()
        for output in self._opened:
            output.discard()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        file = self._files.get("errors")
        if kind is not None and file in self._opened and not issubclass(kind, BrokenPipeError):
            # What ended the run must be there to be read.
            with contextlib.suppress(OutputError):
                self._write_failures(self._run.failures if self._run else ())
                file.commit()
                self._opened.remove(file)
        self._discard()
