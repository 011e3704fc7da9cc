"""The content model's judgement, and the filter that goes by it."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import docclean
from docclean.config import build_filter, parse_preset
from docclean.content import model
from docclean.content.model import best_choice, judge
from docclean.content.network import PAGE_TYPES
from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of
from docclean.strategies import SENTENCES
from docclean.testing import run
from docclean.verdict import KEEP

SEEDS = Path(__file__).parents[2] / "seeds"
PAGES = sorted(SEEDS.glob("*.html"))


def page_of(path):
    return document_of_html(path.read_bytes().decode("utf-8", "replace"))


def expected_f1(chosen, probabilities, weights):
    """As the model means it: hits over the mean of what is chosen and what can be expected to be right."""
    hits = sum(p * w for p, w, c in zip(probabilities, weights, chosen, strict=True) if c)
    size = sum(w for w, c in zip(weights, chosen, strict=True) if c)
    return 2 * hits / (size + sum(p * w for p, w in zip(probabilities, weights, strict=True)))


@given(st.lists(st.tuples(st.floats(0.01, 1), st.integers(1, 50)), min_size=1, max_size=7))
def test_no_choice_of_blocks_is_better(blocks):
    """Of all choices none has a higher expected F1, and the blocks above half of it are such a choice."""
    probabilities, weights = map(list, zip(*blocks, strict=True))
    best = best_choice(np.array(probabilities), np.array(weights, float))
    choices = itertools.product((False, True), repeat=len(blocks))
    assert max(expected_f1(choice, probabilities, weights) for choice in choices) <= best + 1e-3
    above = [probability >= best / 2 for probability in probabilities]
    assert expected_f1(above, probabilities, weights) >= best - 5e-3


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gets_a_type_and_probabilities(path):
    document = page_of(path)
    judgement = judge(document)
    assert judgement.page_type in PAGE_TYPES
    assert 1 / len(PAGE_TYPES) <= judgement.page_type_probability <= 1
    assert judgement.probabilities.shape == (len(document.blocks),)
    assert ((judgement.probabilities >= 0) & (judgement.probabilities <= 1)).all()
    assert (np.round(judgement.probabilities, 3) == judgement.probabilities).all()


def test_all_cells_of_a_table_have_one_probability():
    rows = "".join(f"<tr><td>Part {n}</td><td>{n * 7} mm wide and painted green</td></tr>" for n in range(5))
    text = "<p>The swing bridge opened on Sunday for the first boats, after two years of repairs to its deck.</p>" * 3
    document = document_of_html(f"<article>{text}<table>{rows}</table></article>")
    cells = [at for at, block in enumerate(document.blocks) if block.cell]
    assert len(cells) == 10
    assert len(set(judge(document).probabilities[cells].tolist())) == 1


def test_long_documents_are_judged_in_parts(monkeypatch):
    """In as many as it takes, with an answer for each block."""
    document = document_of("\n".join(SENTENCES * 3))
    monkeypatch.setattr(model, "_MOST_BLOCKS", 10)
    assert judge(document).probabilities.shape == (len(document.blocks),)


def removed(document, **options):
    return {change.at for change in build_filter("unlikely-content", options).judge(document).changes}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_higher_limit_never_keeps_more(path):
    document = page_of(path)
    assert removed(document, min_probability=0.2) <= removed(document) <= removed(document, min_probability=0.9)


def test_menus_and_footers_go_and_say_why():
    document = page_of(SEEDS / "50-fr-news-lock.html")
    step = build_filter("unlikely-content", {})
    changes = step.judge(document).changes
    assert changes
    for change in changes:
        assert change.reason.code == "unlikely"
        assert change.reason.value < change.reason.limit <= 0.5
        assert dict(change.reason.evidence).keys() == {"expected-f1"}


def test_selectors():
    """`none` leaves pages alone and judges texts; behind another selector only the least likely blocks go."""
    document = page_of(SEEDS / "50-fr-news-lock.html")
    assert build_filter("unlikely-content", {"selector": "none"}).judge(document) == KEEP
    assert removed(document, selector="trafilatura") <= removed(document)
    text = document_of(document.text)
    assert removed(text, selector="none") == removed(text)


def test_the_selector_of_a_preset_reaches_both_steps():
    for selector in ("model", "trafilatura", "none"):
        built = parse_preset(f'version = 1\nextends = "web"\nselector = "{selector}"\n', where="x").build()
        asked = [step.selector for step in built if step.name in ("outside-main-content", "unlikely-content")]
        assert asked == [selector] * 3


def test_dropping_the_step_drops_it_for_pages_and_texts():
    built = parse_preset('version = 1\nextends = "web"\ndrop = ["unlikely-content"]\n', where="x").build()
    assert "unlikely-content" not in {step.name for step in built}


def test_names_and_sources_are_lifted_before_lines_are_judged():
    """A byline is no part of the text; judged first it would be lost to the record."""
    result = docclean.clean(SEEDS / "02-fr-library.txt")
    assert result.authors == ("Anna Exemple",)
    assert result.credits


def test_the_type_of_a_page_is_in_its_record():
    result = docclean.clean(SEEDS / "50-fr-news-lock.html")
    assert result.record()["page_type"] == result.page_type == "article"
    assert 0 < result.record()["page_type_confidence"] <= 1
    assert docclean.clean("Bread and salt.").record()["page_type"] == ""


def test_a_page_without_any_likely_block_is_dropped(monkeypatch):
    document = page_of(SEEDS / "50-fr-news-lock.html")
    nothing = evolve(judge(document), probabilities=np.zeros(len(document.blocks)))
    monkeypatch.setattr("docclean.filters.unlikely_content.judge", lambda document: nothing)
    verdict = build_filter("unlikely-content", {}).judge(document)
    assert verdict.reject is not None
    assert (verdict.reject.code, verdict.reject.value) == ("nothing-likely", 0.0)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_single_sentence_stays(text):
    """In every script, as a text and as a page."""
    for document in (document_of(text), document_of_html(f"<p>{text}</p>")):
        after = run(build_filter("unlikely-content", {}), document)
        assert after.document.blocks == document.blocks
        assert after.rejected is None


@pytest.mark.parametrize("text", ["One sentence of one language.\n\n" + text for text in SENTENCES])
def test_two_sentences_stay(text):
    document = document_of(text)
    assert run(build_filter("unlikely-content", {}), document).document == document
