"""What a filter answers: changes, each with its reason, and notes about the document.

Filters build changes with the constructors below and never touch a document;
`docclean.apply` is the only code that does.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from docclean.document import Block, Document, Note, Scalar
from docclean.measure.edits import Edit, apply_edits, edits_between

__all__ = [
    "KEEP",
    "Change",
    "Effect",
    "Reason",
    "Verdict",
    "drop",
    "edit",
    "flat",
    "join",
    "lift",
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
            return sum(len(block.text) for block in self.before)
        return sum(max(end - start, len(new)) for start, end, new in self.edits)


@frozen
class Verdict:
    """A filter's answer for one document. The empty verdict leaves it as it is."""

    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    reject: Reason | None = None


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
    after = (evolve(block, text=rest),) if rest else ()
    edits = edits_between(flat((block,)), flat(after)) if rest else ()
    return Change(at, (block,), after, reason, Effect.LIFTED, edits, group)


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
    if text != text.strip() or not text:
        return rewrite(document, at, text.strip(), reason=reason, gap=gap)
    shift = len(block.gap)
    moved = tuple((start + shift, end + shift, new) for start, end, new in edits)
    if gap is not None and gap != block.gap:
        moved = ((0, shift, gap), *moved)
    after = evolve(block, text=text, gap=block.gap if gap is None else gap)
    return Change(at, (block,), (after,), reason, Effect.EDITED, moved)


def rewrite(document: Document, at: int, text: str, *, reason: Reason, gap: str | None = None) -> Change:
    """Give a block another text (and gap), whatever the difference. An empty text removes the block."""
    block = document.blocks[at]
    if not text:
        return Change(at, (block,), (), reason, Effect.REMOVED)
    after = evolve(block, text=text, gap=block.gap if gap is None else gap)
    edits = edits_between(block.gap, after.gap) if after.gap != block.gap else ()
    shift = len(block.gap)
    edits += tuple((start + shift, end + shift, new) for start, end, new in edits_between(block.text, text))
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
        parts.append(evolve(block, gap=gap, text=block.text[position:start]))
        position, gap = end, next_gap
    parts.append(evolve(block, gap=gap, text=block.text[position:]))
    shift = len(block.gap)
    edits = tuple((start + shift, end + shift, new) for start, end, new in cuts)
    return Change(at, (block,), tuple(parts), reason, Effect.SPLIT, edits)


def join(document: Document, start: int, stop: int, separator: str = " ", *, reason: Reason) -> Change:
    """Make one block of the blocks `start` up to but not including `stop`, `separator` in place of the gaps."""
    before = document.blocks[start:stop]
    edits, position = [], len(before[0].gap) + len(before[0].text)
    for block in before[1:]:
        edits.append((position, position + len(block.gap), separator))
        position += len(block.gap) + len(block.text)
    after = evolve(
        before[0],
        text=separator.join(block.text for block in before),
        span=(before[0].span[0], before[-1].span[1]),
        link_chars=sum(block.link_chars for block in before),
    )
    return Change(start, before, (after,), reason, Effect.JOINED, tuple(edits))


def retag(document: Document, at: int, *, reason: Reason, **fields: Any) -> Change:
    """Change what is known about a block (kind, region, language …) and not its text."""
    block = document.blocks[at]
    return Change(at, (block,), (evolve(block, **fields),), reason, Effect.REKINDED)
