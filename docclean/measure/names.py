"""Does a line look like the name of a person?"""

from __future__ import annotations

import re

__all__ = ["looks_like_name", "name_key"]

_PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "d'",
        "la",
        "le",
        "los",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "zum",
        "y",
        "e",
        "i",
        "bin",
        "ibn",
        "al",
        "el",
        "ben",
        "abu",
        "af",
        "av",
    }
)
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*\Z")
_PART = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")

MIN_WORDS = 2
MAX_WORDS = 4
MAX_CHARACTERS = 40


def looks_like_name(text: str) -> bool:
    """Whether a line has the shape of a person's name: two to four capitalised words, particles aside.

    A shape only: `Photo Reporters` has it too, so callers need evidence beside it.

    >>> looks_like_name("Anna-Maria van den Exempel"), looks_like_name("Voir aussi"), looks_like_name("REUTERS")
    (True, False, False)
    """
    if len(text) > MAX_CHARACTERS:
        return False
    words = text.split()
    if len(words) < MIN_WORDS:
        return False
    capitalised = 0
    for number, word in enumerate(words):
        if _INITIAL.match(word):
            continue
        if word.lower() in _PARTICLES and 0 < number < len(words) - 1:
            continue
        if not _PART.match(word) or not word[0].isupper() or (word.isupper() and len(word) > 1):
            return False
        if not any(char.islower() for char in word):
            return False
        capitalised += 1
    return capitalised >= 1 and len(words) <= MAX_WORDS + sum(w.lower() in _PARTICLES for w in words)


def name_key(text: str) -> str:
    """What two spellings of a name on one page have in common: case and spaces folded."""
    return " ".join(text.casefold().split())
