"""Lines of text taken apart into signs and words, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docclean.content.characters import Sign, codes_of, folded, signs_of

__all__ = ["Lines"]

Indices = NDArray[np.int64]
Keys = NDArray[np.uint64]

_SIGNS = len(Sign)
_FACTOR = 0x9E3779B97F4A7C15
"""Odd, so that multiplying by it can be undone: the key of any stretch is a difference of two sums."""
_INVERSE = pow(_FACTOR, -1, 1 << 64)
_SMALLEST = 1 << 16


def _set(*signs: Sign) -> NDArray[np.bool_]:
    table = np.zeros(_SIGNS, np.bool_)
    table[list(signs)] = True
    return table


_IN_WORD = _set(Sign.LETTER, Sign.CAPITAL, Sign.DENSE, Sign.DIGIT)
_CLOSES = _set(Sign.LETTER, Sign.DENSE, Sign.QUOTE, Sign.BRACKET, Sign.DIGIT)
_FOLLOWS = _set(Sign.SPACE, Sign.QUOTE, Sign.DENSE)


class Lines:
    """Texts of blocks; every array has one entry a line, a character or a word."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take in texts, each of them with at least one character."""
        codes = codes_of("\n".join(texts))
        self.count = len(texts)
        self.lengths: Indices = np.fromiter(map(len, texts), np.int64, self.count)
        self.ends: Indices = np.cumsum(self.lengths + 1) - 1
        self.starts: Indices = self.ends - self.lengths
        self.signs = signs_of(codes)
        self.line: Indices = np.repeat(np.arange(self.count), self.lengths + 1)[: len(codes)]
        """The line of each character; a line end belongs to the line before."""
        counts = np.bincount(self.line * _SIGNS + self.signs, minlength=self.count * _SIGNS)
        self.counts: Indices = counts.reshape(-1, _SIGNS)
        """How many characters of each sign a line has; shape (lines, signs)."""
        self.counts[:-1, Sign.SPACE] -= 1
        self._sums: Keys = np.zeros(len(codes) + 1, np.uint64)
        np.cumsum(folded(codes) * _powers(_FACTOR, len(codes)), out=self._sums[1:])
        self.word_starts, self.word_ends = self._words()
        self.word_line: Indices = self.line[self.word_starts]
        self.word_keys = self._keys(self.word_starts, self.word_ends)
        """A number for each word: the same for the same letters, whatever their case."""
        self.keys = self._keys(self.starts, self.ends)
        """The same for each line."""
        self.word_counts: Indices = np.bincount(self.word_line, minlength=self.count)

    def _words(self) -> tuple[Indices, Indices]:
        """Where words start and end; letters of scripts without spaces are words of their own."""
        inside = _IN_WORD.take(self.signs)
        dense = self.signs == Sign.DENSE
        joined = inside[1:] & inside[:-1] & ~dense[1:] & ~dense[:-1]
        starts, ends = inside.copy(), inside.copy()
        starts[1:] &= ~joined
        ends[:-1] &= ~joined
        return np.flatnonzero(starts), np.flatnonzero(ends) + 1

    def _keys(self, starts: Indices, ends: Indices) -> Keys:
        sums = self._sums
        return (sums.take(ends) - sums.take(starts)) * _powers(_INVERSE, len(sums)).take(starts)

    def sentence_ends(self) -> Indices:
        """How many sentences seem to end in each line: a full stop behind a letter, before a space."""
        signs = self.signs
        before = np.empty_like(signs)
        before[:1], before[1:] = Sign.SPACE, signs[:-1]
        after = np.empty_like(signs)
        after[-1:], after[:-1] = Sign.SPACE, signs[1:]
        stops = np.flatnonzero(signs == Sign.STOP)
        before, after = before[stops], after[stops]
        found = _CLOSES[before] & (_FOLLOWS[after] | (before == Sign.DENSE))
        return np.bincount(self.line[stops[found]], minlength=self.count)


_KNOWN: dict[int, Keys] = {}
"""Powers of both factors, as many as the longest document needed. They are what they are: no state."""


def _powers(factor: int, length: int) -> Keys:
    known = _KNOWN.get(factor)
    if known is None or len(known) < length:
        steps = np.full(max(_SMALLEST, 1 << length.bit_length()), factor, np.uint64)
        steps[0] = 1
        known = _KNOWN[factor] = np.cumprod(steps)
    return known[:length]
