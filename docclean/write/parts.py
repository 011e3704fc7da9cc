"""Output in numbered parts, each with a marker beside it that says how far the run had come: a run can go on there."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from docclean.errors import ConfigError, OutputError
from docclean.report import Account, Tally
from docclean.write.files import OutputFile

__all__ = ["NUMBER", "Marker", "PartWriter", "found_parts", "part_name", "read_markers", "remove_halves"]

NUMBER = "{n}"
"""Stands in the name of a part for its number."""
_DIGITS = 5
_MARKER_VERSION = 1
_READ_FACTOR = 8
"""A part ends too when this many times its size was read."""


def part_name(pattern: str, number: int) -> str:
    """The name of a part.

    >>> part_name("out/part-{n}.jsonl.zst", 7)
    'out/part-00007.jsonl.zst'
    """
    return pattern.replace(NUMBER, f"{number:0{_DIGITS}}")


def _marker_name(pattern: str, number: int) -> str:
    path = Path(part_name(pattern, number))
    # Hidden, so that a folder of parts can be read as input.
    return str(path.with_name(f".{path.name}.done"))


@frozen(kw_only=True)
class Marker:
    """What is known when a part is finished."""

    run: str
    """Hash of everything that shapes the output: pipeline, options, names of inputs."""
    place: Mapping[str, Any]
    """Where the run goes on; see `Place`."""
    account: Account
    """Of the documents of this part, dropped and failed ones between them included."""
    tallies: Mapping[str, Tally] = field(factory=dict)
    ids: bytes = b""
    """Hashes of the ids of these documents."""
    failures: tuple[Mapping[str, Any], ...] = ()
    """Records of those that failed."""
    is_last: bool = False

    def to_json(self) -> str:
        """The marker as it is written."""
        tallies = {key: [t.documents, t.blocks, t.characters, t.samples] for key, t in self.tallies.items()}
        account = [self.account.clean, self.account.dropped, self.account.failed]
        values = {
            "version": _MARKER_VERSION,
            "run": self.run,
            "place": dict(self.place),
            "account": account,
            "tallies": tallies,
            "ids": base64.b64encode(self.ids).decode("ascii"),
            "failures": list(self.failures),
            "is_last": self.is_last,
        }
        return json.dumps(values) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Marker:
        """The marker that `to_json` wrote.

        Raises:
            ValueError: something else wrote it.
        """
        values = json.loads(text)
        if not isinstance(values, dict) or values.get("version") != _MARKER_VERSION:
            raise ValueError("it is no marker of this version")
        try:
            tallies = {
                key: Tally(documents, blocks, characters, tuple((mark, sample) for mark, sample in samples))
                for key, (documents, blocks, characters, samples) in values["tallies"].items()
            }
            return cls(
                run=values["run"],
                place=values["place"],
                account=Account(*values["account"]),
                tallies=tallies,
                ids=base64.b64decode(values["ids"]),
                failures=tuple(values["failures"]),
                is_last=values["is_last"],
            )
        except (KeyError, TypeError) as problem:
            raise ValueError(f"it is no marker ({problem})") from None


def read_markers(pattern: str, run: str) -> list[Marker]:
    """The markers of the finished parts, from the first on.

    Args:
        pattern: name of the parts.
        run: what their `run` must be.

    Raises:
        ConfigError: a marker is of another run, or damaged.
    """
    markers: list[Marker] = []
    while not (markers and markers[-1].is_last):
        path = Path(_marker_name(pattern, len(markers)))
        try:
            marker = Marker.from_json(path.read_text("utf-8"))
        except FileNotFoundError:
            break
        except (OSError, ValueError) as problem:
            unusable = f"{path} cannot be used ({problem}): remove it to have its part done again"
            raise ConfigError("--resume", unusable) from problem
        if marker.run != run:
            other = f"{path} is of a run with other options, inputs or another version"
            raise ConfigError("--resume", f"{other}: use the same, or name another place with -o")
        markers.append(marker)
    return markers


class PartWriter:
    """Writes parts one after the other."""

    def __init__(self, patterns: Mapping[str, str], max_size: int, first: int = 0) -> None:
        """Start.

        Args:
            patterns: names of the parts by what goes into them; the first of them has the markers.
            max_size: a part ends with the document with which it holds so many bytes (before compression).
            first: number of the first part to write.

        Raises:
            OutputError: it cannot be written.
        """
        self._patterns = patterns
        self._main = next(iter(patterns.values()))
        self._max_size = max_size
        self._number = first
        self._size = 0
        self._read = 0
        self._files: dict[str, OutputFile] = {}
        self._open()

    @property
    def is_full(self) -> bool:
        """Whether the part should end here."""
        return self._size >= self._max_size or self._read >= _READ_FACTOR * self._max_size

    def passed(self, size: int) -> None:
        """Note so many bytes of input: a long stretch that leaves nothing to write must not be done again either."""
        self._read += size

    @property
    def number(self) -> int:
        """Number of the part that is being written: so many are finished."""
        return self._number

    def write(self, kind: str, text: str) -> None:
        """Append to one of the files of the part.

        Raises:
            OutputError: it could not be written.
        """
        if text:
            self._files[kind].write(text)
            self._size += len(text.encode("utf-8", "replace"))

    def finish_part(self, marker: Marker) -> None:
        """Give the files of the part their names, then write its marker, and begin the next part.

        Raises:
            OutputError: it could not be written.
        """
        if marker.is_last and not self._size and self._number:
            self.discard()
        for file in self._files.values():
            file.commit()
        self._files = {}
        # Last: a part without a marker is done again.
        mark = OutputFile(_marker_name(self._main, self._number))
        try:
            mark.write(marker.to_json())
            mark.commit()
        except OutputError:
            mark.discard()
            raise
        self._number += 1
        self._size = 0
        self._read = 0
        if not marker.is_last:
            self._open()

    def discard(self) -> None:
        """Leave nothing of a part that was not finished."""
        for file in self._files.values():
            file.discard()
        self._files = {}

    def _open(self) -> None:
        try:
            for kind, pattern in self._patterns.items():
                self._files[kind] = OutputFile(part_name(pattern, self._number))
        except OutputError:
            self.discard()
            raise


def found_parts(pattern: str) -> list[str]:
    """The files that a run with this pattern could have written, markers and half ones included.

    Raises:
        OutputError: their folder cannot be listed.
    """
    folder, name = os.path.split(pattern)
    before, after = name.split(NUMBER)
    whole = re.compile(rf"\.?{re.escape(before)}\d{{{_DIGITS},}}{re.escape(after)}(?:\.done)?(?:\.tmp\.\d+)?")
    try:
        names = os.listdir(folder or ".")
    except OSError as problem:
        raise OutputError(folder or ".", f"{problem.strerror or problem}") from problem
    return sorted(os.path.join(folder, found) for found in names if whole.fullmatch(found))


def remove_halves(pattern: str) -> None:
    """Remove what a run that was killed left of a part that it had not finished.

    Args:
        pattern: name of the parts. Nobody else may be writing them.
    """
    for path in found_parts(pattern):
        if ".tmp." in os.path.basename(path):
            with contextlib.suppress(OSError):
                os.unlink(path)
