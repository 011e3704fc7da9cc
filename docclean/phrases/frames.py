"""Frames: phrases with slots as patterns over folded text, which say where a slot may begin and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from docclean.phrases.slots import MOST_WORDS
from docclean.phrases.vocabulary import Vocabulary

__all__ = ["Fit", "Frame", "pattern_of"]


class Fit(Protocol):
    """Where the slots of a phrase stand in a key; the first has number 1, as groups of a match have."""

    def groups(self) -> tuple[str, ...]: ...
    def start(self, number: int, /) -> int: ...
    def end(self, number: int, /) -> int: ...


class Frame(Protocol):
    """A phrase with slots, over folded text."""

    def fullmatch(self, key: str, /) -> Fit | None: ...


def pattern_of(literals: Sequence[str], slots: Sequence[str], vocabulary: Vocabulary) -> Frame:
    """The frame of a phrase: its fixed parts, folded, with a group for each slot between them.

    A slot of closed lists stands as any few words here, for `Vocabulary.holds` to judge: the lists are long, and
    compiling them into every phrase would cost more than all matching. Only between two slots must the list decide.
    """
    if not all(literals[1:-1]):
        return _Touching(literals, slots, vocabulary)
    if len(slots) == 1:
        return _Single(literals, slots[0], vocabulary)
    return _compiled(literals, list(map(vocabulary.pattern, slots)))


def _compiled(literals: Sequence[str], patterns: Sequence[str]) -> re.Pattern[str]:
    parts = [re.escape(literals[0])]
    for pattern, literal in zip(patterns, literals[1:], strict=True):
        parts += [f"({pattern})", re.escape(literal)]
    return re.compile(" ".join(part for part in parts if part))


_WORD = re.compile(r"\S+")


class _Single:
    """A phrase with one slot: what stands before and after it says where it is, and nothing needs compiling."""

    def __init__(self, literals: Sequence[str], slot: str, vocabulary: Vocabulary) -> None:
        before, after = literals
        self._before = f"{before} " if before else ""
        self._after = f" {after}" if after else ""
        self._slot = slot
        self._vocabulary = vocabulary

    def fullmatch(self, key: str, /) -> Fit | None:
        start, end = len(self._before), len(key) - len(self._after)
        if start >= end or not key.startswith(self._before) or not key.endswith(self._after):
            return None
        if self._slot == "n":
            fits = self._vocabulary.holds("n", key[start:end])
        else:
            fits = key.count(" ", start, end) < MOST_WORDS.get(self._slot, MOST_WORDS["text"])
        return _Split(key, [(start, end)]) if fits else None


class _Touching:
    """A phrase in which slots stand side by side: the stretch between fixed parts is found first, then split."""

    def __init__(self, literals: Sequence[str], slots: Sequence[str], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stretches: list[list[str]] = [[]]
        fixed = [literals[0]]
        for slot, literal in zip(slots, literals[1:], strict=True):
            self._stretches[-1].append(slot)
            if literal:
                fixed.append(literal)
                self._stretches.append([])
        if not self._stretches[-1]:
            self._stretches.pop()
        else:
            fixed.append("")
        self._frame = _compiled(fixed, [r"\S+(?: \S+)*"] * len(self._stretches))

    def fullmatch(self, key: str, /) -> Fit | None:
        found = self._frame.fullmatch(key)
        if found is None:
            return None
        spans: list[tuple[int, int]] = []
        for number, slots in enumerate(self._stretches, 1):
            words = [word.span() for word in _WORD.finditer(key, *found.span(number))]
            own = self._split(key, words, slots)
            if own is None:
                return None
            spans += own
        return _Split(key, spans)

    def _split(self, key: str, words: list[tuple[int, int]], slots: list[str]) -> list[tuple[int, int]] | None:
        """The words shared out: as many as can be to a list, a date or number, as few as can be to an open slot."""
        slot, most = slots[0], len(words) - len(slots) + 1
        least = 1 if len(slots) > 1 else most
        longest_first = range(most, least - 1, -1)
        counts = range(least, min(most, MOST_WORDS[slot]) + 1) if slot in MOST_WORDS else longest_first
        for count in counts:
            span = words[0][0], words[count - 1][1]
            if not self._vocabulary.holds(slot, key[slice(*span)]):
                continue
            rest = self._split(key, words[count:], slots[1:]) if len(slots) > 1 else []
            if rest is not None:
                return [span, *rest]
        return None


class _Split:
    """What `_Touching` found."""

    def __init__(self, key: str, spans: Sequence[tuple[int, int]]) -> None:
        self._key = key
        self._spans = spans

    def groups(self) -> tuple[str, ...]:
        return tuple(self._key[start:end] for start, end in self._spans)

    def start(self, number: int, /) -> int:
        return self._spans[number - 1][0]

    def end(self, number: int, /) -> int:
        return self._spans[number - 1][1]
