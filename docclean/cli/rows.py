"""A cleaned document as the lines that a person wants to see: what stayed, what went, and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import Enum

from attrs import define, field, frozen

from docclean.apply import Step
from docclean.cli.console import safe
from docclean.document import Block, Scalar
from docclean.language.block_language import tags_of
from docclean.language.guess import NOT_LANGUAGE, UNDECIDED
from docclean.measure.edits import Edit
from docclean.measure.languages import base_of
from docclean.result import CleanDocument
from docclean.verdict import Change, Effect, Reason

__all__ = ["Fate", "Part", "Row", "reason_text", "rows_of", "shown_parts"]


class Fate(Enum):
    """What became of a line of the input."""

    KEPT = "kept"
    REMOVED = "removed"
    LIFTED = "lifted"


@frozen
class Part:
    """A stretch of a line: `old` became `new`; equal where nothing changed."""

    old: str
    new: str


@define(eq=False)
class Row:
    """A line of the input with its fate."""

    parts: list[Part]
    """The line in stretches; of a line that went, as it stood last."""
    fate: Fate = Fate.KEPT
    why: list[str] = field(factory=list)
    language: str = ""
    """Its language, if that is another than the document's."""

    @classmethod
    def of(cls, text: str) -> Row:
        """A line to which nothing was done."""
        return cls([Part(text, text)])

    @property
    def text(self) -> str:
        """What stands in the output, or stood there last."""
        return "".join(part.new for part in self.parts)

    @property
    def labels(self) -> list[str]:
        """What is said of it: its language, if that is remarkable, and what was done and why."""
        return [self.language, *self.why] if self.language else self.why

    @property
    def edited(self) -> bool:
        """Whether it is in the output, but not as it was."""
        return self.fate is Fate.KEPT and bool(self.why)


def rows_of(document: CleanDocument) -> list[Row]:
    """The lines of the input in order, each with what the steps did to it."""
    rows = [Row.of(block.text) for block in document.original.blocks]
    for row, tag in zip(rows, _languages(document), strict=False):
        row.language = tag
    live = list(rows)
    for step in document.steps:
        following: dict[int, list[Row]] = {}
        merged: set[int] = set()
        live = _after(step, live, following, merged)
        if following or merged:
            rows = [item for row in rows if id(row) not in merged for item in (row, *following.get(id(row), ()))]
    return rows


def _languages(document: CleanDocument) -> list[str]:
    """Of each line of the input its language, where that is another than the document's.

    Asked again of the input: what is gone before the lines are tagged has no tag, and is often what is in another
    language.
    """
    own = base_of(document.language)
    if own == UNDECIDED.code or all(step.filter != "block-language" for step in document.steps):
        return []
    tags = tags_of(document.original)
    return ["" if base_of(tag) in (own, UNDECIDED.code, NOT_LANGUAGE.code) else tag for tag in tags]


def _after(step: Step, live: list[Row], following: dict[int, list[Row]], merged: set[int]) -> list[Row]:
    """The rows still in the text after a step; notes new rows behind a row, and rows that joined another."""
    after: list[Row] = []
    position = 0
    for change in step.verdict.changes:
        stop = change.at + len(change.before)
        after += live[position : change.at]
        touched = live[change.at : stop]
        position = stop
        if change.effect is Effect.REKINDED:
            after += touched
        elif not change.after:
            _take_out(step, change, touched)
        else:
            after += _replaced(step, change, touched, following)
            merged.update(id(row) for row in touched[1:])
    return after + live[position:]


def _take_out(step: Step, change: Change, touched: Sequence[Row]) -> None:
    for row, block in zip(touched, change.before, strict=True):
        row.fate = Fate.LIFTED if change.effect is Effect.LIFTED else Fate.REMOVED
        row.why.append(_why(step, change, block))


def _replaced(step: Step, change: Change, touched: Sequence[Row], following: dict[int, list[Row]]) -> list[Row]:
    first = touched[0]
    why = _why(step, change, change.before[0])
    if len(change.after) > 1:
        # Where a line was cut, each part is shown as it came out.
        first.parts = Row.of(change.after[0].text).parts
        first.why.append(why)
        added = [Row.of(block.text) for block in change.after[1:]]
        following[id(first)] = added
        return [first, *added]
    for row, block in zip(touched[1:], change.before[1:], strict=True):
        first.parts += [Part(block.gap, block.gap), *row.parts]
        first.why += [item for item in row.why if item not in first.why]
    gap = len(change.before[0].gap)
    edits = [(start - gap, end - gap, new) for start, end, new in change.edits if start >= gap]
    first.parts = edited_parts(first.parts, edits)
    # An edit of white space between lines is told in the tally; here it would hide what matters.
    if edits:
        first.why.append(why)
    return [first]


def edited_parts(parts: Sequence[Part], edits: Sequence[Edit]) -> list[Part]:
    """The parts of a line after more edits, which are given in offsets of its text as it is now.

    >>> edited_parts([Part("at  six", "at  six")], [(2, 4, " ")])
    [Part(old='at', new='at'), Part(old='  ', new=' '), Part(old='six', new='six')]
    """
    done: list[Part] = []
    waiting = list(reversed(parts))
    position = 0
    for start, end, new in edits:
        position = _move(waiting, done, start - position, position)
        old, fresh = "", ""
        if position < start:
            # The edit begins inside a stretch that an earlier one put in.
            part = waiting.pop()
            old, fresh = part.old, part.new[: start - position]
            rest = part.new[start - position :]
            waiting.append(Part("", rest))
            position = start
        while position < end:
            part = waiting.pop()
            taken = min(end - position, len(part.new))
            position += taken
            if part.old == part.new:
                old += part.old[:taken]
                rest = part.old[taken:]
                waiting += [Part(rest, rest)] if rest else []
            else:
                old += part.old
                waiting += [Part("", part.new[taken:])] if part.new[taken:] else []
        done.append(Part(old, fresh + new))
    return [*done, *reversed(waiting)]


def _move(waiting: list[Part], done: list[Part], length: int, position: int) -> int:
    """Move parts over until `length` more characters are done, or the next one cannot be cut; where that is."""
    while length > 0 and waiting:
        part = waiting[-1]
        if len(part.new) <= length:
            done.append(waiting.pop())
        elif part.old == part.new:
            waiting[-1] = Part(part.old[length:], part.new[length:])
            done.append(Part(part.old[:length], part.new[:length]))
            return position + length
        else:
            break
        length -= len(part.new)
        position += len(part.new)
    return position


def _why(step: Step, change: Change, block: Block) -> str:
    why = reason_text(change.reason)
    if change.effect is not Effect.LIFTED:
        return why
    found = [key for key, value in step.verdict.notes if str(value) in block.text]
    keys = list(dict.fromkeys(found or [key for key, _ in step.verdict.notes]))
    return f"→ {', '.join(keys)}  {why}" if keys else why


def reason_text(reason: Reason) -> str:
    """A reason in one line: rule, measured against allowed, evidence.

    >>> reason_text(Reason("link-lists", "too-many-links", 0.9, 0.5, (("block", 3),)))
    'link-lists/too-many-links  0.9 > 0.5  block 3'
    """
    value, limit = reason.value, reason.limit
    if isinstance(value, str) or isinstance(limit, str):
        measured = f"{_shown(value)} (allowed: {_shown(limit)})"
    else:
        sign = ">" if value > limit else "<" if value < limit else "="
        measured = f"{_shown(value)} {sign} {_shown(limit)}"
    facts = ", ".join(f"{name} {_shown(fact)}" for name, fact in reason.evidence)
    return safe("  ".join(part for part in (reason.key, measured, facts) if part))


def _shown(value: Scalar) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def shown_parts(row: Row) -> list[Part]:
    """The parts of a line as a terminal can show them: in what changed, invisible characters by their names."""
    return [
        Part(safe(part.old), safe(part.new)) if part.old == part.new else Part(visible(part.old), visible(part.new))
        for part in row.parts
    ]


def visible(text: str) -> str:
    r"""The text with the names of characters that cannot be seen.

    >>> visible("soft\u00adhyphen")
    'soft<U+00AD>hyphen'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == " " or unicodedata.category(char)[0] not in "CZ":
        return char
    return f"<U+{ord(char):04X}>"
