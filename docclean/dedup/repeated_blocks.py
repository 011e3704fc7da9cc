"""The filter `repeated-blocks`."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import ClassVar

from attrs import evolve, frozen

from docclean.dedup.keys import INTRODUCES, UNSPACED_WEIGHT, by_right, folded_form, lookalikes, weight
from docclean.document import Block, Document
from docclean.verdict import KEEP, Effect, Reason, Verdict, drop

__all__ = ["RepeatedBlocks"]

MAX_CREDIT_WORDS = 8
"""Own judgement: a label, two double names and an agency."""
MAX_CREDIT_WEIGHT = 80
"""Letters in those words, for scripts in which a credit has no spaces."""
MIN_NAME_SHARE = 0.5
"""At least this share of the words of a credit are names, acronyms or addresses."""

HEAD_BLOCKS = 8
"""Title, label, standfirst, caption, byline, date and two to spare."""
_END_OF_SENTENCE = re.compile(r"[.!?…。！？؟۔।።။][\s\"'”’»«)\]」』）]*$")
_CUT = re.compile(r"(?:…|\.\.\.|\[\.\.\.\]|\[…\])[\s)\]]*$")
_TRIMMED = " \"'.,;:!?。、؟۔।-()[]"
_SEPARATED = re.compile(r"[\s\"'.!?。]*[-/|(（\[【©]")
_LABELLED = re.compile(r"[©@/:|]|[^\W\d_]{2}\.[^\W\d_]{2}")
_INNER_SENTENCE = re.compile(r"[^\W_]{3}[.!?]\s+[^\W_]|[。！？؟।][^\W_]")
_WORD = re.compile(r"[^\W_]\S*")
_NEW_SENTENCE = re.compile(r"[\"')]*[.!?。؟।۔]")
_ADDRESS = re.compile(r"://|www\.")
_NUMBER_GOES_ON = re.compile(r"[.,:]?\d")


@frozen
class _Pair:
    dropped: int
    kept: int
    code: str
    own_words: int
    distance: int


@frozen
class RepeatedBlocks:
    """Remove a block that says again what a block close to it says.

    Why: a caption, a standfirst or a teaser often stands twice in scraped text, the second time
        with a credit at its end or cut short.
    Keeps: the first of two equal copies; of a copy with and one without a credit, the one
        without, whichever comes first; of a whole and a cut copy, the whole.
    Never: takes short lines, items of lists, rows of tables, quotations or what follows a colon;
        copies that are far apart (refrains, legal formulas, answers that quote); a near copy that
        has words of its own beyond a short credit.
    Measures: words of its own that the dropped copy has; weight of a block in letters (a character of
        a script without spaces counts three).
    Options: min_weight — default 45, about eight words; headings and labels that repeat are shorter.
        max_distance — default 3, in blocks and in the head of a document only, with nothing but short
        lines between: a byline, a credit. Elsewhere copies must be neighbours: in 1,497 pages (WCXB)
        most copies with a block between them belonged where they stood.
    Reasons: exact-copy, near-copy, copy-with-credit   Effects: removed   Laws: idempotent
    Source: own; the copy that has a credit is described by no reference that we know of.
    Example:
        >>> from docclean.testing import judged
        >>> caption = "The old lighthouse on the northern pier, seen from the ferry in early spring."
        >>> judged(RepeatedBlocks(), f"It opens in May.\\n{caption} - Ana Example photo.example\\n{caption}")
        'It opens in May.\\nThe old lighthouse on the northern pier, seen from the ferry in early spring.'
        >>> judged(RepeatedBlocks(), "Row on, row on\\nRow on, row on")
        'Row on, row on\\nRow on, row on'
    """

    min_weight: int = 45
    max_distance: int = 3

    name: ClassVar[str] = "repeated-blocks"
    codes: ClassVar[tuple[str, ...]] = ("exact-copy", "near-copy", "copy-with-credit")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Drops blocks of which a close and complete copy stays."""
        blocks = document.blocks
        keys = document.derived(lookalikes)
        if not self._may_pair(blocks, keys):
            return KEEP
        may_repeat: dict[tuple[str, str], bool] = {}
        for at, key in keys.items():
            if (key, blocks[at].kind) not in may_repeat:
                may_repeat[key, blocks[at].kind] = self._may_repeat(blocks[at])
        keys = {at: key for at, key in keys.items() if may_repeat[key, blocks[at].kind]}
        if len(keys) < 2:
            return KEEP
        found = self._pairs(blocks, keys)
        changes = []
        for at in sorted(found):
            pair = found[at]
            kept = _kept(found, at)
            if kept != pair.kept:
                # Its twin went as well, for the sake of a third copy: the reason must be true of that one.
                pair = _compare(blocks, keys, min(at, kept), max(at, kept), pair.distance) or pair
            evidence: tuple[tuple[str, int], ...] = (("duplicate-of", kept), ("distance", pair.distance))
            limit = MAX_CREDIT_WORDS if pair.code == "copy-with-credit" else 0
            changes.append(drop(document, at, reason=Reason(self.name, pair.code, pair.own_words, limit, evidence)))
        return Verdict(tuple(changes)) if changes else KEEP

    def _may_pair(self, blocks: tuple[Block, ...], keys: dict[int, str]) -> bool:
        """Cheap and exact: whether two blocks that are long enough are neighbours, or are both in the head."""
        long = [at for at in keys if len(blocks[at].text) * UNSPACED_WEIGHT >= self.min_weight]
        in_head = bisect_left(long, HEAD_BLOCKS + self.max_distance)
        return in_head > 1 or any(second - first == 1 for first, second in pairwise(long))

    def _may_repeat(self, block: Block) -> bool:
        return len(block.text) * UNSPACED_WEIGHT >= self.min_weight <= weight(block.text) and not by_right(block)

    def _pairs(self, blocks: tuple[Block, ...], keys: dict[int, str]) -> dict[int, _Pair]:
        """Which blocks go. Distance is counted in blocks that stay, so that a second pass finds nothing new."""
        found: dict[int, _Pair] = {}
        stay = list(range(len(blocks)))
        while True:
            stay = _without_neighbours(blocks, keys, stay, found)
            pair = self._pair_in_head(blocks, keys, stay)
            if pair is None:
                return found
            found[pair.dropped] = pair
            stay.remove(pair.dropped)

    def _pair_in_head(self, blocks: tuple[Block, ...], keys: dict[int, str], stay: list[int]) -> _Pair | None:
        """A standfirst or caption of the head that comes again after a few short lines, and never more."""
        for place in range(min(HEAD_BLOCKS, len(stay))):
            first = stay[place]
            for later in range(place + 1, min(place + 1 + self.max_distance, len(stay))):
                second = stay[later]
                if first in keys and second in keys and not blocks[stay[later - 1]].text.endswith(INTRODUCES):
                    pair = _compare(blocks, keys, first, second, later - place)
                    if pair and sum(keys.get(at) in (keys[first], keys[second]) for at in stay) == 2:
                        return pair
                if weight(blocks[second].text) >= self.min_weight:
                    break
        return None


def _kept(found: dict[int, _Pair], at: int) -> int:
    """The block for the sake of which one goes, and which stays itself; shortens the way for the next question."""
    path = []
    while at in found:
        path.append(at)
        at = found[at].kept
    for step in path:
        found[step] = evolve(found[step], kept=at)
    return at


def _without_neighbours(
    blocks: tuple[Block, ...], keys: dict[int, str], candidates: list[int], found: dict[int, _Pair]
) -> list[int]:
    """The candidates of which no neighbour is a copy; what goes is added to `found`."""
    stay: list[int] = []
    for at in candidates:
        goes = False
        while at in keys and stay and stay[-1] in keys and not blocks[stay[-1]].text.endswith(INTRODUCES):
            pair = _compare(blocks, keys, stay[-1], at, 1)
            if pair is None:
                break
            found[pair.dropped] = pair
            if pair.dropped == at:
                goes = True
                break
            stay.pop()
        if not goes:
            stay.append(at)
    return stay


def _compare(blocks: tuple[Block, ...], keys: dict[int, str], first: int, second: int, distance: int) -> _Pair | None:
    """Which of two blocks repeats the other, if any."""
    if keys[first] == keys[second]:
        return _Pair(second, first, "exact-copy", 0, distance)
    short, long = (first, second) if len(keys[first]) < len(keys[second]) else (second, first)
    stem = keys[short].rstrip(_TRIMMED)
    if not stem or not keys[long].startswith(stem):
        return None
    tail = folded_form(blocks[long].text)[len(stem) - len(keys[long]) :] if len(stem) < len(keys[long]) else ""
    if not tail.strip(_TRIMMED):
        return _Pair(second, first, "exact-copy", 0, distance)
    text = blocks[short].text
    complete = _END_OF_SENTENCE.search(text) is not None
    if is_credit(tail, after_sentence=complete):
        return _Pair(long, short, "copy-with-credit", len(_WORD.findall(tail)), distance)
    cut = _CUT.search(text) is not None
    sentence = complete and not text[0].islower() and not tail[0].isalnum() and not _NUMBER_GOES_ON.match(tail)
    return _Pair(short, long, "near-copy", 0, distance) if cut or sentence else None


def is_credit(tail: str, *, after_sentence: bool) -> bool:
    """Whether what a copy has more at its end is nothing but a short credit.

    Args:
        tail: the additional characters, the marks before them included.
        after_sentence: whether the text before it is complete without it.

    >>> is_credit(". - Ana Example photo.example", after_sentence=True)
    True
    >>> is_credit(". Nobody knows why", after_sentence=True)
    False
    """
    words = _WORD.findall(tail)
    if not 0 < len(words) <= MAX_CREDIT_WORDS or weight(tail) > MAX_CREDIT_WEIGHT or _ADDRESS.search(tail):
        return False
    if _INNER_SENTENCE.search(tail.lstrip(_TRIMMED)):
        return False
    labelled = _LABELLED.search(tail) is not None
    separated = _SEPARATED.match(tail) is not None
    if not ((after_sentence and (separated or _NEW_SENTENCE.match(tail))) or (separated and labelled)):
        return False
    if "©" in tail:
        return True
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    if not cased:
        return separated and not any(map(str.isdigit, tail))
    names = sum(word[0].isupper() or _LABELLED.search(word) is not None for word in cased)
    # One capital is the beginning of any sentence; alone and without a mark before it, it is no name.
    return names >= MIN_NAME_SHARE * len(words) and (separated or names > 1 or labelled)
