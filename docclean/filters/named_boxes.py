"""The filter `named-boxes`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import and_, ge, gt, le

from docclean.document import Block, Document, Kind
from docclean.verdict import KEEP, Effect, Reason, Verdict, drop

__all__ = ["NamedBoxes"]

_NAMES: Mapping[str, frozenset[str]] = {
    "author-box": frozenset(("author", "authors", "byline", "bylines", "autor", "autoren", "auteur", "autore")),
    "notice": frozenset(("disclaimer", "disclosure", "popup", "cookie", "cookies", "gdpr", "consent", "paywall")),
    "promotion": frozenset(("promo", "promos", "cta", "advert", "advertisement", "sponsored", "sponsor")),
}
_NEAREST = 2
"""How many elements are looked at, the block's own last: a name further up is that of a part of the page."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ANY_NAME = re.compile("|".join(sorted(frozenset().union(*_NAMES.values()))))
_CONTENT_KINDS = frozenset((Kind.TABLE_CELL, Kind.QUOTE, Kind.CODE, Kind.CAPTION))
"""The `author` of a quotation or of a row is part of it."""
_REMEMBERED = 4096


@frozen
class NamedBoxes:
    """Remove boxes of a page that its own class names call author box, notice or promotion.

    Why: a portrait of the author, a disclosure or an offer inside an article reads like its text, and the page
        says in the name of the element what it is.
    Keeps: plain text; a page on which such names are around much of the text; ids, which are often headings; a
        heading in such a box with its text outside.
    Never: goes by a name that is part of a longer word, or by one further up than the element around; touches cells,
        quotations, captions and code.
    Measures: share of the document's characters that stand in such boxes, 0 to 1; 0.0 without any.
    Options:
        max_share — default 0.2: above, the name says what the page is about (own judgement; boxes of articles
        have a twentieth); max_boxes — default 4, of one name: with more of them the page lists posts or offers.
    Reasons: author-box, notice, promotion   Effects: removed   Laws: none: the share changes with what was removed
    Source: our own; on 860 marked pages 5 of 6 blocks in such boxes were no part of the text, in articles 99 of 100.
    Example:
        >>> from attrs import evolve
        >>> from docclean.extract.plain import document_of
        >>> document = document_of("The bridge opens at noon for all of the ferries.\\nBea writes on bridges.")
        >>> box = evolve(document.blocks[1], path="article > div.author-box > p")
        >>> page = evolve(document, blocks=(document.blocks[0], box))
        >>> [change.reason.code for change in NamedBoxes(max_share=0.5).judge(page).changes]
        ['author-box']
        >>> NamedBoxes().judge(document).changes
        ()
    """

    max_share: float = field(default=0.2, validator=and_(gt(0.0), le(1.0)))
    max_boxes: int = field(default=4, validator=ge(1))

    name: ClassVar[str] = "named-boxes"
    codes: ClassVar[tuple[str, ...]] = tuple(_NAMES)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Looks at the class names around each block."""
        blocks = document.blocks
        codes = {path: code for path in {block.path for block in blocks} if (code := _code_of(path))}
        if not codes:
            return KEEP
        named = ((at, codes.get(block.path), block.kind) for at, block in enumerate(blocks))
        found = {at: code for at, code, kind in named if code and kind not in _CONTENT_KINDS}
        if not found:
            return KEEP
        share = sum(len(blocks[at].text) for at in found) / sum(len(block.text) for block in blocks)
        if share > self.max_share:
            return KEEP
        boxes = [box for box in _boxes(found) if not _heads_text(blocks, box, found)]
        counts = Counter(code for code, _ in boxes)
        changes = []
        for code, box in boxes:
            if counts[code] <= self.max_boxes:
                reason = Reason(self.name, code, round(share, 3), self.max_share, (("boxes", counts[code]),))
                changes += [drop(document, at, reason=reason, group=f"{code}-{box.start}") for at in box]
        return Verdict(tuple(changes)) if changes else KEEP


def _boxes(found: Mapping[int, str]) -> list[tuple[str, range]]:
    """Neighbouring blocks with one name."""
    boxes: list[tuple[str, range]] = []
    for at, code in found.items():
        if boxes and boxes[-1][0] == code and boxes[-1][1].stop == at:
            boxes[-1] = (code, range(boxes[-1][1].start, at + 1))
        else:
            boxes.append((code, range(at, at + 1)))
    return boxes


def _heads_text(blocks: Sequence[Block], box: tuple[str, range], found: Mapping[int, str]) -> bool:
    """Whether a box ends with the heading of a text that is outside of it."""
    stop = box[1].stop
    return (
        blocks[stop - 1].kind is Kind.HEADING
        and stop < len(blocks)
        and stop not in found
        and blocks[stop].kind is not Kind.HEADING
    )


@lru_cache(maxsize=_REMEMBERED)
def _code_of(path: str) -> str:
    """What the class names at the end of a path call the box, or `""`. A page has few paths, each of them often."""
    elements = path.split(" > ")[-_NEAREST:]
    if _ANY_NAME.search(" ".join(elements).lower()) is None:
        return ""
    for element in elements:
        _, _, name = element.partition(".")
        words = {word.lower() for word in _WORD.findall(name)}
        for code, names in _NAMES.items():
            if words & names:
                return code
    return ""
