"""The filter `repeated-titles`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from attrs import frozen

from docclean.dedup.keys import UNSPACED_WEIGHT, same_text_key, weight
from docclean.document import Block, Document, Kind
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop

__all__ = ["RepeatedTitles"]

HEAD_BLOCKS = 8
"""Title, label, standfirst, caption, byline, date and two to spare."""
FIRST_BLOCKS = 2
"""A title that is a single word counts as repeated only here; further on it may be a label."""
TEXT_WEIGHT = 100
"""The first block as heavy as this, in letters, is text: the head ends there."""
MAX_SITE_WEIGHT = 40
"""Letters in the name of a site; a subtitle is often longer."""
MIN_STEM_WEIGHT = 12
"""A title without its site suffix must still be this heavy: shorter ones (`Home - Site`) say too little,
and in the head of a product page they may be a colour or a size."""
MAX_EXTRA_CHARS = 80
"""How many characters more than the title a block with site name, quotes and white space can have."""

_EDGES = " \"'.,;:!?-|*#_=~·•<>()[]…。！？؟।۔、"
_SITE = re.compile(r"\s+(?:[-|·•/<>»«]|::)\s+")
_PLAIN_WORD = re.compile(r"(?<!\w)[a-z0-9]+(?!\w)")
_HIDING = re.compile(
    "[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufb00-\ufb06\ufe00-\ufe0f\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_VERSE_END = (",", ";", "،", "、", "，", "；", ":", "：")
_FIXED_KINDS = frozenset({Kind.TABLE_CELL, Kind.LIST_ITEM, Kind.CODE})


@frozen
class RepeatedTitles:
    """Remove blocks that say the title again.

    Why: the title is a field of its own; in the text it would be read twice.
    Keeps: everything where no title is known; headings that only share words with the title.
    Never: takes the title out of a sentence, a line of verse that ends in a comma, a cell of a table,
        an item of a list; a heading of a section that equals the title; a refrain or a label.
    Measures: letters that the block or the title has more, as the name of a site; 0 where they are equal.
    Options: min_foot_weight — default 30, in letters (a character of a script without spaces counts
        three): least weight of a title that goes behind the text; own judgement, a label is shorter.
    Reasons: repeated-title, title-with-site   Effects: removed   Laws: none
    Source: own.
    Example:
        >>> from docclean.dedup.repeated_titles import RepeatedTitles
        >>> from docclean.extract.plain import document_of
        >>> text = "“The bridge reopens” - Example Gazette\\nThe bridge reopens on Monday for ferries."
        >>> document = document_of(text, notes=(("title", "The bridge reopens"),))
        >>> [(change.at, change.reason.code) for change in RepeatedTitles().judge(document).changes]
        [(0, 'title-with-site')]
        >>> RepeatedTitles().judge(document_of(text)).changes
        ()
    """

    min_foot_weight: int = 30

    name: ClassVar[str] = "repeated-titles"
    codes: ClassVar[tuple[str, ...]] = ("repeated-title", "title-with-site")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Drops blocks that equal a noted title."""
        titles = [str(value) for value in document.values("title")]
        if not titles or not document.blocks:
            return KEEP
        stems: dict[str, tuple[str, int]] = {}
        for title in titles:
            for stem, site in _stems(title):
                stems.setdefault(stem, (title, site))
        longest = max(map(len, titles)) + MAX_EXTRA_CHARS
        needles = {_needle(stem) for stem in stems}
        short = [at for at, block in enumerate(document.blocks) if len(block.text) <= longest]
        equal = [
            at
            for at in _may_say(document.blocks, short, needles)
            if document.blocks[at].kind not in _FIXED_KINDS
            if any(stem in stems for stem, _ in _stems(document.blocks[at].text))
        ]
        if not equal:
            return KEEP
        head, foot = _bounds(document.blocks, set(equal))
        changes: list[Change] = []
        for at in equal:
            if head <= at < foot:
                continue
            least = self.min_foot_weight if at >= head else MIN_STEM_WEIGHT if at >= FIRST_BLOCKS else 0
            reason = self._reason(document.blocks[at], stems, least, "head" if at < head else "foot")
            if reason:
                changes.append(drop(document, at, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP

    def _reason(self, block: Block, stems: dict[str, tuple[str, int]], least: int, place: str) -> Reason | None:
        """Why a block goes; behind the text only where it is the whole title, to the last letter."""
        for stem, site in _stems(block.text):
            if stem not in stems or weight(stem) < least:
                continue
            title, title_site = stems[stem]
            extra = max(site, title_site)
            if (extra and place == "foot") or (block.text.endswith(_VERSE_END) and not title.endswith(_VERSE_END)):
                return None
            code = "title-with-site" if extra else "repeated-title"
            return Reason(self.name, code, extra, MAX_SITE_WEIGHT, (("duplicate-of", "title"), ("place", place)))
        return None


def _needle(stem: str) -> str:
    """The longest plain word of a stem: a block without it cannot say the same. May be empty."""
    return max(_PLAIN_WORD.findall(stem), key=len, default="")


def _may_say(blocks: Sequence[Block], short: Sequence[int], needles: set[str]) -> list[int]:
    """Cheap exact test for one of the words, of those of some blocks; text in which it could be hidden passes."""
    found: set[int] = set()
    lower = [blocks[at].text.lower() for at in short]
    for needle in needles:
        found.update([at for at, text in zip(short, lower, strict=True) if needle in text])
    hiding = (at for at in short if not blocks[at].text.isascii() and _HIDING.search(blocks[at].text))
    return sorted(found.union(hiding))


def _stems(text: str) -> list[tuple[str, int]]:
    """A title as it is compared, alone and without the name of a site, and the weight of what was left out."""
    key = same_text_key(text)
    whole = key.strip(_EDGES)
    stems = [(whole, 0)] if whole else []
    for match in _SITE.finditer(key):
        front, back = key[: match.start()].strip(_EDGES), key[match.end() :].strip(_EDGES)
        # The site stands behind ("Title - Site") or, on some, before ("Site - Title").
        for stem, site in ((front, weight(back)), (back, weight(front))):
            if 0 < site <= MAX_SITE_WEIGHT and weight(stem) >= max(MIN_STEM_WEIGHT, site):
                stems.append((stem, site))
    return stems


def _bounds(blocks: tuple[Block, ...], titles: set[int]) -> tuple[int, int]:
    """Index of the first block that belongs to the text, and of the first behind it; a title is no text, however long.

    Without any long block (verse, a table) only the first two blocks are head and none is foot.
    """
    first = next((at for at, block in enumerate(blocks) if at not in titles and _is_text(block)), None)
    if first is None:
        return FIRST_BLOCKS, len(blocks)
    last = next(at for at in range(len(blocks) - 1, -1, -1) if at not in titles and _is_text(blocks[at]))
    return min(first, HEAD_BLOCKS), last + 1


def _is_text(block: Block) -> bool:
    return len(block.text) * UNSPACED_WEIGHT >= TEXT_WEIGHT and weight(block.text) >= TEXT_WEIGHT
