"""The key under which a line is looked up: what two spellings of one phrase have in common."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["GLUED", "fold", "token_spans"]

_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0640\u055b-\u055e\u180b-\u180d\u180f\u20d0-\u20ff\ufe00-\ufe0f]"
)
"""Marks that writers leave out: Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic vowels and tatweel, the
tone marks that Armenian sets inside a word (its question mark among them), keycaps, variation selectors. The
punctuation between the Hebrew points, such as the maqaf, parts words like all punctuation."""
_LETTERS = {
    "ı": "i",
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ħ": "h",
    "ی": "ي",  # Persian yeh and kaf, and alef maksura, as Arabic keyboards write them
    "ى": "ي",
    "ې": "ي",
    "ک": "ك",
    "ہ": "ه",  # the heh of Urdu and those of Kurdish
    "ە": "ه",
    "ھ": "ه",
    "ൺ": "ണ്",  # Malayalam letters without vowel, which older text spells with a joiner
    "ൻ": "ന്",
    "ർ": "ര്",
    "ൽ": "ല്",
    "ൾ": "ള്",
    "ൿ": "ക്",
}
_APOSTROPHES = frozenset("ʹʺʻʼʽʾʿˈˊˋꞋꞌ")
"""Letters to Unicode, but writers take ' and ’ in their place: they part words as those do."""
_QUESTION_MARKS = "?؟፧"
"""Those of a kind of their own. The Greek one is none: normalised text has a semicolon in its place."""
_CACHED_CODES = 0x10000
"""Only the Basic Multilingual Plane is remembered, so that the table cannot grow without bound."""
GLUED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f\ud7b0-\ud7ff\U00020000-\U0003ffff"
)
"""For a character class: scripts that set no space between a word and a number or name of another script, folded:
Thai, Lao, Burmese, Hangul, Khmer, Han and kana."""
_GLUED = re.compile(f"[{GLUED}]+")
_RUNS = re.compile(rf"[{GLUED}]+|\d+|[^\s\d{GLUED}]+")
_DIGIT = re.compile(r"\d")
_LOOK_AROUND = "\0"
"""Set by the table after a character that a key may need a space beside or an order for; folds to a space itself."""
_VIRAMA = 9
"""Combining class of the virama. A mark of another class beside it is what makes order matter, and is rare."""


class _Table(dict[int, str]):
    """What becomes of a character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if code < _CACHED_CODES:
            self[code] = folded
        return folded


def _folded(char: str) -> str:
    parts = []
    for piece in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        category = unicodedata.category(piece)
        if category == "Cf" or _DROPPED.match(piece):
            continue  # zero-width characters, soft hyphens, direction marks
        if piece in _QUESTION_MARKS:
            parts.append(" ? ")  # "Comment ?" is a question, "Comment" a label
        elif category == "Nd":
            parts.append(str(unicodedata.decimal(piece)))
        elif (category[0] in "LNM" or piece == "_") and piece not in _APOSTROPHES:
            parts.append(_LETTERS.get(piece, piece))
            if _GLUED.match(piece) or unicodedata.combining(piece) not in (0, _VIRAMA):
                parts.append(_LOOK_AROUND)
        else:
            parts.append(" ")
    return "".join(parts)


_TABLE = _Table()
_TABLE.update({code: _folded(chr(code)) for code in range(0x250)})

_ASCII = bytes(ord(_TABLE[code]) if len(_TABLE[code]) == 1 else 0 for code in range(0x80)) + bytes(0x80)
"""The same for bytes, twice as fast; what has no one byte does not come here."""


def fold(line: str) -> str:
    """The words of a line in lower case without accents, set apart by one space; question marks count as words.

    Case, width, spaces, quotes, dashes, arrows, bullets, emoji, accents, zero-width characters, the digits of
    each script and all punctuation but the question mark make no difference. Nor does a space between a
    number and a word, or between writing without spaces, such as Chinese, and another script: it is always there.

    >>> fold("🔴 Suivez\\u2011nous\\u00a0sur l’ÉCRAN :")
    'suivez nous sur l ecran'
    >>> fold("Déjà abonné ?")
    'deja abonne ?'
    >>> fold("2024年３月5日"), fold("5min read")
    ('2024 年 3 月 5 日', '5 min read')
    """
    if line.isascii() and "?" not in line:
        key = b" ".join(line.encode("ascii").translate(_ASCII).split()).decode("ascii")
        return " ".join(_RUNS.findall(key)) if _DIGIT.search(key) else key
    folded = line.translate(_TABLE)
    if _LOOK_AROUND in folded:
        return _with_neighbours(folded)
    return " ".join(_RUNS.findall(folded) if _DIGIT.search(folded) else folded.split())


def _with_neighbours(folded: str) -> str:
    """A folded line that has such characters: marks in one order, scripts and numbers set apart."""
    ordered = _MARKS.sub(_in_order, folded).replace(_LOOK_AROUND, "")
    return " ".join(_RUNS.findall(ordered.replace("เเ", "แ")))  # a Thai vowel that many type as two others


_MARK = rf"[^\w\s?{_LOOK_AROUND}{GLUED}]"
_GLUED_CODES = (*range(0xE00, 0xF00), *range(0x1000, 0x10A0), *range(0x1780, 0x1800), 0x3099, 0x309A)
_GLUED_MARK = "[" + "".join(char for char in map(chr, _GLUED_CODES) if unicodedata.category(char)[0] == "M") + "]"
_MARKS = re.compile(rf"(?:{_GLUED_MARK}{_LOOK_AROUND}){{2,}}|{_MARK}{_LOOK_AROUND}?{_MARK}[^\w\s?{GLUED}]*")
"""Two marks or more, of scripts without spaces or of others: what a folded line has besides words, spaces and
question marks."""


def _in_order(marks: re.Match[str]) -> str:
    """Marks that were to be looked at in the order of their codes. Writers type Burmese and Thai in several."""
    return "".join(sorted(marks[0])) if _LOOK_AROUND in marks[0] else marks[0]


class _Shapes(dict[int, str]):
    """One sign for what becomes of a character, see `_shape`."""

    def __missing__(self, code: int) -> str:
        shape = _shape(_TABLE[code])
        if code < _CACHED_CODES:
            self[code] = shape
        return shape


def _shape(folded: str) -> str:
    """`a` part of a word, `c` the same in `GLUED` scripts, `0` digits, `-` nothing, `?`, a space, `!` several words."""
    if not folded.strip():
        return " " if folded else "-"
    if folded == " ? ":
        return "?"
    letters = folded.replace(_LOOK_AROUND, "")
    if _GLUED.fullmatch(letters):
        return "c"
    if letters.isdigit() and letters.isascii():
        return "0"
    return "a" if _RUNS.fullmatch(letters) else "!"


_SHAPES = _Shapes()
_WORD_SHAPE = re.compile(r"\?|a(?:-*a)*|c(?:-*c)*|0(?:-*0)*")


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
        piece = _TABLE[ord(char)].replace(_LOOK_AROUND, "")
        pieces.append(piece)
        positions += [at] * len(piece)
    return [(positions[m.start()], positions[m.end() - 1] + 1) for m in _RUNS.finditer("".join(pieces))]
