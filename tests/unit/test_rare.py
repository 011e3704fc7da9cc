"""Tests of the scan for rare characters: nothing that a repair looks for is passed over as common."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from docclean.repair import (
    control_characters,
    decomposed_letters,
    invisible_characters,
    line_ends,
    mojibake,
    odd_spaces,
)
from docclean.repair.rare import rare_characters

EVERY = "".join(map(chr, range(0x110000)))
COMMON = "".join(sorted(set(EVERY) - set(rare_characters(EVERY))))

SOUGHT = (
    line_ends._ANY,
    control_characters._STRETCH,
    invisible_characters._RUN,
    decomposed_letters._ANY,
    odd_spaces._ODD,
    odd_spaces._NO_BREAK,
    mojibake._LONE,
    mojibake._SURROGATE,
    re.compile("[Œœ]"),
)


def test_what_repairs_look_for_is_rare() -> None:
    """No character that a repair asks the scan for is among the common ones."""
    assert [pattern.pattern for pattern in SOUGHT if pattern.search(COMMON)] == []


def test_common_characters_are_printable_ascii_letters_and_two_stops() -> None:
    """Combining marks, format characters, controls and spaces of any script are all rare."""
    foreign = COMMON.removeprefix("\t\n").lstrip("".join(map(chr, range(0x20, 0x7F))))
    assert {unicodedata.category(char)[0] for char in foreign} == {"L", "P"}
    assert [char for char in foreign if unicodedata.category(char)[0] == "P"] == ["、", "。"]
    assert COMMON[:2] == "\t\n" and COMMON[2:97] == "".join(map(chr, range(0x20, 0x7F)))


@given(st.text(st.characters() | st.sampled_from("abc \n\r\x00éàÃœ\u00a0\u200b\ud800мос図書")), st.integers(0, 200))
def test_each_rare_character_once(text: str, padding: int) -> None:
    """Dense and sparse texts give the same set: every rare character, once."""
    rare = rare_characters(text + padding * "a")
    assert sorted(rare) == sorted({char for char in text if char not in COMMON})


def test_texts_of_common_characters_have_none() -> None:
    """Plain sentences in six alphabets hold nothing rare."""
    for text in ("The bridge, \t 1871!\n", "Мост открыт.", "図書館。", "Η γεφυρα", "المكتبة", "ספרייה"):
        assert rare_characters(text) == ""
