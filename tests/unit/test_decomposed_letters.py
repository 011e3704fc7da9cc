"""Tests of the filter `decomposed-letters`."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.extract.plain import document_of
from docclean.repair import decomposed_letters
from docclean.repair.decomposed_letters import DecomposedLetters
from docclean.testing import check_filter, judged


@pytest.mark.parametrize(
    "composed",
    [
        "été à Noël",
        "Übergänge",
        "Đường phố Hà Nội",
        "й ё ї",
        "άλφα",
        "ガラスのパン",
        "한국어 도서관",
        "آب",
        "ऩ",
        "কো",
        "കൊ",
        "கோ",
        "ဦး",
        "ළෝ",
    ],
)
def test_letters_are_composed(composed: str) -> None:
    """The canonical decomposition of a composed text comes back composed."""
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert judged(DecomposedLetters(), decomposed) == composed


@pytest.mark.parametrize(
    "text",
    [
        "10 \u212b, 300 \u212a, 5 \u2126",
        "\u0958\u0959 \u09dc \u0a33",
        "\ufb2a\ufb4b",
        "\u0915\u093c",
        "\u05e9\u05c1",
        "\u037e \u2000 \u2329",
        "ﬁ ² ½ ™ Ⅷ １２",
        "x\u0301 q\u0323",
        "été",
        "गाँव का पुराना कुआँ",
        "হাসি",
        "\u0344",
        "\u0301 alone",
        "豈 \ufa10",
    ],
)
def test_nothing_else_changes(text: str) -> None:
    """Singletons, composition exclusions, compatibility forms and marks without a composed form stay."""
    assert DecomposedLetters().judge(document_of(text)).changes == ()


@given(st.text(max_size=12))
def test_result_is_canonically_equivalent(text: str) -> None:
    """Whatever is edited, the text stays the same under canonical equivalence and does not grow."""
    after = judged(DecomposedLetters(), text)
    assert unicodedata.normalize("NFD", after) == unicodedata.normalize("NFD", text)
    assert len(after) <= len(text)


def test_every_composition_of_this_python_is_found() -> None:
    """Each pair with a composed form in `unicodedata` is composed."""
    for code in (*range(0xAC00), *range(0xD7A4, 0x1E000)):
        parts = unicodedata.normalize("NFD", chr(code))
        if parts != chr(code) and unicodedata.normalize("NFC", parts) == chr(code):
            assert decomposed_letters._compositions(parts), f"U+{code:04X}"


def test_long_runs_are_linear() -> None:
    """Tens of thousands of alternating marks neither hang nor change."""
    start = time.process_time()
    text = "e" + "\u0301\u0323" * 20_000
    assert judged(DecomposedLetters(), text) == text
    assert time.process_time() - start < 2


def test_laws() -> None:
    """All laws hold."""
    check_filter(DecomposedLetters(), texts=["e\u0301\u0301\u0323", "\u1100\u1161\u11a8\u11a8", "\u09c7\u09be\u09be"])
