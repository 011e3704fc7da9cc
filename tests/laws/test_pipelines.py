"""Laws of whole pipelines: composition, explain parity, determinism, innocence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import docclean
from docclean.config import PRESETS, build_filter, load_preset
from docclean.errors import MissingInputError
from docclean.extract.plain import document_of
from docclean.pipeline import Pipeline
from docclean.registry import FILTERS
from docclean.report import Report, tally
from docclean.strategies import SENTENCES
from docclean.testing import composition, documents

SEEDS = Path(__file__).parents[2] / "seeds"
UNTAGGED = Pipeline(step for step in load_preset("web") if not step.name.endswith("-language"))
"""The default pipeline without the language engine, which would only make these laws slow."""


@settings(max_examples=60)  # each document goes through the whole pipeline as often as there are steps
@given(documents())
def test_composition_at_every_cut(document):
    """Running two halves one after the other is running the whole."""
    composition(UNTAGGED.steps, document)


@given(documents())
def test_receipts_do_not_change_the_text(document):
    """The text is the same whether receipts are kept in full, counted or not kept."""
    full, counts, none = (UNTAGGED.run(document, receipts=level) for level in ("full", "counts", "none"))
    assert full.text == counts.text == none.text
    assert full.counts == counts.counts and not none.counts and not counts.steps
    assert full.document.notes == none.document.notes


@given(documents())
def test_undo_gives_the_input_back(document):
    """Whatever the pipeline did, it can be taken back to the character."""
    done = UNTAGGED.run(document)
    assert done.undo() == document.text
    assert done.original == document


@given(documents())
def test_receipts_quote_and_cover_the_input(document):
    """Every visible character of the input stands in the output or in a receipt."""
    done = UNTAGGED.run(document)
    text = document.text
    covered = bytearray(len(text))
    for receipt in done.receipts:
        assert 0 <= receipt.start <= receipt.end <= len(text)
        covered[receipt.start : receipt.end] = b"\1" * (receipt.end - receipt.start)
    left = sorted(char for char, gone in zip(text, covered, strict=True) if not gone and not char.isspace())
    kept = sorted(char for char in done.document.text if not char.isspace())
    for char in left:
        assert char in kept, f"{char!r} is neither kept nor in a receipt"
        kept.remove(char)


@given(documents())
def test_round_trip_through_a_dictionary(document):
    """A clean document written as JSON-ready values and read back is equal."""
    done = UNTAGGED.run(document)
    assert docclean.CleanDocument.from_dict(done.to_dict()) == done


def test_empty_pipeline_is_the_identity():
    """No step, no change."""
    document = document_of("A line.\r\n\r\nPasser au contenu")
    done = Pipeline().run(document)
    assert done.document == document and done.receipts == ()


def test_nested_pipelines_flatten():
    """A pipeline inside a pipeline is its steps."""
    inner = Pipeline([build_filter("line-ends", {})])
    assert Pipeline([inner, *inner]).steps == inner.steps * 2
    assert (inner + inner).steps == inner.steps * 2


def test_a_missing_requirement_is_an_error():
    """A step that needs another one says so when the pipeline is built."""
    with pytest.raises(MissingInputError, match="block-language"):
        Pipeline([build_filter("document-language", {})])


@given(st.lists(documents(), max_size=5), st.randoms())
def test_reports_merge_in_any_order(found, random):
    """Merging is associative and commutative, with an identity: shards can be added up in any tree."""
    reports = [Report(tallies=tally((s.verdict for s in UNTAGGED.run(d).steps), samples=True)) for d in found]
    forward = Report()
    for report in reports:
        forward = forward.merge(report)
    random.shuffle(reports)
    backward = Report()
    for report in reports:
        backward = report.merge(backward)
    assert forward == backward


@settings(max_examples=20)
@given(st.permutations(SENTENCES))
def test_clean_sentences_pass_in_any_order(sentences):
    """Clean text in fourteen languages comes back to the character."""
    text = "\n\n".join(sentences)
    done = UNTAGGED.run(document_of(text))
    # A first line without a full stop may be the title: it is shown before the text, as by `--to text`.
    assert f"{done.title}\n\n{done.text}".strip() == text


def test_fingerprint_follows_configuration():
    """Another option, another order or another step is another fingerprint; the same pipeline is the same one."""
    web = load_preset("web")
    prints = {load_preset(name).fingerprint for name in PRESETS}
    assert len(prints) == len(PRESETS)
    assert web.fingerprint == load_preset("web").fingerprint
    assert Pipeline(tuple(reversed(UNTAGGED.steps))).fingerprint != UNTAGGED.fingerprint
    one, other = (Pipeline([build_filter("bylines", {"max_bylines": n})]) for n in (2, 3))
    assert one.fingerprint != other.fingerprint


def test_all_registered_filters_are_in_a_preset():
    """A filter that no preset uses would go unseen. Which language is wrong nobody knows but the user."""
    used = {step.name for name in PRESETS for step in load_preset(name)}
    assert used == set(FILTERS) - {"wrong-language"}


def test_hash_seed_and_locale_do_not_matter():
    """The same bytes for two hash seeds and two locales."""
    outputs = set()
    for seed, locale in (("0", "C"), ("1", "C.UTF-8"), ("4711", "C")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        command = [sys.executable, "-m", "docclean", "clean", str(SEEDS)]
        done = subprocess.run(command, capture_output=True, env=environment, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1 and outputs.pop().count(b"\n") >= 15
