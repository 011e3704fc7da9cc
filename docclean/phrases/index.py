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
    """A phrase with slots. Its pattern is compiled when a line first has all its fixed words."""

    def __init__(self, row: Sequence[str], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.phrase = phrase_of(row)
        self._text = self.phrase.text
        self._slots, self._literals = parts_of(self._text)
        self._fixed = tuple(literal for literal in self._literals if literal)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return pattern_of(self._literals, self._slots, self._vocabulary)

    def match(self, key: str, line: str) -> tuple[tuple[str, str], ...] | None:
        """What stands in the slots of `line`, whose folded key is `key`; None where it does not match."""
        for literal in self._fixed:
            if literal not in key:
                return None
        found = self._pattern.fullmatch(key)
        if found is None or not _set_apart_alike(self._text, line):
            return None
        if not all(map(self._vocabulary.holds, self._slots, found.groups())):
            return None
        spans = token_spans(line)
        values = []
        for number, slot in enumerate(self._slots, 1):
            first = key.count(" ", 0, found.start(number))
            last = key.count(" ", 0, found.end(number))
            value = line[spans[first][0] : spans[last][1]]
            if slot in VERIFIED and not VERIFIED[slot](value):
                return None
            values.append((slot, value))
        return tuple(values)


def _set_apart_alike(phrase: str, line: str) -> bool:
    """Whether the line has the colon, © or @ that the phrase has, which folding hides."""
    if ":" in phrase and _APART.search(line) is None:
        return False
    return all(mark in line for mark in "©@" if mark in phrase)


class Index:
    """One look-up of a folded key, then the few phrases with slots that begin or end with the same word."""

    def __init__(self, place: Mapping[str, Any], rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> None:
        self._rows = rows
        self._vocabulary = vocabulary
        self._exact: Mapping[str, int] = place["exact"]
        self._by_first: Mapping[str, list[int]] = place["by-first"]
        self._by_last: Mapping[str, list[int]] = place["by-last"]
        self._heads = frozenset(place["heads"])
        self._slotted: dict[int, _Slotted] = {}
        self.lasts = frozenset(place["lasts"])
        """The last words of phrases without slots."""
        self.free_lasts = frozenset(self._by_last)
        """The last words of phrases that are looked up by it."""

    def may_begin(self, key: str) -> bool:
        """Whether a phrase with slots, or one of 20 characters, begins like a key that has two words or more."""
        first, _, rest = key.partition(" ")
        if first in self._heads or first.isdigit():
            return True
        second = rest.partition(" ")[0]
        return f"{first} {NUMBER if second.isdigit() else second}" in self._heads

    def exact(self, key: str) -> Phrase | None:
        """The phrase without slots that a folded key is."""
        number = self._exact.get(key)
        return None if number is None else phrase_of(self._rows[number])

    def find(self, key: str, line: str) -> Found | None:
        """The phrase that a folded key is, and what stands in its slots."""
        phrase = self.exact(key)
        if phrase is not None:
            return phrase, ()
        first, last = key.partition(" ")[0], key.rpartition(" ")[2]
        for numbers in (self._by_first.get(NUMBER if first.isdigit() else first), self._by_last.get(last)):
            for number in numbers or ():
                slotted = self._slotted.get(number)
                if slotted is None:
                    slotted = self._slotted[number] = _Slotted(self._rows[number], self._vocabulary)
                values = slotted.match(key, line)
                if values is not None:
                    return slotted.phrase, values
        return None
