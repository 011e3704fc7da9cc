"""Loads golden cases; README.md beside this file describes their format."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

__all__ = ["Case", "cases_of", "load_all"]

_FENCE = re.compile(r"(?P<fence>`{3,})(?P<name>\w*)\s*")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([rt\\]))")
_BLOCKS = {"toml", "input", "html", "output", "reasons", "notes"}
_SIMPLE = {"r": "\r", "t": "\t", "\\": "\\"}


@frozen(kw_only=True)
class Case:
    """One golden case."""

    filter: str
    title: str
    where: str
    """File and line, for messages."""
    input: str
    is_page: bool
    """Whether the input is HTML."""
    output: str | None
    """The text that must come out; `None` where that is the text that went in."""
    reasons: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] | None
    """The notes that the filter must add; `None` where they are not compared."""
    given: tuple[tuple[str, str], ...]
    """The notes that the document has before."""
    options: dict[str, Any] = field(factory=dict)

    @property
    def positive(self) -> bool:
        """Whether something must change."""
        return bool(self.reasons) or bool(self.notes)


def load_all(root: Path) -> list[Case]:
    """The cases of all folders under `root`, sorted by path."""
    return [case for path in sorted(root.glob("*/*.md")) for case in cases_of(path)]


def cases_of(path: Path) -> Iterator[Case]:
    """The cases of one file, in order.

    Raises:
        ValueError: the file breaks the format; the message says where.
    """
    title, start, blocks = "", 0, {}
    lines = path.read_text(encoding="utf-8").split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        opening = _FENCE.fullmatch(line)
        if opening:
            name = opening["name"]
            if name not in _BLOCKS or name in blocks or not title:
                raise ValueError(f"{path}:{number}: block {name!r} is unknown, given twice or outside a case")
            if opening["fence"] not in lines[number:]:
                raise ValueError(f"{path}:{number}: block {name!r} is not closed")
            end = lines.index(opening["fence"], number)
            blocks[name] = "\n".join(lines[number:end])
            number = end + 1
        elif line.startswith("# "):
            if title:
                yield _case(path, title, start, blocks)
            title, start, blocks = line[2:].strip(), number, {}
    if not title:
        raise ValueError(f"{path}: holds no case")
    yield _case(path, title, start, blocks)


def _case(path: Path, title: str, number: int, blocks: dict[str, str]) -> Case:
    where = f"{path.parent.name}/{path.name}:{number}"
    if ("input" in blocks) == ("html" in blocks):
        raise ValueError(f"{where}: {title!r} needs either input or html")
    if ("output" in blocks) != ("reasons" in blocks):
        raise ValueError(f"{where}: {title!r} needs both output and reasons, or neither")
    settings = tomllib.loads(blocks.get("toml", ""))
    unknown = settings.keys() - {"escapes", "options", "notes"}
    if unknown:
        raise ValueError(f"{where}: unknown settings {sorted(unknown)}")
    text = _unescaped if settings.get("escapes") else str
    given = [(key, value) for key, values in settings.get("notes", {}).items() for value in _listed(values)]
    return Case(
        filter=path.parent.name,
        title=title,
        where=where,
        input=text(blocks["html"] if "html" in blocks else blocks["input"]),
        is_page="html" in blocks,
        output=text(blocks["output"]) if "output" in blocks else None,
        reasons=tuple(_reasons(blocks.get("reasons", ""))),
        notes=tuple(_note(line, where) for line in blocks["notes"].split("\n")) if "notes" in blocks else None,
        given=tuple(given),
        options=settings.get("options", {}),
    )


def _listed(values: str | list[str]) -> list[str]:
    return values if isinstance(values, list) else [values]


def _reasons(block: str) -> Iterator[str]:
    for line in filter(None, block.split("\n")):
        reason, _, times = line.partition(" x")
        yield from [reason] * int(times or 1)


def _note(line: str, where: str) -> tuple[str, str]:
    key, equals, value = line.partition(" = ")
    if not equals:
        raise ValueError(f"{where}: {line!r} is not `key = value`")
    return key, value


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _SIMPLE[match[3]] if match[3] else chr(int(match[1] or match[2], 16)), text)
