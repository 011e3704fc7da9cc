"""What the text of each block says about itself and its surroundings, in any language, as arrays.

Nothing here looks at a page's elements: the same numbers describe the lines of a plain text.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.characters import Sign
from docclean.content.lines import Lines

__all__ = ["Measured", "text_features"]

Array = NDArray[np.float32]
Indices = NDArray[np.int64]
Numbers = NDArray[np.float64]
Keys = NDArray[np.uint64]

_SIGNS = len(Sign)
_DENSE_WORD = 3.0
"""Letters of a script without spaces that count as one word."""
_LABEL_WORDS = 4
_LONG_WORDS = 12
_SURE_WORDS = 20
"""A line of so many words is running text without a full stop too."""
_WINDOWS = (2, 5, 12, 40)
"""How many blocks before and after are looked at together."""
_FAR = 99
_SAME = 0.6
"""A line that shares so much with the title is taken to be one."""
_ONE_HOT = np.eye(_SIGNS, dtype=np.float32)


@frozen(eq=False)
class Measured:
    """What was measured, and the two measures that others build on."""

    measures: Array
    """Shape (lines, measures)."""
    words: Array
    """How many words each line has."""
    prose: Array
    """How many of them are in running text."""


def text_features(lines: Lines, apart: NDArray[np.bool_], title: Lines | None) -> Measured:
    """Measures of each line.

    Args:
        lines: the document's, at least one.
        apart: whether an empty line stands before each.
        title: what is known as its title, in one or more lines.
    """
    words = lines.word_counts - lines.counts[:, Sign.DENSE] * (1 - 1 / _DENSE_WORD)
    stops = lines.sentence_ends()
    last, before_last = lines.signs[lines.ends - 1], lines.signs[np.maximum(lines.ends - 2, lines.starts)]
    closed = (last == Sign.QUOTE) | (last == Sign.BRACKET)
    ends = (last == Sign.STOP) | (closed & (before_last == Sign.STOP))
    prose = np.maximum(words - _LABEL_WORDS, 0) * (ends | (stops > 0) | (words > _SURE_WORDS))
    capitals = np.bincount(lines.word_line, lines.signs[lines.word_starts] == Sign.CAPITAL, minlength=lines.count)
    capital_share = _share(capitals, lines.word_counts)
    mass = np.log1p(prose) / 3
    base = np.column_stack(
        (mass, np.minimum(words / _LONG_WORDS, 1), capital_share, words <= _LABEL_WORDS, ends, apart)
    )
    keys, inverse = np.unique(lines.word_keys, return_inverse=True)
    inverse = inverse.reshape(-1)
    columns = [
        _shape(lines, words, stops),
        np.column_stack((capital_share, base)),
        _ONE_HOT[lines.signs[lines.starts]],
        _ONE_HOT[last],
        _position(words, prose),
        _repeats(lines),
        _paragraphs(apart, words, prose),
        _cohesion(lines, prose, keys, inverse),
        _overlap(lines, title, keys, inverse),
        _windows(base),
    ]
    measures = np.hstack([np.asarray(column, np.float32) for column in columns])
    return Measured(measures, words.astype(np.float32), prose.astype(np.float32))


def _share(part: Numbers | Indices, whole: Numbers | Indices) -> Numbers:
    return part / np.maximum(whole, 1)


def _shape(lines: Lines, words: Numbers, stops: Indices) -> Numbers:
    """Lengths, and how much of each sign a line has."""
    counts = lines.counts
    letters = counts[:, Sign.LETTER] + counts[:, Sign.CAPITAL] + counts[:, Sign.DENSE]
    numbers = np.bincount(lines.word_line, lines.signs[lines.word_starts] == Sign.DIGIT, minlength=lines.count)
    logs = np.log1p(
        np.column_stack((lines.lengths, words, stops, counts[:, (Sign.COMMA, Sign.DIGIT, Sign.BAR, Sign.QUOTE)]))
    )
    others = (
        *(_share(letters, words) / 10, _share(numbers, lines.word_counts), _share(counts[:, Sign.COMMA], words)),
        (counts[:, Sign.CAPITAL] == letters) & (letters > 1),
    )
    return np.hstack((logs, counts / lines.lengths[:, None], np.column_stack(others)))


def _position(words: Numbers, prose: Numbers) -> Numbers:
    """Where a line stands in the document, and how far from its running text."""
    count = len(words)
    at = np.arange(count)
    total, sentences = max(words.sum(), 1), prose.sum()
    text = np.cumsum(prose)
    long = np.flatnonzero(prose > _LABEL_WORDS)
    before, after = np.full(count, _FAR), np.full(count, _FAR)
    first, last = count, -1
    if len(long):
        first, last = long[0], long[-1]
        place = np.searchsorted(long, at)
        behind, ahead = place > 0, place < len(long)
        before[behind] = at[behind] - long[place[behind] - 1]
        after[ahead] = long[place[ahead]] - at[ahead]
    near = np.log1p(np.minimum(np.column_stack((before, after)), _FAR)) / 4
    far = np.log1p(np.column_stack((at, count - 1 - at, np.abs(at - first), np.abs(at - last)))) / 5
    shares = (at / count, np.cumsum(words) / total, text / max(sentences, 1), text <= prose, text >= sentences)
    whole = (np.log1p(count) / 8, np.log1p(sentences) / 8, sentences / total, len(long) / count)
    return np.hstack((near, far, np.column_stack(shares), np.broadcast_to(whole, (count, len(whole)))))


def _repeats(lines: Lines) -> Numbers:
    """How often each line comes, numbers in it aside."""
    _, inverse, counts = np.unique(lines.keys, return_inverse=True, return_counts=True)
    return np.log1p(counts[inverse.reshape(-1), None] - 1)


def _paragraphs(apart: NDArray[np.bool_], words: Numbers, prose: Numbers) -> Numbers:
    """The lines that stand together without an empty one between: how many, how long, where a line is among them."""
    group = np.cumsum(apart)
    size = np.bincount(group)[group]
    at = np.arange(len(apart))
    start = np.maximum.accumulate(np.where(apart, at, 0))
    long, text = (np.bincount(group, values)[group] for values in (words, prose))
    followed = np.append(apart[1:], True)
    return np.column_stack(
        (followed, np.log1p(size) / 5, (at - start) / size, np.log1p(long / size) / 4, np.log1p(text) / 6)
    )


def _cohesion(lines: Lines, prose: Numbers, keys: Keys, inverse: Indices) -> Numbers:
    """How much the words of each line are those of the document's running text elsewhere."""
    if not len(keys):
        return np.zeros((lines.count, 4))
    in_prose = prose[lines.word_line] > 0
    everywhere = np.bincount(inverse, minlength=len(keys))[inverse]
    in_text = np.bincount(inverse, in_prose, minlength=len(keys))[inverse]
    elsewhere = in_text - in_prose > 0
    long = elsewhere & (lines.word_ends - lines.word_starts > _LABEL_WORDS)
    frequency, bias = np.log1p(everywhere - 1), np.log1p(in_text) - np.log1p(everywhere)
    sums = [
        np.bincount(lines.word_line, values, minlength=lines.count) for values in (elsewhere, long, frequency, bias)
    ]
    return _share(np.column_stack(sums), lines.word_counts[:, None])


def _overlap(lines: Lines, title: Lines | None, keys: Keys, inverse: Indices) -> Numbers:
    """How much each line shares with the title, and where it stands from the line that says the same."""
    if title is None or not len(title.word_keys):
        return np.zeros((lines.count, 5))
    wanted = np.unique(title.word_keys)
    place = np.searchsorted(wanted, keys)
    place[place == len(wanted)] = 0
    hit = (wanted[place] == keys)[inverse]
    place = place[inverse]
    share = _share(np.bincount(lines.word_line, hit, minlength=lines.count), lines.word_counts)
    pairs = np.unique(lines.word_line[hit] * len(wanted) + place[hit])
    covered = np.bincount(pairs // len(wanted), minlength=lines.count) / len(wanted)
    both = np.sqrt(share * covered)
    same = np.flatnonzero(both > _SAME)
    at = np.arange(lines.count)
    if not len(same):
        return np.column_stack((share, covered, both, np.zeros(lines.count), np.ones(lines.count)))
    # The first line of a dump is the page's title itself; what matters is where it comes back.
    anchor = next((line for line in same if line), 0)
    return np.column_stack((share, covered, both, at > anchor, np.log1p(np.abs(at - anchor)) / 5))


def _windows(base: Numbers) -> Array:
    """Means over the blocks before and after each block, itself not counted."""
    count, width = base.shape
    beyond = _WINDOWS[-1]
    sums = np.zeros((count + 1 + 2 * beyond, width))
    inside = sums[beyond : beyond + count + 1]
    np.cumsum(base, axis=0, out=inside[1:])
    sums[beyond + count :] = inside[-1]
    means = np.empty((count, 2 * len(_WINDOWS), width), np.float32)
    for at, reach in enumerate(_WINDOWS):
        low, high = beyond - reach, beyond + 1 + reach
        means[:, 2 * at] = (inside[:-1] - sums[low : low + count]) / reach
        means[:, 2 * at + 1] = (sums[high : high + count] - inside[1:]) / reach
    return means.reshape(count, -1)
