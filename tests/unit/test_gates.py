"""Documents that no parser bears take a simpler path, and nothing that they show is lost."""

import time

import pytest

import docclean
from docclean.document import Document, Source
from docclean.extract import coarse, gates, html, noscript, plain
from docclean.extract.coarse import coarse_blocks_of, text_of_markup
from docclean.extract.gates import Gate, gated, has_many_lines, parsable
from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of
from docclean.filters.outside_main_content import OutsideMainContent
from docclean.filters.selection import selected
from docclean.lifting.page_date import PageDate

SALT = "<p>The salt of the marsh went by barge to the towns along the river."


@pytest.mark.parametrize(
    ("limit", "gate", "just_below", "above"),
    [
        ("MAX_TAGS", Gate.TAGS, "<p>salt" * 40, "<p>salt" * 41),
        ("MAX_MARKUP", Gate.MARKUP, "<p>salt" * 40, "<p>salt" * 41),
        ("MAX_CHARACTERS", Gate.CHARACTERS, "<p>" + "s" * 37, "<p>" + "s" * 38),
        ("MAX_TEXT", Gate.TEXT, "<p>" + "s" * 37 + "<p>", "<p>" + "s" * 60 + "<p>"),
    ],
)
def test_each_gate_has_its_limit(monkeypatch, limit, gate, just_below, above):
    """A page at the limit is as if there was no gate; one beyond says which."""
    monkeypatch.setattr(gates, limit, 40)
    assert gated(just_below).simplified == ()
    assert gated(just_below).html is just_below
    assert gated(above).simplified == (gate.value,)


def test_depth_and_attributes_are_gates_too():
    """What the parser gets is flat and short, and the record says so."""
    assert parsable(gated("<div>" * 10_000)).simplified == ("depth",)
    attributes = "".join(f" a{number}=1" for number in range(3_000))
    assert gated(f"<p{attributes}>salt").simplified == ("attributes",)
    both = docclean.clean(f"<html><body><p{attributes}>salt {'<div>' * 10_000}of the earth")
    assert both.document.source.simplified == ("attributes", "depth")
    assert both.record()["simplified"] == ["attributes", "depth"]
    assert docclean.CleanDocument.from_dict(both.to_dict()) == both
    assert both.undo().split() == ["salt", "of", "the", "earth"]


def test_ordinary_documents_are_not_simplified():
    """The field is there, and empty."""
    assert docclean.clean("Salt keeps.").record()["simplified"] == []
    assert docclean.clean(f"<html>{SALT}").record()["simplified"] == []


def test_a_page_of_too_many_tags_is_read_as_text(monkeypatch):
    """All words come in the same order as by the tree; scripts and comments do not; the title is known."""
    page = f"<html><title>Salt</title><script>no < p</script><!-- no --><body>{SALT}&amp;<b>pep</b>per<br>so" * 3
    usual = document_of_html(page)
    monkeypatch.setattr(gates, "MAX_MARKUP", 10)
    simple = document_of_html(page)
    assert simple.source.simplified == ("markup",)
    assert simple.text.split() == usual.text.split()
    assert [fact.value for fact in simple.page.facts if fact.key == "title"] == ["Salt"]
    assert all(simple.page.text[start:end] == block.text for block in simple.blocks for start, end in [block.span])


@pytest.mark.parametrize(
    "html", ["a < b", "<p", "<p title='>", "x <", "</", "<!", "<!-- open", "<a b='c", '<i "', "&#0;&lt"]
)
def test_broken_markup_is_text_or_nothing(html):
    """Whatever stands there, the words before it are not lost."""
    assert text_of_markup(f"salt {html}").startswith("salt ")


def test_a_text_of_too_many_lines_has_blocks_of_several(monkeypatch):
    """Fewer blocks, the same text to the character, and the same after a filter that ends lines."""
    monkeypatch.setattr(gates, "MAX_LINES", 100)
    monkeypatch.setattr(coarse, "MAX_BLOCKS", 20)
    text = "".join(f"  line {number} \r\n" + "\n" * (number % 3) for number in range(100))
    assert has_many_lines(text)
    document = document_of(text)
    assert document.source.simplified == ("lines",)
    assert document.text == text
    assert len(document.blocks) <= 20
    assert all(text[start:end] == block.text for block in document.blocks for start, end in [block.span])
    result = docclean.clean(text, preset="minimal", input_format="text")
    assert result.undo() == text
    assert "\r" not in result.text
    assert [line.strip() for line in result.text.split("\n") if line] == [f"line {number}" for number in range(100)]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"])
def test_any_line_end_counts_once(monkeypatch, end):
    """A text must not come past the gate by the ends of its lines."""
    monkeypatch.setattr(gates, "MAX_LINES", 100)
    assert not has_many_lines(f"salt{end}" * 100)
    assert has_many_lines(f"salt{end}" * 101)


def test_blank_text_in_coarse_blocks():
    """No block without text, and the white space is all there."""
    assert coarse_blocks_of(" \n \n") == ((), " \n \n")
    assert coarse_blocks_of("") == ((), "")


def test_libraries_are_not_asked_about_simplified_pages(monkeypatch):
    """Neither the date nor the main content is searched for: it would take minutes."""

    def never(*_, **__):
        raise AssertionError("asked")

    monkeypatch.setattr("docclean.filters.outside_main_content.selected", never)
    monkeypatch.setattr("docclean.lifting.page_date._searched", never)
    usual = document_of_html(f"<nav>Menu</nav><main>{SALT}</main>")
    simple = Document(usual.id, usual.blocks, (), Source(simplified=("tags",)), "", usual.page)
    assert not PageDate().judge(simple)
    verdict = OutsideMainContent().judge(simple)
    assert verdict.notes == (("outside-main-content", "not asked: tags"),)
    assert [change.reason.code for change in verdict.changes] == ["chrome-region"]
    for broken in (lambda: PageDate().judge(usual), lambda: OutsideMainContent().judge(usual)):
        with pytest.raises(AssertionError, match="asked"):
            broken()


def seconds(work, argument):
    """The shortest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work(argument)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    ("work", "build", "count"),
    [
        (noscript.without_open_frames, lambda count: "<noscript>" * count + "<iframe>", 20_000),
        (noscript.without_open_frames, lambda count: "<noscript><iframe " * count, 5_000),
        (noscript.without_open_frames, lambda count: "<noscript " * count + "<iframe>", 20_000),
        (noscript.without_open_frames, lambda count: "<noscript><iframe></noscript>" * count, 2_000),
        (text_of_markup, lambda count: "<a '" * count, 10_000),
        (text_of_markup, lambda count: "<!--" * count, 10_000),
        (text_of_markup, lambda count: "<script" * count, 10_000),
        (text_of_markup, lambda count: "<script>" * count, 10_000),
        (text_of_markup, lambda count: '<i "' * count + "'", 50_000),
        (document_of_html, lambda count: "<select>" + "<option>salt" * count, 2_500),
        (gated, lambda count: "<p a='" * count, 10_000),
        (gated, lambda count: "<p " + "a='>' " * count, 10_000),
        (gated, lambda count: ("<script>" + " x" * 3_000 + ">") * (count // 1_000), 50_000),
        (
            lambda html: selected(document_of_html(html).page),
            lambda count: "<!DOCTYPE html" + "/a" * count + f">{SALT}",
            4_000,
        ),
        (
            document_of_html,
            lambda count: "<head>" + "".join(f"<meta name=author content='Ann Ex{n}'>" for n in range(count)),
            500,
        ),
    ],
)
def test_four_times_as_much_takes_four_times_as_long(work, build, count):
    """What grows with the square would take sixteen times as long."""
    work(build(count))
    assert seconds(work, build(4 * count)) < 9 * seconds(work, build(count)) + 0.05


def test_many_notes_take_linear_time():
    """Each note is compared with all others once, by hash."""

    def noted(count):
        notes = tuple(("authors", f"Ann {number}") for number in range(count))
        return Document().with_notes(notes).with_notes(notes)

    assert len(noted(3).notes) == 3
    assert seconds(noted, 20_000) < 9 * seconds(noted, 5_000) + 0.05


def test_modules_name_the_same_gates():
    """The readers of pages and of texts use the gates of one place."""
    assert html.gated is gates.gated
    assert plain.has_many_lines is gates.has_many_lines
