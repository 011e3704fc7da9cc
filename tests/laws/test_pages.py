"""Laws of pages: the walker loses nothing and invents nothing, filters and presets keep their laws on pages."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import docclean
from docclean.config import build_filter, load_preset
from docclean.document import Region
from docclean.extract.fallbacks import stands_elsewhere
from docclean.extract.html import document_of_html
from docclean.pipeline import Pipeline
from docclean.registry import FILTERS
from docclean.strategies import SENTENCES, page_of, page_trees, pages
from docclean.testing import HOSTILE_PAGES, LAWS, composition, page_documents

UNTAGGED = Pipeline(step for step in load_preset("web") if not step.name.endswith("-language"))
LIGHT = Pipeline(step for step in UNTAGGED if step.name not in ("outside-main-content", "page-date"))
"""Without the filters that have another library read the page."""
NEVER_SHOWN = {
    *("script", "style", "template", "head", "title", "iframe", "noframes", "noembed", "datalist", "meta", "link"),
}
SVG_NEVER_SHOWN = {"title", "desc", "defs", "metadata"}
PUT_ASIDE = "[hidden], [style], [class=visually-hidden], dialog, noscript, video, object, audio, canvas"
"""What may stand behind the block that it was found in."""
HAND_MADE = (
    *HOSTILE_PAGES,
    "<p>one<b>two</b>three <i>four</i>five</p>tail",
    "text <div>in <!-- no -->it</div> after <span>more</span> end",
    "<p>a<svg><title>no</title><text>yes</text><g><text>and</text></g><desc>no</desc></svg>b",
    "<p>before <span hidden>kept <b>aside</b></span> after</p>",
    "<table>stray<tr><td>a<table><tr><td>b</table>c</table>d",
    "<pre>\n\n a\n\tb<span>c</span>\n</pre>d<textarea>\n x\n</textarea>",
    "<select><option>One<optgroup label=no><option>Two</select>x",
    "<p><svg><style>p{}</style><foreignObject><p>in it</p></foreignObject></svg>",
    "<x:p xmlns:x=u>one</x:p><x:script>no</x:script>two",
)


def shown_text(html):
    """All text that a page shows or hides, from the parser's tree alone."""
    root = LexborHTMLParser(html).root
    found = []
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.tag != "-text":
            continue
        around = set()
        parent = node.parent
        while parent is not None:
            around.add((parent.tag or "").rpartition(":")[2])
            parent = parent.parent
        if not around & NEVER_SHOWN and not ("svg" in around and around & SVG_NEVER_SHOWN):
            found.append(node.text_content or "")
    return "".join("".join(found).split())


def blocks_of(html):
    return [block for block in document_of_html(html).blocks if not stands_elsewhere(block)]


def check_text(html):
    ours = "".join("".join(block.text for block in blocks_of(html)).split())
    reference = shown_text(html)
    assert Counter(ours) == Counter(reference)
    if not LexborHTMLParser(html).css(PUT_ASIDE):
        assert ours == reference


@pytest.mark.parametrize("html", HAND_MADE)
def test_every_text_of_hand_made_pages_is_in_one_block(html):
    """Nothing that a page shows is lost, doubled or moved."""
    check_text(html)


@given(pages())
def test_every_text_is_in_one_block(html):
    """Whatever stands in whatever: nothing is lost, doubled or moved."""
    check_text(html)


def check_shape(document):
    page = document.page
    assert document.text == page.text and document.tail == ""
    end = 0
    for block in document.blocks:
        assert block.text and block.text == block.text.strip()
        assert block.gap == "" or block.gap.isspace()
        assert block.span[0] == end + len(block.gap)
        end = block.span[1]
        assert page.text[slice(*block.span)] == block.text
        assert 0 <= block.link_chars <= len(block.text)
        assert block.path
        if block is not document.blocks[0]:
            assert block.gap, "two blocks would become one word"
        for mark in block.marks:
            marked = block.text[mark.start : mark.end]
            assert marked and marked == marked.strip()
        assert list(block.marks) == sorted(block.marks, key=lambda mark: (mark.start, -mark.end))
    assert end == len(page.text)


@pytest.mark.parametrize("html", HAND_MADE)
def test_shape_of_blocks_of_hand_made_pages(html):
    """Spans, gaps, marks and counts of links fit the text."""
    check_shape(document_of_html(html))


@given(page_documents())
def test_shape_of_blocks(document):
    """Spans, gaps, marks and counts of links fit the text."""
    check_shape(document)


@given(page_trees())
def test_spelling_of_markup_does_not_matter(tree):
    """Comments, indentation, capitals in tag names and the order of attributes change no block."""
    assert blocks_of(page_of(tree)) == blocks_of(page_of(tree, disguised=True))


@given(st.sampled_from(SENTENCES), st.data())
def test_inline_elements_do_not_split_words(sentence, data):
    """However letters are wrapped, the sentence is one block and reads the same."""
    letters = data.draw(st.sampled_from((1, 2, 3, 7)))
    pieces = [sentence[at : at + letters] for at in range(0, len(sentence), letters)]
    tags = st.sampled_from(("", "b", "i", "em", "font", "sup", "mark"))
    html = ""
    for piece in pieces:
        tag = data.draw(tags)
        # Two elements side by side with a capital at the seam look like two words, and are.
        html += f"<{tag}>{piece}</{tag}><wbr>" if tag and piece == piece.lower() else piece + "<!-- -->"
    (block,) = document_of_html(f"<p>{html}</p>").blocks
    assert block.text == sentence


@given(
    st.lists(st.sampled_from(("salt", "Brot", "хлеб", "pain", "42", "塩", "خبز")), min_size=2, max_size=6), st.data()
)
def test_boxes_between_words_part_them(words, data):
    """A picture, a button, a link beside a link, a line break: two words stay two."""
    between = data.draw(
        st.sampled_from(("<img>", "<svg></svg>", "<br>", "<input>", "<video></video>", "<hr>", "<p>", "<x-y></x-y>"))
    )
    html = between.join(words)
    around = data.draw(st.sampled_from(("{}", "<a href=x>{}</a>", "<button>{}</button>", "<td>{}</td>", "<li>{}</li>")))
    assert " ".join(block.text for block in blocks_of(f"<p>{html}</p>")).split() == words
    wrapped = "".join(around.format(word) for word in words)
    if around not in ("{}", "<td>{}</td>"):
        assert " ".join(block.text for block in blocks_of(f"<div>{wrapped}</div>")).split() == words


@given(page_documents())
def test_groups_and_numbers_make_sense(document):
    """Items and cells name their list or table; nothing else has a cell or a number."""
    for block in document.blocks:
        assert (block.cell is None) or (block.group is not None and min(block.cell) >= 0)
        assert block.number == 0 or (block.kind == "list-item" and block.level > 0)
        assert block.kind != "list-item" or block.level > 0
        assert block.kind != "heading" or 1 <= block.level <= 6


@pytest.mark.parametrize("name", FILTERS)
def test_laws_of_filters_on_hostile_pages(name):
    """Every law of one filter holds on pages that break careless code."""
    step = build_filter(name, {})
    for html in HOSTILE_PAGES:
        document = document_of_html(html)
        for law in LAWS:
            law(step, document)


@pytest.mark.parametrize("name", FILTERS)
def test_laws_of_filters_on_generated_pages(name):
    """Every law of one filter holds on generated pages."""
    step = build_filter(name, {})

    @settings(max_examples=10)
    @given(page_documents())
    def generated(document):
        for law in LAWS:
            law(step, document)

    generated()


@settings(max_examples=20)
@given(page_documents())
def test_composition_on_pages(document):
    """Running two halves one after the other is running the whole."""
    composition(LIGHT.steps, document)


@settings(max_examples=20)
@given(page_documents())
def test_undo_gives_the_page_back(document):
    """Whatever the pipeline did, all text of the page comes back to the character."""
    done = UNTAGGED.run(document)
    assert done.undo() == document.page.text
    assert done.original == document


@settings(max_examples=20)
@given(page_documents())
def test_receipts_quote_and_cover_the_page(document):
    """Every visible character of the page stands in the output or in a receipt, and receipts change no text."""
    done = UNTAGGED.run(document)
    text = document.page.text
    covered = bytearray(len(text))
    for receipt in done.receipts:
        assert 0 <= receipt.start <= receipt.end <= len(text)
        covered[receipt.start : receipt.end] = b"\1" * (receipt.end - receipt.start)
    left = Counter(char for char, gone in zip(text, covered, strict=True) if not gone and not char.isspace())
    assert left <= Counter(done.document.text)
    assert done.text == UNTAGGED.run(document, receipts="counts").text == UNTAGGED.run(document, receipts="none").text


@settings(max_examples=20)
@given(pages())
def test_jobs_do_not_matter(html):
    """What is cleaned twice in a process comes out the same: no page leaves anything behind for the next."""
    first = docclean.clean(html, input_format="html", preset=UNTAGGED)
    docclean.clean("<article><p>The salt is sold by the bag.</p></article>" * 3, input_format="html", preset=UNTAGGED)
    assert docclean.clean(html, input_format="html", preset=UNTAGGED) == first


def test_two_jobs_are_one():
    """Pages come out of two processes as out of one, and in order."""
    items = [{"html": html, "id": str(at)} for at, html in enumerate(HAND_MADE)]
    one, two = (list(docclean.clean_many(items, preset=UNTAGGED, jobs=jobs)) for jobs in (1, 2))
    assert one == two and [document.id for document in one] == [str(at) for at in range(len(HAND_MADE))]


def test_hash_seed_does_not_matter(tmp_path):
    """The same bytes for three hash seeds."""
    for at, html in enumerate(HAND_MADE):
        (tmp_path / f"{at:02}.html").write_text(html, encoding="utf-8")
    outputs = set()
    for seed in ("0", "1", "4711"):
        command = [sys.executable, "-m", "docclean", "clean", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1 and outputs.pop()


def test_hidden_text_is_recorded():
    """The reference counts hidden text: so do the blocks, and say that it is hidden."""
    (shown, hidden) = blocks_of("<p>The harbour wall is open.</p><div style='display:none'>Closed in May.</div>")
    assert (shown.region, hidden.region) == (Region.UNKNOWN, Region.HIDDEN)
    assert hidden.text == "Closed in May."
