"""Does a line read like running text?"""

from __future__ import annotations

import re

__all__ = ["count_words", "ends_sentence", "is_prose"]

_TERMINALS = ".!?…。！？｡．؟۔।॥։።፧༎។៕၊။᙮⸮"
_TERMINAL_SIGNS = tuple(_TERMINALS)
_CLOSERS = "\"'”’»“›)]）］」』】〉》*"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

CHARACTERS_A_WORD = 3
"""Characters of a script without spaces that count as one word; near the mean of Chinese, Japanese and Thai."""

PROSE_WORDS = 8
"""A sentence of this many words is text, not a label: the guard measured for glued sentences."""

_SHORTEST_PROSE = 2 * PROSE_WORDS - 1
"""Eight words of one letter each; shorter lines need no counting."""

LONG_WORDS = 20
"""So many words are text whether or not a sentence ends behind them."""


def count_words(text: str) -> int:
    """Words of a line; scripts without spaces count by characters.

    >>> count_words("two words"), count_words("博物馆展出古代陶器"), count_words("")
    (2, 3, 0)
    """
    words = len(text.split())
    if text.isascii():
        return words
    unspaced = len(_UNSPACED.findall(text))
    return max(words, unspaced // CHARACTERS_A_WORD)


def ends_sentence(text: str) -> bool:
    """Whether the line ends with the mark of a sentence end, closing quotes and brackets aside.

    >>> ends_sentence("Il est parti.»"), ends_sentence("Menu")
    (True, False)
    """
    return text.rstrip().rstrip(_CLOSERS).rstrip().endswith(_TERMINAL_SIGNS)


def is_prose(text: str) -> bool:
    """Whether a line is running text: a sentence of some length, or long without one.

    >>> is_prose("The lighthouse was built in 1871 and still guides ferries.")
    True
    >>> is_prose("Leave a comment")
    False
    """
    if len(text) < _SHORTEST_PROSE:
        return False
    # Most lines of text have more words than need to be counted.
    if len(text.split(None, LONG_WORDS - 1)) == LONG_WORDS:
        return True
    words = count_words(text)
    return words >= LONG_WORDS or (words >= PROSE_WORDS and ends_sentence(text))
