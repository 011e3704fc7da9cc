"""Letters by script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.measure.letters import OTHER, count_letters, letters_by_script


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", {}),
        ("2026 – 14:30 (…) 👩‍👧 __ \x00 \ud800", {}),
        ("Pont d'été", {OTHER: 8}),
        ("Мост через реку", {OTHER: 13}),
        ("iPhone을 샀다", {OTHER: 6, "Hang": 3}),
        ("図書館はカフェの隣", {"Hani": 4, "Kana": 5}),
        ("สะพาน", {"Thai": 5}),
    ],
)
def test_letters_are_told_apart_by_script(text: str, counts: dict[str, int]) -> None:
    """Each script is counted on its own, glued words included; digits, signs and symbols are no letters."""
    assert letters_by_script(text) == counts


@pytest.mark.parametrize("text", ["price: ฿ 100", "100 ៛", "25 µm, 3 Ω", "one・two"])
def test_signs_that_stand_in_foreign_text_are_no_letters_of_their_script(text: str) -> None:
    """Currency signs, micro and ohm signs and the middle dot say nothing about the language."""
    assert letters_by_script(text).keys() <= {OTHER, "Grek"}
    assert letters_by_script(text).get("Grek", 0) <= 1


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_no_letter_is_lost_between_scripts(text: str) -> None:
    """Every letter is in exactly one script: the sum is at least the number of letters."""
    assert sum(letters_by_script(text).values()) >= count_letters(text)
