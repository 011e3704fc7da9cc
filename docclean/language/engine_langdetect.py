"""The engine `langdetect`: the library of that name, made to give one text one answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any, ClassVar, Final

from attrs import field, frozen

from docclean.errors import BadOptionError, nearest
from docclean.language.guess import UNDECIDED, Guess, excerpt
from docclean.language.scripts import BY_SCRIPT
from docclean.measure.languages import canonical

__all__ = ["LangdetectEngine"]

_DIGITS: Final = 4
"""Decimals of a confidence: the mathematical library of another system may differ in the last bits."""


@frozen
class LangdetectEngine:
    """The library langdetect, made to give one text one answer.

    Why an own factory: the library keeps its seed and its profiles in globals that every
    caller shares, and numbers the profiles in the order of the directory, which decides ties.
    Here the profiles are loaded in the order of their names, into a factory of our own that
    is only read afterwards; each text gets a detector with a fresh generator of a fixed seed.
    """

    name: ClassVar[str] = "langdetect"

    languages: tuple[str, ...] = field(default=(), converter=tuple)
    """Codes to choose from; empty for all."""

    def __attrs_post_init__(self) -> None:
        if self.languages:
            known = BY_SCRIPT.union(map(canonical, _factory().get_lang_list()))
            for code in self.languages:
                if canonical(code) not in known:
                    raise BadOptionError("languages", f"langdetect does not know {code!r}.{nearest(code, known)}")

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """One guess for each text; `UNDECIDED` for a text without a known letter sequence."""
        asked = [excerpt(text) for text in texts]
        guesses = {text: _guess(text, self.languages) for text in dict.fromkeys(asked)}
        return [guesses[text] for text in asked]


_SEED: Final = 0
_loading = Lock()


@cache
def _loaded_factory() -> Any:
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    profiles = sorted((files("langdetect") / "profiles").iterdir(), key=lambda entry: entry.name)
    factory.load_json_profile([profile.read_text("utf-8") for profile in profiles if profile.is_file()])
    factory.set_seed(_SEED)
    return factory


def _factory() -> Any:
    """The factory of this process; the lock keeps threads that come at once from all loading it."""
    with _loading:
        return _loaded_factory()


def _guess(text: str, languages: tuple[str, ...]) -> Guess:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    if languages:
        wanted = {canonical(code) for code in languages}
        own = [name for name in _factory().get_lang_list() if canonical(name) in wanted]
        if not own:
            return UNDECIDED
        detector.set_prior_map(dict.fromkeys(own, 1.0))
    # langdetect leaves out words in capitals; of a line in capitals it would judge the initials alone.
    detector.append(text.lower() if text.isupper() else text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return UNDECIDED
    shares: dict[str, float] = {}
    for language in found:
        code = canonical(language.lang)
        shares[code] = shares.get(code, 0.0) + language.prob
    if not shares:
        return UNDECIDED
    ranked = sorted(shares, key=lambda code: (-shares[code], code))
    best = ranked[0]
    others = tuple((code, round(shares[code], _DIGITS)) for code in ranked[1:])
    return Guess(best, round(min(shares[best], 1.0), _DIGITS), others=others)
