"""The key under which a line is looked up: what two spellings of one phrase have in common."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "token_spans"]

_DROPPED_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]"
)
"""Marks that writers leave out: Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowels and tatweel."""
_LETTERS = {
    "ı": "i",
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ی": "ي",  # Persian yeh and kaf, and alef maksura, as Arabic keyboards write them
    "ى": "ي",
    "ې": "ي",
    "ک": "ك",
}
_QUESTION_MARKS = "?？؟"
_CACHED_CODES = 0x10000
"""Only the Basic Multilingual Plane is remembered, so that the table cannot grow without bound."""


class _Table(dict[int, str]):
    """What becomes of a character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if code < _CACHED_CODES:
            self[code] = folded
        return folded


def _folded(char: str) -> str:
    if char in _QUESTION_MARKS:
        return " ? "  # "Comment ?" is a question, "Comment" a label
    parts = []
    for piece in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        category = unicodedata.category(piece)
        if category == "Cf" or "\ufe00" <= piece <= "\ufe0f" or _DROPPED_MARKS.match(piece):
            continue  # zero-width characters, soft hyphens, direction marks, variation selectors
        parts.append(_LETTERS.get(piece, piece) if category[0] in "LNM" or piece == "_" else " ")
    return "".join(parts)


_TABLE = _Table()
_TABLE.update({code: _folded(chr(code)) for code in range(0x250)})

_ASCII = bytes(ord(_TABLE[code]) if len(_TABLE[code]) == 1 else 0 for code in range(0x80)) + bytes(0x80)
"""The same for bytes, twice as fast; what has no one byte does not come here."""


def fold(line: str) -> str:
    """The words of a line in lower case without accents, set apart by one space; question marks count as words.

    Case, width, spaces, quotes, dashes, arrows, bullets, emoji, accents, zero-width characters and all
    punctuation but the question mark make no difference.

    >>> fold("🔴 Suivez\\u2011nous\\u00a0sur l’ÉCRAN :")
    'suivez nous sur l ecran'
    >>> fold("Déjà abonné ?")
    'deja abonne ?'
    """
    if line.isascii() and "?" not in line:
        return b" ".join(line.encode("ascii").translate(_ASCII).split()).decode("ascii")
    return " ".join(line.translate(_TABLE).split())


class _Shapes(dict[int, str]):
    """One sign for what becomes of a character: `a` part of a word, `-` nothing, `?`, a space, `!` words of its own."""

    def __missing__(self, code: int) -> str:
        folded = _TABLE[code]
        if not folded.strip():
            shape = " " if folded else "-"
        elif " " not in folded:
            shape = "a"
        else:
            shape = "?" if folded == " ? " else "!"
        if code < _CACHED_CODES:
            self[code] = shape
        return shape


_SHAPES = _Shapes()
_WORD_SHAPE = re.compile(r"\?|a(?:-*a)*")


def token_spans(line: str) -> list[tuple[int, int]]:
    """Where in the line the words of its `fold` stand, as (start, end).

    >>> token_spans("L’été ?")
    [(0, 1), (2, 5), (6, 7)]
    """
    shape = line.translate(_SHAPES)
    if "!" in shape:
        return _spans_by_character(line)
    return [match.span() for match in _WORD_SHAPE.finditer(shape)]


def _spans_by_character(line: str) -> list[tuple[int, int]]:
    """The same for any line, such as one with `½`, which is two words in one character."""
    pieces, positions = [], []
    for at, char in enumerate(line):
        piece = _TABLE[ord(char)]
        pieces.append(piece)
        positions += [at] * len(piece)
    return [(positions[m.start()], positions[m.end() - 1] + 1) for m in re.finditer(r"\S+", "".join(pieces))]
