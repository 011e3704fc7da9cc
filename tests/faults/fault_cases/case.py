"""What a bad input is: how it is made, and what must become of it."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Range = tuple[int, int]
Make = Callable[[float], bytes]

CAP = 64 * 2**20
"""Bytes that a document may have at full scale (`--max-bytes`); smaller with the scale, as all sizes are."""

GOOD = "The keeper of the north lamp climbs one hundred and eighty steps every evening, whatever the weather."
"""A sentence that every preset keeps, to be found around what is bad."""

SENTENCES = (
    GOOD,
    "In spring the gardeners sell mostly roses and herbs, and in autumn they press apples for the whole street.",
    "The library opens at nine and closes when the last reader has left, which on Fridays may be after midnight.",
    "Two of the seven mills along the river still grind flour, and one of them has turned its wheel since 1742.",
    "Nobody could say who had painted the small boat green, but everybody agreed that it had looked better in blue.",
)


@dataclass(frozen=True)
class Expected:
    """How many documents become what; a range where several answers are right."""

    clean: Range
    dropped: Range
    failed: Range
    total: Range

    def problem(self, found: tuple[int, int, int]) -> str:
        """What is wrong with these numbers of clean, dropped and failed documents; `""` if nothing is."""
        names = ("clean", "dropped", "failed", "total")
        wanted = (self.clean, self.dropped, self.failed, self.total)
        wrong = [
            f"{name} {number}, expected {low}" + (f" to {high}" if high != low else "")
            for name, number, (low, high) in zip(names, (*found, sum(found)), wanted, strict=True)
            if not low <= number <= high
        ]
        return "; ".join(wrong)


def expected(
    clean: int | Range = 0, dropped: int | Range = 0, failed: int | Range = 0, *, total: int | Range | None = None
) -> Expected:
    """What is expected, a number standing for the range of it alone."""
    ranges = [(value, value) if isinstance(value, int) else value for value in (clean, dropped, failed)]
    if total is None:
        total = (sum(low for low, _ in ranges), sum(high for _, high in ranges))
    return Expected(*ranges, (total, total) if isinstance(total, int) else total)


CLEAN = expected(clean=1)
DROPPED = expected(dropped=1)
FAILED = expected(failed=1)
COUNTED = expected((0, 1), (0, 1), (0, 1), total=1)
"""Any outcome will do, as long as there is one."""
READ = expected((0, 1), (0, 1), total=1)
"""Clean or dropped: nothing is wrong with it."""


@dataclass(frozen=True)
class Case:
    """One bad input.

    Attributes:
        name: `class/what-it-is`; also its folder.
        make: makes its files in a folder, at a scale from 0 to 1.
        outcome: what must become of its documents at a scale.
        texts: the texts of its clean documents, in order, with the preset minimal.
        ids: the ids of its clean documents, in order.
        present: strings that the texts of its clean documents hold, with the preset minimal.
        absent: strings that no field of its records holds, with any preset.
        known: why the program does not do it yet; the test says so when it does.
        seconds: time that it may take at full scale, above that of an empty run.
        mebibytes: memory that it may take at full scale.
    """

    name: str
    make: Callable[[Path, float], None]
    outcome: Callable[[float], Expected]
    texts: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    known: str = ""
    seconds: float = 30
    mebibytes: int = 1024

    @property
    def kind(self) -> str:
        """The class of the case."""
        return self.name.partition("/")[0]


def case(
    name: str, file: str, content: bytes | str | Make, outcome: Expected | Callable[[float], Expected] = CLEAN, **rest
) -> Case:
    """A case of one file."""

    def make(folder: Path, scale: float) -> None:
        data = content(scale) if callable(content) else content
        path = os.path.join(os.fsencode(folder), os.fsencode(file))
        with open(path, "wb") as stream:
            stream.write(data.encode() if isinstance(data, str) else data)

    return Case(name, make, outcome if callable(outcome) else (lambda _: outcome), **rest)


def size(full: int, scale: float, least: int = 10) -> int:
    """A number that shrinks with the scale."""
    return max(least, int(full * scale))


def cap(scale: float) -> int:
    """The bytes that a document may have at this scale; to be given as `--max-bytes`."""
    return size(CAP, scale, 2**16)


def noise(length: int, seed: str = "noise") -> bytes:
    """Bytes without any order, the same for each call."""
    return random.Random(seed).randbytes(length)


def prose(length: int) -> str:
    """Sentences in paragraphs, at least this many characters, no paragraph twice."""
    parts: list[str] = []
    held = 0
    while held < length:
        number = len(parts)
        sentence = SENTENCES[number % len(SENTENCES)]
        parts.append(sentence if number < len(SENTENCES) else f"{sentence[:-1]}, as page {number} of the log says.")
        held += len(parts[-1]) + 2
    return "\n\n".join(parts)


def records(texts: Sequence[str]) -> bytes:
    """Texts as JSON Lines."""
    return b"".join(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n" for text in texts)


def page(body: str, head: str = "") -> str:
    """A page around some elements, with a paragraph that must not be lost."""
    return f"<!doctype html><html><head>{head}</head><body><p>{GOOD}</p>\n{body}\n<p>{SENTENCES[1]}</p></body></html>"
