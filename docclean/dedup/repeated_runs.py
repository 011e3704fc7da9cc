"""The filter `repeated-runs`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrs import frozen

from docclean.dedup.keys import INTRODUCES, by_right, lookalikes, weight
from docclean.document import Block, Document, Kind
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop

__all__ = ["RepeatedRuns"]

MAX_SKIPPED = 6
"""Blocks of the first copy that may be missing in a row in the second."""
MAX_BETWEEN = 3
"""Short lines that may stand in a row between two blocks of the second copy, or between the copies."""
SHORT_WEIGHT = 45
"""Lighter lines prove nothing alone: headings, labels, lines of verse (the limit of `repeated-blocks`)."""
MIN_COVER_OF_SHORT_LINES = 0.75
"""Short lines only are a copy when both copies together are nearly the whole document: verses stand
between the choruses of a song, so those cover less."""
MIN_SHARE_AT_ONCE = 0.15
"""Enough where the copy follows at once. What pages repeat by right in this way (samples of code, lists of
duties, a quoted post) had shares up to 0.12 in the texts of WCXB."""
MIN_TEXTS = 2
"""Different blocks of a run; one block alone is the affair of `repeated-blocks`."""
_DATA_KINDS = frozenset((Kind.TABLE_CELL, Kind.CODE))
CANDIDATES = 8
"""Places where a run may have begun that are tried for a line which stands in many places."""


@frozen
class RepeatedRuns:
    """Remove a run of blocks that repeats an earlier run: the article that stands in the text twice.

    Why: page templates put the text in twice, for print or for another screen; each sentence then counts double.
    Keeps: the first copy, complete; lines in or between the copies that stand nowhere else.
    Never: takes a chorus between verses, steps or clauses that two sections share, a quoted post, rows
        of a table or code: the copy must follow the first one at once, or be the larger part of the document.
    Measures: share of the document without the copy that the run repeats, by weight in letters, 0–1.
    Options: min_weight — default 120, two or three sentences: less than that is no article.
        min_share — default 0.4; runs that sections of one page share had up to 0.16 in WCXB.
    Reasons: repeated-run (all blocks of a run have one group)   Effects: removed   Laws: none
    Source: own. Runs are found by greedy chaining of equal blocks, as in a line diff.
    Example:
        >>> from docclean.testing import judged
        >>> article = "The bridge opens at dawn for the fishing boats.\\nOpening hours\\n"
        >>> article += "Two keepers raise it by hand, as their grandparents did a century ago.\\n"
        >>> article += "Visitors may watch from the eastern tower, which has a small museum."
        >>> judged(RepeatedRuns(), article + "\\nSIGNATURE\\n" + article) == article + "\\nSIGNATURE"
        True
        >>> judged(RepeatedRuns(), "Row on\\nOne verse\\nRow on\\nAnother verse\\nRow on")
        'Row on\\nOne verse\\nRow on\\nAnother verse\\nRow on'
    """

    min_weight: int = 120
    min_share: float = 0.4

    name: ClassVar[str] = "repeated-runs"
    codes: ClassVar[tuple[str, ...]] = ("repeated-run",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Drops runs of which the first copy stays."""
        keys = document.derived(lookalikes)
        if len(keys) < 2 or not self._may_repeat(document, keys):
            return KEEP
        changes: list[Change] = []
        for chain, share in _Search(document.blocks, keys, self.min_weight, self.min_share).runs():
            group = f"{self.name}-{chain[0][0]}"
            for at, kept in chain:
                evidence = (("duplicate-of", kept), ("blocks", len(chain)))
                reason = Reason(self.name, "repeated-run", round(share, 3), self.min_share, evidence)
                changes.append(drop(document, at, reason=reason, group=group))
        return Verdict(tuple(changes)) if changes else KEEP

    def _may_repeat(self, document: Document, keys: dict[int, str]) -> bool:
        """Cheap and exact: whether all blocks that stood before are heavy enough to be a run, were they one.

        A run that goes is no heavier than they are together, and what stays of the document no lighter
        than what they leave of it; long blocks are at least half of a run, but for one that covers the document.
        """
        firsts = {key: at for at, key in reversed(keys.items())}
        weights = [weight(document.blocks[at].text) for at, key in keys.items() if firsts[key] != at]
        most = sum(weights)
        if most < self.min_weight:
            return False
        long = 2 * sum(own for own in weights if own >= SHORT_WEIGHT)
        rest = weight(document.text) - most
        if 2 * most >= MIN_COVER_OF_SHORT_LINES * (rest + most):
            return True
        return min(most, long) / max(1, rest) >= min(MIN_SHARE_AT_ONCE, self.min_share)


Chain = list[tuple[int, int]]
"""Blocks of a second copy, each with the block of the first copy that it equals; both rise."""


class _Search:
    """One pass over the blocks whose text stands in more than one place."""

    def __init__(self, blocks: Sequence[Block], keys: dict[int, str], min_weight: int, min_share: float) -> None:
        self.blocks = blocks
        self.keys = keys
        self.min_weight = min_weight
        self.min_share = min_share
        self.places: dict[str, list[int]] = {}
        self.weights: dict[int, int] = {}
        self.dropped_weight = 0

    def runs(self) -> Iterator[tuple[Chain, float]]:
        """The runs that go, in order, each with the share of the document that it repeats."""
        order = list(self.keys)
        chain: Chain = []
        waiting: list[int] = []
        for at, following in zip(order, [*order[1:], len(self.blocks)], strict=True):
            place = self._next_place(chain, at) if chain else None
            if place is None and (not chain or not self._passable(chain, at)):
                yield from self._close(chain, waiting)
                chain, waiting = [], []
                place = self._first_place(at, following)
            if place is not None:
                chain.append((at, place))
            waiting.append(at)
        yield from self._close(chain, waiting)

    def _first_place(self, at: int, following: int) -> int | None:
        """Where a run that begins at a block may have stood before: where the next block follows as well."""
        places = self.places.get(self.keys[at])
        if not places or following - at > MAX_BETWEEN + 1 or following not in self.keys:
            return None
        for place in places[:CANDIDATES]:
            near = range(place + 1, min(place + MAX_SKIPPED + 2, at))
            if any(self.keys.get(other) == self.keys[following] for other in near):
                return place
        return None

    def _next_place(self, chain: Chain, at: int) -> int | None:
        """Where a block stands in the first copy if it goes on with the run."""
        last_at, last_place = chain[-1]
        if not self._light(last_at + 1, at):
            return None
        places = self.places.get(self.keys[at], [])
        index = bisect_right(places, last_place)
        if index == len(places) or places[index] > min(last_place + MAX_SKIPPED + 1, chain[0][0] - 1):
            return None
        return places[index]

    def _passable(self, chain: Chain, at: int) -> bool:
        """Whether a block that is no part of the run may stand inside it."""
        return len(chain) > 1 and self._light(chain[-1][0] + 1, at + 1)

    def _light(self, start: int, stop: int) -> bool:
        """Whether some neighbouring blocks are few and short."""
        return stop - start <= MAX_BETWEEN and all(self._weight(at) < SHORT_WEIGHT for at in range(start, stop))

    def _weight(self, at: int) -> int:
        if at not in self.weights:
            self.weights[at] = weight(self.blocks[at].text)
        return self.weights[at]

    def _close(self, chain: Chain, waiting: list[int]) -> Iterator[tuple[Chain, float]]:
        """Decide about a run; what stays may be the first copy of a later one."""
        share = self._share(chain)
        gone = {at for at, _ in chain} if share is not None else set()
        for at in waiting:
            if at not in gone:
                self.places.setdefault(self.keys[at], []).append(at)
        if share is not None:
            self.dropped_weight += sum(map(self._weight, gone))
            yield chain, share

    def _share(self, chain: Chain) -> float | None:
        """How much of the document without the run the run repeats; `None` where it stays."""
        texts = {self.keys[at]: at for at, _ in chain}
        # A line that is said again and again is a refrain, whatever its length.
        if len(texts) < MIN_TEXTS or 2 * len(texts) <= len(chain):
            return None
        run = sum(self._weight(at) for at, _ in chain)
        start, end = chain[0][0], chain[-1][1]
        if run < self.min_weight or self.blocks[start - 1].text.endswith(INTRODUCES):
            return None
        rest = sum(map(self._weight, range(len(self.blocks)))) - self.dropped_weight - run
        if 2 * sum(self._weight(at) for at, _ in chain if self.blocks[at].kind in _DATA_KINDS) >= run:
            return None
        share = run / max(1, rest)
        at_once = self._light(end + 1, start)
        if at_once and 2 * run >= MIN_COVER_OF_SHORT_LINES * (rest + run):
            return share
        long = [at for at in texts.values() if self._weight(at) >= SHORT_WEIGHT and not by_right(self.blocks[at])]
        if 2 * sum(map(self._weight, long)) < run:
            return None
        return share if share >= (MIN_SHARE_AT_ONCE if at_once and len(long) > 1 else self.min_share) else None
