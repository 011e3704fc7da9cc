"""The filter `glued-sentences`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.repair.verbatim import is_verbatim, outside_code
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, edit

__all__ = ["GluedSentences"]

_AHEAD = '(["»“”„]|«[ \u00a0\u202f]?)?[^\\W\\da-z_]'
"""What shows glue directly after a stop: a letter that is no ASCII lower-case one, alone or after a quotation mark."""
_PLACE = re.compile(f"(?<=[^\\W\\d_]{{2}})[.?!…։](?={_AHEAD})")
_PREFILTERS = tuple((stop, re.compile(re.escape(stop) + _AHEAD)) for stop in ".?!…։")
"""One search per stop: a pattern that begins with a literal is six times as fast as one with a set of stops."""
_QUOTE = re.compile('["«»“”„]')
_CLOSERS = {"«": "»", "»": "«", "“": "”", "„": "“”", "”": "”", '"': '"'}
"""What may close a quotation that the key opened; `»…«`, `„…“` and `”…”` are German and Swedish."""
_OPENING = '«“„"'
_SPACES = " \u00a0\u202f"
_BEFORE_OPENER = _SPACES + "\t([{-–—/"
_AFTER_CLOSER = _SPACES + "\t.,;:!?…։)]}-–—/"
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(
    r"[^\W\d][.][^\W\d_]\w{0,60}(?:[(\[_=]|::|->|;$|[.][^\W\d_]\w{0,60}[(_])"
    r"|\w\(\)|_\w{0,60}[.][A-Z]|^\W*(?:import|using|from)\s+\w+[.]\w",
    re.ASCII,
)
"""Calls, attributes and imports: `options.Level=`, `fmt.Println(`, `import Garden.Data`."""
_ADDRESS_SIGNS = frozenset("/@_\\#=<>{}|~^$%&*+[]")
_SUFFIXES = frozenset({"com", "net", "org", "info", "edu", "gov", "htm", "html", "php", "pdf", "jpg", "png", "json"})
"""Ends of host and file names that are no first words of sentences (`De`, `Io`, `In` are both)."""
_LONGEST_WORD = 40
"""No longer word is looked at: beyond it a run of letters is no word of prose, and the work stays linear."""
_CONTEXT = 12
"""Characters on either side by which two uses of a name are told from one sentence shown twice."""
_MIN_LETTERS = 3
"""Letters before the stop of a place that proves the defect; fewer are abbreviations and initials."""


@frozen
class _Place:
    """Somewhere that a space is missing."""

    offset: int
    """Where in the block's text the space belongs."""
    quote: bool
    pair: tuple[str, str]
    """The words before and after, without case."""
    context: str
    """The pair with some characters on either side."""
    proof: bool
    """Whether it can be nothing but two glued sentences."""
    alone: bool = False
    """Whether it is mended even if it is the only one in the document."""


@frozen
class GluedSentences:
    """Put back the space that is missing between two sentences.

    Why: `organised.Next` is one word for whatever reads the text afterwards; such glue comes from paragraphs
        that were joined without a separator.
    Keeps: documents in which only one such place stands; all of a document with code in it, but for quotations.
    Never: takes apart addresses, host and file names, versions, decimals, initials, camel case, chains of
        words (`Build.Live.Plan`), a name that comes back with its stop (`Lamp.Shop`), or lines of few words.
        Scripts without case are left alone: they either need no space or do not show where a sentence begins.
    Measures: places in prose where a stop of a lower-case word stands directly before a capital letter.
        A place proves the defect if the capital opens a word that prose goes on after. Where a document has
        enough of these, one of them with a word that also stands inside its sentences (`The`, not the second
        half of a user name), the others in its prose are mended too. A quotation that opens or closes
        directly between stop and capital, with its other half in the same block, is proof enough alone (a
        straight `"` counts as one place: `garden."Plants"` is a way to name things in databases).
    Options: min_places — different places that must prove the defect in a document, default 2;
        min_words — words of a block that is prose, default 8. Both measured on development data in 2026-11:
        with them every hit there in edited article text was right.
    Reasons: glued-sentence, glued-quote   Effects: edited   Laws: idempotent
    Source: own measurements; no published rule states its precision.
    Example:
        >>> from docclean.testing import judged
        >>> judged(GluedSentences(), "The old bridge has been well repaired.“We are glad”, the mayor said.")
        'The old bridge has been well repaired. “We are glad”, the mayor said.'
        >>> judged(GluedSentences(), "All of the tickets for the lighthouse are sold at lamp.Shop and at the door.")
        'All of the tickets for the lighthouse are sold at lamp.Shop and at the door.'
    """

    min_places: int = 2
    min_words: int = 8

    name: ClassVar[str] = "glued-sentences"
    codes: ClassVar[tuple[str, ...]] = ("glued-sentence", "glued-quote")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Inserts spaces; one change per block."""
        if not _may_match(document.text):
            return KEEP
        places = [
            (at, list(self._places(document, block.text)))
            for at, block in enumerate(document.blocks)
            if not is_verbatim(block) and _may_match(block.text)
        ]
        unsure = [place for _, found in places for place in found if not place.alone]
        named = _names(unsure)
        proofs = {place.pair for place in unsure if place.proof} - named
        shown = len(proofs) >= self.min_places and any(right in document.derived(_words) for _, right in proofs)
        shown = shown and not any(_CODE.search(block.text) for block in document.blocks)
        changes = []
        for at, found in places:
            mended = [place for place in found if place.alone or (shown and place.pair not in named)]
            spots = [(place.offset, place.offset, " ") for place in mended]
            if mended and len(outside_code(document.blocks[at], spots)) == len(spots):
                changes.append(self._change(document, at, mended, len(proofs)))
        return Verdict(tuple(changes)) if changes else KEEP

    def _places(self, document: Document, text: str) -> Iterator[_Place]:
        prose: bool | None = None
        quotes: dict[int, int] | None = None
        for match in _PLACE.finditer(text):
            between = match.group(1) or ""
            if between:
                if quotes is None:
                    quotes = _missing_at(text)
                if match.end() in quotes and _quoted(text, match.end() + len(between)):
                    straight = between == '"'
                    word = _LETTERS.match(text[match.end() + len(between) : match.end() + _LONGEST_WORD])
                    pair = (between, word.group().casefold() if word else "")
                    yield _Place(quotes[match.end()], True, pair, "", straight, not straight)
                continue
            if prose is None:
                prose = len(_WORD.findall(text)) >= self.min_words
            place = _sentence(document, text, match.start()) if prose else None
            if place:
                yield place

    def _change(self, document: Document, at: int, mended: list[_Place], proofs: int) -> Change:
        quotes = sum(place.quote for place in mended)
        code = "glued-quote" if quotes == len(mended) else "glued-sentence"
        evidence = (("proofs-in-document", proofs), ("quotes", quotes))
        reason = Reason(self.name, code, len(mended), 0, evidence)
        return edit(document, at, [(place.offset, place.offset, " ") for place in mended], reason=reason)


def _may_match(text: str) -> bool:
    """Whether there is a stop between two letters before it and a capital or quotation mark after it."""
    for stop, pattern in _PREFILTERS:
        if stop in text:
            for match in pattern.finditer(text):
                at = match.start()
                # A superset of what _PLACE asks for, and far cheaper: `U.S` and `1.A` end here.
                if at > 1 and text[at - 2 : at].isalnum():
                    return True
    return False


def _names(places: list[_Place]) -> frozenset[tuple[str, str]]:
    """Pairs of words that stand around a stop in different contexts: names such as `Lamp.Shop`.

    The same pair in the same context is a sentence that the page shows twice.
    """
    contexts: dict[tuple[str, str], str] = {}
    return frozenset(place.pair for place in places if contexts.setdefault(place.pair, place.context) != place.context)


def _words(document: Document) -> frozenset[str]:
    """All words of the document."""
    return frozenset(_LETTERS.findall(document.text))


def _sentence(document: Document, text: str, stop: int) -> _Place | None:
    """The place at a stop that a letter follows directly, or None where it may be something else.

    Args:
        document: the document, whose words tell a sentence that goes on.
        text: one block of it.
        stop: offset of the stop.
    """
    start = stop
    while start > 0 and stop - start <= _LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    left, ahead = text[start:stop], text[stop + 1 : stop + 2 + _LONGEST_WORD]
    match = _LETTERS.match(ahead)
    if match is None or len(left) > _LONGEST_WORD or len(match.group()) > _LONGEST_WORD:
        return None
    right, after = match.group(), text[stop + 1 + match.end() : stop + 4 + match.end()]
    if not _stands_free(text, start, after) or not _is_capitalized(right) or right.lower() in _SUFFIXES:
        return None
    if left[1:] != left[1:].lower() or left.casefold() == right.casefold():
        return None
    lower_left = left.islower()
    goes_on = _goes_on(after) or (
        after[:1] == " " and after[1:2].isalpha() and right.lower() in document.derived(_words)
    )
    if len(right) == 1 and not (lower_left and _goes_on(after)):
        return None
    if not lower_left and (after[:1] != " " or not after[1:2].isalpha()):
        return None
    proof = lower_left and goes_on and len(left) >= _MIN_LETTERS and len(right) > 1 and text[stop] != "…"
    end = stop + 1 + len(right)
    context = text[max(0, start - _CONTEXT) : end + _CONTEXT]
    return _Place(stop + 1, False, (left.casefold(), right.casefold()), context, proof)


def _goes_on(after: str) -> bool:
    """Whether prose goes on after the first word of a sentence."""
    mark, following = after[:1], after[1:2]
    return (mark == " " and following.islower()) or after[:2] == ", " or (mark in ("’", "'") and following.isalpha())


def _stands_free(text: str, start: int, after: str) -> bool:
    """Whether two glued words are not part of an address, a call or a chain of words."""
    before = text[start - 1 : start]
    if before and (before in _ADDRESS_SIGNS or before in ".?!…։:" or before.isdigit()):
        return False
    following = after[:1]
    if following and (following in _ADDRESS_SIGNS or following == "(" or following.isdigit()):
        return False
    if following in tuple(".?!…։:") and after[1:2].isalnum():
        return False
    return not (following in tuple("-–") and not after[1:2].isalpha())


def _is_capitalized(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _quoted(text: str, first: int) -> bool:
    """Whether a capitalized word begins where a quotation may: no acronym, no letter in a list."""
    letter, after = text[first], text[first + 1 : first + 2]
    return letter.isupper() and (after.islower() or after in tuple(" ’'\u00a0"))


def _missing_at(text: str) -> dict[int, int]:
    """For each quotation mark directly after a stop whose side is certain: where the missing space belongs.

    Args:
        text: one block.

    Returns:
        Offset of the mark → offset of the space. Marks are read from left to right, each by the
        characters beside it; only where these do not tell, by the mark before it. So putting a
        space in never changes how the other marks are read.
    """
    marks = [match.start() for match in _QUOTE.finditer(text)]
    found: dict[int, int] = {}
    opened = ""
    for number, at in enumerate(marks):
        mark = text[at]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        pairs = bool(opened) and mark in _CLOSERS[opened]
        stands_before_word = bool(after) and after not in _AFTER_CLOSER
        spaced = mark == "«" and after in tuple(_SPACES) and before in tuple(".?!…։")
        if not stands_before_word and not spaced and (before not in _BEFORE_OPENER or after not in _SPACES):
            side = "close"
        elif stands_before_word and before in _BEFORE_OPENER:
            side = "open"
        elif pairs:
            side = "close"
            if after.isalpha():
                found[at] = at + 1
        else:
            side = "open" if mark in _OPENING else "close"
            if side == "open" and not opened and number + 1 < len(marks):
                other = marks[number + 1]
                # `Ende.« Dann … »Neu«`: a German quotation that began in another block
                opens = spaced and text[other - 1] in _SPACES and text[other + 1 : other + 2].isalpha()
                if text[other] in _CLOSERS[mark] and not opens:
                    found[at] = at
        opened = mark if side == "open" else ""
    return found
