"""Runs the golden cases: text, reasons and notes, and the laws on each."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from golden_cases import Case, cases_of, load_all

from docclean.config import build_filter
from docclean.extract.plain import document_of
from docclean.testing import conservation, idempotence, order, receipts_cover, replay, run
from docclean.verdict import Change

CASES = load_all(Path(__file__).parent)
MIN_EACH = 3
"""How many positive and how many negative cases a filter needs at least."""


def lines_of(change: Change) -> list[str]:
    """A change as it stands under `reasons`."""
    times = 1 if change.after else len(change.before)
    return [f"{change.effect.value} {change.reason.key}"] * times


def named(case: Case) -> str:
    """A case as pytest shows it."""
    return f"{case.filter}: {case.title}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_golden(case: Case) -> None:
    """The filter gives the text, the reasons and the notes of the case."""
    step = build_filter(case.filter, case.options)
    document = document_of(case.input, notes=case.given)
    done = run(step, document)
    assert done.document.text == case.output, case.where
    reasons = [line for change in done.changes for line in lines_of(change)]
    matching = len(reasons) == len(case.reasons) and all(map(fnmatchcase, reasons, case.reasons))
    assert matching, f"{case.where}: {reasons} instead of {list(case.reasons)}"
    if case.notes is not None:
        added = tuple(note for note in done.document.notes if note not in document.notes)
        assert added == case.notes, case.where


@pytest.mark.parametrize("case", CASES, ids=named)
def test_laws(case: Case) -> None:
    """The laws hold on the input of the case."""
    step = build_filter(case.filter, case.options)
    document = document_of(case.input, notes=case.given)
    for law in (conservation, receipts_cover, replay, idempotence, order):
        law(step, document)


@pytest.mark.parametrize("name", sorted({case.filter for case in CASES}))
def test_enough_of_both(name: str) -> None:
    """A filter has positive and negative cases, and no two cases share a title."""
    own = [case for case in CASES if case.filter == name]
    counts = Counter(case.positive for case in own)
    assert min(counts[True], counts[False]) >= MIN_EACH, counts
    assert len({case.title for case in own}) == len(own)


@pytest.mark.parametrize(
    "text",
    [
        "no case here",
        "# a\n\n```output\nb\n```\n",
        "# a\n\n```input\nb\n",
        "# a\n\n```inputs\nb\n```\n",
        "# a\n\n```input\nb\n```\n\n```input\nb\n```\n",
        "# a\n\n```input\nb\n```\n\n```output\nc\n```\n",
        "# a\n\n```toml\nescape = true\n```\n\n```input\nb\n```\n",
    ],
)
def test_broken_cases_are_errors(tmp_path: Path, text: str) -> None:
    """A file that breaks the format is refused, so that no case is skipped in silence."""
    path = tmp_path / "case.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"case\.md"):
        list(cases_of(path))


def test_format(tmp_path: Path) -> None:
    """Escapes, fences of any length and counts of reasons are read as the README says."""
    path = tmp_path / "some-filter" / "case.md"
    path.parent.mkdir()
    path.write_text(
        '# one\n\n```toml\nescapes = true\n[notes]\ntitle = "T"\n```\n\n````input\na\\u00ad\\\\n\n```\n````\n\n'
        "```output\na\n```\n\n```reasons\nremoved some-filter/* x2\n```\n",
        encoding="utf-8",
    )
    (case,) = cases_of(path)
    assert case.input == "a\u00ad\\n\n```"
    assert case.output == "a"
    assert case.reasons == ("removed some-filter/*",) * 2
    assert case.given == (("title", "T"),)
