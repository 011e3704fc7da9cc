"""Pages that nest too deep for parsers."""

import pytest

from docclean.extract.nesting import MAX_DEPTH, flattened, without_surplus_attributes


@pytest.mark.parametrize(
    "html",
    [
        "",
        "plain",
        "<p>short",
        "<div>" * 3 + "x" + "</div>" * 3,
        "<ul>" + "<li>x" * 20_000 + "</ul>",
        "<div>x</div>" * 20_000,
        "<div/>" * 20_000,
        "<img>" * 20_000,
        "<p>" * 20_000,
        "a < b " * 20_000,
    ],
)
def test_flat_pages_stay_as_they_are(html):
    """Many elements side by side are no depth: the very same string comes back."""
    assert flattened(html) is html


def test_deep_tags_are_cut_and_their_text_stays():
    """Only start tags beyond the depth go, each run of them for one line break."""
    assert flattened("<a><b><i>x<u>y</u>z", 2) == "<a><b><br>x<br>y</u>z"
    assert flattened("<a><b><i><u>x", 2) == "<a><b><br>x"
    assert flattened("<a><b></b></a><i>x", 1) == "<a><br></b></a><i>x"


def test_by_default_only_pages_of_many_tags_are_looked_at():
    """A page with a few hundred tags costs nothing."""
    html = "<div>" * (MAX_DEPTH + 10)
    assert flattened(html) is html
    assert flattened("<div>" * 20_000).count("<div>") == MAX_DEPTH


def test_attributes_may_hold_what_looks_like_tags():
    """A `>` inside of a quoted value does not end the tag that is cut."""
    assert flattened("<a><b title='1 > 0'>x", 1) == "<a><br>x"


def test_attributes_beyond_use_are_cut():
    """Thousands stay, tens of thousands do not."""
    for count, is_kept in ((4_000, True), (60_000, False)):
        html = f"<p {' '.join(f'a{number}' for number in range(count))}>salt</p>"
        short = without_surplus_attributes(html)
        assert (short is html or short == html) == is_kept
        assert short.endswith(">salt</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p id=a>x",
        "x" * 50_000,
        f"<img src='{'x' * 50_000}'>",
        f"<p title='{'x ' * 50_000}'>",
        "word " * 20_000 + "<p>",
    ],
)
def test_long_stretches_that_are_no_attributes_stay(html):
    """Long text, one long value, a value of many words: nothing is cut."""
    assert without_surplus_attributes(html) == html
