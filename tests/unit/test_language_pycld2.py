"""The engine pycld2, where its package is installed."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.errors import ConfigError
from docclean.language.engine_pycld2 import Pycld2Engine
from docclean.language.guess import UNDECIDED

FRENCH = "La boulangerie du village ouvre à six heures, même le dimanche."


def test_without_its_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the engine is built, not in the middle of a run."""
    monkeypatch.setitem(sys.modules, "pycld2", None)
    with pytest.raises(ConfigError, match=r"docclean\[cld2\]"):
        Pycld2Engine()


def test_a_sentence_gets_its_language_and_noise_none() -> None:
    """The library says `un` where it knows no word."""
    sentence, noise = Pycld2Engine().identify([FRENCH, "12:30"])
    assert (sentence.code, sentence.confidence > 0.9) == ("fr", True)
    assert noise == UNDECIDED


def test_languages_restrict_the_choice() -> None:
    """What it found and was not asked for is not named."""
    assert Pycld2Engine(languages=("de",)).identify([FRENCH]) == [UNDECIDED]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    """The library raises for control characters, lone surrogates and noncharacters: it never sees them."""
    (guess,) = Pycld2Engine().identify([text])
    assert 0.0 <= guess.confidence <= 1.0
