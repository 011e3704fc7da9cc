"""Tests of the measures: the quick ways out give what the full definitions give."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docclean.measure import code_like, prose
from docclean.measure.code_like import is_code_like
from docclean.measure.prose import is_prose

SIGNS = [
    "{",
    "}",
    ";",
    "=>",
    "->",
    "==",
    "!=",
    "+=",
    ":=",
    "&&",
    "||",
    "</",
    "/>",
    "f()",
    "a[0]",
    "\\n",
    "0xff",
    "import",
    "let",
    "//",
    "#",
    "<b",
    "a",
    "bridge",
    "«",
    "=",
    "(",
    "[",
    "\\",
    "&",
    "|",
]
PIECES = st.sampled_from([*SIGNS, " ", "\n", ";\n", "return x;", "import "])


@given(st.lists(PIECES, max_size=8).map("".join))
@example("let x;")
@example("import a\\n")
@example("a; b;\n")
def test_code_is_what_has_two_signs(line: str) -> None:
    """The quick way out never hides a line with two signs."""
    assert is_code_like(line) == (len(code_like._SIGNS.findall(line)) >= 2)


@pytest.mark.parametrize("line", ["The bridge opens; bring a hat;", "Salt & pepper | 2.40", "x -> y", "(see [1])"])
def test_prose_with_signs_is_no_code(line: str) -> None:
    """One sign of code may stand in prose."""
    assert not is_code_like(line)


@given(
    st.lists(st.sampled_from(("a", "word", "图书馆", "ไทย", ".", "。", "”", " ", "\n", "\u00a0")), max_size=90).map(
        " ".join
    )
)
def test_prose_is_counted_in_words(text: str) -> None:
    """Splitting off only so many words as are needed decides as counting all of them does."""
    words = prose.count_words(text)
    expected = words >= prose.LONG_WORDS or (words >= prose.PROSE_WORDS and prose.ends_sentence(text))
    assert is_prose(text) == (expected and len(text) >= prose._SHORTEST_PROSE)
