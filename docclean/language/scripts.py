"""What the script of a text says about its language."""

from __future__ import annotations

import re
from typing import Final

from docclean.language.guess import UNDECIDED, Guess
from docclean.measure.letters import OTHER

__all__ = ["BY_SCRIPT", "MIN_SCRIPT_SHARE", "guess_by_script", "script_of"]

MIN_SCRIPT_SHARE: Final = 0.5
"""Text in another script than Latin is full of Latin names; foreign names in Latin text never reach half of it."""

_DENSITY: Final = {"Hani": 2, "Kana": 2, "Hang": 2}
"""A Chinese, Japanese or Korean letter says as much as two Latin ones, and counts as two where shares are taken."""

_MIN_SCRIPT_LETTERS: Final = 3
"""One or two Greek letters are a formula."""

_MIN_HAN_LETTERS: Final = 10
"""Shorter lines without kana are Chinese, or a Japanese name or heading."""

_MIN_KANA_SHARE: Final = 0.1
"""Of kana and Han together: from here on the text is Japanese. Chinese text has no kana but in names."""

_LANGUAGES: Final = {
    "Grek": "el",
    "Armn": "hy",
    "Thaa": "dv",
    "Guru": "pa",
    "Gujr": "gu",
    "Orya": "or",
    "Taml": "ta",
    "Telu": "te",
    "Knda": "kn",
    "Mlym": "ml",
    "Sinh": "si",
    "Thai": "th",
    "Laoo": "lo",
    "Mymr": "my",
    "Geor": "ka",
    "Hang": "ko",
    "Khmr": "km",
}
"""Scripts in which nearly all text on the web is in one language."""

BY_SCRIPT: Final = frozenset((*_LANGUAGES.values(), "ja", "zh"))
"""Languages for which no engine is needed."""

_WRITTEN_IN: Final = {
    "Cyrl": re.compile("[\u0400-\u052f]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
    "Arab": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "Guru": re.compile("[\u0a00-\u0a7f]"),
}
_IDEOGRAPHS: Final = re.compile("[\u4e00-\u9fff]")
_ENOUGH_IDEOGRAPHS: Final = 200


def guess_by_script(counts: dict[str, int]) -> Guess:
    """The language that the scripts of a text leave no doubt about.

    Args:
        counts: of `letters_by_script`.

    Returns:
        A guess whose confidence is the share of the letters that are in the script
        named (0.5–1); `UNDECIDED` where no script decides.

    >>> from docclean.measure.letters import letters_by_script
    >>> guess_by_script(letters_by_script("Η βιβλιοθήκη"))
    Guess(code='el', confidence=1.0, script='Grek', others=())
    >>> guess_by_script(letters_by_script("The library"))
    Guess(code='und', confidence=0.0, script='', others=())
    """
    if counts.keys() <= {OTHER}:
        return UNDECIDED
    weights = {script: letters * _DENSITY.get(script, 1) for script, letters in counts.items()}
    kana, han = counts.get("Kana", 0), counts.get("Hani", 0)
    east = weights.get("Kana", 0) + weights.get("Hani", 0)
    # Of two scripts with a half each the first in the table decides, whatever their order in the text.
    script = max(_LANGUAGES, key=lambda name: weights.get(name, 0))
    share = max(east, weights.get(script, 0)) / sum(weights.values())
    if share < MIN_SCRIPT_SHARE:
        return UNDECIDED
    confidence = round(share, 4)
    if east >= weights.get(script, 0):
        if kana + han >= _MIN_SCRIPT_LETTERS and kana >= _MIN_KANA_SHARE * (kana + han):
            return Guess("ja", confidence, "Jpan")
        return Guess("zh", confidence, "Hani") if han >= _MIN_HAN_LETTERS else UNDECIDED
    if counts[script] >= _MIN_SCRIPT_LETTERS:
        return Guess(_LANGUAGES[script], confidence, script)
    return UNDECIDED


def script_of(code: str, text: str) -> str:
    """The script that a text is written in, for languages with several; `""` for others or where nothing tells.

    >>> script_of("sr", "Most je otvoren"), script_of("sr", "Мост је отворен"), script_of("fr", "Le pont")
    ('Latn', 'Cyrl', '')
    >>> script_of("zh", "圖書館"), script_of("zh", "图书馆"), script_of("zh", "山中人")
    ('Hant', 'Hans', '')
    """
    if code == "zh":
        return _chinese_script(text)
    if code not in _SEVERAL:
        return ""
    counts = {script: len(pattern.findall(text)) for script, pattern in _WRITTEN_IN.items()}
    script = max(counts, key=counts.__getitem__)
    return script if counts[script] else ""


_SEVERAL: Final = frozenset(("sr", "az", "uz", "kk", "mn", "ku", "pa"))


def _chinese_script(text: str) -> str:
    """By what only one of the two national character sets of the time before Unicode has."""
    characters = "".join(_IDEOGRAPHS.findall(text)[:_ENOUGH_IDEOGRAPHS])
    traditional = len(characters.encode("big5", "ignore")) - len(characters.encode("gb2312", "ignore"))
    if not traditional:
        return ""
    return "Hant" if traditional > 0 else "Hans"
