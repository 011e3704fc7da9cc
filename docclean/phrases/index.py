"""Phrases that are looked up alike: whole lines, lead-ins or suffixes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from docclean.phrases.fold import fold, token_spans
from docclean.phrases.packs import Phrase, Strength
from docclean.phrases.slots import SLOT, VERIFIED, Vocabulary, pattern_of
from docclean.phrases.table import phrase_of

__all__ = ["Found", "Index"]

Found = tuple[Phrase, tuple[tuple[str, str], ...]]
"""A phrase, and what stands in its slots as written."""
_APART = re.compile(r"(?<=\w)[\s)]*[:：|/©–—-]|©")
"""What a phrase with a colon asks for: "Photo: Jane Example" is a credit, "Photo Album" may be anything."""
_NUMBER = "#"
_CLOSED = {"networks": "network", "agencies": "agency"}


class _Slotted:
    """A phrase with slots. Its pattern is compiled when a line first has all its fixed words."""

    def __init__(self, row: list[str], vocabulary: Vocabulary) -> None:
        self._row = row
        self._vocabulary = vocabulary
        self.text = row[3]
        pieces = SLOT.split(self.text)
        self.slots = tuple(pieces[1::2])
        self.literals = tuple(fold(piece) for piece in pieces[::2])
        self._fixed = tuple(literal for literal in self.literals if literal)

    @cached_property
    def phrase(self) -> Phrase:
        return phrase_of(self._row)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return pattern_of(self.literals, self.slots, self._vocabulary)

    @property
    def order(self) -> tuple[bool, int, str]:
        """Strong phrases first, then those with more fixed text."""
        return self._row[2] == Strength.WEAK.value, -sum(map(len, self._fixed)), self._row[4]

    def match(self, key: str, line: str) -> tuple[tuple[str, str], ...] | None:
        """What stands in the slots of `line`, whose folded key is `key`; None where it does not match."""
        for literal in self._fixed:
            if literal not in key:
                return None
        found = self._pattern.fullmatch(key)
        if found is None or not _set_apart_alike(self.text, line):
            return None
        spans = token_spans(line)
        values = []
        for number, slot in enumerate(self.slots, 1):
            first = key.count(" ", 0, found.start(number))
            last = key.count(" ", 0, found.end(number))
            value = line[spans[first][0] : spans[last][1]]
            if slot in VERIFIED and not VERIFIED[slot](value):
                return None
            values.append((slot, value))
        return tuple(values)


def _set_apart_alike(phrase: str, line: str) -> bool:
    """Whether the line has the colon, © or @ that the phrase has, which folding hides."""
    return (":" not in phrase or _APART.search(line) is not None) and all(mark in line for mark in "©@" if mark in phrase)


class Index:
    """One look-up of a folded key, then the few phrases with slots that begin or end with the same word."""

    def __init__(self, exact: Mapping[str, int], slotted: Sequence[int], rows: Sequence[list[str]], vocabulary: Vocabulary) -> None:
        self._rows = rows
        self._exact = exact
        self._by_first: dict[str, list[_Slotted]] = {}
        self._by_last: dict[str, list[_Slotted]] = {}
        self.heads: set[str] = set()
        """The first two words of every phrase, or the one that stands before a slot or alone."""
        self.lasts = {key.rpartition(" ")[2] for key in exact}
        """The last words of phrases without slots."""
        for key in exact:
            self.heads.add(head_of(key))
        for number in slotted:
            self._add(_Slotted(rows[number], vocabulary), vocabulary)
        for table in (self._by_first, self._by_last):
            for phrases in table.values():
                phrases.sort(key=lambda phrase: phrase.order)
        self.free_lasts = frozenset(self._by_last)
        """The last words of phrases that begin with a free slot."""

    def _add(self, slotted: _Slotted, vocabulary: Vocabulary) -> None:
        head, tail = slotted.literals[0], slotted.literals[-1]
        if head:
            self.heads.add(head_of(head))
            self._by_first.setdefault(head.partition(" ")[0], []).append(slotted)
            return
        firsts = _words_of(slotted.slots[0], vocabulary, first=True)
        for word in sorted(firsts):
            self.heads.add(word)
            self._by_first.setdefault(word, []).append(slotted)
        if firsts:
            return
        lasts = {tail.rpartition(" ")[2]} if tail else _words_of(slotted.slots[-1], vocabulary, first=False)
        if not lasts:
            raise ValueError(f"{slotted.phrase.id}: a phrase may not both begin and end with a free slot")
        for word in sorted(lasts):
            self._by_last.setdefault(word, []).append(slotted)

    def may_begin(self, key: str) -> bool:
        """Whether a phrase begins like a key, of which two whole words at least must be given."""
        first = key.partition(" ")[0]
        return first in self.heads or first.isdigit() or head_of(key) in self.heads

    def exact(self, key: str) -> Phrase | None:
        """The phrase without slots that a folded key is."""
        number = self._exact.get(key)
        return None if number is None else phrase_of(self._rows[number])

    def find(self, key: str, line: str) -> Found | None:
        """The phrase that a folded key is, and what stands in its slots."""
        phrase = self.exact(key)
        if phrase is not None:
            return phrase, ()
        first = key.partition(" ")[0]
        for slotted in self._by_first.get(_NUMBER if first.isdigit() else first, ()):
            values = slotted.match(key, line)
            if values is not None:
                return slotted.phrase, values
        for slotted in self._by_last.get(key.rpartition(" ")[2], ()):
            values = slotted.match(key, line)
            if values is not None:
                return slotted.phrase, values
        return None


def head_of(key: str) -> str:
    """The first two words of a key, or the only one."""
    return " ".join(key.split(" ", 2)[:2])


def _words_of(slot: str, vocabulary: Vocabulary, *, first: bool) -> set[str]:
    """The words that a slot can begin (or end) with; none for a slot that can begin (or end) with any."""
    if slot in ("n", "time"):
        return {_NUMBER} if first else set()
    if slot == "date":
        if not first:
            return set()
        words = {template.split()[0] for template in vocabulary.lists["relative"]} - {"n"}
        return words.union({_NUMBER}, *(_words_of(name, vocabulary, first=True) for name in ("month", "weekday", "day", "few")))
    place = 0 if first else -1
    return {word.split()[place] for word in vocabulary.lists.get(_CLOSED.get(slot, slot), ())}
