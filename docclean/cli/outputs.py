"""Where documents, receipts and tallies of a run go."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from attrs import frozen

from docclean.errors import ConfigError, OutputError
from docclean.read.sources import STDIN, SourceFile
from docclean.report import Report
from docclean.result import CleanDocument
from docclean.write.files import STDOUT, OutputFile
from docclean.write.formats import Format
from docclean.write.ledger import ledger_lines

__all__ = ["DocumentFile", "DocumentFolder", "Outputs", "Wanted"]


@frozen
class Wanted:
    """The outputs that were asked for; `""` for one that was not."""

    form: Format
    documents: str
    removed: str
    report: str

    @property
    def folder(self) -> str:
        """The folder for one file per source, if documents go into one."""
        is_folder = self.documents.endswith(("/", os.sep)) or os.path.isdir(self.documents)
        return self.documents if self.documents and is_folder else ""


class Outputs:
    """All outputs of a run. None of them appears under its name unless the run got to its end."""

    def __init__(self, wanted: Wanted, inputs: Sequence[str]) -> None:
        check_paths(inputs, wanted)
        self._opened: list[DocumentFile | DocumentFolder | OutputFile] = []
        self._documents: DocumentFile | DocumentFolder | None = None
        self._removed: OutputFile | None = None
        self._report: OutputFile | None = None
        try:
            self._open(wanted)
        except OutputError as problem:
            self._discard()
            # Nothing is lost yet: it is the command that cannot work.
            raise ConfigError("", str(problem)) from problem

    def _open(self, wanted: Wanted) -> None:
        if wanted.folder:
            self._documents = DocumentFolder(wanted.folder, wanted.form)
        elif wanted.documents:
            self._documents = DocumentFile(wanted.documents, wanted.form)
        self._opened += [self._documents] if self._documents else []
        if wanted.removed:
            self._removed = OutputFile(wanted.removed)
            self._opened.append(self._removed)
        if wanted.report:
            self._report = OutputFile(wanted.report)
            self._opened.append(self._report)

    def take(self, source: SourceFile, document: CleanDocument | None) -> None:
        """Write a document, or (`None`) end its source.

        Raises:
            OutputError: it could not be written.
            BrokenPipeError: whoever read standard output has gone.
        """
        if document is None:
            if self._documents:
                self._documents.end_source()
            return
        if self._documents and document.rejected is None:
            self._documents.write(document, source)
        if self._removed:
            for line in ledger_lines(document):
                self._removed.write(line)

    def finish(self, report: Report) -> None:
        """Write the report and give every file its name."""
        if self._report:
            self._report.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n")
        for output in self._opened:
            output.commit()

    def _discard(self) -> None:
        for output in self._opened:
            output.discard()

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()


class DocumentFile:
    """All documents into one file."""

    def __init__(self, path: str, form: Format) -> None:
        self._file = OutputFile(path)
        self._form = form
        self._separator = ""

    def write(self, document: CleanDocument, _: SourceFile) -> None:
        """Append a document."""
        self._file.write(self._separator + self._form.render(document))
        self._separator = self._form.separator

    def end_source(self) -> None:
        """Nothing: the next source goes into the same file."""

    def commit(self) -> None:
        """Finish the file."""
        self._file.commit()

    def discard(self) -> None:
        """Leave nothing of what was not finished."""
        self._file.discard()


class DocumentFolder:
    """The documents of each source into a file of its own, named after it."""

    def __init__(self, path: str, form: Format) -> None:
        self._folder = Path(path)
        self._form = form
        self._file: DocumentFile | None = None
        self._taken: set[str] = set()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutputError(path, f"{problem.strerror or problem}") from problem
        if not os.access(self._folder, os.W_OK | os.X_OK):
            raise OutputError(path, "Permission denied")

    def write(self, document: CleanDocument, source: SourceFile) -> None:
        """Append a document to the file of its source."""
        if self._file is None:
            target = self._folder / self._name(source)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise OutputError(str(target.parent), f"{problem.strerror or problem}") from problem
            self._file = DocumentFile(str(target), self._form)
        self._file.write(document, source)

    def end_source(self) -> None:
        """Finish the file of the source, if a document of it was clean."""
        if self._file is not None:
            self._file.commit()
            self._file = None

    def commit(self) -> None:
        """Finish the last file."""
        self.end_source()

    def discard(self) -> None:
        """Leave nothing of a file that was not finished; those of earlier sources stay."""
        if self._file is not None:
            self._file.discard()

    def _name(self, source: SourceFile) -> str:
        """The source's name with the format's suffix; the suffix added, then a number, where that is taken."""
        name = output_name(source, self._form)
        number = 1
        while name in self._taken:
            number += 1
            middle = "" if number == 2 else f".{number - 1}"
            name = f"{source.relative}{middle}{self._form.suffix}"
        self._taken.add(name)
        return name


def output_name(source: SourceFile, form: Format) -> str:
    """Where the documents of a source go in an output folder."""
    return Path(source.relative).with_suffix(form.suffix).as_posix()


def check_paths(inputs: Iterable[str], wanted: Wanted) -> None:
    """Refuse outputs that would overwrite an input or each other.

    Raises:
        ConfigError: an output is an input, is inside an input folder, or is named twice.
    """
    named = [
        ("-o", "" if wanted.folder else wanted.documents),
        ("--removed", wanted.removed),
        ("--report", wanted.report),
    ]
    files = [(option, os.path.realpath(path)) for option, path in named if path and path != STDOUT]
    if STDOUT in (wanted.removed, wanted.report):
        raise ConfigError("--removed, --report", "need a file: standard output is for documents")
    seen: dict[str, str] = {}
    for option, target in files:
        # Two outputs may share a device, such as /dev/null.
        if target in seen and (os.path.isfile(target) or not os.path.exists(target)):
            raise ConfigError(option, f"{target} is the file of {seen[target]} too: give each its own")
        seen[target] = option
    for given in inputs:
        if given != STDIN:
            _check_input(given, files, wanted)


def _check_input(given: str, files: Sequence[tuple[str, str]], wanted: Wanted) -> None:
    source = os.path.realpath(given)
    targets = list(files)
    is_folder = os.path.isdir(source)
    if wanted.folder:
        inside = "" if is_folder else output_name(SourceFile(Path(given), given, Path(given).name), wanted.form)
        targets.append(("-o", os.path.realpath(os.path.join(wanted.folder, inside))))
    for option, target in targets:
        if target == source or (is_folder and Path(target).is_relative_to(source)):
            where = "inside the input folder" if is_folder else "the input itself"
            raise ConfigError(option, f"{target} is {where}: name another place")
