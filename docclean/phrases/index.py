"""Phrases that are looked up alike: whole lines, lead-ins or suffixes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from docclean.phrases.fold import token_spans
from docclean.phrases.packs import Phrase
from docclean.phrases.slots import VERIFIED, Vocabulary, pattern_of
from docclean.phrases.table import NUMBER, parts_of, phrase_of

__all__ = ["Found", "Index"]

Found = tuple[Phrase, tuple[tuple[str, str], ...]]
"""A phrase, and what stands in its slots as written."""
_APART = re.compile(r"(?<=\w)[\s)]*[:：|/©–—-]|©")
"""What a phrase with a colon asks for: "Photo: Jane Example" is a credit, "Photo Album" may be anything."""


class _Slotted:
    """A phrase with slots. What it needs is made when first asked for: a page has few of the thousands."""

    def __init__(self, row: Sequence[str], vocabulary: Vocabulary) -> None:
        self._row = row
        self._text = row[-1]
        self._vocabulary = vocabulary

    @cached_property
    def phrase(self) -> Phrase:
        return phrase_of(self._row)

    @cached_property
    def needle(self) -> str:
        """Fixed text that a key must have; `""` where there is none."""
        return max(self._parts[1], key=len)

    @cached_property
    def _parts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return parts_of(self._text)

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """What folding hides and the line must have as well."""
        return tuple(mark for mark in "©@" if mark in self._text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        slots, literals = self._parts
        return pattern_of(literals, slots, self._vocabulary)

    def match(self, key: str, line: str) -> tuple[tuple[str, str], ...] | None:
        """What stands in the slots of `line`, whose folded key is `key`; None where it does not match."""
        for mark in self._marks:
            if mark not in line:
                return None
        found = self._pattern.fullmatch(key)
        if found is None or (":" in self._text and _APART.search(line) is None):
            return None
        slots = self._parts[0]
        if not all(map(self._vocabulary.holds, slots, found.groups())):
            return None
        spans = token_spans(line)
        values = []
        for number, slot in enumerate(slots, 1):
            first = key.count(" ", 0, found.start(number))
            last = key.count(" ", 0, found.end(number))
            value = line[spans[first][0] : spans[last][1]]
            if slot in VERIFIED and not VERIFIED[slot](value):
                return None
            values.append((slot, value))
        return tuple(values)


class Index:
    """One look-up of a folded key, then the few phrases with slots that begin or end with the same word."""

    def __init__(self, place: Mapping[str, Any], rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> None:
        self._rows = rows
        self._exact: Mapping[str, int] = place["exact"]
        numbers = {number for by in ("by-first", "by-last") for own in place[by].values() for number in own}
        slotted = {number: _Slotted(rows[number], vocabulary) for number in sorted(numbers)}
        self._by_first, self._by_last = (
            {word: [slotted[number] for number in own] for word, own in place[by].items()}
            for by in ("by-first", "by-last")
        )
        self._phrases: dict[int, Phrase] = {}
        self.heads = frozenset(place["heads"])
        """How phrases with slots begin, and those of 20 characters: their first two words or one."""
        self.openings = {first: frozenset(seconds) for first, seconds in place["openings"].items()}
        """How any phrase begins that is found by its first word: the second words by the first."""
        self.lasts = frozenset(place["lasts"])
        """The last words of phrases without slots."""
        self.free_lasts = frozenset(self._by_last)
        """The last words of phrases that are looked up by it."""
        self._numbers = NUMBER in self._by_first or any(key[:1].isdigit() for key in self._exact)

    def may_begin(self, key: str) -> bool:
        """Whether a phrase with slots, or one of 20 characters, begins like a key that has two words or more."""
        first, _, rest = key.partition(" ")
        if first in self.heads or (self._numbers and first.isdigit()):
            return True
        second = rest.partition(" ")[0]
        return f"{first} {NUMBER if second.isdigit() else second}" in self.heads

    def exact(self, key: str) -> Phrase | None:
        """The phrase without slots that a folded key is."""
        number = self._exact.get(key)
        if number is None:
            return None
        phrase = self._phrases.get(number)
        if phrase is None:  # made when first met: a page has few of the thousands
            phrase = self._phrases[number] = phrase_of(self._rows[number])
        return phrase

    def find(self, key: str, line: str) -> Found | None:
        """The phrase that a folded key is, and what stands in its slots."""
        phrase = self.exact(key)
        if phrase is not None:
            return phrase, ()
        first, last = key.partition(" ")[0], key.rpartition(" ")[2]
        for candidates in (self._by_first.get(NUMBER if first.isdigit() else first), self._by_last.get(last)):
            for slotted in candidates or ():
                if slotted.needle in key:
                    values = slotted.match(key, line)
                    if values is not None:
                        return slotted.phrase, values
        return None
