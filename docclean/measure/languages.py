"""Names of languages: one code for each, the scripts that matter, and relatives that no n-gram tells apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["GROUPS", "RARE", "base_of", "canonical", "group_of", "in_languages", "tag_of"]

_ALIASES: Final[Mapping[str, str]] = {
    "zh-cn": "zh",
    "zh-tw": "zh",
    "cmn": "zh",
    "nb": "no",
    "fil": "tl",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "jw": "jv",
    "mo": "ro",
    "sh": "hr",
    "uzs": "uz",
    "sdh": "ckb",
}
"""Old, regional and doubled codes → the code that all engines answer with here.

Bokmål is `no`, as in the engines' own data, which hold little else under that code; Nynorsk is `nn`. Southern Kurdish
is `ckb`: the model behind the default engine knows it in place of Central Kurdish, which has many times its texts.
"""

GROUPS: Final[Mapping[str, frozenset[str]]] = {
    "hbs": frozenset(("bs", "hr", "sr", "cnr")),
    "msa": frozenset(("id", "ms")),
    "nor": frozenset(("no", "nn")),
}
"""ISO 639-3 macrolanguage → languages in it that are written so alike that engines mix them up.

Indonesian is no member of `msa` in the standard's older editions and is here: it is the one that Malay is taken for.
"""
_GROUP_OF: Final = {code: name for name, codes in GROUPS.items() for code in codes}

RARE: Final = frozenset(
    (
        *("ace", "an", "ary", "arz", "ba", "bcl", "crh", "dz", "ext", "fuv", "gcf", "gcr", "gom", "grc", "gug", "guw"),
        *("hbo", "kab", "kik", "lg", "lij", "ln", "ltg", "nso", "pcm", "qu", "se", "sn", "st", "tk", "vec", "vo", "wa"),
        *("wuu", "yue"),
    )
)
"""Regional and ancient languages that hardly any page of the web is written in: common ones are taken for them."""

_ALWAYS: Final = frozenset(("sr", "zh"))
"""Languages of which two scripts are common: the tag names it always."""
_USUAL: Final[Mapping[str, str]] = {"az": "Latn", "uz": "Latn", "kk": "Cyrl", "mn": "Cyrl", "ku": "Latn", "pa": "Guru"}
"""Languages with a usual script: the tag names another."""


def canonical(code: str) -> str:
    """The code by which this package calls a language.

    >>> canonical("zh-TW"), canonical("nb"), canonical("fr")
    ('zh', 'no', 'fr')
    """
    lowered = code.lower()
    return _ALIASES.get(lowered) or _ALIASES.get(lowered.partition("-")[0], lowered.partition("-")[0])


def base_of(tag: str) -> str:
    """A tag without its script: `"sr"` of `"sr-Latn"`."""
    return tag.partition("-")[0]


def group_of(code: str) -> str:
    """The macrolanguage whose members are mixed up; `""` for a language that stands alone.

    >>> group_of("hr"), group_of("fr")
    ('hbs', '')
    """
    return _GROUP_OF.get(base_of(code), "")


def tag_of(code: str, script: str) -> str:
    """The code with its script where that matters.

    >>> tag_of("sr", "Latn"), tag_of("uz", "Latn"), tag_of("uz", "Cyrl"), tag_of("fr", "Latn")
    ('sr-Latn', 'uz', 'uz-Cyrl', 'fr')
    """
    if script and (code in _ALWAYS or (code in _USUAL and _USUAL[code] != script)):
        return f"{code}-{script}"
    return code


def in_languages(tag: str, wanted: Sequence[str]) -> bool:
    """Whether a tag is one of some languages, or of a relative that is not told apart from one of them.

    A wanted tag with a script asks for that script.

    >>> in_languages("sr-Latn", ["sr"]), in_languages("sr-Cyrl", ["sr-Latn"]), in_languages("bs", ["hr"])
    (True, False, True)
    """
    base, _, script = tag.partition("-")
    for one in wanted:
        other, _, other_script = one.partition("-")
        if other_script and script and script.lower() != other_script.lower():
            continue
        other = canonical(other)
        if base == other or (group_of(base) and group_of(base) == group_of(other)):
            return True
    return False
