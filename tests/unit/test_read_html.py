"""HTML as input: what is taken for a page, in which charset, under which name, from which field."""

import time
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docclean
from docclean.document import Source
from docclean.engine.local import cleaned
from docclean.errors import FormatError
from docclean.pipeline import Pipeline
from docclean.read.html_detection import looks_like_html
from docclean.read.page_encoding import declared_charset
from docclean.read.raw import Reading
from docclean.read.records import incoming_record
from docclean.read.streams import records

PAGE = "<!DOCTYPE html><title>Oven</title><h1>Oven</h1><p>The bakery on the quay opens at six.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>\n<html>",
        "\n <HTML lang=fr>",
        "<?xml version='1.0'?><!-- a --><html>",
        "<body>Bread</body>",
        "\ufeff<!doctypehtml><p>Bread",
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<p>',
        '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML//EN"><title>Bread</title>',
        '<html xmlns="http://www.w3.org/1999/xhtml">Bread',
        "<!--" + "x" * 5_000 + "--><!-->\n<html>\n<head>",
        "<html>Bread</html>\n<!-- 0.3 s -->",
        "<br />\n<b>Warning</b>: the oven is cold in <b>oven.php</b>\n<!DOCTYPE html><html><p>Bread</html>",
        "<script>var oven = '<p>';</script>\n<html lang=en><p>Bread</p></html><!-- a --> <!-- b -->",
    ],
)
def test_pages_are_html(text):
    """A text that starts as a page is one, whatever a server or an editor put before and behind it."""
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Bread</p>",
        '<div class="recipe">\n\n<h2>Rye</h2>\n\n<p>Mix <b>flour</b> and water.<p>Wait.\n\n</div>\n',
        "<ul><li>Rye<li>Spelt</ul>",
        "<!-- from the feed --><p>One.</p>\n<!-- <x> -->\n<p>Two.</p>",
        "<p>Run this:</p><pre># a comment\n\n- b</pre><p><my-note>Done.</my-note></p>",
        "<section><svg><linearGradient/></svg><p>Bread</p></section>",
    ],
)
def test_fragments_are_html(text):
    """Block elements that make up a whole text are HTML without a page around them."""
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "a < b",
        "<3 gardens",
        "In <html> all begins",
        "<header>",
        "<b>Bread</b>",
        "<!-- note --> Bread",
        "<!-- a note without end <html>",
        "<html> is the first tag of a page.",
        "<body>, <head> and <html> may be left out.",
        "<!DOCTYPE html> comes first.",
        "<p>Bread",
        "<p> and </p> enclose a paragraph.",
        "&lt;html&gt;&lt;/html&gt;",
        "A page:\n\n<!DOCTYPE html>\n<html><p>Bread</p></html>",
        "```html\n<!DOCTYPE html>\n<html></html>\n```",
        "    <div>\n    a listing\n    </div>\n\nand what it does",
        '<p align="center"><img src="oven.png"></p>\n\n# Oven\n\nBread in an hour.',
        "<div>\n\n## Oven\n\n</div>",
        "<details>\n<summary>More</summary>\n\n- rye\n- spelt\n\n</details>",
        "<div>\n\nBread is **baked** daily.\n\n</div>",
        "<div>First part.\n\nSecond part.</div>",
        "<h1>Oven</h1>\nThe text goes on without tags.\n<p>End.</p>",
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Oven</title></channel></rss>',
        '<?xml version="1.0"?><div>Bread</div>',
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Oven</title></feed>",
        '<svg xmlns="http://www.w3.org/2000/svg"><text>Oven</text></svg>',
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg></svg>',
        "<article><title>Oven</title><para>Bread.</para></article>",
        "<div>{breads.map(bread => <Bread key={bread.id} />)}</div>",
        "<?php echo $oven->name ?>\n<p>Bread</p>",
        "<quote>A word in a forum.</quote> I agree.",
    ],
)
def test_texts_with_tags_are_not_html(text):
    """Prose about tags, Markdown with some, listings, feeds, drawings and other XML stay text."""
    assert not looks_like_html(text)


TAGS = st.sampled_from(["<", ">", "/", "!", "-", "html", "<p>", "</p>", "<pre>", "<!--", "-->", " ", "\n\n", "é"])


@given(st.lists(TAGS).map("".join))
def test_any_text_is_judged(text):
    """Nothing raises, and what holds no tag is never HTML."""
    assert not (looks_like_html(text) and "<" not in text)


@pytest.mark.parametrize(
    "text",
    ["<p>" + "<a" * 10**5 + "</p>", "<html " * 10**5, "<br>" + "<!--" * 10**5 + "</html>", "<pre>" * 10**5 + "</p>"],
)
def test_judging_takes_linear_time(text):
    """Tags and comments that never end are looked at once."""
    start = time.perf_counter()
    looks_like_html(text)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("head", "charset", "where"),
    [
        (b'<meta charset="utf-8">', "utf-8", "meta"),
        (b"<META CHARSET=ISO-8859-1>", "windows-1252", "meta"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"/>', "shift_jis", "meta"),
        (b"<meta name=a><meta\ncharset = 'koi8-r'>", "koi8-r", "meta"),
        (b'<meta charset="utf-16le">', "utf-8", "meta"),
        (b'<?xml version="1.0" encoding="windows-1250"?><p>', "windows-1250", "xml"),
        (b'<?xml version="1.0" encoding="utf-8"?><meta charset=gb2312>', "gbk", "meta"),
        (b"<meta charset=klingon><meta charset=big5>", "big5", "meta"),
        (b"<meta charset=unicode_escape>", "", ""),
        (b"<meta charset=hex>", "", ""),
        (b"<!-- <meta charset=big5> --><p>", "", ""),
        (b"<p>charset=big5", "", ""),
        (b" " * 16_000 + b"<meta charset=big5>", "big5", "meta"),
        (b" " * 16_384 + b"<meta charset=big5>", "", ""),
        (b"<!-- " + b" " * 1000 + b"<meta charset=big5>", "", ""),
        (b"<meta charset='\"utf-8'>", "utf-8", "meta"),
        (b"<meta charset=x-user-defined>", "windows-1252", "meta"),
        (b"<meta charset=utf-7>", "", ""),
        (b"", "", ""),
    ],
)
def test_declared_charset(head, charset, where):
    """Labels mean what they mean in browsers; unknown ones, codecs that are none, and comments mean nothing."""
    assert declared_charset(head) == (charset, where)


def stream(data, name="-", **options):
    """The only document of some bytes."""
    (found,) = records(BytesIO(data), name, Reading(**options))
    return found


def test_pages_from_streams():
    """A page is known by its content, its suffix, or because it is called one; called text, it is text."""
    page, text = PAGE.encode(), b"Bread <b>daily</b>"
    assert stream(page).is_page
    assert stream(page).source.media_type == "text/html"
    assert stream(text, name="a/OVEN.HTM").is_page
    assert stream(text, input_format="html").is_page
    assert stream(b'{"text": "Bread"}', name="a.xhtml").is_page
    assert stream(PAGE.encode("utf-16")).text == PAGE
    for found in (stream(page, input_format="text"), stream(text), stream(text, name="html.txt")):
        assert (found.is_page, found.source.media_type) == (False, "text/plain")


def test_charset_of_a_file():
    """The bytes of a page are decoded as it declares, those of a text about pages are not."""
    found = stream("<html><meta charset=koi8-r><p>Сад</p></html>".encode("koi8-r"))
    assert ("Сад" in found.text, found.source.charset, found.source.charset_reason) == (True, "koi8-r", "meta")
    assert stream("Put <meta charset=koi8-r> before é.".encode("latin-1")).source.charset == "windows-1252"


def test_binary_is_no_page():
    """A suffix makes no page of a picture."""
    found = stream(b"\x89PNG\r\n\x1a\n", name="a.html")
    assert (found.is_page, found.rejected.key) == (False, "reader/binary")


def test_records_are_no_page():
    """JSON Lines called HTML are an error that says what to do."""
    error = stream(b'{"html": "<p>Bread"}', name="a.jsonl", input_format="html")
    assert isinstance(error, FormatError)
    assert "leave out --from html" in str(error)


def record(values, **options):
    """A record as an input."""
    return incoming_record(values, Source(path="a.jsonl"), **options)


def test_html_of_a_record():
    """`html` wins over `text`, which is kept beside; the HTML itself is not carried along."""
    found = record({"html": "<p>Bread", "text": "Rolls", "n": 1})
    assert (found.is_page, found.text, found.fields) == (True, "<p>Bread", {"input.text": "Rolls", "n": 1})


@pytest.mark.parametrize("html", ["", " \n", None, 7])
def test_a_record_without_html_is_text(html):
    """An empty `html` does not hide the text."""
    found = record({"html": html, "text": "Rolls"})
    assert (found.is_page, found.text, found.fields) == (False, "Rolls", {"html": html})


def test_named_field_of_a_record():
    """A named field is the document, a page if it is one; other fields are carried untouched."""
    values = {"html": "<p>Bread", "text": "Rolls", "body": PAGE}
    assert (record(values, text_field="body").is_page, record(values, text_field="body").text) == (True, PAGE)
    found = record(values, text_field="text")
    assert (found.is_page, found.text, found.fields) == (False, "Rolls", {"html": "<p>Bread", "body": PAGE})
    assert record(values, text_field="html").is_page


def test_text_of_a_record_may_be_a_page():
    """A page under `text` is read as one, text with a tag is not."""
    assert record({"text": PAGE}).is_page
    assert not record({"text": "Use <p> here."}).is_page


def test_a_page_through_the_api():
    """A page given as text, bytes or record comes out as its text, and undoing gives what the page shows."""
    for source in (PAGE, PAGE.encode()):
        document = docclean.clean(source, preset="minimal")
        assert "bakery on the quay" in document.text
        assert "<" not in document.text
        assert "<" not in document.undo()
    assert docclean.clean(PAGE, preset="minimal", input_format="text").text == PAGE
    assert docclean.clean("Bread <b>daily</b>", preset="minimal", input_format="html").text == "Bread daily"
    (document,) = docclean.clean_many([{"html": "<p>Bread", "id": "b"}], preset="minimal")
    assert (document.id, document.text) == ("b", "Bread")


@pytest.mark.parametrize(
    "html", ["<!doctype html>", "<html><head><title></title></head></html>", "<html><p> </p></html>"]
)
def test_a_page_that_shows_nothing_is_dropped(html):
    """It is rejected as an empty text is, with a reason."""
    document = docclean.clean(html, preset="minimal")
    assert (document.rejected.key, document.text) == ("reader/empty", "")
    assert document.counts["reader/empty"].documents == 1


LINKED = '<html><link rel="canonical" href="https://example.org/oven"><p>The bakery opens at six.</p></html>'


def test_url():
    """The record's address wins over the caller's, and that over the page's."""
    assert docclean.clean(LINKED, preset="minimal").url == "https://example.org/oven"
    assert docclean.clean(LINKED, preset="minimal", url="https://example.org/a").url == "https://example.org/a"
    assert docclean.clean(PAGE, preset="minimal").url == ""
    found = record({"html": LINKED, "url": "https://example.org/b"}, url="https://example.org/a")
    assert cleaned(found, Pipeline()).url == "https://example.org/b"
    assert cleaned(record({"html": LINKED}), Pipeline()).record()["url"] == "https://example.org/oven"


def test_what_the_record_knows_comes_first():
    """Title, authors and date of a record are those of the document, whatever the page says."""
    values = {"html": PAGE, "title": "Rye", "date": "2020-01-02", "authors": ["Anna Example"]}
    document = cleaned(record(values), Pipeline())
    assert (document.title, document.date, document.authors) == ("Rye", "2020-01-02", ("Anna Example",))


def test_lone_surrogates_in_a_page():
    """They are replaced before anything is parsed, so that the text can be written."""
    document = docclean.clean("<html><p>Br\ud800ead</p></html>", preset="minimal")
    assert document.text == "Br\ufffdead"


@given(st.text(st.characters()))
def test_any_text_called_html(text):
    """Whatever is called HTML gives a document or a reason, and undoing gives writable text."""
    document = docclean.clean(text, preset="minimal", input_format="html")
    document.undo().encode("utf-8")
    assert document.rejected is not None or document.text


def test_jobs_change_nothing():
    """Pages through two workers are what they are through none."""
    pages = [PAGE, LINKED, {"html": "<p>Bread", "n": 1}] * 2
    serial = [document.to_dict() for document in docclean.clean_many(pages, preset="minimal")]
    assert [document.to_dict() for document in docclean.clean_many(pages, preset="minimal", jobs=2)] == serial
