"""Which scripts the letters of a text belong to, for the scripts that say something about the language."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["OTHER", "count_letters", "letters_by_script"]

OTHER: Final = "Zyyy"
"""Stands for the letters of every script that is not told apart here, such as Latin, Cyrillic and Arabic."""

_RANGES: Final = {
    "Grek": "\u0370-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
    "Armn": "\u0531-\u0556\u0559-\u058a\ufb13-\ufb17",
    "Thaa": "\u0780-\u07bf",
    "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0af0\u0af2-\u0aff",
    "Orya": "\u0b00-\u0b7f",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f",
    "Sinh": "\u0d80-\u0dff",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e5b",
    "Laoo": "\u0e80-\u0eff",
    "Mymr": "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f",
    "Hang": "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa1-\uffdc",
    "Khmr": "\u1780-\u17da\u17dc-\u17ff",
    "Kana": "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Hani": "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U000323af",
}
"""ISO 15924 code (Kana stands for both kana) → its letters, vowel signs and digits, from the Unicode block charts.

Left out are the currency signs of Thai, Gujarati and Khmer and the middle dot U+30FB, which stand in foreign text too.
"""

_NO_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalpha())
_LETTERS = re.compile(r"[^\W\d_]+")
_TOLD_APART = re.compile(f"[{''.join(_RANGES.values())}]")
_RUNS = re.compile(
    "|".join(f"(?P<{script}>[{ranges}]+)" for script, ranges in _RANGES.items())
    + f"|(?P<{OTHER}>[^\\W\\d_{''.join(_RANGES.values())}]+)"
)


def count_letters(text: str) -> int:
    """How many letters of any script a text has; combining marks do not count.

    >>> count_letters("Pont n° 12, à gauche")
    12
    """
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS))
    return sum(map(len, _LETTERS.findall(text)))


def letters_by_script(text: str) -> dict[str, int]:
    """How many letters a text has of each script that is told apart here, and of all others together.

    Args:
        text: any text.

    Returns:
        ISO 15924 code → number of characters, `OTHER` for the rest; no entry for a script
        that does not occur. Vowel signs and digits of a script count as its letters.

    >>> letters_by_script("η γέφυρα (bridge)")
    {'Grek': 7, 'Zyyy': 6}
    >>> letters_by_script("12 + 34")
    {}
    """
    if text.isascii() or not _TOLD_APART.search(text):
        letters = count_letters(text)
        return {OTHER: letters} if letters else {}
    counts: dict[str, int] = {}
    for match in _RUNS.finditer(text):
        script = match.lastgroup or OTHER
        counts[script] = counts.get(script, 0) + match.end() - match.start()
    return counts
