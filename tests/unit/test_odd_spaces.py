"""Tests of the filter `odd-spaces`."""

from __future__ import annotations

import pytest

from docclean.extract.plain import document_of
from docclean.repair.odd_spaces import OddSpaces
from docclean.testing import check_filter, judged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  garden", "The garden"),
        ("Bread   and  rolls", "Bread and rolls"),
        ("en\u2002quad", "en quad"),
        ("thin\u2009and\u200ahair\u205fspace", "thin and hair space"),
        ("a \u00a0\u00a0 b", "a b"),
        ("wide\u3000space", "wide space"),
        ("Quoi \u00a0?", "Quoi\u00a0?"),
        ("«\u00a0 oui \u202f»", "«\u00a0oui\u202f»"),
        ("10\u00a0 000", "10\u00a0000"),
        ("12\u00a0\u00a0%", "12\u00a0%"),
    ],
)
def test_runs_and_odd_spaces(text: str, expected: str) -> None:
    """A run becomes one space, a no-break one where French or a number needs it."""
    assert judged(OddSpaces(), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "« Quoi ? » dit-elle ; puis : « Non ! »",
        "«\u00a0Quoi\u00a0?\u00a0»",
        "10\u202f000\u00a0km",
        "bread  2.40  rolls  0.60  cake",
        "name\tprice  each",
        "| bread  | 2.40 |",
        "if (open) {  count += 1;  }",
        ">>> open  = 1",
        "width = 4  # of the door",
        "-l, --list  show the open doors",
        "図書館\u3000本館",
        "東京\u3000\u3000大阪",
        "    indented line",
        "Á single\u00a0no-break",
        "ᚑᚌᚐᚋ\u1680ᚑ",
    ],
)
def test_meant_spaces_stay(text: str) -> None:
    """French typography, numbers, tables, code, ideographic and single no-break spaces stay."""
    assert OddSpaces().judge(document_of(text)).changes == ()


def test_reason_counts_both_kinds() -> None:
    """Odd spaces name the code and repeated ones are evidence."""
    reason = OddSpaces().judge(document_of("a\u2003b  c")).changes[0].reason
    assert (reason.code, reason.value, reason.evidence) == ("odd-space", 1, (("repeated-spaces", 1),))


def test_laws() -> None:
    """All laws hold."""
    check_filter(OddSpaces(), texts=["a  b  c \u00a0 d  e", "a\u3000 \u00a0b", "本\u3000 a  b"])
