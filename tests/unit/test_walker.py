"""The walker: which blocks a page becomes."""

import time

import pytest

import docclean
from docclean.extract.html import document_of_html


def seen(html):
    """The blocks of a page: text, kind, level, number; regions are looked at elsewhere."""
    return [(block.text, block.kind.value, block.level, block.number) for block in document_of_html(html).blocks]


def texts(html):
    return [block.text for block in document_of_html(html).blocks]


def plain(*lines):
    return [(line, "paragraph", 0, 0) for line in lines]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one<b>two</b>three <i>four</i>five</p>tail", ["onetwothree fourfive", "tail"]),
        ("<p>Salt<br>Bread<br><br>Rye</p>", ["Salt", "Bread", "Rye"]),
        ("long<wbr>word, H<sub>2</sub>O, x<sup>2</sup>", ["longword, H2O, x2"]),
        ("soft&shy;hyphen", ["soft\u00adhyphen"]),
        ("a<svg><title>no</title><text>yes</text></svg>b", ["a yes b"]),
        ("salt<svg><path d='M0 0'/></svg>bread", ["salt bread"]),
        ("salt<img alt=no>bread", ["salt bread"]),
        ("<svg><text>Old<!-- -->town</text><text>Harbour</text></svg>", ["Oldtown Harbour"]),
        ("<a href=1>One</a><a href=2>Two</a>", ["One Two"]),
        ("<button>Go</button><button>Stop</button>", ["Go Stop"]),
        ("<x-badge>New</x-badge>bread", ["New bread"]),
        ("<span>H</span><span>a</span><span>r</span><span>b</span><span>our</span>", ["Harbour"]),
        ("<span>B</span><span>R</span><span>E</span><span>A</span><span>D</span>", ["BREAD"]),
        ("<span>Salt</span><span>Bread</span>", ["Salt Bread"]),
        ("<span>un</span><span>salted</span>", ["unsalted"]),
        ("<i>salt</i><b>,</b> <i>bread</i><b>.</b>", ["salt, bread."]),
        ("(<img>salt<img>)", ["(salt)"]),
        ("<a href=x>before<div>inside</div>after</a> tail", ["before", "inside", "after tail"]),
        ("<b>bold<p>inner</p>more</b>", ["bold", "inner", "more"]),
        ("<p>text<div>in</div>tail</p>", ["text", "in", "tail"]),
        ("<p>one<p>two<div>three<li>four", ["one", "two", "three", "four"]),
        ("fish<!-- -->bone <!-- x --> soup", ["fishbone soup"]),
        ("<p>&nbsp;</p><p>a&nbsp;b</p><p>&nbsp;c&nbsp;</p>", ["a\u00a0b", "c"]),
        ("<p>a\n   b\t c</p>", ["a b c"]),
        ("<h2>Salt<br>road</h2>", ["Salt road"]),
        ("<p>Some <o:p></o:p>text</p>", ["Some text"]),
        ("<p>text <noscript>no scripts</noscript> goes on</p>", ["text goes on", "no scripts"]),
        ("<p>before <span hidden>kept aside</span> after</p>", ["before after", "kept aside"]),
        ("<p>ab<span style='display:none'>un<b>seen</b><br>too</span>cd</p>", ["abcd", "unseen too"]),
        ("<template><p>no</p></template><p>yes</p>", ["yes"]),
        ("<script>no()</script><style>p{}</style><p>yes<iframe>no</iframe></p><noembed>no</noembed>", ["yes"]),
        ("<input list=d><datalist id=d><option>no</datalist>yes", ["yes"]),
        ("<plaintext>all <b>rest", ["all <b>rest"]),
        ("<details><summary>More</summary>Inside</details>", ["More", "Inside"]),
        ("<select><option>One<option>Two</select>after", ["One", "Two", "after"]),
        ("<p dir=rtl>مرحبا <b>بالعالم</b></p>", ["مرحبا بالعالم"]),
        ("<p dir=rtl>של<b>ום</b></p>", ["שלום"]),
        ("<p style='writing-mode: vertical-rl'>縦<i>書</i>き</p>", ["縦書き"]),
        ("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>", ["港(みなと)"]),
        ("<base href=/x><p>one", ["one"]),
        ("<title>Only a title</title>", []),
        ("", []),
        ("<p> </p><div>\n</div>&nbsp;<br>", []),
    ],
)
def test_text_of_blocks(html, expected):
    """Words stay whole, words stay apart, and blocks end where the page's lines end."""
    assert texts(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h6>B</h6><p>c", [("A", "heading", 1, 0), ("B", "heading", 6, 0), ("c", "paragraph", 0, 0)]),
        ("<blockquote><p>a</p></blockquote>", [("a", "quote", 0, 0)]),
        ("<figure><img><figcaption>The quay</figcaption></figure>", [("The quay", "caption", 0, 0)]),
        ("<ul><li>a<li>b</ul>", [("a", "list-item", 1, 0), ("b", "list-item", 1, 0)]),
        (
            "<ol start=5><li>five<ul><li>inner</ul>goes on<li value=9>nine<li>ten<p>more</ol>",
            [
                ("five", "list-item", 1, 5),
                ("inner", "list-item", 2, 0),
                ("goes on", "paragraph", 1, 0),
                ("nine", "list-item", 1, 9),
                ("ten", "list-item", 1, 10),
                ("more", "paragraph", 1, 0),
            ],
        ),
        (
            "<ol><li>a<ol><li>b</ol><li>c</ol>",
            [("a", "list-item", 1, 1), ("b", "list-item", 2, 1), ("c", "list-item", 1, 2)],
        ),
        ("<ol start=x><li>a</ol>", [("a", "list-item", 1, 1)]),
        ("<ol start=99999999999999><li value=-4>a</ol>", [("a", "list-item", 1, 1)]),
        ("<li>alone", [("alone", "list-item", 1, 0)]),
        (
            "<dl><dt>Rye<dd>A grain.<dd>A field.<dt>Salt<dt>Brine<dd>From the sea.</dl>",
            [
                ("Rye", "list-item", 1, 0),
                ("A grain.", "paragraph", 1, 0),
                ("A field.", "list-item", 1, 0),
                ("Salt", "list-item", 1, 0),
                ("Brine", "list-item", 1, 0),
                ("From the sea.", "paragraph", 1, 0),
            ],
        ),
        ("<dl><dt></dt><dd>No term</dl>", [("No term", "list-item", 1, 0)]),
        ("<dl><dt>a</dt></dl><dl><dd>b</dl>", [("a", "list-item", 1, 0), ("b", "list-item", 1, 0)]),
        ("<label>Name</label><input>", [("Name", "other", 0, 0)]),
        ("<p>Press <button>Go</button> twice.</p>", plain("Press Go twice.")),
    ],
)
def test_kinds(html, expected):
    """Headings, items with depth and number, quotes and captions are told from the text."""
    assert seen(html) == expected


@pytest.mark.parametrize(
    ("html", "gap", "text"),
    [
        ("<pre>\n\ta\n  b\n\nc\td\n</pre>", "\t", "a\n  b\n\nc\td"),
        ("<pre><span>for</span> x <b>in</b> y:\n    <i>go</i>()</pre>", "", "for x in y:\n    go()"),
        ("<pre><div>  one</div><div>two</div></pre>", "  ", "one\ntwo"),
        ("<pre>one<br>two</pre>", "", "one\ntwo"),
        ("<pre><code>a  b</code></pre>", "", "a  b"),
    ],
)
def test_code_is_verbatim(html, gap, text):
    """Tabs, indentation and empty lines of code stay, and no emphasis is marked in it."""
    (block,) = document_of_html(html).blocks
    assert (block.gap, block.text, block.kind.value, block.marks) == (gap, text, "code", ())


@pytest.mark.parametrize(
    ("html", "gaps"),
    [
        ("<p>a</p><p>b</p>", ["", "\n\n"]),
        ("a<br>b<br><br>c", ["", "\n", "\n\n"]),
        ("<div>a</div><div>b</div>", ["", "\n"]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul><p>d", ["", "\n", "\n", "\n\n"]),
        ("<h1>a</h1>b", ["", "\n\n"]),
    ],
)
def test_gaps(html, gaps):
    """An empty line between paragraphs, a line end after a break and between items."""
    assert [block.gap for block in document_of_html(html).blocks] == gaps


@pytest.mark.parametrize(
    ("html", "marks", "link_chars"),
    [
        ("<p>a <b> bold </b>, <a href=y> link </a>.</p>", [(2, 6, "strong", ""), (9, 13, "link", "y")], 4),
        ("<b>a<strong>b</strong>c</b>", [(0, 3, "strong", "")], 0),
        ("<a href=x><em>salt</em></a> road", [(0, 4, "link", "x"), (0, 4, "emphasis", "")], 4),
        ("<a name=here>salt</a>", [], 0),
        ("<b> </b>salt<i></i>", [], 0),
        ("<p>&nbsp;the <b>salt</b>", [(4, 8, "strong", "")], 0),
        ("<p>one <code>two</code>", [(4, 7, "code", "")], 0),
    ],
)
def test_marks(html, marks, link_chars):
    """Links and emphasis cover their words and no white space; one inside its like is none of its own."""
    (block,) = document_of_html(html).blocks
    assert [tuple(mark) for mark in block.marks] == marks
    assert block.link_chars == link_chars


def test_marks_go_on_in_the_next_block():
    """A link around blocks is a link in each of them."""
    blocks = document_of_html("<a href=x>one<div>two</div>three</a> four").blocks
    assert [block.link_chars for block in blocks] == [3, 3, 5]
    assert [[tuple(mark) for mark in block.marks] for block in blocks] == [
        [(0, 3, "link", "x")],
        [(0, 3, "link", "x")],
        [(0, 5, "link", "x")],
    ]


def test_paths_are_short():
    """A path names the nearest elements, and an id of a megabyte does not become part of every block."""
    (block,) = document_of_html("<article><div><div id=content><ul><li><p class='lead big'>a").blocks
    assert block.path == "div#content > ul > li > p.lead"
    (block,) = document_of_html(f"<div id={'x' * 1_000_000}>a").blocks
    assert len(block.path) < 100


def test_paths_of_what_is_not_shown_say_where_it_is_from():
    """However deep text in a template nests, its path begins with where it stands."""
    html = f"<template><div><div><div><div><div><p>{'The salt road ran from the coast. ' * 10}</template>"
    (block,) = document_of_html(html).blocks
    assert block.path == "from template > div > div > div > p"


def test_xhtml_with_prefixes():
    """Elements with a prefix are what they are without it; one that the parser does not see closed hides nothing."""
    assert seen("<h:body><h:h1>A</h:h1><h:p>one</h:p><h:p>two<h:br></h:br>three</h:p></h:body>") == [
        ("A", "heading", 1, 0),
        *plain("one", "two", "three"),
    ]
    assert texts("<h:script>no()</h:script><h:p>yes</h:p>") == ["yes"]
    assert texts("<h:meta name='x'/><h:script src='x'/><h:p>yes</h:p>") == ["yes"]


def test_xhtml_as_served():
    """A declaration, a namespace, empty elements and CDATA sections put nothing into the text."""
    html = (
        '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>'
        "<script>//<![CDATA[\nno()\n//]]></script></head><body><p>a<br />b</p><hr /><p>c</p></body></html>"
    )
    assert texts(html) == ["a", "b", "c"]


def test_amp():
    """Elements of AMP: the text is there, the sidebar is a menu, pictures part no paragraph."""
    html = (
        "<html amp><head><style amp-boilerplate>body{}</style></head><body><amp-sidebar><ul><li>Home</ul></amp-sidebar>"
        "<article><p>The ferry <amp-img src=x></amp-img>sails at noon, and again in the evening.</p></article>"
    )
    blocks = document_of_html(html).blocks
    assert [(block.text, block.region.value) for block in blocks] == [
        ("Home", "nav"),
        ("The ferry sails at noon, and again in the evening.", "main"),
    ]


def test_a_page_hidden_until_scripts_run_is_a_page():
    """An `<html>` that styles hide is walked like any other: the blocks are there."""
    assert texts("<html style='visibility:hidden'><body><p>a</p><p>b</p>") == ["a", "b"]
    assert texts("<html class=visually-hidden hidden><body hidden><p>a</p><p>b</p>") == ["a", "b"]


WORDS = "The lighthouse keeper walked along the pier every evening before supper."
MANY = 100_000
HARD = {
    "400 deep": ("<div>" * 400 + WORDS + "</div>" * 400, 1),
    "100,000 deep": ("<div>" * MANY + WORDS + "</div>" * MANY, 1),
    "100,000 deep and open": ("<div>" * MANY + WORDS, 1),
    "text at every depth": ("".join(f"<div>{number} " for number in range(20_000)) + WORDS, 20_000),
    "100,000 open <b>": ("<b>" * MANY + WORDS, 1),
    "open <i> before many blocks": ("".join(f"<i id=i{n}>" for n in range(480)) + "x<br>" * 20_000 + WORDS, 20_001),
    "open <b> before many paragraphs": ("<b>" * 50_000 + "<p>x" * 2_000 + WORDS, 2_000),
    "100,000 <br>": ("<p>" + "<br>" * MANY + WORDS, 1),
    "50,000 lines": ("<p>" + "x<br>" * 50_000 + WORDS, 50_001),
    "100,000 attributes": (f"<p {' '.join(f'a{n}=1' for n in range(MANY))}>{WORDS}</p>", 1),
    "class of a megabyte": (f"<div class='{'menu-x ' * 150_000}'>{WORDS}</div>", 1),
    "id of a megabyte": (f"<div id='{'x' * 1_000_000}'>" + "x<br>" * 3_000 + WORDS, 3_001),
    "huge spans": ("<table><tr>" + "<td colspan=1000 rowspan=65534>x" * 2_000 + f"</table>{WORDS}", 2_001),
    "huge spans in many tables": ("<table><tr><td colspan=1000 rowspan=1000>x</table>" * 3_000 + WORDS, 3_001),
    "huge spans in all rows": ("<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 3_000 + f"</table>{WORDS}", 3_001),
    "answers without a term": ("<div>" * 500 + "<dl>" + "<dd>" * MANY + WORDS, 1),
    "nested menus": ("<nav>" * 500 + "x<br>" * 20_000 + WORDS, 20_001),
    "nested lists": ("<ul><li>x" * 20_000 + WORDS, 20_000),
    "a span for each letter": ("<p>" + "<span>x</span>" * MANY + f" {WORDS}", 1),
    "hidden spans": ("<p>" + "<span hidden>x</span>" * 30_000 + WORDS, 30_001),
    "nested tables": ("<table><tr><td>" * 20_000 + WORDS, 1),
    "elements inside of code": ("<pre>" + "<div>x" * 20_000 + WORDS, 1),
    "10 MB of text": (f"<p>{(WORDS + ' ') * 150_000}</p>", 1),
}
LIMIT = 15.0
"""Seconds. Each of these takes less than two; what takes quadratic time takes minutes."""


@pytest.mark.parametrize("name", HARD)
def test_hard_pages_are_walked_in_time(name):
    """No page takes quadratic time, and its text is there."""
    html, count = HARD[name]
    start = time.process_time()
    blocks = document_of_html(html).blocks
    assert time.process_time() - start < LIMIT
    assert "keeper walked along the pier" in blocks[0].text + blocks[-1].text + "".join(b.text for b in blocks[-3:])
    assert len(blocks) == count


@pytest.mark.parametrize("name", ["400 deep", "100,000 deep", "100,000 open <b>", "nested tables", "10 MB of text"])
def test_hard_pages_keep_their_text_to_the_end(name):
    """The selector, whose parser drops what is deep or large, does not make the default preset drop it."""
    html, _ = HARD[name]
    start = time.process_time()
    done = docclean.clean(f"<html><body>{html}", input_format="html")
    assert time.process_time() - start < 2 * LIMIT
    assert "keeper walked along the pier" in done.text


@pytest.mark.parametrize(
    "html",
    [
        "<p>a\x00b",
        "<p>\ud800 lone \udfff surrogates",
        "<p\x00>a",
        "<p>\x0b\x0c\x1c\x85 a",
        "\ufeff<p>a",
        "<",
        "<!",
        "</",
    ],
)
def test_odd_characters_are_no_error(html):
    """NUL, control characters and lone surrogates come through the public door without an error."""
    docclean.clean(html, input_format="html")


def test_surplus_attributes_take_nothing_from_the_text():
    """A `>` inside of a value that is cut off does not spill the rest of the value into the text."""
    many = " ".join(f"a{number}=1" for number in range(6_000))
    assert texts(f'<p {many} title="x > y">salt</p>bread') == ["salt", "bread"]
    assert texts(f"<p>a < b {'and so on ' * 3_000} > c</p>")[0].startswith("a < b and so on")
    assert texts(f"<img src='data:{'x' * 30_000}'>salt") == ["salt"]
