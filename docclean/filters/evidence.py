"""How sure it is that a line which a phrase matched is chrome: one score over the line and its surroundings.

| measured | points |
|---|---|
| the phrase is strong, an anchor or a suffix | 2 |
| a lead-in before a title, set apart by a colon, dash or arrow | 2 for related pages, else 1 |
| a lead-in before a title, not set apart | 1 |
| a label of related pages, no link itself, above links to pages of the site (not beside code) | 2 |
| a bare label (weak) | 0 |
| an arrow before a title, no lead-in | -1 |
| the same phrase three times in the document, of a kind that each item of a listing has, but no linked title | -2 |
| after the last sentence of the document, near its end; above a line that stays, as its heading would be: 1 | 2 |
| before its first sentence; for the document's first line only above other chrome | 1 |
| … or, as the first line, of a kind that no title is, such as a button | 2 |
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
from itertools import islice

from attrs import frozen

from docclean.document import Block, Kind, Region
from docclean.filters.links import is_link, stay_on_site
from docclean.phrases.matcher import Match
from docclean.phrases.packs import POINTING, Strength

__all__ = ["LIMIT", "MAX_LINKS", "MEASURES", "Surroundings", "is_pointer", "is_sentence", "is_title"]

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
_STOPS = tuple(".!?…。！？।۔؟။።")
_CLOSERS = "\"'”’»)]」』"
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
_NO_TITLES = frozenset(
    (
        *("skip-link", "login", "share", "follow", "cookie", "print-email", "pagination"),
        *("read-more", "loading", "back-to-top"),
    )
)
"""Kinds whose labels (`Log in`, `Accept`) no document has as its title; one may well be called `News` or `About`, and
a manual begins with `NAME`."""
_CHROME_REGIONS = frozenset((Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE, Region.FORM, Region.HIDDEN))
_ITEM_KINDS = frozenset(
    (
        *("read-more", "promotion", "date-line", "comment-count", "reading-time", "pagination"),
        *("related", "powered-by", "tags", "photo-credit", "share"),
    )
)
_ITEMS = 3
MAX_LINKS = 40
"""A longer list of links below a label is not looked at to its end: it is a page's index."""
_STRUCTURED = frozenset((Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.QUOTE, Kind.CODE, Kind.CAPTION))
_NO_LEAD_INS = frozenset((Kind.HEADING, Kind.LIST_ITEM))
"""`See also` as a heading is a section of reference works; as an item it is one of several."""
_LABELS = frozenset((Strength.WEAK, Strength.LEAD_IN))
_CERTAIN = frozenset((Strength.STRONG, Strength.ANCHOR))

MEASURES = ("phrase-points", "listed", "head", "tail", "neighbours", "repeated", "torn", "region", "links")
"""Names of the points, in the order of the table above; those that are not 0 are a receipt's evidence."""


def is_sentence(text: str, least: int = _SENTENCE) -> bool:
    """Whether a line is long, or at least `least` characters that end like a sentence.

    >>> is_sentence("The lighthouse was built in 1871."), is_sentence("Cancel reply")
    (True, False)
    """
    if len(text) >= _LONG:
        return True
    if len(text) < least // 2 or not text.rstrip(_CLOSERS).endswith(_STOPS):
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
    """What is known about a document once a phrase was found in it; computed when a score first asks for it."""

    blocks: Sequence[Block]
    matches: Sequence[Match | None]
    """For each block the phrase that it is, or None."""
    titled: bool = False
    """Whether the title was lifted already, so that the first line cannot be it."""
    host: str = ""
    """Where the page stands; `""` for plain text."""

    @cached_property
    def found(self) -> tuple[tuple[int, Match], ...]:
        """The phrases, each with the index of its block."""
        return tuple((at, match) for at, match in enumerate(self.matches) if match is not None)

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """Indexes of the first two and the last block that are sentences and no phrase; all where there are fewer."""
        first = tuple(islice(filter(self._is_sentence, range(len(self.blocks))), 2))
        if len(first) < 2:
            return first
        return *first, next(filter(self._is_sentence, range(len(self.blocks) - 1, 0, -1)))

    def _is_sentence(self, at: int) -> bool:
        if not is_sentence(self.blocks[at].text, _PROSE):
            return False
        match = self.matches[at]
        return match is None or match.start > 0 or (match.rest != "" and not is_pointer(match))

    @cached_property
    def labels(self) -> frozenset[int]:
        """Indexes of the blocks that are weak phrases."""
        return frozenset(at for at, match in self.found if match.phrase.strength in _LABELS and not match.rest)

    @cached_property
    def certain(self) -> frozenset[int]:
        """Indexes of the blocks that are chrome by their phrase alone."""
        return frozenset(at for at, match in self.found if match.phrase.strength in _CERTAIN)

    @cached_property
    def crowded(self) -> bool:
        """Whether labels are so many inside the text that they must be part of it."""
        return not self.prose or sum(self.prose[0] <= at < self.prose[-1] for at in self.labels) > CROWD

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each phrase stands in the document."""
        return Counter(match.phrase.id for _, match in self.found)

    @cached_property
    def framing(self) -> frozenset[str]:
        """Phrases that stand above the first sentence and, in the same words, below the last one."""
        if not self.prose:
            return frozenset()
        above = {self.blocks[at].text for at, _ in self.found if at < self.prose[0]}
        return frozenset(above.intersection(self.blocks[at].text for at, _ in self.found if at > self.prose[-1]))

    def score(self, at: int, match: Match) -> tuple[int, ...]:
        """The points of a block, one number for each of `MEASURES`."""
        block = self.blocks[at]
        inside = self._inside(at)
        return (
            2 if self._leads_to_link(at, match) else _base(match),
            -2 if self._is_listed(block, match) else 0,
            self._head(at, match),
            self._tail(at),
            self._neighbours(at, inside),
            1 if block.text in self.framing else 0,
            -1 if inside and match.phrase.text[0].isupper() and block.text[0].islower() else 0,
            2 if block.region in _CHROME_REGIONS else 0,
            1 if is_link(block) else 0,
        )

    def heads_text(self, at: int) -> bool:
        """Whether a block is a heading with text of its own right below: it is called like chrome, and is none."""
        if self.blocks[at].kind is not Kind.HEADING or at + 1 == len(self.blocks):
            return False
        below, match = self.blocks[at + 1], self.matches[at + 1]
        if below.kind is Kind.HEADING or is_link(below) or (match is not None and not match.start):
            return False
        return below.kind in _STRUCTURED or is_sentence(below.text)

    def links_below(self, at: int) -> range:
        """The blocks below one that are wholly links, up to the first that is not."""
        stop = at + 1
        while stop < len(self.blocks) and stop - at <= MAX_LINKS and is_link(self.blocks[stop]):
            stop += 1
        return range(at + 1, stop)

    def _leads_to_link(self, at: int, match: Match) -> bool:
        """Whether a line such as `Read also` stands above a link: what a colon says on one line."""
        if match.rest or match.start or match.phrase.kind != "related" or at + 1 == len(self.blocks):
            return False
        following = self.blocks[at + 1]
        known = self.matches[at + 1]
        if self.blocks[at].kind in _NO_LEAD_INS or not is_link(following) or is_link(self.blocks[at]):
            return False
        if (known is not None and not known.rest) or not is_title(following.text) or self._shows_code:
            return False
        return stay_on_site([self.blocks[below] for below in self.links_below(at)], self.host)

    @cached_property
    def _shows_code(self) -> bool:
        """Whether the page has code: reference works point to other pages of theirs as a part of the text."""
        return any(block.kind is Kind.CODE for block in self.blocks)

    def _is_listed(self, block: Block, match: Match) -> bool:
        """Whether a phrase comes back as the items of a listing have it."""
        if match.phrase.kind not in _ITEM_KINDS or self.counts[match.phrase.id] < _ITEMS:
            return False
        linked = is_link(block) and block.kind is not Kind.HEADING
        return not (linked and match.separated and is_pointer(match))

    def _inside(self, at: int) -> bool:
        return not self.prose or self.prose[0] < at < self.prose[-1]

    def _head(self, at: int, match: Match) -> int:
        if not self.prose or at >= HEAD_BLOCKS:
            return 0
        if at > self.prose[0]:
            standfirst = match.phrase.kind in _UNDER_TITLE and at < _STANDFIRST_BLOCKS and at < (*self.prose, at)[1]
            return 2 * standfirst
        if at == 0 and not self.titled and 1 not in self.certain and not all(self.matches[1:3]):
            return 2 * _is_no_title(match, block_text=self.blocks[at].text)  # others may be the title
        return 1 + (match.phrase.kind in _UNDER_TITLE)

    def _tail(self, at: int) -> int:
        after = len(self.blocks) - at
        if not self.prose or at < self.prose[-1] or after > TAIL_BLOCKS:
            return 0
        return 2 if after == 1 or self.matches[at + 1] is not None else 1

    def _neighbours(self, at: int, inside: bool) -> int:
        if inside and self.crowded:
            return 0
        certain = (at - 1 in self.certain) + (at + 1 in self.certain)
        labels = (at - 1 in self.labels) + (at + 1 in self.labels)
        return certain + (labels if not inside or labels == 2 else 0)


def _is_no_title(match: Match, block_text: str) -> bool:
    """Whether no document is called by a phrase, such as a button; `Your e-mail address` is a field, `NAME` a title."""
    if match.rest:
        return False
    return match.phrase.kind in _NO_TITLES or (match.phrase.kind == "comment-form" and " " in block_text.strip())


def _base(match: Match) -> int:
    strength = match.phrase.strength
    if strength is Strength.WEAK or (strength is Strength.LEAD_IN and not match.rest):
        return 0
    if strength is not Strength.LEAD_IN:
        return 2
    return 2 if match.separated and match.phrase.kind in POINTING else 1
