"""Pages that nest too deep for parsers."""

import pytest

from docclean.extract.nesting import (
    MAX_DEPTH,
    MAX_FORMATTING,
    flattened,
    with_short_selects,
    without_surplus_attributes,
)
from docclean.extract.tokens import MAX_ATTRIBUTES, tags_of


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
    """As many as the limit stay, not one more, however they are written."""
    for count, is_kept in ((MAX_ATTRIBUTES, True), (MAX_ATTRIBUTES + 1, False), (60_000, False)):
        html = f"<p {' '.join(f'a{number}=value' for number in range(count))}>salt</p>"
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


@pytest.mark.parametrize(
    "attribute", ["a{}", "a{}=1", "a{}='>'", "a{}='<b>'", 'a{}="</p><p>"', "a{}<b", "/a{}", "a{}='x'b{}"]
)
def test_no_way_to_write_attributes_hides_how_many_there_are(attribute):
    """Values with `>`, names with `<`, slashes between them: parsers take them all for attributes."""
    html = "<p " + " ".join(attribute.replace("{}", str(number)) for number in range(20_000)) + ">salt</p>"
    short = without_surplus_attributes(html)
    assert len(short) < len(html) / 5
    assert short.endswith(">salt</p>")
    assert len(list(tags_of(short))) == 2


def test_what_only_looks_like_attributes_is_not_cut():
    """Scripts, style sheets, comments and stretches of text between two `>` stay as they are."""
    words = " word" * 5_000
    for before, after in (
        ("<script>a>b <c", "</script>"),
        ("<style>a > b", "</style>"),
        ("<!-- > <a", "-->"),
        ("<p>3 > 2", "<p>"),
    ):
        html = f"<p id=a>{before}{words}{after}salt"
        assert without_surplus_attributes(html) == html


def test_tags_are_those_that_a_parser_sees():
    """In comments, scripts, text areas and values there are none."""
    html = "<!--<a>--><!--><i><script>'<b>'</script x><textarea><u></textarea><s t='<em>' >x</S ><br/>< p>"
    assert [(tag.name, tag.is_end) for tag in tags_of(html)] == [
        *(("i", False), ("script", False), ("script", True), ("textarea", False), ("textarea", True)),
        *(("s", False), ("s", True), ("br", False)),
    ]


def test_formatting_that_nobody_closes_does_not_pile_up():
    """Beyond a depth that no text has its start tags go; what is closed, and small pages, stay as they are."""
    piled = "".join(f"<p><font size={number}>salt" for number in range(2_000))
    assert flattened(piled).count("<font") == MAX_FORMATTING
    assert flattened(piled).count("salt") == 2_000
    for html in ("<p><font size=1>salt</font>" * 2_000, "<p><b>" * 100, "<p>salt" * 5_000):
        assert flattened(html) is html


def test_long_lists_of_choices_are_cut_in_several():
    """All choices stay, in their order; a list at the limit stays one."""
    html = "<select>" + "".join(f"<option>{number}" for number in range(5_000)) + "</select>"
    cut = with_short_selects(html, html.count("<"))
    assert cut.count("<select>") == cut.count("</select>") == 3
    assert cut.replace("</select><select>", "") == html
    for short in (f"<select>{'<option>a' * 2_000}</select>" * 3, f"<!-- {'<option>' * 5_000} -->"):
        assert with_short_selects(short, short.count("<")) == short
