"""Which links and emphasis of a text Markdown can write, and where.

Marks of a page nest, overlap and touch white space as they like. What comes out of here nests properly, and every
edge of emphasis is one that CommonMark takes for an edge.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from docclean.document import Mark

__all__ = ["writable"]

_RANKS = {"link": 0, "strong": 1, "emphasis": 2, "code": 3}
"""Which of two marks over the same stretch is the outer one."""
_BLANK, _PUNCTUATION, _SYMBOL, _LETTER = " ", "p", "s", "l"


def writable(text: str, marks: Iterable[Mark], *, links: bool = False) -> list[Mark]:
    """The marks to write, outer ones first, none of them crossing another.

    Strong text and emphasis of one kind that only white space parts become one mark; where marks cross, emphasis is
    cut at the edge of strong text and both at the edge of links; inside of code nothing is marked. What CommonMark
    would not read as a mark (emphasis that ends after a full stop and before a letter, say) is left out.

    Args:
        text: the text.
        marks: its marks, in any order.
        links: whether links are to be written.
    """
    by_kind: dict[str, list[Mark]] = {kind: [] for kind in _RANKS}
    for mark in sorted(marks):
        if mark.kind in by_kind and (links or mark.kind != "link"):
            by_kind[mark.kind].append(mark)
    found_links = _links(text, by_kind["link"])
    codes = _parted(text, _merged(text, by_kind["code"]), found_links)
    strong = _outside(text, _cut(text, _merged(text, by_kind["strong"]), found_links), codes)
    emphasis = _cut(text, _merged(text, by_kind["emphasis"]), found_links)
    emphasis = _outside(text, _cut(text, emphasis, strong), codes)
    stressed = sorted([*strong, *emphasis], key=_outer_first)
    if stressed:
        stressed = _valid(stressed, _Neighbours(text, found_links, codes))
    return sorted([*found_links, *codes, *stressed], key=_outer_first)


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, _RANKS[mark.kind]


def _trimmed(text: str, mark: Mark) -> Mark | None:
    """The mark without white space at its ends; `None` if nothing is left."""
    start, end = max(mark.start, 0), min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return mark._replace(start=start, end=end) if start < end else None


def _merged(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Marks of one kind, those that overlap or have only white space between them as one."""
    merged: list[Mark] = []
    for mark in sorted(trimmed for mark in marks if (trimmed := _trimmed(text, mark))):
        if merged and _reaches(text, merged[-1].end, mark.start):
            merged[-1] = merged[-1]._replace(end=max(merged[-1].end, mark.end))
        else:
            merged.append(mark)
    return merged


def _reaches(text: str, end: int, start: int) -> bool:
    return start <= end or text[end:start].isspace()


def _links(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Links without overlap: the first one has what two claim; neighbours with one target are one."""
    links: list[Mark] = []
    for mark in marks:
        last = links[-1] if links else None
        if last is not None and last.target == mark.target and mark.start <= last.end:
            links[-1] = last._replace(end=min(max(last.end, mark.end), len(text)))
            continue
        free = mark if last is None else mark._replace(start=max(mark.start, last.end))
        trimmed = _trimmed(text, free)
        if trimmed is not None:
            links.append(trimmed)
    return links


def _around(position: int, others: Sequence[Mark], starts: Sequence[int]) -> Mark | None:
    """The one of some marks apart from each other that has a position inside of it, not at its edge."""
    index = bisect_left(starts, position) - 1
    return others[index] if index >= 0 and position < others[index].end else None


def _cut(text: str, marks: Iterable[Mark], others: Sequence[Mark]) -> list[Mark]:
    """Marks cut where they cross one of some others."""
    starts = [other.start for other in others]
    pieces: list[Mark] = []
    for mark in marks:
        at_start, at_end = _around(mark.start, others, starts), _around(mark.end, others, starts)
        points = [mark.start, mark.end]
        if at_end is not None and at_end.start > mark.start:
            points.insert(1, at_end.start)
        if at_start is not None and at_start.end < mark.end:
            points.insert(1, at_start.end)
        pieces += _pieces(text, mark, points)
    return pieces


def _pieces(text: str, mark: Mark, points: Sequence[int]) -> list[Mark]:
    """A mark cut at some points, the first and last of which are its ends."""
    cut = [mark._replace(start=start, end=end) for start, end in pairwise(points)]
    return [piece for part in cut if (piece := _trimmed(text, part))]


def _parted(text: str, marks: Iterable[Mark], links: Iterable[Mark]) -> list[Mark]:
    """Marks cut at all edges of links: code can be inside of a link, and no link inside of code."""
    edges = sorted({edge for link in links for edge in (link.start, link.end)})
    pieces: list[Mark] = []
    for mark in marks:
        inside = edges[bisect_right(edges, mark.start) : bisect_left(edges, mark.end)]
        pieces += _pieces(text, mark, [mark.start, *inside, mark.end])
    return pieces


def _outside(text: str, marks: Iterable[Mark], codes: Sequence[Mark]) -> list[Mark]:
    """Marks that hold each stretch of code as a whole or not at all."""
    starts = [code.start for code in codes]
    kept = []
    for mark in marks:
        at_start, at_end = _around(mark.start, codes, starts), _around(mark.end, codes, starts)
        start = mark.start if at_start is None else at_start.end
        end = mark.end if at_end is None else at_end.start
        trimmed = _trimmed(text, mark._replace(start=start, end=max(start, end)))
        if trimmed is not None:
            kept.append(trimmed)
    return kept


def _valid(marks: Sequence[Mark], neighbours: _Neighbours) -> list[Mark]:
    """Of marks that do not cross, outer ones first, those that CommonMark reads as meant.

    One alone may stand inside of a word (`un*frozen*`, and all of Chinese). One inside of another may not, for
    CommonMark takes a run of `*` that could open and close by rules of its own; nor may one touch another.
    """
    kept: list[Mark] = []
    outer: list[Mark] = []
    ends: set[int] = set()
    for mark in marks:
        while outer and outer[-1].end <= mark.start:
            outer.pop()
        if mark.start in ends or not neighbours.fit(mark):
            continue
        if outer and not (neighbours.fit_strictly(mark) and neighbours.fit_strictly(outer[-1])):
            continue
        kept.append(mark)
        outer.append(mark)
        ends.add(mark.end)
    return kept


class _Neighbours:
    """What stands on both sides of the edges of emphasis once links and code are written."""

    def __init__(self, text: str, links: Sequence[Mark], codes: Sequence[Mark]) -> None:
        self._text = text
        self._link_starts = {link.start: link for link in links}
        self._link_ends = {link.end: link for link in links}
        self._code_starts = {code.start for code in codes}
        self._code_ends = {code.end for code in codes}

    def fit(self, mark: Mark) -> bool:
        """Whether its edges can open and close: the flanking rules of CommonMark."""
        (before, first), (last, after) = self._sides(mark)
        return _flanks(first, before) and _flanks(last, after)

    def fit_strictly(self, mark: Mark) -> bool:
        """Whether its start can only open and its end only close."""
        (before, first), (last, after) = self._sides(mark)
        return not _may_flank(before, first) and not _may_flank(after, last)

    def _sides(self, mark: Mark) -> tuple[tuple[str, str], tuple[str, str]]:
        start, end = mark.start, mark.end
        before = _class(self._text[start - 1]) if start else _BLANK
        first, last = _class(self._text[start]), _class(self._text[end - 1])
        after = _class(self._text[end]) if end < len(self._text) else _BLANK
        if start in self._code_ends or start in self._link_ends or _holds(self._link_starts.get(start), mark):
            before = _PUNCTUATION
        if start in self._code_starts or _is_within(self._link_starts.get(start), mark):
            first = _PUNCTUATION
        if end in self._code_ends or _is_within(self._link_ends.get(end), mark):
            last = _PUNCTUATION
        if end in self._code_starts or end in self._link_starts or _holds(self._link_ends.get(end), mark):
            after = _PUNCTUATION
        return (before, first), (last, after)


def _holds(link: Mark | None, mark: Mark) -> bool:
    return link is not None and link.start <= mark.start and mark.end <= link.end


def _is_within(link: Mark | None, mark: Mark) -> bool:
    return link is not None and not _holds(link, mark)


def _class(character: str) -> str:
    """White space, punctuation, what some readers take for punctuation, or anything else."""
    if character.isalnum():
        return _LETTER
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\r\f":
        return _BLANK
    if category[0] == "P" or (character.isascii() and character.isprintable()):
        return _PUNCTUATION
    # Readers put U+FFFD, a symbol, for NUL, and files cannot hold lone surrogates.
    return _SYMBOL if category[0] == "S" or category == "Cs" or character == "\0" else _LETTER


def _flanks(inner: str, outer: str) -> bool:
    """Whether every version of CommonMark lets `*` between the two be an edge of what is on the inner side."""
    return inner == _LETTER or (inner != _BLANK and outer in {_BLANK, _PUNCTUATION})


def _may_flank(inner: str, outer: str) -> bool:
    """Whether some version of CommonMark lets `*` between the two be an edge of what is on the inner side."""
    return inner in {_LETTER, _SYMBOL} or (inner == _PUNCTUATION and outer != _LETTER)
