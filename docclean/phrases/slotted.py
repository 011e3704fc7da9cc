"""Phrases with slots that are found alike, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from docclean.phrases.fold import token_spans
from docclean.phrases.frames import Frame, pattern_of
from docclean.phrases.names import VERIFIED
from docclean.phrases.packs import Phrase
from docclean.phrases.slots import CLOSED
from docclean.phrases.vocabulary import Vocabulary

__all__ = ["Found", "Parts", "Slotted", "SlottedPhrases"]

Found = tuple[Phrase, tuple[tuple[str, str], ...]]
"""A phrase, and what stands in its slots as written."""
_APART = re.compile(r"(?<=\S)[\s)]*(?:[:：|/©–—]|-(?!\w))|©")
"""What a phrase with a colon or slash asks for: "Photo: Jane Example" is a credit, "Photo Album" may be anything."""
Parts = tuple[tuple[str, ...], tuple[str, ...]]
"""The slots of a phrase, and its fixed parts around them."""
_FEW = 6
"""So many are tried one by one: looking for their words would take longer."""


class Slotted:
    """A phrase with slots. What it needs is made when first asked for: a page has few of the thousands."""

    def __init__(self, phrase: Phrase, parts: Parts, vocabulary: Vocabulary) -> None:
        self.phrase = phrase
        self._text = phrase.text
        self._vocabulary = vocabulary
        self._parts = parts
        slots, literals = self._parts
        self.needle = f" {max(literals, key=len)} ".replace("  ", " ")
        """Fixed words that a key with spaces around it must have; one space where there are none."""
        self._last = CLOSED.get(slots[-1], "date" if slots[-1] == "date" else "") if not literals[-1] else ""
        """The list of whose words it ends with one."""

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """What folding hides and the line must have as well."""
        return tuple(mark for mark in "©@" if mark in self._text)

    @cached_property
    def _is_apart(self) -> bool:
        return ":" in self._text or "/" in self._text

    @cached_property
    def _pattern(self) -> Frame:
        slots, literals = self._parts
        return pattern_of(literals, slots, self._vocabulary)

    def match(self, key: str, line: str) -> tuple[tuple[str, str], ...] | None:
        """What stands in the slots of `line`, whose folded key is `key`; None where it does not match."""
        for mark in self._marks:
            if mark not in line:
                return None
        if self._last and not self._vocabulary.may_end(self._last, key):
            return None
        if self._is_apart and _APART.search(line) is None:
            return None
        found = self._pattern.fullmatch(key)
        if found is None:
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


class SlottedPhrases:
    """Some phrases with slots. Of hundreds with one first word a line has the other fixed words of a few."""

    def __init__(self, slotted: Sequence[Slotted]) -> None:
        self._slotted = slotted
        self._free: list[int] = []
        self._by_word: dict[str, list[int]] = {}
        for number, own in enumerate(slotted if len(slotted) > _FEW else ()):
            words = own.needle.split()
            places = self._by_word.setdefault(max(words, key=len), []) if words else self._free
            places.append(number)

    def find(self, key: str, line: str) -> Found | None:
        """The first of them that a line with a folded key is, and what stands in its slots."""
        if not self._slotted:
            return None
        spaced = f" {key} "
        for slotted in self._slotted if len(self._slotted) <= _FEW else self._with_words_of(key):
            if slotted.needle in spaced:
                values = slotted.match(key, line)
                if values is not None:
                    return slotted.phrase, values
        return None

    def _with_words_of(self, key: str) -> Iterable[Slotted]:
        numbers = list(self._free)
        for word in set(key.split(" ")).intersection(self._by_word):
            numbers += self._by_word[word]
        return [self._slotted[number] for number in sorted(numbers)]
