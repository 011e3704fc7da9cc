"""Which blocks of a page are in a text that somebody else made of the same page."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence

from attrs import frozen

__all__ = ["Aligned", "align", "words_of"]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words: each character counts as a word."""
_UPPER = "A-ZÀ-ÖØ-ÞΑ-ΫА-Я"
_WORD = re.compile(f"[{_UNSPACED}]|\\d+|[{_UPPER}]*(?:(?![{_UNSPACED}{_UPPER}_\\d])\\w)+|[{_UPPER}]+")
"""A word ends where a capital follows a small letter, and at digits: texts glue what stands apart on the page."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_GRAM = 3
"""Words in a row that must be found together. Two are often a coincidence, four miss a block with one word changed."""
_LONG = 4
"""A block with fewer words can stand anywhere by chance, so it has to be found between its neighbours."""
_HALF = 0.5
"""From this share on a block is taken to be in the text, and settles where its short neighbours are looked for."""
_OVERLAP = 2
"""Two blocks in a row may both be found in as many words of the text: a run of words may go over a seam."""
_FAR = 1 << 62
_MAX_PLACES = 50
"""Of a label that a text has more often in one stretch no more places are tried."""
_SLACK = 40
"""How many words a text may have between two blocks in another order than the page."""


@frozen
class Aligned:
    """How much of a block is in the other text."""

    share: float
    """0 to 1."""
    start: int = -1
    """Index of the first word of it in the other text; -1 if it is not there."""
    end: int = -1


_ABSENT = Aligned(0.0)


def words_of(text: str) -> list[str]:
    """The words of a text, without case, punctuation and characters that cannot be seen."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    # One call for all words is three times as fast as one for each.
    words = "\n".join(_WORD.findall(text)).casefold()
    return words.split("\n") if words else []


def align(blocks: Sequence[str], text: str, *, outside: Collection[int] = ()) -> list[Aligned]:
    """Find blocks in a text.

    Blocks of four words and more are looked for everywhere, by runs of three words, for the text may hold
    a part of a block only, and in another place. Of several blocks that say the same, the one is taken that
    keeps the order of page and text most alike. Shorter ones are looked for between the long ones around them.

    Args:
        blocks: the texts of all blocks of a page, in their order.
        text: what somebody made of the same page.
        outside: indices of blocks that stand in menus and the like: what another block says too they do not say,
            and a short one must be a whole line of the text.

    Returns:
        One answer for each block. A block without any word has the smaller share of its neighbours.
    """
    lines, there = _lines(text)
    grams: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, gram in enumerate(zip(there, there[1:], there[2:], strict=False)):
        grams[gram].append(at)
    words = [words_of(block) for block in blocks]
    found = _find_long(words, there, grams, outside)
    known = [at not in outside or tuple(own) in lines for at, own in enumerate(words)]
    _find_short(words, found, there, known)
    _find_elsewhere(words, found, lines, outside)
    return _with_wordless(found)


def _find_long(
    words: list[list[str]], there: list[str], grams: dict[tuple[str, ...], list[int]], outside: Collection[int]
) -> list[Aligned | None]:
    """The answers for long blocks, `None` for the others."""
    found: list[Aligned | None] = []
    cursor = 0
    for own in words:
        aligned = _found(own, there, grams, cursor) if len(own) >= _LONG else None
        if aligned is not None and aligned.start >= 0:
            cursor = aligned.end
        found.append(aligned)
    present = [(at, aligned) for at, aligned in enumerate(found) if aligned is not None and aligned.share >= _HALF]
    taken: set[int] = set()
    chain = _chain([item for item in present if item[0] not in outside], _OVERLAP)
    # What is on no chain stands elsewhere in the text, or says what another block has said already.
    others = sorted(set(present) - set(chain), key=lambda item: (item[0] in outside, -item[1].share, item[0]))
    for at, aligned in [*chain, *others]:
        places = range(aligned.start, aligned.end)
        if sum(place in taken for place in places) * 2 > len(places):
            found[at] = _ABSENT
        taken.update(places)
    return found


def _chain(there: list[tuple[int, Aligned]], overlap: int) -> list[tuple[int, Aligned]]:
    """Of blocks in the order of the page those with most words that are in the order of the text as well."""
    best: list[tuple[int, int, int]] = []
    """For each block: words of the best chain that ends with it, the block before it there, its end."""
    # Ends of chains by where they end in the text: (end, words, index), both rising.
    ends: list[tuple[int, int, int]] = []
    for index, (_, aligned) in enumerate(there):
        before = bisect_right(ends, (aligned.start + overlap, _FAR, _FAR)) - 1
        total = aligned.end - aligned.start + (ends[before][1] if before >= 0 else 0)
        best.append((total, ends[before][2] if before >= 0 else -1, aligned.end))
        at = bisect_right(ends, (aligned.end, total, _FAR))
        if at and ends[at - 1][1] >= total:
            continue
        stop = at
        while stop < len(ends) and ends[stop][1] <= total:
            stop += 1
        ends[at:stop] = [(aligned.end, total, index)]
    chain = []
    index = ends[-1][2] if ends else -1
    while index >= 0:
        chain.append(there[index])
        index = best[index][1]
    return chain[::-1]


def _found(own: list[str], there: list[str], grams: dict[tuple[str, ...], list[int]], cursor: int) -> Aligned:
    """Where a long block is."""
    places = grams.get((own[0], own[1], own[2]))
    if places is not None:
        # Most blocks that are there are there as a whole, next in order.
        place = _next_to(places, cursor)
        if there[place : place + len(own)] == own:
            return Aligned(1.0, place, place + len(own))
    return _looked_up(own, grams, cursor)


def _looked_up(own: list[str], grams: dict[tuple[str, ...], list[int]], cursor: int) -> Aligned:
    found = [
        (step, places)
        for step, gram in enumerate(zip(own, own[1:], own[2:], strict=False))
        if (places := grams.get(gram))
    ]
    if not found:
        return _ABSENT
    # Runs of words that the text has once say where the block is; else it is taken to be next in order.
    offsets = sorted(places[0] - step for step, places in found if len(places) == 1)
    middle = offsets[len(offsets) // 2] if offsets else _next_to(found[0][1], cursor) - found[0][0]
    reach = len(own) // 2 + _SLACK
    hits = 0
    start = end = -1
    for step, places in found:
        place = _nearest(places, middle + step)
        if abs(place - middle - step) <= reach:
            hits += 1
            start = place if start < 0 else min(start, place)
            end = max(end, place + _GRAM)
    return Aligned(hits / (len(own) - _GRAM + 1), start, end) if hits else _ABSENT


def _next_to(places: list[int], cursor: int) -> int:
    at = bisect_left(places, cursor)
    return places[at] if at < len(places) else places[0]


def _nearest(places: list[int], wanted: int) -> int:
    if len(places) == 1:
        return places[0]
    at = bisect_left(places, wanted)
    return min(places[max(at - 1, 0) : at + 1], key=lambda place: (abs(place - wanted), place))


def _find_short(words: list[list[str]], found: list[Aligned | None], there: list[str], known: Sequence[bool]) -> None:
    """Fill in the blocks that `None` stands for."""
    short = {tuple(own) for own, aligned in zip(words, found, strict=True) if own and aligned is None}
    places = _places(short, there)
    between: list[int] = []
    cursor = 0
    for at, aligned in enumerate([*found, Aligned(1.0, len(there), len(there))]):
        if aligned is None:
            if words[at]:
                found[at] = _ABSENT
                between += [at] if known[at] else []
        elif aligned.share >= _HALF:
            stop = aligned.start if aligned.start >= cursor else cursor + _SLACK
            candidates = [item for each in between for item in _within(each, words[each], places, cursor, stop)]
            for each, place in _chain(candidates, 0):
                found[each] = place
            between, cursor = [], aligned.end


def _within(
    at: int, own: list[str], places: dict[tuple[str, ...], list[int]], start: int, stop: int
) -> list[tuple[int, Aligned]]:
    """Where a block may be in a stretch of the text, the last place first: only one of them fits on a chain."""
    starts = places.get(tuple(own), [])
    inside = starts[bisect_left(starts, start) : bisect_right(starts, stop - len(own))][:_MAX_PLACES]
    return [(at, Aligned(1.0, place, place + len(own))) for place in reversed(inside)]


def _find_elsewhere(
    words: list[list[str]],
    found: list[Aligned | None],
    lines: dict[tuple[str, ...], list[int]],
    outside: Collection[int],
) -> None:
    """Find short blocks that are whole lines of the text in another place than on the page."""
    taken = {place for aligned in found if aligned is not None for place in range(aligned.start, aligned.end)}
    for at, own in enumerate(words):
        if found[at] is not _ABSENT or at in outside or not 0 < len(own) < _LONG:
            continue
        free = next((place for place in lines.get(tuple(own), ()) if place not in taken), None)
        if free is not None:
            found[at] = Aligned(1.0, free, free + len(own))
            taken.update(range(free, free + len(own)))


def _lines(text: str) -> tuple[dict[tuple[str, ...], list[int]], list[str]]:
    """The words of each line of a text, with where such lines start; and all its words."""
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    there: list[str] = []
    for line in text.split("\n"):
        own = words_of(line)
        lines[tuple(own)].append(len(there))
        there += own
    return lines, there


def _places(wanted: set[tuple[str, ...]], there: list[str]) -> dict[tuple[str, ...], list[int]]:
    """Where some short runs of words start in a text."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for length in {len(own) for own in wanted}:
        for at, run in enumerate(zip(*(there[step:] for step in range(length)), strict=False)):
            if run in wanted:
                places[run].append(at)
    return places


def _with_wordless(found: list[Aligned | None]) -> list[Aligned]:
    """The answers, each `None` among them replaced by the smaller share of its neighbours."""
    done: list[Aligned] = []
    following = [0.0] * len(found)
    for at in range(len(found) - 1, 0, -1):
        aligned = found[at]
        following[at - 1] = aligned.share if aligned is not None else following[at]
    for at, aligned in enumerate(found):
        before = done[-1].share if done else 0.0
        done.append(aligned if aligned is not None else Aligned(min(before, following[at])))
    return done
