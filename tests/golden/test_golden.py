"""Runs the golden cases: text, reasons and notes, and the laws on each."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from golden_cases import Case, cases_of, load_all

from docclean.config import build_filter, load_preset
from docclean.document import Document
from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of
from docclean.protocols import Filter
from docclean.result import CleanDocument
from docclean.testing import conservation, idempotence, order, receipts_cover, replay, run
from docclean.write.markdown import markdown

CASES = load_all(Path(__file__).parent)
PRESET = "pages"
"""The folder with cases for the default preset as a whole, but for tagging languages."""
MIN_EACH = 3
"""How many positive and how many negative cases a filter needs at least."""


def steps_of(case: Case) -> list[Filter]:
    """The filters that the case is for."""
    if case.filter != PRESET:
        return [build_filter(case.filter, case.options)]
    # Each block gets a language, which says nothing about the page.
    return [step for step in load_preset("web") if not step.name.endswith("-language")]


def document_of_case(case: Case) -> Document:
    """What goes in."""
    return (document_of_html if case.is_page else document_of)(case.input, notes=case.given)


def lines_of(done: CleanDocument) -> list[str]:
    """All that was done, as it stands under `reasons`."""
    lines: list[str] = []
    for step in done.steps:
        lines += [f"noted {item.reason.key}" for item in step.verdict.noted]
        for change in step.verdict.changes:
            times = 1 if change.after else len(change.before)
            lines += [f"{change.effect.value} {change.reason.key}"] * times
    return lines


def named(case: Case) -> str:
    """A case as pytest shows it."""
    return f"{case.filter}: {case.title}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_golden(case: Case) -> None:
    """The filter gives the text, the reasons and the notes of the case."""
    document = document_of_case(case)
    done = run(steps_of(case), document)
    text = markdown(done) if case.filter == PRESET else done.document.text
    assert text == (document.text if case.output is None else case.output), case.where
    reasons = lines_of(done)
    matching = len(reasons) == len(case.reasons) and all(map(fnmatchcase, reasons, case.reasons))
    assert matching, f"{case.where}: {reasons} instead of {list(case.reasons)}"
    if case.notes is not None:
        added = tuple(note for note in done.document.notes if note not in document.notes)
        assert added == case.notes, case.where


@pytest.mark.parametrize("case", CASES, ids=named)
def test_laws(case: Case) -> None:
    """The laws hold on the input of the case."""
    document = document_of_case(case)
    for step in steps_of(case):
        for law in (conservation, receipts_cover, replay, idempotence, order):
            law(step, document)
    assert run(steps_of(case), document).undo() == document.text


@pytest.mark.parametrize("name", sorted({case.filter for case in CASES} - {PRESET}))
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
        "# a\n\n```input\nb\n```\n\n```html\n<p>b\n```\n",
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
