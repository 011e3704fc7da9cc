"""Whether what stands in a slot, as it was written, is what the slot is for; folding hides what makes a name a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

__all__ = ["VERIFIED", "is_name", "is_names"]


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


_PARTICLES = frozenset(
    _words(
        "al ap ben bin bint binti da dal dalla das de degli dei del della delle den der des di do dos du e el et i",
        "ibn la las le les lo los ould 's 't ten ter van vom von y zu zum zur oğlu qızı qizi kızı o'g'li",
        "ван да де дель дер ди ибн бин ла фон оглы кызы угли улы уулу",
    )
)
"""Words of names in lower case."""
_ELIDED = re.compile(r"(?:d|l|dell|dall|dels|al|el|ad|an|ar|as|ash|at|az|ul|[hnt])['-]?(?=(.))")
"""What stands before the capital of one word: d'Example, al-Sample, tSample."""
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻʹ`", "'"))
_JOINED_BY = _words(
    "and et und y e och og ja és ir oraz și şi dhe ve və va wa và eta kaj agus ac ug",
    "и та й і және һәм болон жана και և եւ და و او اور ו עם مع और तथा एवं এবং ও আৰু અને ਅਤੇ आणि र अनि ଏବଂ",
    "සහ மற்றும் మరియు ಮತ್ತು കൂടാതെ እና 및 그리고",
    "with avec mit con com med met cu cùng ile с з зі со із με",
)
"""Words for "and" and "with" that stand between names."""
_JOINED_UNSPACED = ("และ", "กับ", "ແລະ", "និង", "နှင့်", "နဲ့")
_JOINED = re.compile(
    rf" ?(?:[,;/|&+،؛၊、，・·•]|{'|'.join(_JOINED_UNSPACED)}) ?| (?:{'|'.join(_JOINED_BY)}) | [וو](?=\S{{2}})"
)
_JOINED_PERHAPS = re.compile(r" (?:a|at|da|dan|en|i|in|kun|na|s|u|un|z) |[和与與及と]")
"""Words for "and" and "with" that are prepositions elsewhere, or parts of names: each name must have two words."""
_MAX_NAME_WORDS = 4
_WORD_IN_NAME = re.compile(r"[^\W\d_][\w.'’‘ʹ׳״\-‐‑]*\Z")
_INITIALS = re.compile(r"(?:\w\.-?)+\Z")
_TOO_LONG = re.compile(
    r"[\u3041-\u309f\u3400-\u9fff]{6}|[\uac00-\ud7a3]{7}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u9fff]{13}"
)
"""For one name in writing without spaces: Han and hiragana of 6, Hangul of 7, others (katakana, Thai) of 13 letters."""
_MKHEDRULI = re.compile("[ა-ჿ]")
"""Georgian letters, which are lower case to Unicode but begin names and sentences too."""
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:/\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_PROSE_INSIDE = re.compile(r"[.!?;:؟۔।॥።။]\s|[。！？]")
_AFTER_COMMA = re.compile(r",\s+([^\W\d_])")
_OPENING = "\"'“”„«»‘’‚‹›「『《〈【([¿¡ "


def _is_lower(letter: str) -> bool:
    """Whether a letter is in lower case, in a script that has upper case."""
    return letter.islower() and not _MKHEDRULI.match(letter)


def _without_marks(word: str) -> str:
    """The letters of a word. Python counts the vowel signs of Indic scripts and joiners as no part of words."""
    return "".join(char for char in word if unicodedata.category(char) not in ("Mn", "Mc", "Cf"))


def is_name(text: str) -> bool:
    """Whether a text is one to four capitalised words, particles between them allowed.

    In scripts without capitals it is up to four words of any kind, which in scripts without spaces are short.
    """
    words = text.split()
    begun = counted = 0
    for word in words:
        plain = word.translate(_APOSTROPHES)
        if plain.lower() == plain and plain in _PARTICLES:
            continue
        bare = unicodedata.normalize("NFC", word.strip(".,()（）"))
        if not _WORD_IN_NAME.match(bare):
            bare = _without_marks(bare)
            if not _WORD_IN_NAME.match(bare):
                return False
        if _is_lower(bare.lstrip("ʻʼ")[:1]):
            elided = _ELIDED.match(bare.translate(_APOSTROPHES))
            if elided is None or not elided[1].isupper():
                return False
        elif _TOO_LONG.search(bare):
            return False
        else:
            begun += 1
            counted += _INITIALS.match(plain) is None
    return begun > 0 and counted <= _MAX_NAME_WORDS and len(words) <= 2 * _MAX_NAME_WORDS


def is_names(text: str) -> bool:
    """Whether a text is a list of names, joined by commas, slashes or a word for "and"."""
    parts = _JOINED.split(" ".join(text.split()))
    return all(is_name(part) or _are_two_words_each(_JOINED_PERHAPS.split(part)) for part in parts)


def _are_two_words_each(names: Sequence[str]) -> bool:
    return len(names) > 1 and all(is_name(name) and (" " in name or _is_unspaced(name)) for name in names)


def _is_unspaced(name: str) -> bool:
    return len(name) > 1 and name >= "\u3041"


def _is_site(text: str) -> bool:
    """Names of sites begin with a capital or digit, or are domains, and hold no end of a sentence."""
    clause = _AFTER_COMMA.search(text)
    if _PROSE_INSIDE.search(text) or (clause and _is_lower(clause[1])):
        return False
    return not _is_lower(text[0]) or "." in text


def _is_titled(text: str) -> bool:
    """Titles begin with a capital or digit, perhaps after a quotation mark."""
    return not _is_lower(text.lstrip(_OPENING)[:1])


_PLAIN_NUMBER = re.compile(r"\d[\d.,'’\s٬٫]*(?:\+|\s?[^\W\d]{1,4}\.?)?")
"""With the marks of thousands and perhaps a magnitude; a day or an hour is none."""

VERIFIED: dict[str, Callable[[str], bool]] = {
    "n": lambda text: _PLAIN_NUMBER.fullmatch(text) is not None,
    "name": is_name,
    "names": is_names,
    "site": _is_site,
    "text": _is_titled,
    "url": lambda text: _URL.fullmatch(text) is not None,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
}
