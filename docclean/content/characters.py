"""What the characters of a text are, as arrays: one look-up for a whole document.

>>> codes = codes_of("Ab 1")
>>> [Sign(sign).name for sign in signs_of(codes)]
['CAPITAL', 'LETTER', 'SPACE', 'DIGIT']
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

__all__ = ["Sign", "codes_of", "folded", "signs_of"]

_PLANE = 0x10000
_LINE_CHARACTERS = 0x20000
"""From here on to the next plane all characters are ideographs."""


class Sign(IntEnum):
    """Classes of characters that tell running text from labels in every script."""

    OTHER = 0
    SPACE = 1
    LETTER = 2
    CAPITAL = 3
    DENSE = 4
    """A letter of a script without spaces, which stands for about a third of a word."""
    DIGIT = 5
    COMMA = 6
    STOP = 7
    COLON = 8
    QUOTE = 9
    BRACKET = 10
    DASH = 11
    BAR = 12
    """What sets labels apart: bars, bullets, arrows, slashes."""
    CURRENCY = 13
    SYMBOL = 14
    AT = 15
    RIGHTS = 16
    """Copyright and trade marks."""


_BY_CATEGORY = {
    "Ll": Sign.LETTER,
    "Lm": Sign.LETTER,
    "Lo": Sign.LETTER,
    "Mn": Sign.LETTER,
    "Mc": Sign.LETTER,
    "Me": Sign.LETTER,
    "Lu": Sign.CAPITAL,
    "Lt": Sign.CAPITAL,
    "Nd": Sign.DIGIT,
    "Nl": Sign.DIGIT,
    "No": Sign.DIGIT,
    "Pd": Sign.DASH,
    "Ps": Sign.BRACKET,
    "Pe": Sign.BRACKET,
    "Pi": Sign.QUOTE,
    "Pf": Sign.QUOTE,
    "Sc": Sign.CURRENCY,
    "Sk": Sign.SYMBOL,
    "Sm": Sign.SYMBOL,
    "So": Sign.SYMBOL,
    "Zs": Sign.SPACE,
    "Zl": Sign.SPACE,
    "Zp": Sign.SPACE,
}
_BY_CHARACTER = {
    "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85": Sign.SPACE,
    ",;،؛、，；፣፤·": Sign.COMMA,
    ".!?…。．！？｡।॥۔؟።፧։៕။": Sign.STOP,
    ":：፡": Sign.COLON,
    "\"'`„“”«»‹›「」『』《》": Sign.QUOTE,
    "|¦•‣◦∙⋅/\\→←↑↓►▶▸»›>＞<｜＞・": Sign.BAR,
    "@＠": Sign.AT,
    "©®™": Sign.RIGHTS,
}
_DENSE = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


@cache
def _table() -> NDArray[np.uint8]:
    """The sign of every character of the first plane."""
    # Mapping without a step in Python: there are 65,536 of them.
    categories = map(unicodedata.category, map(chr, range(_PLANE)))
    signs = map(_BY_CATEGORY.get, categories, repeat(int(Sign.OTHER)))
    table = np.fromiter(signs, np.uint8, _PLANE)
    for start, end in _DENSE:
        part = table[start : end + 1]
        part[part == Sign.LETTER] = Sign.DENSE
    for characters, sign in _BY_CHARACTER.items():
        for character in characters:
            table[ord(character)] = sign
    return table


@cache
def _lower() -> NDArray[np.uint32]:
    """The small letter of every character of the first plane; digits are all one."""
    table = np.arange(_PLANE, dtype=np.uint32)
    signs = _table()
    for code in np.flatnonzero(signs == Sign.CAPITAL):
        small = chr(code).lower()
        if len(small) == 1:
            table[code] = ord(small)
    table[signs == Sign.DIGIT] = ord("0")
    return table


def codes_of(text: str) -> NDArray[np.uint32]:
    """The code points of a text, lone surrogates as they are; shape (characters,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def signs_of(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The sign of each code point, as `Sign`; same shape."""
    table = _table()
    if not codes.size or codes.max() < _PLANE:
        return table.take(codes)
    beyond = codes >= _PLANE
    signs = table[np.where(beyond, 0, codes)]
    signs[beyond] = np.where(codes[beyond] >= _LINE_CHARACTERS, Sign.DENSE, Sign.SYMBOL)
    return signs


def folded(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Code points without case, each digit a zero; same shape."""
    if not codes.size or codes.max() < _PLANE:
        return _lower().take(codes)
    return np.where(codes < _PLANE, _lower()[np.minimum(codes, _PLANE - 1)], codes)
