"""Which line is a phrase of a pack: one look-up of its folded key, slots in a second step.

    >>> match = load().match("🔴 Suivez-nous sur Facebook et WhatsApp !")
    >>> match.phrase.kind, match.slot("networks")
    ('follow', 'Facebook et WhatsApp')
    >>> load().match("Share prices fell sharply on Monday.") is None
    True

Phrases are indexed by their first folded word (or their last, where they begin with a
free slot), so the cost does not grow with the number of languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from attrs import frozen

from docclean.phrases.fold import fold, token_spans
from docclean.phrases.index import Index
from docclean.phrases.packs import Phrase, Strength
from docclean.phrases.table import ANY, APART, END, NUMBER, SIGN, Table

__all__ = ["Match", "Matcher", "load"]

MAX_LINE = 250
"""Longest line that can be a phrase as a whole; the longest of a pack, a cookie notice, has about 230 characters."""
MAX_TAIL = 48
"""Where a suffix is looked for, in characters from the line's end."""
MAX_HEAD = 60
"""Where a lead-in is looked for, in characters from the line's start."""
MAX_HEAD_WORDS = 6
_SHORT = 40
"""Lines up to here, and those that begin with a symbol, are folded whole; of others the head says whether a phrase
can begin so."""
_TAIL = 24
"""Enough for the longest last word of a phrase and what may stand after it; a longer one is no phrase's."""
_UNCUT = 3
"""The second of fewer words may have been cut at `MAX_HEAD`."""
_REMEMBERED = 16384
"""Lines that many pages have, at most four megabytes."""
_RECENT = 2048
"""Lines of the document at hand, also those that no phrase begins like: several filters ask about them."""
_STRIPPED = "!\"#$%&'()*+,-./:;<=>@[\\]^`{|}~"
"""ASCII punctuation that is no part of a word, alone or not: all but the underscore and the question mark."""
_WORDS = 32768
"""Words come back: remembering is ten times as fast."""
_SEPARATOR = re.compile(r"\s?[:：፡፦»›→►▶]\s*|\s[|–—-]\s+")
_LABEL_STOP = re.compile(r"(?<![.…])[.!。！।۔။።][\"'”’»)\]\s]*\Z")
_QUOTED = re.compile(r"(?:[\"“„«‘‚「].*[\"”“»’」]|['`].*['`])[.,;!?]?\Z|[,;]", re.DOTALL)
"""Quoted speech, a string in code, or the torn end of a sentence."""
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("(", ")"), ("「", "」"))
_BEFORE_SUFFIX = re.compile(r"(?:[.!?…。！？।؟۔။።][\"'”’»)]*|[\])])\s*[\[(]?\s*(?:[-–—>→»|]\s*)?\Z")
_AFTER_SUFFIX = re.compile(r"[\s.…:>»›→►▶⟶➔\])]*\Z")


@frozen
class Match:
    """A line, and the phrase that it is."""

    phrase: Phrase
    slots: tuple[tuple[str, str], ...] = ()
    """What stands in the slots, as written, in order."""
    start: int = 0
    """Where the phrase begins: after the sentence that a suffix follows, else 0."""
    rest: str = ""
    """What follows a lead-in."""
    separated: bool = False
    """Whether a colon, dash or arrow sets the rest apart from the lead-in."""
    stopped: bool = False
    """Whether the line, or the rest, ends like a sentence."""

    def slot(self, name: str) -> str:
        """What stands in the first slot of that name; `""` if there is none."""
        return next((value for key, value in self.slots if key == name), "")


class Matcher:
    """All packs, ready to be looked up. Holds nothing that changes an answer."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._index = Index(table)
        # Pages repeat lines, and several filters ask about the same ones; the answer depends on the line alone.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._recent = lru_cache(maxsize=_RECENT)(self._judged)
        self._folded = lru_cache(maxsize=_WORDS)(_folded_word)
        self._seconds = lru_cache(maxsize=_WORDS)(self._index.seconds)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """Every phrase of every pack."""
        return tuple(self._table.phrases())

    def match(self, line: str) -> Match | None:
        """The phrase that a line is, begins with (a lead-in) or ends with (a suffix); None for content."""
        if len(line) > MAX_LINE:
            return self._suffixed(line) if self._last(line) in self._index.ends else None
        return self._recent(line)

    def _judged(self, line: str) -> Match | None:
        """The phrase that a line is, of those with up to `MAX_LINE` characters."""
        if len(line) <= _SHORT or not line[0].isalnum():
            whole, words = True, line.split()
            last = self._folded(words[-1]) if words else ()
            end = last[-1] if last else self._last(line)
        else:
            whole, words, end = False, line[:MAX_HEAD].split(None, 2), self._last(line)
        if end not in self._index.ends:
            first = self._folded(words[0]) if words else ()
            if first and not first[0][0].isdigit() and not self._seconds(first[0]):
                return None
            if not self._begins(words, line, whole):
                return None
        return self._remembered(line)

    def _last(self, line: str) -> str:
        """The last word of the key of a line, or its end where that is longer than any of a phrase."""
        words = line[-_TAIL:].rsplit(None, 1)
        last = self._folded(words[-1]) if words else ()
        return last[-1] if last else fold(line[-_TAIL:]).rpartition(" ")[2]

    def _begins(self, words: Sequence[str], line: str, whole: bool) -> bool:
        """Whether a phrase begins like a line of such words: all of the line, or its first two, perhaps cut short.

        Most lines, of chrome and of text, begin with a word that no phrase begins with and need no folding.
        """
        start: tuple[str, ...] = ()
        left = len(words)
        for word in words if whole else words[:2]:
            start += self._folded(word)
            left -= 1
            if len(start) > 1:
                break
        if not whole and (len(start) < 2 or len(words) < _UNCUT):
            return True
        if not start:
            return False
        second = start[1] if len(start) > 1 else END
        digit = second[0].isdigit()
        if start[0][0].isdigit():
            if whole and not left and (second is END or (digit and len(start) == 2)):
                return SIGN in line or self._index.is_number(" ".join(start))  # one number or two: 5, 5.99
            return digit or second is END or self._index.may_follow_number(second) or SIGN in line
        second = NUMBER if digit else second
        for seconds in self._seconds(start[0]):
            if second in seconds or ANY in seconds or (SIGN in seconds and SIGN in line):
                return True
            if APART in seconds and _SEPARATOR.search(line, 0, MAX_HEAD):
                return True
        return False

    def _look_up(self, line: str) -> Match | None:
        """What a line that may be a phrase is; it has no more than `MAX_LINE` characters."""
        key = fold(line)
        if not key:
            return None
        found = self._whole_line(key, line)
        if found is None and self._index.may_lead(key):
            found = self._led_in(key, line)
        if found is None and key.rpartition(" ")[2] in self._table.suffix:
            found = self._suffixed(line)
        return found

    def _whole_line(self, key: str, line: str) -> Match | None:
        found = self._index.find(key, line)
        if found is None or _QUOTED.match(line):
            return None
        phrase, slots = found
        stopped = _LABEL_STOP.search(line, max(0, len(line) - MAX_TAIL)) is not None
        if stopped and phrase.strength in (Strength.WEAK, Strength.LEAD_IN) and " " not in key:
            return None  # "Reply." is a word of somebody's, "No comments yet." a notice
        if stopped and phrase.text.endswith("{text}"):
            return None  # titles have no full stop
        if stopped and phrase.text.endswith("{site}") and slots[-1][1].upper() == slots[-1][1].lower():
            return None  # in scripts without capitals any words could be a name
        return Match(phrase, slots, stopped=stopped)

    def _led_in(self, key: str, line: str) -> Match | None:
        """A lead-in before a colon, or the longest one that the line begins with."""
        separator = _SEPARATOR.search(line, 0, MAX_HEAD)
        if separator is not None:
            head, rest = line[: separator.start()], line[separator.end() :]
            found = self._index.lead_in(fold(head), head)
            if found is not None and rest:
                return Match(found[0], found[1], rest=rest, separated=True, stopped=_stops(rest))
        pointers = self._index.pointers(key)
        words = key.split(" ", MAX_HEAD_WORDS + 1)[: MAX_HEAD_WORDS + 1] if pointers else ()
        spans: list[tuple[int, int]] = []
        for count in range(len(words) - 1, 0, -1):
            head = " ".join(words[:count])
            phrase = next((own[head] for own in pointers if head in own), None)
            if phrase is None:
                continue
            spans = spans or token_spans(line)
            rest = line[spans[count][0] :]
            if line[spans[count - 1][1] : spans[count][0]].isspace():
                return Match(phrase, (), rest=rest, stopped=_stops(rest))
        return None

    def _suffixed(self, line: str) -> Match | None:
        """A suffix after the end of a sentence, itself at the end of the line."""
        tail_from = max(0, len(line) - MAX_TAIL)
        tail = line[tail_from:]
        spans = token_spans(tail)
        for start, _ in reversed(spans[-MAX_HEAD_WORDS:]):
            phrase = self._index.suffix(fold(tail[start:]))
            if phrase is None:
                continue
            before = _BEFORE_SUFFIX.search(line, 0, tail_from + start)
            if before and _AFTER_SUFFIX.match(tail, spans[-1][1]) and not _closes_quote(line, tail_from + start):
                return Match(phrase, start=_cut(line, tail_from + start))
        return None


def _folded_word(word: str) -> tuple[str, ...]:
    """The folded words of a stretch without white space."""
    if word.isascii():
        bare = word.strip(_STRIPPED)
        if bare.isalpha():
            return (bare.lower(),)
    return tuple(fold(word).split())


def _stops(rest: str) -> bool:
    return _LABEL_STOP.search(rest, max(0, len(rest) - MAX_TAIL)) is not None and not rest.endswith(("!", "！"))


def _closes_quote(line: str, at: int) -> bool:
    """Whether a quotation that is open at `at` ends with the line, so that the suffix is somebody's words."""
    kept = line[:at]
    return any(kept.count(left) > kept.count(right) and right in line[at:] for left, right in _PAIRS)


def _cut(line: str, at: int) -> int:
    """Where the suffix begins, with the arrow or bracket before it but not the end of the sentence."""
    while at > 0 and (line[at - 1].isspace() or line[at - 1] in "[(>→»|–—-"):
        at -= 1
    return at


@cache
def load() -> Matcher:
    """The matcher with all packs. Loaded once; it never changes."""
    return Matcher(Table.read())
