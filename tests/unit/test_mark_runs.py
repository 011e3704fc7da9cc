"""Tests of the filter `mark-runs`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.extract.plain import document_of
from docclean.repair.mark_runs import MAX_MARKS, MarkRuns, has_long_run
from docclean.testing import check_filter, judged

ACUTE = "\u0301"


@pytest.mark.parametrize("count", [31, 32, 60, 1000])
def test_excess_marks_go(count: int) -> None:
    """Of a longer run exactly 30 marks stay, and the text around it."""
    assert judged(MarkRuns(), f"to{ACUTE * count}wer") == f"to{ACUTE * MAX_MARKS}wer"


def test_each_run_counts_for_itself() -> None:
    """A letter, and likewise punctuation, ends a run."""
    text = f"a{ACUTE * 20}b{ACUTE * 20}—{ACUTE * 40}"
    assert judged(MarkRuns(), text) == f"a{ACUTE * 20}b{ACUTE * 20}—{ACUTE * 30}"


def test_enclosing_marks_count() -> None:
    """Marks of combining class 0 are marks."""
    assert len(judged(MarkRuns(), "a" + "\u20dd" * 99)) == 31


@pytest.mark.parametrize(
    "text",
    [
        "o" + ACUTE * 30,
        "Ѳео́фанъ",
        "का कुआँ",
        "ที่นี่",
        "שָׁלוֹם",
        "—" * 80,
        "「」" * 40,
        "…" * 31,
        "😀" * 50,
        "«»" * 60,
    ],
)
def test_real_text_stays(text: str) -> None:
    """Runs within the cap stay, and so does a long run of anything that is no mark."""
    assert MarkRuns().judge(document_of(text)).changes == ()


@given(st.integers(0, 40), st.text("ab \n—é", max_size=30), st.text("ab \n—é", max_size=30))
@settings(max_examples=200, deadline=None)
def test_sampling_misses_no_run(count: int, before: str, after: str) -> None:
    """Wherever a run of more than 30 marks begins, the sample of every fifth character finds it."""
    if count > MAX_MARKS:
        assert has_long_run(before + ACUTE * count + after)


def test_linear() -> None:
    """200,000 alternating marks take no noticeable time."""
    start = time.process_time()
    judged(MarkRuns(), "e" + "\u0301\u0323" * 100_000)
    assert time.process_time() - start < 2


def test_laws() -> None:
    """All laws hold."""
    check_filter(MarkRuns(), texts=["\u0301" * 31, ("a" + ACUTE * 31) * 9])
