"""Laws that every filter must keep, for our own filters and for those of others.

    from docclean.testing import check_filter
    check_filter(MyFilter())

runs every law over generated documents (hypothesis must be installed) and over
the documents given. `judged` is for doctests and unit tests.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from docclean.apply import apply
from docclean.document import Document
from docclean.extract.plain import document_of
from docclean.pipeline import Pipeline
from docclean.protocols import Filter
from docclean.receipts import receipts_of
from docclean.result import CleanDocument
from docclean.verdict import Effect

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = [
    "LAWS",
    "check_filter",
    "composition",
    "conservation",
    "documents",
    "idempotence",
    "judged",
    "locality",
    "order",
    "page_documents",
    "pickling",
    "receipts_cover",
    "replay",
    "totality",
]

HOSTILE = (
    "",
    "\n",
    " \u00a0\u3000\n\t",
    "\x00",
    "\ud800 lone \udfff surrogates \ud83d",
    "a" * 5_000,
    "\u0301" * 200,
    "e" + "\u0301\u0323" * 100,
    "مرحبا \u202eabc\u202c بالعالم\u200c",
    "👩\u200d👩\u200d👧\u200d👦 🏴\U000e0067\U000e0062\U000e007f",
    "\r\n\r\r\n\x85\u2028\u2029\v\f",
    "」「" * 50,
    "。" * 100,
    ".".join("ab" for _ in range(500)),
    "” " * 200 + "“",
    "Menu\n" * 200,
    "ไม่มีช่องว่าง" * 50,
)
"""Texts that break careless code; every law runs over them first."""

HOSTILE_PAGES = (
    "<title>Only a title</title>",
    "<body>",
    "<div>" * 400 + "Deep in the page there is one line about the harbour wall." + "</div>" * 400,
    "<p>Open <b>and <i>never <a href='/x'>closed<table><tr><td>cell<div>box<p>more",
    "<table><tr><td colspan=1000 rowspan=1000>a<td rowspan=0>b<tr><td>c<tr></table>",
    "<ul><li><ol start=99999999999><li value=x>a<li><pre>\n\tcode\n\n  more</pre></ul>",
    "<body hidden><form><nav><p>All of this page is a menu in a form, and hidden.</p></nav></form>",
    "<p>&#0;&#xd800;&#x1f469;&#x200d; &shy;&nbsp;&lrm;\x0b\x1c</p><p>\u0301</p><br><br>.<br>",
    "<p dir=rtl>مرحبا <b>بالعالم</b></p><p>ไม่มี<wbr>ช่องว่าง</p><p style='writing-mode:vertical-rl'>縦<i>書</i>き</p>",
    "<article><h1>Salt</h1><p>By Anna Example</p>" + "<p>The salt is sold by the bag at the gate.</p>" * 3,
)
"""Pages that break careless code."""


def judged(step: Filter, text: str) -> str:
    """The text that one filter makes of a plain text."""
    document = document_of(text)
    return apply(document, step.judge(document), step)[0].text


def run(steps: Sequence[Filter] | Filter, document: Document) -> CleanDocument:
    """A document through some filters, requirements between steps ignored."""
    steps = steps if isinstance(steps, Sequence) else [steps]
    applied = []
    current = document
    for step in steps:
        verdict = step.judge(current)
        if verdict:
            current, done = apply(current, verdict, step)
            applied.append(done)
    return CleanDocument(document=current, steps=tuple(applied))


def conservation(step: Filter, document: Document) -> None:
    """Undoing gives the input back: nothing was lost, nothing was made up."""
    after = run(step, document)
    assert after.original == document, f"undo of {step.name} does not give the document back"
    assert after.undo() == document.text


def receipts_cover(step: Filter, document: Document) -> None:
    """Every visible character is still there or stands in a receipt, and receipts quote the input."""
    text = document.text
    done = run(step, document)
    covered = bytearray(len(text))
    for receipt in receipts_of(document, done.steps):
        assert text[receipt.start : receipt.end] == receipt.before, f"{receipt} does not quote the input"
        covered[receipt.start : receipt.end] = b"\1" * (receipt.end - receipt.start)
    left = "".join(char for char, gone in zip(text, covered, strict=True) if not gone and not char.isspace())
    kept = "".join(char for char in _without_insertions(done) if not char.isspace())
    assert left == kept, f"{step.name} kept {kept!r}, its receipts leave {left!r}"


def _without_insertions(done: CleanDocument) -> str:
    """The text after one step, less what its edits put in."""
    if not done.steps:
        return done.document.text
    verdict = done.steps[0].verdict
    blocks, position = [], 0
    for change in verdict.changes:
        blocks += [block.text for block in done.original.blocks[position : change.at]]
        position = change.at + len(change.before)
        before = "".join(block.gap + block.text for block in change.before)
        cursor = 0
        for start, end, _ in change.edits if change.after else [(0, len(before), "")]:
            blocks.append(before[cursor:start])
            cursor = end
        blocks.append(before[cursor:])
    blocks += [block.text for block in done.original.blocks[position:]]
    return "".join(blocks)


def replay(step: Filter, document: Document) -> None:
    """Judging twice, and applying the same verdict twice, gives the same."""
    first, second = step.judge(document), step.judge(document)
    assert first == second, f"{step.name} answers differently the second time"
    assert apply(document, first, step) == apply(document, second, step)


def idempotence(step: Filter, document: Document) -> None:
    """A second pass changes nothing (where the filter declares it)."""
    if "idempotent" not in step.laws:
        return
    once = run(step, document).document
    twice = run(step, once).document
    assert [b.text for b in once.blocks] == [b.text for b in twice.blocks], f"{step.name} changes its own output"


def order(step: Filter, document: Document) -> None:
    """Blocks stay in order, inside the source, and only white space stands between them."""
    after = run(step, document).document
    last = (0, 0)
    for block in after.blocks:
        assert block.text and block.text == block.text.strip(), f"{step.name} leaves {block.text!r}"
        assert not block.gap or block.gap.isspace()
        assert 0 <= block.link_chars <= len(block.text), f"{step.name} counts more in links than there is"
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks), f"{step.name}: {block.marks}"
        assert block.span >= last and 0 <= block.span[0] <= block.span[1] <= len(document.text)
        last = block.span


def locality(step: Filter, document: Document) -> None:
    """The verdict on a block does not depend on other blocks (where the filter declares it)."""
    if "block-local" not in step.laws:
        return
    whole = {change.at: change.after for change in step.judge(document).changes}
    for at, block in enumerate(document.blocks):
        alone = step.judge(evolve(document, blocks=(block,))).changes
        expected = {at: alone[0].after} if alone else {}
        assert expected == {at: whole[at] for at in expected or whole.keys() & {at}}, f"{step.name}: block {at}"


def totality(step: Filter, document: Document) -> None:
    """It answers whatever the text is, and with a verdict that fits."""
    apply(document, step.judge(document), step)


def composition(steps: Sequence[Filter], document: Document) -> None:
    """Cutting a pipeline in two anywhere changes nothing."""
    whole = run(steps, document).document
    for cut in range(len(steps) + 1):
        halves = run(steps[cut:], run(steps[:cut], document).document).document
        assert halves == whole, f"cut before step {cut} gives another document"


def pickling(step: Filter, document: Document) -> None:
    """A filter travels to a worker as little more than its options, and judges there alike."""
    packed = pickle.dumps(step)
    assert len(packed) < 4096, f"{step.name} pickles to {len(packed)} bytes: keep data in resources"
    assert pickle.loads(packed).judge(document) == step.judge(document)


LAWS: tuple[Callable[[Filter, Document], None], ...] = (
    totality,
    conservation,
    receipts_cover,
    replay,
    idempotence,
    order,
    locality,
    pickling,
)
"""The laws of one filter, as functions of (filter, document) that raise AssertionError."""


def documents() -> SearchStrategy[Document]:
    """Documents with every kind of damage that docclean knows, and plain ones."""
    from docclean.strategies import texts

    return texts().map(document_of)


def page_documents() -> SearchStrategy[Document]:
    """Documents of HTML pages, with kinds, regions, links and hidden text."""
    from docclean.extract.html import document_of_html
    from docclean.strategies import pages

    return pages().map(document_of_html)


def check_filter(
    step: Filter, *, examples: int = 100, texts: Iterable[str] = (), pages: Iterable[str] = (), page_examples: int = 20
) -> None:
    """The entry exam: every law over hostile, given and generated documents and pages.

    Args:
        step: the filter.
        examples: how many generated documents to try.
        texts: more texts that the laws must hold for.
        pages: more HTML pages that the laws must hold for.
        page_examples: how many generated pages to try.

    Raises:
        AssertionError: a law is broken; the message says which and shows the document.
    """
    from hypothesis import HealthCheck, given, settings

    from docclean.extract.html import document_of_html

    assert isinstance(step, Filter), f"{step!r} lacks attributes of docclean.Filter"
    assert step.codes, f"{step.name} declares no codes"
    assert all(isinstance(effect, Effect) for effect in step.effects), f"{step.name}: effects"
    Pipeline([] if step.requires else [step])

    def hold(document: Document) -> None:
        for law in LAWS:
            law(step, document)

    for text in (*HOSTILE, *texts):
        hold(document_of(text))
    for page in (*HOSTILE_PAGES, *pages):
        hold(document_of_html(page))

    for source, count in ((documents(), examples), (page_documents(), page_examples)):

        @settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(source)
        def generated(document: Document) -> None:
            hold(document)

        generated()
