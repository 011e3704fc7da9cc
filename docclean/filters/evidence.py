"""How sure it is that a line which a phrase matched is chrome: one score over the line and its surroundings.

| measured | points |
|---|---|
| the phrase is strong, an anchor or a suffix | 2 |
| a lead-in before a title, set apart by a colon, dash or arrow | 2 for related pages, else 1 |
| a lead-in before a title, not set apart | 1 |
| a bare label (weak) | 0 |
| an arrow before a title, no lead-in | -1 |
| the same phrase three times in the document, of a kind that each item of a listing has | -2 |
| after the last sentence of the document, near its end; above a line that stays, as its heading would be: 1 | 2 |
| before its first sentence; for the document's first line only above other chrome | 1 |
| … and of a kind that stands right under a title (credit, date, author box, share bar) | 1 |
| each neighbour that is chrome by itself, or any in a run of labels | 1 |
| the same line in head and tail both | 1 |
| inside the text, in lower case where the phrase has a capital: a link torn out of its sentence | -1 |
| in a navigation, header, footer, aside or form region | 2 |
| at least four fifths of it in links | 1 |

From `LIMIT` points on the line goes. Inside the text (between first and last sentence) neighbours and
repeats count nothing where labels are many: such a page is a forum or a listing, and they are its content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from docclean.document import Block, Region
from docclean.phrases.matcher import POINTING, Match
from docclean.phrases.packs import Strength

__all__ = ["LIMIT", "Surroundings", "is_pointer", "is_prose", "is_title"]

LIMIT = 2
"""A strong phrase alone reaches it; a label needs to be in the tail or beside other chrome."""
HEAD_BLOCKS = 8
"""How far from the start a head can reach: title, section, byline, date, credit, share bar (seeds, news sites)."""
TAIL_BLOCKS = 15
"""How far from the end a tail can reach: a comment form with all its labels has about a dozen lines."""
CROWD = 6
"""More labels than this between first and last sentence are a listing's or forum's own lines."""
_STANDFIRST_BLOCKS = 4
"""A credit or author may stand under title and standfirst: in one of the first four lines, one sentence above it."""
MAX_TITLE_WORDS = 25
_BARE_TITLE_WORDS = 4
_TAG_WORDS = 4
_COMMA = re.compile(r"[,،、，;|·•]")
_LONG = 100
_PROSE = 60
_SENTENCE = 25
"""A line is text from 100 characters on, or where it ends like a sentence: from 60 to say where the document's
text begins and ends (notices of software are shorter), from 25 to protect what stands above it (CJK: half)."""
_STOP = re.compile(r"[.!?…。！？।۔؟။።][\"'”’»)\]」』]*\Z")
_INNER_STOP = re.compile(r"[^\W\d_]{4,}[.!?] +[^\W\d_]|[。！？।]\S")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNDER_TITLE = frozenset(
    [
        "author-box",
        "photo-credit",
        "date-line",
        "reading-time",
        "share",
        "print-email",
        "comment-count",
        "skip-link",
        "follow",
    ]
)
_CHROME_REGIONS = frozenset((Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE, Region.FORM, Region.HIDDEN))
_ITEM_KINDS = frozenset(
    (
        *("read-more", "promotion", "date-line", "comment-count", "reading-time", "pagination"),
        *("related", "powered-by", "tags", "photo-credit", "share"),
    )
)
_ITEMS = 3


def is_prose(text: str, least: int = _SENTENCE) -> bool:
    """Whether a line is long, or at least `least` characters that end like a sentence.

    >>> is_prose("The lighthouse was built in 1871."), is_prose("Cancel reply")
    (True, False)
    """
    if len(text) >= _LONG:
        return True
    if len(text) < least // 2 or _STOP.search(text) is None:
        return False
    return len(text) >= least or _DENSE.search(text) is not None


def is_title(rest: str) -> bool:
    """Whether what follows a lead-in or arrow has the shape of another page's title."""
    first = next((char for char in rest if char.isalnum()), "")
    return (
        bool(first)
        and not first.islower()
        and len(rest.split()) <= MAX_TITLE_WORDS
        and _INNER_STOP.search(rest) is None
    )


def is_pointer(match: Match) -> bool:
    """Whether a lead-in points to another page or names tags; prose that begins alike does not."""
    if match.phrase.kind == "tags" and match.separated:
        return not match.stopped and all(len(tag.split()) <= _TAG_WORDS for tag in _COMMA.split(match.rest))
    if not match.separated and len(match.rest.split()) < _BARE_TITLE_WORDS:
        return False  # "Related Words" is a heading
    return not match.stopped and is_title(match.rest)


@frozen(slots=False)
class Surroundings:
    """What is known about a document once a phrase was found in it."""

    blocks: Sequence[Block]
    matches: Sequence[Match | None]
    """For each block the phrase that it is, or None."""
    titled: bool = False
    """Whether the title was lifted already, so that the first line cannot be it."""

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """Indexes of the blocks that are sentences and no phrase."""
        return tuple(
            at
            for at, (block, match) in enumerate(zip(self.blocks, self.matches, strict=True))
            if (match is None or match.start or (match.rest and not is_pointer(match))) and is_prose(block.text, _PROSE)
        )

    @cached_property
    def crowded(self) -> bool:
        """Whether labels are so many inside the text that they must be part of it."""
        return sum(self.is_label(at) for at in range(self.prose[0], self.prose[-1])) > CROWD if self.prose else True

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each phrase stands in the document."""
        return Counter(match.phrase.id for match in self.matches if match is not None)

    @cached_property
    def framing(self) -> frozenset[str]:
        """Lines that stand above the first sentence and below the last one."""
        if not self.prose:
            return frozenset()
        above = {block.text for block in self.blocks[: self.prose[0]]}
        below = (block.text for block in self.blocks[self.prose[-1] + 1 :])
        return frozenset(text for text in below if text in above)

    def is_label(self, at: int) -> bool:
        """Whether a block is a weak phrase."""
        match = self.matches[at]
        return match is not None and match.phrase.strength in (Strength.WEAK, Strength.LEAD_IN) and not match.rest

    def is_certain(self, at: int) -> bool:
        """Whether a block is chrome by its phrase alone."""
        match = self.matches[at] if 0 <= at < len(self.matches) else None
        return match is not None and match.phrase.strength in (Strength.STRONG, Strength.ANCHOR)

    def score(self, at: int, match: Match) -> tuple[int, tuple[tuple[str, str | int], ...]]:
        """The points of a block and what gave them."""
        found: list[tuple[str, str | int]] = []
        for name, points in (
            ("phrase-points", _base(match)),
            ("listed", -2 * (match.phrase.kind in _ITEM_KINDS and self.counts[match.phrase.id] >= _ITEMS)),
            ("head", self._head(at, match)),
            ("tail", self._tail(at)),
            ("neighbours", self._neighbours(at)),
            ("repeated", int(self.blocks[at].text in self.framing)),
            ("torn", -int(self._inside(at) and match.phrase.text[0].isupper() and self.blocks[at].text[0].islower())),
            ("region", 2 * (self.blocks[at].region in _CHROME_REGIONS)),
            ("links", int(self.blocks[at].link_chars >= 0.8 * len(self.blocks[at].text))),
        ):
            if points:
                found.append((name, points))
        return sum(int(points) for _, points in found), tuple(found)

    def _inside(self, at: int) -> bool:
        return not self.prose or self.prose[0] < at < self.prose[-1]

    def _head(self, at: int, match: Match) -> int:
        if not self.prose or at >= HEAD_BLOCKS:
            return 0
        if at > self.prose[0]:
            standfirst = match.phrase.kind in _UNDER_TITLE and at < _STANDFIRST_BLOCKS and at < (*self.prose, at)[1]
            return 2 * standfirst
        if at == 0 and not self.titled and not self.is_certain(1) and not all(self.matches[1:3]):
            return 0  # it may be the title
        return 1 + (match.phrase.kind in _UNDER_TITLE)

    def _tail(self, at: int) -> int:
        after = len(self.blocks) - at
        if not self.prose or at < self.prose[-1] or after > TAIL_BLOCKS:
            return 0
        return 2 if after == 1 or self.matches[at + 1] is not None else 1

    def _neighbours(self, at: int) -> int:
        if self._inside(at) and self.crowded:
            return 0
        around = [index for index in (at - 1, at + 1) if 0 <= index < len(self.matches)]
        certain = sum(self.is_certain(index) for index in around)
        labels = sum(self.is_label(index) for index in around)
        run = not self._inside(at) or labels == 2
        return certain + (labels if run else 0)


def _base(match: Match) -> int:
    strength = match.phrase.strength
    if strength is Strength.WEAK or (strength is Strength.LEAD_IN and not match.rest):
        return 0
    if strength is not Strength.LEAD_IN:
        return 2
    return 2 if match.separated and match.phrase.kind in POINTING else 1
