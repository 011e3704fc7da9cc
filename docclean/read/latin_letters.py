"""Which of the Latin charsets bytes are in, by the letters that languages write with."""

from __future__ import annotations

import re
from collections import Counter

from docclean.read.charsets import in_charset

__all__ = ["latin_charset"]

MAX_LOOKED_AT = 20_000
"""How many bytes are looked at: letters show after a few words."""

MIN_EXPLAINED_SHARE = 0.8
"""Share of the characters beyond ASCII that one language must explain: the others are in names."""

_WEST = (
    "éèàùâêîôûçëïüœæÿ éèàìòùî äöüßé áéíóúñü¿¡ªº ãõáéíóúâêôàçªº àèéíïòóúüç äåöé æøåéèêóòô áéíóúýðþæö ëïéèöüó áéíóú "
    "âêîôûŵŷïáé õäöüšž"
)
_EAST = "ąćęłńóśźż áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű ăâîşţ čćđšž äöüß çë"
_ALPHABETS = {
    "windows-1252": _WEST.split(),
    "windows-1250": _EAST.split(),
    "iso-8859-2": _EAST.split(),
    "windows-1254": ["çğıöşüâîûİ"],
    "windows-1257": ["ąčęėįšųūž", "āčēģīķļņšūž", "õäöüšž"],
    "iso-8859-15": ["éèàùâêîôûçëïüœæÿ", "äöüßé", "áéíóúñü¿¡ªº", "äåöéšž"],
}
"""Letters beyond ASCII of the languages that a charset is made for, in the order in which charsets are common."""

_INSIDE_WORDS = "’'‑\u00ad·"
_ANYWHERE = "’‘“”„‚–—…«»‹›•·°§©®™€£½¼¾×²³ \u00ad´±\xa0"
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def latin_charset(sample: bytes, guess: str) -> str:
    """The Latin charset whose languages explain the bytes beyond ASCII best; `""` if none does, or they are of another script.

    Args:
        sample: lines with bytes beyond ASCII, without tags.
        guess: the charset that wins where several explain as much.
    """
    sample = sample[:MAX_LOOKED_AT]
    beyond = len(sample) - len(re.sub(rb"[\x80-\xff]", b"", sample))
    letters = len(re.findall(rb"[a-zA-Z]", sample))
    if letters < beyond:
        return ""
    scores = {charset: _explained(in_charset(sample, charset)[0], charset) for charset in _ALPHABETS}
    best = max(scores.values())
    if best < MIN_EXPLAINED_SHARE * beyond:
        return ""
    if scores.get(guess) == best:
        return guess
    return next(charset for charset, score in scores.items() if score == best)


def _explained(text: str, charset: str) -> int:
    """How many characters beyond ASCII are letters of one language, or signs where signs stand."""
    found: Counter[str] = Counter()
    signs = 0
    for match in _BEYOND_ASCII.finditer(text):
        place, char = match.start(), match.group()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if char.isalpha():
            # Nobody writes a capital after a small letter.
            found[char.lower() if not (char.isupper() and before.islower()) else ""] += 1
        elif char in _ANYWHERE:
            signs += char in _INSIDE_WORDS or not (before.isalpha() and after.isalpha())
    return signs + max(sum(found[letter] for letter in alphabet) for alphabet in _ALPHABETS[charset])
