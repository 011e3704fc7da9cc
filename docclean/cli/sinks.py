"""Where the documents of a run go: one file, a file per source, or numbered parts."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from docclean.cli.work import Done
from docclean.errors import OutputError
from docclean.read.sources import SourceFile
from docclean.write.compression import SUFFIXES
from docclean.write.files import OutputFile
from docclean.write.formats import Format

__all__ = ["LANGUAGE", "TAG", "DocumentFile", "DocumentFolder", "LanguageFiles", "output_name"]

LANGUAGE = "{language}"
"""Stands in the name of an output for the language of documents."""

TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?")
_MAX_NAME_BYTES = 200
"""Longer names are cut and told apart by a hash: with a suffix they would be longer than a file system takes."""


class DocumentFile:
    """All documents into one file."""

    def __init__(self, path: str, form: Format) -> None:
        self._file = OutputFile(path)
        self._form = form
        self._separator = ""

    def write(self, done: Done, _: SourceFile) -> None:
        """Append a document."""
        self._file.write(self._separator + done.text)
        self._separator = self._form.separator

    def end_source(self) -> None:
        """Nothing: the next source goes into the same file."""

    def commit(self, suffix: str = "") -> str:
        """Finish the file; its path."""
        return self._file.commit(suffix)

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

    def write(self, done: Done, source: SourceFile) -> None:
        """Append a document to the file of its source."""
        if self._file is None:
            target = self._folder / self._name(source)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise OutputError(str(target.parent), f"{problem.strerror or problem}") from problem
            self._file = DocumentFile(str(target), self._form)
        self._file.write(done, source)

    def end_source(self) -> None:
        """Finish the file of the source, if a document of it was clean."""
        if self._file is not None:
            self._file.commit()
            self._file = None

    def commit(self, suffix: str = "") -> str:
        """Finish the last file; the path of the folder."""
        if self._file is not None:
            self._file.commit(suffix)
            self._file = None
        return str(self._folder)

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


class LanguageFiles:
    """The documents of each language into a file of its own."""

    def __init__(self, pattern: str, form: Format) -> None:
        self._pattern = pattern
        self._form = form
        self._files: dict[str, DocumentFile] = {}
        folder = Path(os.path.dirname(pattern) or ".")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutputError(str(folder), f"{problem.strerror or problem}") from problem
        if not os.access(folder, os.W_OK | os.X_OK):
            raise OutputError(str(folder), "Permission denied")

    def write(self, done: Done, source: SourceFile) -> None:
        """Append a document to the file of its language."""
        # Of a third party's engine anything may come; a path is made of nothing but a tag.
        tag = done.language if TAG.fullmatch(done.language) else "und"
        if tag not in self._files:
            self._files[tag] = DocumentFile(self._pattern.replace(LANGUAGE, tag), self._form)
        self._files[tag].write(done, source)

    def end_source(self) -> None:
        """Nothing: the next source goes into the same files."""

    def commit(self, suffix: str = "") -> str:
        """Finish all files; the pattern of their names, with what was added to them."""
        for file in self._files.values():
            file.commit(suffix)
        self._files = {}
        return self._pattern + suffix

    def discard(self) -> None:
        """Leave nothing of what was not finished."""
        for file in self._files.values():
            file.discard()


def output_name(source: SourceFile, form: Format) -> str:
    """Where the documents of a source go in an output folder."""
    path = Path(source.relative)
    if path.suffix.lower() in SUFFIXES:
        path = path.with_suffix("")
    path = path.with_suffix(form.suffix)
    encoded = os.fsencode(path.name)
    if len(encoded) > _MAX_NAME_BYTES:
        digest = hashlib.sha256(encoded).hexdigest()[:12]
        short = encoded[: _MAX_NAME_BYTES - 20].decode("utf-8", "ignore")
        path = path.with_name(f"{short}.{digest}{form.suffix}")
    return path.as_posix()
