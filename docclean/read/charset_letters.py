"""Which single-byte charset bytes are in, by the letters that languages write with."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache

from docclean.read.charsets import in_charset

__all__ = ["charset_by_letters"]

MAX_LOOKED_AT = 20_000
"""How many bytes are looked at: letters show after a few words."""

MIN_EXPLAINED_SHARE = 0.8
"""Share of the characters beyond ASCII that one language must explain: the others are in names."""

_WEST = (
    "éàèêçôûîâùïëœüæÿ/kw èàùòìé/jkwxy üäöß/ óíáéñú¿¡üªº/kw ãçáéíóâêõôúàªº/kwy àéóèíçòúï·ü/kw äöåé/qwz åøæéèêóòô/qwxz "
    "áðíéúóþæöý/cqwz ëéïöèüó/qx áíéóú/jkqvwxyz âôêîïáûë/kqvxz õäüöšž/qwxy ëç/w"
)
_EAST = "łęąóżśćńź/qvx íáěéřčýžšůúťďňó/qwx áíčéýžšúľťňôóďäĺŕ/qwx áéöőóíüúű/qwx ăîşâţ/kqwy čšžćđ/qwxy üäöß/ ëç/w"
_LATIN = {
    "windows-1252": _WEST,
    "windows-1250": _EAST,
    "iso-8859-2": _EAST,
    "windows-1254": "ıüşğçöİâîû/qwx",
    "windows-1257": "ėšžųįąūčęāīē/qwx āīēšņūžļčķģ/qwxy õäüöšž/qwxy",
    "iso-8859-15": _WEST,
    "windows-1258": "\u0300đ\u0301ư\u0323aôáêơàăâ\u0309ùúí\u0303éóìèòý/fjwz",
    "macintosh": _WEST,
}
_RUSSIAN = "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъё"
_UKRAINIAN = "оанивітерслкдмпуязьбгйчхцїєжшщюфґ"
_SOUTH = "аоеинтрсвдлкјпмугзбчцшњхљжџфђћќѓѕ"
_CYRILLIC = f"{_RUSSIAN} {_UKRAINIAN} аінеорвстлкудпмязыбгьйчхцжўшёюэф {_SOUTH}"
_GREEK = "αοιετσνηυρκπμλςίόάδγήωέθύχφβώξζψϊϋµ"
_ARABIC = "اليمنرتبوةعدأسفهكقحجشطصىخإذءضزغئثظؤآ،ً؟ـ"
_PERSIAN = "ایرندهمتوسبلکزشگفخعقجآحپصطچضژغذظثئ،\u200c؟ءأة"
_URDU = "اےیرکنہلمتوسبدںگھعجپئشقفٹحآزخطصضچڑڈذغثظؤ،۔ءة"
_OTHER = {
    "windows-1251": _CYRILLIC,
    "koi8-u": f"{_RUSSIAN} {_UKRAINIAN}",
    "iso-8859-5": _CYRILLIC,
    "ibm866": _RUSSIAN,
    "x-mac-cyrillic": _CYRILLIC,
    "windows-1253": _GREEK,
    "iso-8859-7": _GREEK,
    "windows-1255": "יוהלאםרתבמשנעדקכפחגסטצזןךףץ",
    "windows-1256": f"{_ARABIC} {_PERSIAN} {_URDU}",
    "iso-8859-6": _ARABIC,
}
_ALPHABETS = {**_LATIN, **_OTHER}
"""Letters beyond ASCII of the languages that a charset is made for, the most frequent first, and the letters of
ASCII that they hardly use; charsets in the order in which they are common."""

_RARITY = {
    "windows-1250": 1.0,
    "iso-8859-2": 1.0,
    "windows-1254": 1.0,
    "windows-1257": 1.5,
    "iso-8859-15": 2.0,
    "windows-1258": 2.5,
    "macintosh": 5.0,
    "koi8-u": 1.0,
    "iso-8859-5": 2.0,
    "ibm866": 2.0,
    "x-mac-cyrillic": 5.0,
    "iso-8859-7": 0.5,
    "iso-8859-6": 1.0,
}
"""How much rarer than the commonest of its script a charset is, as a logarithm."""

_INSIDE_WORDS = "’'‑\u00ad·\xa0"
_BEFORE_WORDS = "‘“”„‚–—…«»‹›•\xa0"
_ALONE = "§©£€"
_AFTER_WORDS = "№°®™½¼¾×²³\u00ad´±"
_SIGNS = frozenset(_INSIDE_WORDS + _BEFORE_WORDS + _ALONE + _AFTER_WORDS)

GUESS = 1.0
"""What the guess of a detector counts, as a logarithm: it is right more often than one letter tells."""

_UNEXPLAINED = math.log(0.001)
_HARDLY_USED = math.log(0.15)
_SIGN = math.log(0.1)
_ADDRESS = re.compile(rb"(?:\w+://|www\.)[!-~]*")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def charset_by_letters(sample: bytes, guess: str) -> str:
    """The charset whose languages explain the bytes beyond ASCII best; `""` if none does well.

    Latin ones where most letters are of ASCII, those of other scripts where they are not.

    Args:
        sample: lines with bytes beyond ASCII, without tags.
        guess: the charset that wins where several explain as much.
    """
    sample = _ADDRESS.sub(b"", sample[:MAX_LOOKED_AT])
    beyond = len(re.findall(rb"[\x80-\xff]", sample))
    if not beyond:
        return ""
    charsets = _OTHER if len(re.findall(rb"[a-zA-Z]", sample)) < beyond else _LATIN
    best, most = "", -math.inf
    for charset in sorted(charsets, key=lambda name: name != guess):
        explained, likelihood = _judged(in_charset(sample, charset)[0], charset)
        likelihood += GUESS * (charset == guess) - _RARITY.get(charset, 0.0)
        if explained >= MIN_EXPLAINED_SHARE * beyond and likelihood > most:
            best, most = charset, likelihood
    return best


def _judged(text: str, charset: str) -> tuple[int, float]:
    """How many characters beyond ASCII are letters of one language or well-placed signs, and how likely they are."""
    found: Counter[str] = Counter()
    signs = strange = 0
    for match in _BEYOND_ASCII.finditer(text):
        place, char = match.start(), match.group()
        if char in _SIGNS:
            stands_well = _stands_well(char, text[place - 1 : place].isalpha(), text[place + 1 : place + 2].isalpha())
            signs += stands_well
            strange += not stands_well
        elif char.isupper() and text[place - 1 : place].islower():
            # Nobody writes a capital after a small letter.
            strange += 1
        else:
            found[char if char == "İ" else char.lower()] += 1
    fixed = signs * _SIGN + strange * _UNEXPLAINED
    readings = []
    small = text.lower()
    for frequencies, hardly_used in _languages(charset):
        explained = sum(count for letter, count in found.items() if letter in frequencies)
        likelihood = sum(frequencies.get(letter, _UNEXPLAINED) * count for letter, count in found.items())
        likelihood += _HARDLY_USED * sum(map(small.count, hardly_used))
        readings.append((fixed + likelihood, signs + explained))
    likelihood, explained = max(readings)
    return explained, likelihood


def _stands_well(sign: str, after_letter: bool, before_letter: bool) -> bool:
    if sign in _ALONE:
        return not after_letter
    if sign in _BEFORE_WORDS and not after_letter:
        return True
    return not before_letter or (sign in _INSIDE_WORDS and (after_letter or sign == "\xa0"))


@cache
def _languages(charset: str) -> list[tuple[dict[str, float], str]]:
    """How often each letter of each language stands among those beyond ASCII, as a logarithm: by rank, after Zipf.

    And the letters of ASCII that the language hardly uses.
    """
    languages = []
    for entry in _ALPHABETS[charset].split():
        alphabet, _, hardly_used = entry.partition("/")
        total = sum(1 / rank for rank in range(1, len(alphabet) + 1))
        frequencies = {letter: -math.log(rank * total) for rank, letter in enumerate(alphabet, 1)}
        languages.append((frequencies, hardly_used))
    return languages
