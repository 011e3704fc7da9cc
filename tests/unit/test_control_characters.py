"""Tests of the filter `control-characters`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.extract.plain import document_of
from docclean.repair.control_characters import ControlCharacters
from docclean.testing import check_filter, judged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bri\x00dge", "bridge"),
        ("gar\x08den\x7f", "garden"),
        ("left\x81over", "leftover"),
        ("\ufdd0no\uffffn\U0010ffff", "non"),
        ("\ufff9base\ufffanote\ufffb", "basenote"),
        ("a \x1b[1;31mred\x1b[0m door", "a red door"),
        ("\x1b]0;window title\x07ferry", "ferry"),
        ("one\x1ftwo", "one two"),
        ("\x1bnot an escape", "not an escape"),
    ],
)
def test_controls_go(text: str, expected: str) -> None:
    """Controls, noncharacters and annotation marks go; a terminal escape goes whole."""
    assert judged(ControlCharacters(), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tab\tand\nnewline",
        "replaced \ufffd and object \ufffc",
        "private \ue000 use",
        "soft\u00adhyphen",
        "😀 \U0001fffd",
        "𠀀𪛖 \U000e0067",
        "brackets [31m stay",
        "می\u200cخوانم",
        "line\x0bends\x0care\x85not ours",
    ],
)
def test_the_rest_stays(text: str) -> None:
    """White space, format characters, U+FFFC and U+FFFD, private use and astral letters stay."""
    assert ControlCharacters().judge(document_of(text)).changes == ()


def test_block_of_controls_is_removed() -> None:
    """A block of nothing but controls goes as a block."""
    assert judged(ControlCharacters(), "one\n\x00\x01\ntwo") == "one\ntwo"


def test_codes() -> None:
    """Escapes alone have their own code; beside controls they are evidence."""
    only, both = (
        ControlCharacters().judge(document_of(text)).changes[0].reason for text in ("\x1b[0mx", "\x1b[0mx\x00")
    )
    assert (only.code, only.value) == ("terminal-escape", 1)
    assert (both.code, both.evidence) == ("control-character", (("terminal-escapes", 1),))


@given(st.characters())
def test_the_prefilter_misses_nothing(char: str) -> None:
    """What the prefilter lets pass has no stretch to edit out."""
    from docclean.repair import control_characters

    if control_characters._STRETCH.search(char):
        assert control_characters._ANY.search(char)


def test_unended_escapes_are_linear() -> None:
    """Ten thousand unended escape sequences take no noticeable time."""
    start = time.process_time()
    judged(ControlCharacters(), "\x1b]" * 10_000 + "\x1b[" * 10_000 + "0" * 100_000)
    assert time.process_time() - start < 2


def test_laws() -> None:
    """All laws hold."""
    check_filter(ControlCharacters(), texts=["\x1b[\x1b[0m0m", "a\x1f", "\x00\n\x00"])
