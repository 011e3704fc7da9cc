"""Every law of `docclean.testing` over every registered filter: a new one is covered the moment it is registered."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from docclean.config import build_filter
from docclean.document import Kind, Region
from docclean.extract.plain import document_of
from docclean.registry import FILTERS
from docclean.testing import HOSTILE, LAWS, documents, run

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))
SLOW = {"block-language", "document-language", "wrong-language"}
"""Filters that ask a language engine take milliseconds a line: they get fewer generated documents."""


def hold(name, document):
    step = build_filter(name, {})
    for law in LAWS:
        law(step, document)


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in SLOW])
def test_laws_hold_for_generated_documents(name):
    """No generated document breaks a law."""

    @given(documents())
    def generated(document):
        hold(name, document)

    generated()


@pytest.mark.parametrize("name", sorted(SLOW))
def test_laws_hold_for_generated_documents_of_slow_filters(name):
    """No generated document breaks a law, with fewer examples."""

    @settings(max_examples=15)
    @given(documents())
    def generated(document):
        hold(name, document)

    generated()


@pytest.mark.parametrize("name", FILTERS)
def test_laws_hold_for_hostile_documents(name):
    """Lone surrogates, NUL, mark floods, one long line, no spaces: every law holds."""
    for text in HOSTILE:
        hold(name, document_of(text))


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in SLOW])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_laws_hold_for_seeds(name, path):
    """The sample documents break no law."""
    hold(name, document_of(path.read_bytes().decode("utf-8-sig", "replace")))


@pytest.mark.parametrize("name", [name for name in FILTERS if name not in SLOW])
def test_kind_and_region_are_carried_along(name):
    """A filter that edits text does not lose what is known about a block."""
    for path in SEEDS:
        document = document_of(path.read_bytes().decode("utf-8-sig", "replace"))
        marked = evolve(
            document, blocks=tuple(evolve(b, kind=Kind.QUOTE, region=Region.MAIN, path="div") for b in document.blocks)
        )
        for block in run(build_filter(name, {}), marked).document.blocks:
            assert (block.kind, block.region, block.path) == (Kind.QUOTE, Region.MAIN, "div")


@pytest.mark.parametrize("name", FILTERS)
def test_declarations_agree(name):
    """Name, registry key, class and file name of a filter are spellings of one another."""
    step = build_filter(name, {})
    module, _, attribute = FILTERS[name].partition(":")
    assert step.name == name
    assert module.rpartition(".")[2] == name.replace("-", "_")
    assert attribute == "".join(word.title() for word in name.split("-"))
    assert step.safety in ("safe", "lossy")
    assert set(step.laws) <= {"idempotent", "block-local"}


@pytest.mark.parametrize("name", FILTERS)
def test_docstring_has_all_sections(name):
    """The page of a filter is made of its docstring, so every section has to be there."""
    doc = type(build_filter(name, {})).__doc__
    for section in (
        "Why:",
        "Keeps:",
        "Never:",
        "Measures:",
        "Options:",
        "Reasons:",
        "Effects:",
        "Laws:",
        "Source:",
        "Example:",
    ):
        assert section in doc, f"{name} has no {section}"
    for code in build_filter(name, {}).codes:
        assert code in doc, f"{name} does not document its code {code}"
