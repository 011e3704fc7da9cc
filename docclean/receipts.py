"""Receipts: every removed or changed stretch of a document, in offsets of its decoded input.

Steps record edits of the text that they saw. Replaying them over a table of
pieces turns those offsets into offsets of the decoded input, exact however
many steps touched a line before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from docclean.apply import Step, merged_gap, rebuilt
from docclean.document import Block, Document
from docclean.measure.edits import Edit
from docclean.verdict import Change, Effect, Reason, flat

__all__ = ["Receipt", "receipts_of"]


@frozen
class Receipt:
    """One stretch of the decoded input that was removed or changed, and why.

    A change that touches several places of a block gives a receipt for each.
    """

    id: str
    """Id of the document."""
    step: int
    """Number of the step among those that changed the document, from 0."""
    reason: Reason
    effect: Effect
    group: str
    start: int
    end: int
    """Code points in the decoded input; `start == end` for a pure insertion."""
    before: str
    after: str
    path: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The receipt as one flat JSON-ready mapping."""
        return {
            "id": self.id,
            "step": self.step,
            "filter": self.reason.filter,
            "code": self.reason.code,
            "effect": self.effect.value,
            "value": self.reason.value,
            "limit": self.reason.limit,
            "evidence": dict(self.reason.evidence),
            "group": self.group,
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
            **({"path": self.path} if self.path else {}),
        }


class _Pieces:
    """The current text as pieces of the input and inserted stretches, for mapping offsets back."""

    def __init__(self, length: int) -> None:
        self._starts = [0]
        self._origins = [(0, length)]
        self.length = length

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the input from which the current characters `start` to `end` came."""
        first = self._origin_of(start, toward_end=False)
        last = self._origin_of(end, toward_end=True) if end > start else first
        return first, max(first, last)

    def _origin_of(self, position: int, *, toward_end: bool) -> int:
        index = max(0, bisect_right(self._starts, position - 1 if toward_end else position) - 1)
        origin, stop = self._origins[index]
        offset = position - self._starts[index]
        length = self._length(index)
        if length == stop - origin:
            return origin + offset
        return stop if toward_end else origin

    def _length(self, index: int) -> int:
        following = self._starts[index + 1] if index + 1 < len(self._starts) else self.length
        return following - self._starts[index]

    def edit(self, edits: Sequence[Edit]) -> None:
        """Make edits, given in offsets of the current text."""
        pieces: list[tuple[int, tuple[int, int]]] = []
        position = 0
        for start, end, replacement in edits:
            self._copy(pieces, position, start)
            if replacement:
                pieces.append((len(replacement), self.origin(start, end)))
            position = end
        self._copy(pieces, position, self.length)
        self._starts, self._origins, self.length = [], [], 0
        for length, origin in pieces:
            self._starts.append(self.length)
            self._origins.append(origin)
            self.length += length
        if not self._starts:
            self._starts, self._origins = [0], [(0, 0)]

    def _copy(self, pieces: list[tuple[int, tuple[int, int]]], start: int, end: int) -> None:
        index = max(0, bisect_right(self._starts, start) - 1)
        while start < end:
            stop = min(end, self._starts[index] + self._length(index))
            if stop > start:
                origin = self._origins[index]
                if origin[1] - origin[0] == self._length(index):
                    first = origin[0] + start - self._starts[index]
                    origin = (first, first + stop - start)
                pieces.append((stop - start, origin))
                start = stop
            index += 1


def receipts_of(document: Document, steps: Sequence[Step]) -> Iterator[Receipt]:
    """The receipts of a run, in the order of its steps.

    Args:
        document: the document before the first step.
        steps: what was applied, in order.
    """
    pieces = _Pieces(len(document.text))
    blocks = document.blocks
    for number, step in enumerate(steps):
        changes = step.verdict.changes
        starts = [0]
        for block in blocks:
            starts.append(starts[-1] + len(block.gap) + len(block.text))
        for change in changes:
            yield from _receipts(document.id, number, change, starts[change.at], pieces)
        for item in step.verdict.noted:
            yield Receipt(document.id, number, item.reason, Effect.NOTED, item.key, 0, 0, "", str(item.value))
        if changes:
            pieces.edit(_text_edits(blocks, changes, starts))
            blocks, _ = rebuilt(blocks, changes)


def _receipts(document_id: str, number: int, change: Change, offset: int, pieces: _Pieces) -> Iterator[Receipt]:
    """The receipts of one change of the blocks whose first gap stands at `offset` of the current text."""
    if change.effect is Effect.REKINDED:
        return
    text = flat(change.before)
    edits: Sequence[Edit] = change.edits
    if not change.after:
        edits = [(len(change.before[0].gap), len(text), "")]
    for start, end, after in edits:
        origin = pieces.origin(offset + start, offset + end)
        yield Receipt(
            document_id,
            number,
            change.reason,
            change.effect,
            change.group,
            *origin,
            text[start:end],
            after,
            change.before[0].path,
        )


def _text_edits(blocks: tuple[Block, ...], changes: Sequence[Change], starts: list[int]) -> list[Edit]:
    """The edits of the whole text that a step makes, gaps of dropped blocks included."""
    edits: list[Edit] = []
    dropped: list[int] = []
    position = 0
    for change in changes:
        if dropped and change.at > position:
            edits += _dropped_edits(blocks, dropped, starts, blocks[position].gap)
            dropped = []
        own = [(starts[change.at] + start, starts[change.at] + end, new) for start, end, new in change.edits]
        if not change.after:
            dropped += range(change.at, change.at + len(change.before))
        elif dropped:
            edits += _dropped_edits(blocks, dropped, starts, change.after[0].gap)
            # The gap is settled by the line above; edits of the text behind it remain.
            gap_end = starts[change.at] + len(change.before[0].gap)
            edits += [item for item in own if item[0] >= gap_end]
            dropped = []
        else:
            edits += own
        position = change.at + len(change.before)
    if dropped:
        following = blocks[position].gap if position < len(blocks) else None
        edits += _dropped_edits(blocks, dropped, starts, following)
    return edits


def _dropped_edits(
    blocks: tuple[Block, ...], dropped: list[int], starts: list[int], following: str | None
) -> list[Edit]:
    """What goes from the text with a run of dropped blocks: all but the gap that the next block takes over."""
    begin, end = starts[dropped[0]], starts[dropped[-1] + 1]
    if following is None:
        return [(begin, end, "")]
    kept, pending = dropped[0], ""
    for index in dropped:
        if merged_gap(pending, blocks[index].gap) is not pending:
            kept, pending = index, blocks[index].gap
    after = blocks[dropped[-1] + 1].gap
    if merged_gap(pending, following) is following:
        edits: list[Edit] = [(begin, end, "")]
        return edits if after == following else [*edits, (end, end + len(after), following)]
    gap_end = starts[kept] + len(pending)
    return [item for item in ((begin, starts[kept], ""), (gap_end, end + len(after), "")) if item[0] < item[1]]
