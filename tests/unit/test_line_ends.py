"""Tests of the filter `line-ends`."""

from __future__ import annotations

import pytest

from docclean.extract.plain import document_of
from docclean.repair.line_ends import LineEnds
from docclean.testing import check_filter, judged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one\ntwo"),
        ("one\r\r\ntwo", "one\n\ntwo"),
        ("one\u2028two", "one\ntwo"),
        ("one\u2029two", "one\n\ntwo"),
        ("one\x0ctwo", "one\n\ntwo"),
        ("one\x0btwo", "one\ntwo"),
        ("one.\x85Two", "one.\nTwo"),
    ],
)
def test_foreign_line_ends_become_newlines(text: str, expected: str) -> None:
    """Each kind of line end becomes one newline, a separator of paragraphs two."""
    assert judged(LineEnds(), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("attendre\x85puis", "attendre…puis"), ("wait\x85 then", "wait… then")],
)
def test_misread_ellipsis(text: str, expected: str) -> None:
    """U+0085 after a letter and before a word on the same line is the ellipsis of windows-1252."""
    assert judged(LineEnds(), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one\ntwo\n\nthree\n",
        "a\tb",
        "no\u00a0break\u202fspaces",
        "\n\n  indented",
        "图书馆。\n博物馆。",
        "end\x1funit",
    ],
)
def test_plain_lines_stay(text: str) -> None:
    """Newlines, tabs, no-break spaces and UNIT SEPARATOR are no foreign line ends."""
    document = document_of(text)
    assert LineEnds().judge(document).changes == ()


def test_reason_tells_ends_from_ellipses() -> None:
    """A block with both carries the number of ellipses as evidence of the line-end reason."""
    reason = LineEnds().judge(document_of("slow\x85ly\u2028fast")).changes[0].reason
    assert (reason.code, reason.value, reason.evidence) == ("foreign-line-end", 1, (("misread-ellipses", 1),))


def test_laws() -> None:
    """All laws hold."""
    check_filter(LineEnds(), texts=["a\r\n\x85b", "\x85", "a\x85\x85b"])
