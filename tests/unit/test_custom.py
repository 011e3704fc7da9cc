"""Filters from functions, and filters of other packages."""

import pickle
from importlib.metadata import EntryPoint

import pytest

import docclean
from docclean import registry
from docclean.errors import ConfigError, DuplicateFilterError, UnknownFilterError
from docclean.resources.plugins import plugins
from docclean.testing import check_filter


@docclean.filter(name="legal-footers", code="legal-notice")
def legal_footers(block):
    """Remove legal notices."""
    return block.text.startswith("Legal notice")


@docclean.filter(name="shouting-lines", code="too-many-capitals", limit=0.9)
def shouting_lines(block):
    """Remove lines that shout."""
    return sum(char.isupper() for char in block.text) / len(block.text)


@docclean.filter(name="double-dashes", code="double-dash")
def double_dashes(block):
    """Make two hyphens a dash."""
    return block.text.replace(" -- ", " – ")


def test_true_removes():
    """A function that answers True removes the block, with a reason."""
    done = docclean.clean("Legal notice: none.\nText stays.", preset=docclean.Pipeline([legal_footers]))
    assert done.text == "Text stays."
    assert done.removed[0].reason.key == "legal-footers/legal-notice"


def test_a_number_is_held_against_the_limit():
    """The measured value and the limit are in the receipt; at the limit a block stays."""
    done = docclean.clean("AAAAAAAAAA\nAAAAAAAAAa\nquiet", preset=docclean.Pipeline([shouting_lines]))
    assert done.text == "AAAAAAAAAa\nquiet"
    assert (done.removed[0].reason.value, done.removed[0].reason.limit) == (1.0, 0.9)


def test_a_string_replaces():
    """A function that answers with another text edits the block."""
    done = docclean.clean("Left -- right\nno dash", preset=docclean.Pipeline([double_dashes]))
    assert done.text == "Left – right\nno dash"
    assert len(done.edited) == 1


@pytest.mark.parametrize("step", [legal_footers, shouting_lines, double_dashes], ids=lambda step: step.name)
def test_function_filters_keep_the_laws(step):
    """A filter from a function passes the entry exam."""
    check_filter(step, examples=30, texts=["Legal notice -- AAAAAAAAAAAAAA"])


def test_function_filters_travel_by_name():
    """A worker process finds the filter by the name that it was given in its module."""
    assert pickle.loads(pickle.dumps(legal_footers)) is legal_footers


def test_names_are_kebab_case():
    """A name that could not be written in a configuration is refused at once."""
    with pytest.raises(ConfigError, match="kebab"):
        docclean.filter(name="LegalFooters", code="x")


def test_the_function_is_part_of_the_fingerprint():
    """Another limit is another pipeline."""
    other = docclean.filter(name="shouting-lines", code="too-many-capitals", limit=0.5)(shouting_lines.function)
    assert docclean.Pipeline([other]).fingerprint != docclean.Pipeline([shouting_lines]).fingerprint


class FakePackage:
    """The distribution that an entry point belongs to."""

    def __init__(self, name):
        self.name = name


def offer(monkeypatch, *points):
    found = []
    for owner, name, value in points:
        point = EntryPoint(name, value, registry.GROUP)
        object.__setattr__(point, "dist", FakePackage(owner))
        found.append(point)
    monkeypatch.setattr("docclean.resources.plugins.entry_points", lambda group: found)
    plugins.cache_clear()


@pytest.fixture(autouse=True)
def _forget_plugins():
    yield
    plugins.cache_clear()


def test_other_packages_offer_filters(monkeypatch, tmp_path):
    """A filter of another package is used as package:name."""
    offer(monkeypatch, ("acme-rules", "legal-footers", f"{__name__}:legal_footers"))
    path = tmp_path / "rules.toml"
    path.write_text('version = 1\n[[step]]\nuse = "acme-rules:legal-footers"\n', encoding="utf-8")
    assert docclean.clean("Legal notice\nText", preset=path).text == "Text"
    assert registry.owner_of("acme-rules:legal-footers") == "acme-rules"


def test_a_broken_package_harms_only_who_names_it(monkeypatch):
    """A package that cannot be imported is an error when it is named, and only then."""
    offer(monkeypatch, ("acme", "broken", "no_such_module:thing"))
    assert "acme:broken" in registry.filter_names()
    registry.filter_class("line-ends")
    with pytest.raises(ConfigError, match="reinstall acme"):
        registry.filter_class("acme:broken")


def test_a_clash_names_both(monkeypatch):
    """Two filters of one name are an error that names both."""
    offer(monkeypatch, ("acme", "x", "a:b"), ("acme", "x", "c:d"))
    with pytest.raises(DuplicateFilterError, match="a:b and by c:d"):
        registry.filter_class("acme:x")


def test_unknown_names_suggest_the_nearest():
    """A typing error is answered with the name that was meant."""
    with pytest.raises(UnknownFilterError, match="Did you mean 'mojibake'"):
        registry.filter_class("mojibak")
