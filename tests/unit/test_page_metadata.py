"""The filters `page-metadata` and `page-date`."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.document import Document, Fact, Note, Page
from docclean.lifting.page_date import PageDate, is_bare_year
from docclean.lifting.page_metadata import PageMetadata
from docclean.testing import check_filter, run
from docclean.verdict import KEEP


def page(*facts: Fact, notes: tuple[Note, ...] = (), html: str = "", url: str = "") -> Document:
    return Document(page=Page(html=html, text="", url=url, facts=facts), notes=notes)


def notes(*facts: Fact, known: tuple[Note, ...] = ()) -> tuple[Note, ...]:
    return run(PageMetadata(), page(*facts, notes=known)).document.notes


def test_laws() -> None:
    """Both keep all laws of filters; for plain text they do nothing."""
    check_filter(PageMetadata(), examples=20)
    check_filter(PageDate(), examples=20)


def test_the_first_source_is_believed_and_others_are_evidence() -> None:
    """The receipt tells which source won, how many were asked and what the others say where they differ."""
    facts = (
        Fact("title", "Salt", "h1 in title"),
        Fact("title", "SALT", "og:title"),
        Fact("title", "Salt " + "x" * 200, "title"),
    )
    (noted,) = PageMetadata().judge(page(*facts)).noted
    assert (noted.key, noted.value) == ("title", "Salt")
    assert (noted.reason.code, noted.reason.value, noted.reason.limit) == ("title", "h1 in title", 3)
    assert noted.reason.evidence == (("title", ("Salt " + "x" * 200)[:80]),)


def test_all_persons_of_one_source_are_noted_and_none_of_another() -> None:
    """Two sources that name different persons are not mixed."""
    facts = (
        Fact("authors", "Anna Example", "json-ld author"),
        Fact("authors", "Ben Muster", "json-ld author"),
        Fact("authors", "Cleo Beispiel", "byline"),
        Fact("credits", "Beacon Team", "json-ld author"),
        Fact("credits", "Harbour News", "meta author"),
    )
    assert notes(*facts) == (("authors", "Anna Example"), ("authors", "Ben Muster"), ("credits", "Beacon Team"))
    evidence = PageMetadata().judge(page(*facts)).noted[0].reason.evidence
    assert evidence == (("byline", "Cleo Beispiel"),)


def test_credits_stand_in_where_no_person_is_named() -> None:
    """An office as the only author is a credit and not an author."""
    assert notes(Fact("credits", "Beacon Team", "meta author")) == (("credits", "Beacon Team"),)


@pytest.mark.parametrize("key", ["title", "date", "site", "section", "page-language"])
def test_what_the_record_says_stays(key: str) -> None:
    """A key that is noted already is not asked for again."""
    known = ((key, "known"),)
    assert notes(Fact(key, "other", "og:title"), known=known) == known


def test_known_authors_stay() -> None:
    """Neither authors nor credits are added to what the record says."""
    known = (("authors", "Anna Example"),)
    assert notes(Fact("authors", "Ben Muster", "byline"), Fact("credits", "Beacon", "byline"), known=known) == known


def test_the_last_change_is_not_the_date() -> None:
    """A date of modification is evidence beside another and no date alone."""
    modified = Fact("date", "2024-05-05", "json-ld dateModified")
    assert notes(modified) == ()
    (noted,) = PageMetadata().judge(page(Fact("date", "2024-03-09", "time"), modified)).noted
    assert (noted.value, noted.reason.evidence) == ("2024-03-09", (("json-ld dateModified", "2024-05-05"),))


def test_the_language_of_the_text_is_not_noted() -> None:
    """A page's language tag never becomes the note `language`, which is for what the text is written in."""
    assert notes(Fact("page-language", "en", "html lang")) == (("page-language", "en"),)


def test_addresses_are_not_noted() -> None:
    """Facts of keys that it does not decide are left alone."""
    assert notes(Fact("url", "https://beacon.example/", "canonical")) == ()


@pytest.mark.parametrize("document", [Document(), Document(page=Page(html="", text=""))])
def test_nothing_to_go_by(document: Document) -> None:
    """Plain text and pages without facts are kept at once."""
    assert PageMetadata().judge(document) is KEEP
    assert PageDate().judge(document) is KEEP


def test_a_date_is_searched_only_where_none_is_known() -> None:
    """The search starts from the page and leaves a known date alone."""
    html = "<html><body><p>Published on 9 March 2024.</p><p>Salt keeps for a year.</p></body></html>"
    (noted,) = PageDate().judge(page(html=html)).noted
    assert (noted.key, noted.value, noted.reason.value, noted.reason.limit) == (
        "date",
        "2024-03-09",
        "htmldate",
        "2099-12-31",
    )
    assert PageDate().judge(page(html=html, notes=(("date", "2020-01-01"),))) is KEEP


def test_the_limit_is_an_option_and_not_today() -> None:
    """A date after the limit is not believed; the default limit does not move."""
    html = "<html><body><time datetime='2050-03-09'>9 March 2050</time></body></html>"
    assert [item.value for item in PageDate().judge(page(html=html)).noted] == ["2050-03-09"]
    assert PageDate(latest="2030-01-01").judge(page(html=html)) is KEEP
    with pytest.raises(ValueError, match="latest"):
        PageDate(latest="soon")


PIECES = ["2019", "1", "01", "0", "st", "er", ".", "º", " ", "de", "x", "/", "-", ",", "<", "January", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", " 2019", "2019", "2019-01-01"]))
def test_first_of_january(pieces: list[str], end: str) -> None:
    """A year counts as a day where a first of a month is written beside it, in figures or words."""
    text = "".join(pieces) + end
    in_figures = r"2019[-/.]?0?1[-/.]?0?1(?!\d)|(?<!\d)0?1[./-]0?1[./-]2019"
    in_words = r"\b0?1(?:st|er|\.|º)? (?:de )?\w+ (?:de )?2019|\w+\.? 0?1(?:st)?,? 2019"
    assert is_bare_year("2019-01-01", text) == (re.search(f"{in_figures}|{in_words}", text) is None)


@pytest.mark.parametrize(
    "html", ["2019" * 200_000, " 2019" * 200_000, " de 2019" * 100_000, "1 " + "a" * 900_000 + " 2019"]
)
def test_years_in_linear_time(html: str) -> None:
    """However many years a page has, none is asked about the whole page."""
    started = time.process_time()
    is_bare_year("2019-01-01", html)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "html",
    [
        "<p>1",
        "\x00 1",
        "<?xml 1",
        "1" * 20_000,
        "<div>" * 3_000 + "1",
        "<!-- 1",
        "\ud800 1",
        "https://beacon.example/1",
    ],
)
def test_odd_pages_have_no_date(html: str) -> None:
    """Whatever the searching library makes of a page, nothing is raised and nothing is made up."""
    assert PageDate().judge(page(html=html)) is KEEP


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose text begins like an address is searched and not downloaded."""
    monkeypatch.setattr("htmldate.utils.fetch_url", lambda url: pytest.fail(f"fetched {url}"))
    html = "http://beacon.example/<p>Published:2024-03-09</p>"
    for text in (html, html.partition("<")[0]):
        PageDate().judge(page(html=text))
