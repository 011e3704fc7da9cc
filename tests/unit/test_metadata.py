"""What pages say about themselves: `docclean.extract.metadata` and the modules beside it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from docclean.document import Fact
from docclean.extract.dates import day_in_url, day_of
from docclean.extract.json_ld import statements_of
from docclean.extract.metadata import facts_of
from docclean.extract.names import fold_space, is_person, names_in
from docclean.extract.titles import without_site

URL = "https://beacon.example/salt"


def facts(html: str, url: str = URL) -> tuple[Fact, ...]:
    return facts_of(LexborHTMLParser(html), url)


def values(html: str, key: str, url: str = URL) -> list[str]:
    return [fact.value for fact in facts(html, url) if fact.key == key]


def ld(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Anna Example", ("Anna Example",)),
        ("Written by: Anna Example", ("Anna Example",)),
        ("von Anna Example und Ben Muster", ("Anna Example", "Ben Muster")),
        ("Anna Example; Ben Muster | Cleo Beispiel", ("Anna Example", "Ben Muster", "Cleo Beispiel")),
        ("Anna Example, Ph.D.", ("Anna Example",)),
        ("Anna Example, Senior Editor", ("Anna Example",)),
        ("Anna Example (Hamburg)", ("Anna Example",)),
        ("Anna Example in Berlin", ("Anna Example",)),
        ("Anna Example – Beacon", ("Anna Example",)),
        ("Anna Example March 9, 2024", ("Anna Example",)),
        ("anna@beacon.example Anna Example @anna", ("Anna Example",)),
        ("Anna &amp; Ben", ("Anna", "Ben")),
        ("View all posts by Anna Example", ("Anna Example",)),
        ("ANNA EXAMPLE, Anna Example", ("ANNA EXAMPLE",)),
    ],
)
def test_names_are_split_and_cleaned(text: str, names: tuple[str, ...]) -> None:
    """Roles, degrees, places, dates, addresses and lead-ins go, and several names become several."""
    assert names_in(text) == names


@pytest.mark.parametrize(
    "name",
    [
        "Ursula von der Lippe",
        "Jean-Luc d'Exemple",
        "Anna B. Example",
        "Kurt de Vaas",
        "王小明",
        "Анна Пример",
        "Anna",
        "J.R. Muster",
    ],
)
def test_a_clean_name_stays_as_it_is(name: str) -> None:
    """Particles, initials, hyphens and other scripts are parts of names."""
    assert names_in(name) == (name,)
    assert is_person(name)


@pytest.mark.parametrize(
    "text", ["", "https://social.example/anna", "@anna", "admin", "a@b.example", "12", "—", "x" * 10_000]
)
def test_what_is_no_name_gives_none(text: str) -> None:
    """Addresses, handles, placeholders and whole texts are nobody's name."""
    assert names_in(text) == ()


@pytest.mark.parametrize(
    "name", ["The Lighthouse Team", "Redaktion", "Beacon Ltd", "REUTERS", "beacon.com", "Harbour News"]
)
def test_offices_and_agencies_are_no_persons(name: str) -> None:
    """Credits are kept apart from authors."""
    assert not is_person(name)


def test_surnames_stand_first_only_in_records() -> None:
    """`Example, Anna` is one person in a library record and two in a byline."""
    assert names_in("Example, Anna", surname_first=True) == ("Anna Example",)
    assert names_in("Example, Anna") == ("Example", "Anna")


def test_the_site_is_no_author() -> None:
    """A site that names itself as the author is a credit."""
    html = "<meta property=og:site_name content='Salt Marsh'><meta name=author content='Salt Marsh'>"
    assert values(html, "authors") == []
    assert values(html, "credits") == ["Salt Marsh"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-09", "2024-03-09"),
        ("2024-03-09T23:59:00-05:00", "2024-03-09"),
        ("20240309", "2024-03-09"),
        ("20240309T101500Z", "2024-03-09"),
        ("9.3.2024 10:15", "2024-03-09"),
        ("March 9, 2024", "2024-03-09"),
        ("Sat, 09 Mar 2024 10:15:00 +0000", "2024-03-09"),
        ("25/12/2023", "2023-12-25"),
    ],
)
def test_days_are_read(text: str, day: str) -> None:
    """All usual forms of machine dates give the day that is written."""
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3/4/2024",
        "2024-13-01",
        "2024-02-30",
        "1970-01-01T00:00:00Z",
        "0001-01-01",
        "yesterday",
        "2024",
        "March 2024",
        "20240309123456789012",
    ],
)
def test_what_is_no_sure_day_gives_none(text: str) -> None:
    """Ambiguous, impossible and empty dates are not guessed at."""
    assert day_of(text) == ""


def test_days_in_addresses() -> None:
    """A path with year, month and day has a date; a number or a host that looks like one has not."""
    assert day_in_url("https://beacon.example/2024/3/9/salt") == "2024-03-09"
    assert day_in_url("https://beacon.example/2024-03-09-salt") == "2024-03-09"
    assert day_in_url("https://beacon.example/id/120240309123") == ""
    assert day_in_url("https://20240309.example/salt") == ""
    assert day_in_url("https://beacon.example/2024/03/") == ""


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("How bread rises | Beacon Bakery", "How bread rises"),
        ("How bread rises - Beacon Bakery", "How bread rises"),
        ("Beacon Bakery: How bread rises", "How bread rises"),
        ("How bread rises - Baking - Beacon Bakery", "How bread rises - Baking"),
        ("How bread rises | Unknown Site", "How bread rises"),
    ],
)
def test_the_site_is_cut_off_a_title(title: str, rest: str) -> None:
    """Names that the page gives to its site go at either end, and short ends behind a bar."""
    assert without_site(title, {"beaconbakery"}) == rest


@pytest.mark.parametrize(
    "title",
    [
        "Salt - a history",
        "Beacon Bakery",
        "Bread: an introduction",
        "Salt-and-bread",
        "",
        "A | very long end behind the bar stays",
    ],
)
def test_a_title_without_its_site_stays(title: str) -> None:
    """Dashes and colons belong to titles where no known name stands beside them."""
    assert without_site(title, {"beaconbakery"}) == title


def test_a_heading_that_agrees_with_the_head_is_the_best_title() -> None:
    """The heading that readers see wins over longer titles for search engines, and others of its rank do not."""
    html = "<title>Salt and bread: all you need | Beacon</title><h1>Beacon menu</h1><h1>Salt and bread</h1>"
    assert values(html, "title")[0] == "Salt and bread"
    assert values("<title>How bread rises</title><h1>News</h1>", "title")[0] == "How bread rises"


def test_a_heading_of_the_site_is_not_the_title() -> None:
    """A logo in an `<h1>` does not stand in for what the page is called."""
    html = "<meta property=og:site_name content=Beacon><meta property=og:title content='Salt'><h1>Beacon</h1>"
    assert values(html, "title") == ["Salt"]


def test_json_ld_in_a_graph_with_references() -> None:
    """Authors and publisher that are only referred to are found, in the order given."""
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Beacon"},
            {"@type": "Organization", "@id": "#beacon", "name": "Beacon House"},
            {"@type": "Person", "@id": "#anna", "name": "Anna Example"},
            {
                "@type": ["NewsArticle"],
                "headline": "Salt &amp; bread",
                "author": [{"@id": "#anna"}, "Ben Muster"],
                "publisher": {"@id": "#beacon"},
                "datePublished": "2024-03-09T08:00:00Z",
                "articleSection": "Baking",
                "inLanguage": "en-GB",
            },
        ]
    }
    found = ld(graph)
    assert values(found, "authors") == ["Anna Example", "Ben Muster"]
    assert values(found, "title") == ["Salt & bread"]
    assert values(found, "date") == ["2024-03-09"]
    assert values(found, "section") == ["Baking"]
    assert values(found, "site") == ["Beacon House", "Beacon"]
    assert values(found, "page_type") == ["NewsArticle"]
    assert values(found, "page-language") == ["en"]


def test_json_ld_of_the_page_comes_before_that_of_others() -> None:
    """Of several articles the one with the page's own address is believed."""
    nodes = [{"@type": "Article", "headline": "Other", "url": "https://beacon.example/other"}]
    nodes.append({"@type": "Article", "headline": "Salt", "url": URL + "/"})
    assert values(ld(nodes), "title") == ["Salt", "Other"]


def test_comments_in_json_ld_are_not_the_page() -> None:
    """Authors of comments and of list items are nobody's business here."""
    node = {"@type": "Article", "headline": "Salt", "comment": [{"@type": "Comment", "author": {"name": "Ben Muster"}}]}
    assert values(ld(node), "authors") == []


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "headline": "Salt",}',
        '<!-- {"@type": "Article", "headline": "Salt"} -->',
        '{"@type": "Article", "headline": "Salt"};',
        '{"@type": "Article", "headline": "Salt"}{"@type": "Thing"}',
        '{"@type": "Article", "headline": "Salt", "about": "a\nline"}',
    ],
)
def test_broken_json_ld_is_mended_where_it_is_cheap(script: str) -> None:
    """Trailing commas, comments, semicolons, second values and raw line ends do not lose the headline."""
    assert [item.value for item in statements_of([script], [])] == ["Article", "Salt"]


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        '{"headline": ',
        "[" * 100_000 + '"headline"',
        '{"headline": ' + "9" * 10_000 + "}",
        '{"author": {"author": []}, "@type": 7}',
        "null",
        '"headline"',
    ],
)
def test_hopeless_json_ld_says_nothing(script: str) -> None:
    """Broken, deep, huge and odd values are passed over."""
    assert statements_of([script], []) == ()


def test_labels_of_twitter_cards() -> None:
    """The free fields of a card are an author only where their label says so."""
    author = "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Anna Example'>"
    price = "<meta name=twitter:label1 content='Price'><meta name=twitter:data1 content='Anna Example'>"
    assert values(author, "authors") == ["Anna Example"]
    assert values(price, "authors") == []


def test_bylines_in_the_body() -> None:
    """Microdata, `rel=author` and byline classes name authors; comments and other articles do not."""
    assert values("<p class=byline>By <a rel=author>Anna Example</a></p>", "authors") == [
        "Anna Example",
        "Anna Example",
    ]
    assert values("<div itemprop=author><span itemprop=name>Anna Example</span> 12 posts</div>", "authors") == [
        "Anna Example"
    ]
    assert values("<ol class=comment-list><li><b class=comment-author>Ben Muster</b></ol>", "authors") == []
    assert values("<footer><a rel=author>Ben Muster</a></footer>", "authors") == []
    assert values("<p class=author-note>All about the author of this text</p>", "authors") == []


def test_times_in_the_body() -> None:
    """The first `<time>` of the page counts; one in a menu or footer does not."""
    html = "<nav><time datetime=2024-01-01>1</time></nav><time datetime=2024-03-09>9</time>"
    html += "<time datetime=2024-05-05>5</time>"
    assert values(html, "date") == ["2024-03-09"]


def test_addresses_are_absolute() -> None:
    """The canonical address is joined with the page's own, and is an http address or nothing."""
    assert values("<link rel=canonical href=/bread>", "url") == ["https://beacon.example/bread"]
    assert values("<link rel=canonical href=/bread>", "url", "") == []
    assert values("<link rel=canonical href='javascript:0'><meta property=og:url content='http://[bad'>", "url") == []


@pytest.mark.parametrize(("tag", "code"), [("de-AT", "de"), ("pt_BR", "pt"), ("EN", "en"), ("zh-Hant-TW", "zh")])
def test_page_languages(tag: str, code: str) -> None:
    """Language tags are cut to the language."""
    assert values(f"<html lang='{tag}'>", "page-language") == [code]


@pytest.mark.parametrize("tag", ["", "x", "german", "{{ lang }}", "c" * 5_000])
def test_no_page_language(tag: str) -> None:
    """What is no language tag gives no language."""
    assert values(f"<html lang='{tag}'>", "page-language") == []


def test_other_pages_say_nothing() -> None:
    """A page without any of it has no facts but what its address tells."""
    assert facts("<p>Salt keeps.</p>") == ()
    assert facts("") == ()


def test_facts_stand_by_trust() -> None:
    """Of each key the most trustworthy source comes first, whatever the order in the page."""
    html = "<meta name=author content='Ben Muster'>" + ld({"@type": "Article", "author": "Anna Example"})
    assert [fact.source for fact in facts(html)][:2] == ["json-ld author", "meta author"]


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 lone",
        "\x00",
        "&#xD800;",
        "&#1114112;",
        "<" * 5_000,
        "| " * 5_000,
        "By " * 5_000,
        "-" * 5_000,
        " " * 5_000,
    ],
)
def test_hostile_values_do_no_harm(text: str) -> None:
    """No value raises or hangs, and none comes out with a lone surrogate or white space to fold."""
    values_in = [text, text * 20]
    for value in values_in:
        folded = fold_space(value)
        assert folded == " ".join(folded.split())
        assert not any("\ud800" <= char <= "\udfff" for char in folded)
        names_in(value)
        day_of(value)
        without_site(folded, {"beacon"})


@given(st.text(max_size=80), st.sampled_from(("author", "og:title", "date", "og:locale", "og:site_name", "og:url")))
def test_any_meta_value_gives_clean_facts(text: str, name: str) -> None:
    """Facts of whatever content are strings without surrounding space, the same every time."""
    content = text.encode("utf-8", "replace").decode().replace("'", "")
    html = f"<meta name='{name}' content='{content}'>" + ld({"@type": "Article", "headline": text, "author": text})
    found = facts(html)
    assert found == facts(html)
    assert all(fact.value and fact.value == fact.value.strip() for fact in found)
