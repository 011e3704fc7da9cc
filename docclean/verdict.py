"""What a filter answers: changes, each with its reason, and notes about the document.

Filters build changes with the constructors below and never touch a document;
`docclean.apply` is the only code that does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from docclean.document import Block, Document, Mark, Note, Scalar, altered
from docclean.measure.edits import Edit, apply_edits, edits_between

__all__ = [
    "KEEP",
    "Change",
    "Effect",
    "Noted",
    "Reason",
    "Verdict",
    "drop",
    "edit",
    "flat",
    "join",
    "lift",
    "moved_marks",
    "retag",
    "rewrite",
    "split",
]


class Effect(StrEnum):
    """What a change does to the text."""

    REMOVED = "removed"
    LIFTED = "lifted"
    EDITED = "edited"
    SPLIT = "split"
    JOINED = "joined"
    REKINDED = "rekinded"
    NOTED = "noted"
    """Nothing in the text: a note about the document, from outside of it."""


@frozen
class Reason:
    """Why: what was measured and what was allowed."""

    filter: str
    code: str
    """Kebab-case name of the rule inside the filter; each filter declares its codes."""
    value: Scalar
    """What was measured."""
    limit: Scalar
    """What `value` was held against."""
    evidence: tuple[tuple[str, Scalar], ...] = ()
    """Further facts: the id of a phrase, the block it duplicates, …"""

    @property
    def key(self) -> str:
        """`filter/code`, under which tallies are kept."""
        return f"{self.filter}/{self.code}"


@frozen
class Change:
    """Some neighbouring blocks and what becomes of them."""

    at: int
    """Index of the first block of `before` in the judged document."""
    before: tuple[Block, ...]
    after: tuple[Block, ...]
    reason: Reason
    effect: Effect
    edits: tuple[Edit, ...] = ()
    """How `flat(before)` becomes `flat(after)`; empty for a whole removal and for a new kind."""
    group: str = ""
    """Ties together the changes that were decided as one, such as the lines of one form."""

    @property
    def characters(self) -> int:
        """How many characters were removed, replaced or (where nothing was there before) inserted."""
        if self.effect is Effect.REKINDED:
            return 0
        if not self.after:
            return sum([len(block.text) for block in self.before])
        return sum(max(end - start, len(new)) for start, end, new in self.edits)


@frozen
class Noted:
    """A note with its reason: which of several sources was believed, and what the others said."""

    key: str
    value: Scalar
    reason: Reason


@frozen
class Verdict:
    """A filter's answer for one document. The empty verdict leaves it as it is."""

    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    reject: Reason | None = None
    noted: tuple[Noted, ...] = ()
    """Notes that get a receipt of their own, because no change of the text tells of them."""

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.changes or self.notes or self.noted or self.reject)


KEEP = Verdict()
"""The verdict that changes nothing."""


def flat(blocks: Sequence[Block]) -> str:
    """The characters of some blocks, the gap before each included."""
    return "".join([part for block in blocks for part in (block.gap, block.text)])


def drop(document: Document, start: int, stop: int | None = None, *, reason: Reason, group: str = "") -> Change:
    """Remove the blocks `start` up to but not including `stop` (default: one block)."""
    stop = start + 1 if stop is None else stop
    return Change(start, document.blocks[start:stop], (), reason, Effect.REMOVED, group=group)


def lift(document: Document, at: int, rest: str = "", *, reason: Reason, group: str = "") -> Change:
    """Take a block, or all of it but its part `rest`, out of the text; the content goes into the verdict's notes."""
    block = document.blocks[at]
    if not rest:
        return Change(at, (block,), (), reason, Effect.LIFTED, group=group)
    own = edits_between(block.text, rest)
    after = _with_text(block, rest, own)
    return Change(at, (block,), (after,), reason, Effect.LIFTED, _moved(own, len(block.gap)), group)


def edit(document: Document, at: int, edits: Sequence[Edit], *, reason: Reason, gap: str | None = None) -> Change:
    """Edit the text of a block in place, and optionally its gap.

    Args:
        document: the judged document.
        at: index of the block.
        edits: `(start, end, replacement)` in offsets of the block's text, in order.
            White space that they leave at either end of the text is taken off as well.
        reason: why.
        gap: the new white space before the block.

    Returns:
        The change; a removal where no text is left.
    """
    block = document.blocks[at]
    text = apply_edits(block.text, edits)
    kept = text.strip()
    if not kept:
        return rewrite(document, at, "", reason=reason)
    if kept != text:
        lead = len(text) - len(text.lstrip())
        ends = ((0, lead, ""), (lead + len(kept), len(text), ""))
        after = _with_text(_with_text(block, text, edits, gap), kept, ends)
        return _rewritten(at, block, after, edits_between(block.text, kept), reason)
    shift = len(block.gap)
    moved = _moved(edits, shift)
    if gap is not None and gap != block.gap:
        moved = ((0, shift, gap), *moved)
    after = _with_text(block, text, edits, gap)
    return Change(at, (block,), (after,), reason, Effect.EDITED, moved)


def rewrite(document: Document, at: int, text: str, *, reason: Reason, gap: str | None = None) -> Change:
    """Give a block another text (and gap), whatever the difference. An empty text removes the block."""
    block = document.blocks[at]
    if not text:
        return Change(at, (block,), (), reason, Effect.REMOVED)
    own = edits_between(block.text, text)
    return _rewritten(at, block, _with_text(block, text, own, gap), own, reason)


def _rewritten(at: int, block: Block, after: Block, own: Sequence[Edit], reason: Reason) -> Change:
    edits = edits_between(block.gap, after.gap) if after.gap != block.gap else ()
    edits += _moved(own, len(block.gap))
    return Change(at, (block,), (after,), reason, Effect.EDITED, edits)


def split(document: Document, at: int, cuts: Sequence[Edit], *, reason: Reason) -> Change:
    """Cut a block into several, each of which inherits its span and kind.

    Args:
        document: the judged document.
        at: index of the block.
        cuts: `(start, end, gap)` in offsets of the block's text: what stands there is
            replaced by the gap of the part that follows. No part may come out blank.
        reason: why.
    """
    block = document.blocks[at]
    parts, position, gap = [], 0, block.gap
    for start, end, next_gap in cuts:
        parts.append(_part(block, position, start, gap))
        position, gap = end, next_gap
    parts.append(_part(block, position, len(block.text), gap))
    return Change(at, (block,), tuple(parts), reason, Effect.SPLIT, _moved(cuts, len(block.gap)))


def join(document: Document, start: int, stop: int, separator: str = " ", *, reason: Reason) -> Change:
    """Make one block of the blocks `start` up to but not including `stop`, `separator` in place of the gaps."""
    before = document.blocks[start:stop]
    edits, position = [], len(before[0].gap) + len(before[0].text)
    marks, shift = list(before[0].marks), len(before[0].text)
    for block in before[1:]:
        edits.append((position, position + len(block.gap), separator))
        position += len(block.gap) + len(block.text)
        shift += len(separator)
        marks += [mark._replace(start=mark.start + shift, end=mark.end + shift) for mark in block.marks]
        shift += len(block.text)
    after = evolve(
        before[0],
        text=separator.join(block.text for block in before),
        span=(before[0].span[0], before[-1].span[1]),
        link_chars=sum(block.link_chars for block in before),
        marks=tuple(marks),
    )
    return Change(start, before, (after,), reason, Effect.JOINED, tuple(edits))


def retag(document: Document, at: int, *, reason: Reason, **fields: Any) -> Change:
    """Change what is known about a block (kind, region, language …) and not its text."""
    block = document.blocks[at]
    return Change(at, (block,), (altered(block, fields),), reason, Effect.REKINDED)


def _moved(edits: Sequence[Edit], shift: int) -> tuple[Edit, ...]:
    return tuple((start + shift, end + shift, new) for start, end, new in edits)


def _with_text(block: Block, text: str, edits: Sequence[Edit], gap: str | None = None) -> Block:
    """The block with the text that some edits of its text gave, its links and emphasis moved along."""
    gap = block.gap if gap is None else gap
    if not block.marks:
        # A page may hold links without targets, and other readers no marks at all.
        return altered(block, {"text": text, "gap": gap, "link_chars": min(block.link_chars, len(text))})
    marks = moved_marks(block.marks, edits)
    # Links without targets have no marks: how many of their characters are left nobody knows.
    unmarked = max(block.link_chars - _link_chars(block.marks), 0)
    link_chars = min(_link_chars(marks) + unmarked, len(text))
    return altered(block, {"text": text, "gap": gap, "marks": marks, "link_chars": link_chars})


def _part(block: Block, start: int, end: int, gap: str) -> Block:
    outside = ((0, start, ""), (end, len(block.text), ""))
    return _with_text(block, block.text[start:end], outside, gap)


def _link_chars(marks: Sequence[Mark]) -> int:
    return sum(mark.end - mark.start for mark in marks if mark.kind == "link")


def moved_marks(marks: Sequence[Mark], edits: Sequence[Edit]) -> tuple[Mark, ...]:
    """Marks after some edits of their text; one that nothing is left of goes.

    What an edit inserts at an edge of a mark is outside of it. An edge inside of a replaced stretch goes to the same
    share of the replacement, outwards: a link of one word is still about one word when its whole line was decoded anew.

    >>> moved_marks([Mark(4, 9, "strong")], [(0, 2, ""), (5, 6, "ss")])
    (Mark(start=2, end=8, kind='strong', target=''),)
    """
    if not marks or not edits:
        return tuple(marks)
    ends, shifts = [], [0]
    for start, end, new in edits:
        ends.append(end)
        shifts.append(shifts[-1] + len(new) - (end - start))
    moved = []
    for mark in marks:
        at = bisect_right(ends, mark.start)
        first = mark.start + shifts[at] - _replaced_before(mark.start, edits, at, round_up=True)
        at = bisect_right(ends, mark.end)
        while at and edits[at - 1][0] == mark.end:
            at -= 1
        last = mark.end + shifts[at] - _replaced_before(mark.end, edits, at, round_up=False)
        if first < last:
            moved.append(mark._replace(start=first, end=last))
    return tuple(moved)


def _replaced_before(position: int, edits: Sequence[Edit], at: int, *, round_up: bool) -> int:
    """How many characters fewer there are before a position inside of an edit than before the edit."""
    if at == len(edits) or edits[at][0] >= position:
        return 0
    start, end, new = edits[at]
    share = (position - start) * len(new)
    kept = share // (end - start) if round_up else -(-share // (end - start))
    return position - start - kept
