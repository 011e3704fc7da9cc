"""What the text filters make of the structure of a page: kinds, links and class names only help."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve

from docclean.apply import apply
from docclean.dedup.repeated_blocks import RepeatedBlocks
from docclean.dedup.repeated_runs import RepeatedRuns
from docclean.document import Block, Document, Kind, Mark, Page, Region
from docclean.filters.chrome_phrases import ChromePhrases
from docclean.lifting.bylines import Bylines
from docclean.lifting.credit_lines import CreditLines
from docclean.lifting.date_lines import DateLines
from docclean.lifting.glued_labels import GluedLabels
from docclean.lifting.title_line import TitleLine
from docclean.protocols import Filter
from docclean.repair.decomposed_letters import DecomposedLetters
from docclean.repair.glued_sentences import GluedSentences
from docclean.repair.invisible_characters import InvisibleCharacters
from docclean.repair.mojibake import Mojibake
from docclean.repair.odd_spaces import OddSpaces
from docclean.repair.reversed_quotes import ReversedQuotes

PROSE = (
    "The lighthouse on the northern cape was built in 1871, and its lamp still guides the evening ferries home.",
    "Every spring the keeper paints the railings white and opens the tower to the school children of the island.",
    "In summer the bakery at the foot of the hill sells bread to the visitors from a small window in its wall.",
)


def text(value: str, kind: Kind = Kind.PARAGRAPH, **more: object) -> Block:
    """A block of a page."""
    return evolve(Block(value, "\n\n", path="article > p"), kind=kind, **more)


def heading(value: str, level: int = 2, **more: object) -> Block:
    """A heading of a page."""
    return text(value, Kind.HEADING, level=level, **more)


def link(value: str, kind: Kind = Kind.PARAGRAPH, target: str = "/other", **more: object) -> Block:
    """A block that is one link."""
    return text(value, kind, link_chars=len(value), marks=(Mark(0, len(value), "link", target),), **more)


def cells(*rows: Sequence[str]) -> list[Block]:
    """The cells of a table."""
    return [
        text(value, Kind.TABLE_CELL, cell=(row, column), group=0)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    ]


def page(*blocks: Block, **notes: str) -> Document:
    """A page of some blocks."""
    return Document(
        blocks=blocks, notes=tuple(sorted(notes.items())), page=Page(html="", text="", url="https://harbour.example/a")
    )


def left(step: Filter, document: Document) -> list[str]:
    """The texts of the blocks that one filter leaves."""
    return [block.text for block in apply(document, step.judge(document), step)[0].blocks]


def gone(step: Filter, document: Document) -> list[str]:
    """The texts of the blocks that one filter takes out whole, in order."""
    return [block.text for change in step.judge(document).changes if not change.after for block in change.before]


CODE = [
    (OddSpaces(), "a  = 1\u2003+ 2"),
    (ReversedQuotes(), "say ” hello “ twice"),
    (DecomposedLetters(), "name = cafe\u0301"),
    (GluedSentences(), "It was well repaired.“We are glad”, he said."),
    (Mojibake(), "print thÃ© et mÃªme cafÃ©"),
    (GluedLabels(), "CULTUREThe library opens again"),
]


@pytest.mark.parametrize(("step", "line"), CODE)
def test_code_stays_to_the_letter(step: Filter, line: str) -> None:
    """White space, quotation marks and forms of letters mean something in a block of code."""
    assert left(step, page(text(line, Kind.CODE), text("The library opens again"))) == [line, "The library opens again"]


@pytest.mark.parametrize(("step", "line"), CODE)
def test_the_same_line_is_mended_in_a_paragraph(step: Filter, line: str) -> None:
    """The line of the test above would be changed if it were no code."""
    assert left(step, page(text(line), text("The library opens again")))[0] != line


def test_code_inside_a_line_stays() -> None:
    """A doubled space inside inline code stays, one beside it goes."""
    block = text("Type  make  all and wait.", marks=(Mark(6, 15, "code"),))
    assert left(OddSpaces(), page(block)) == ["Type make  all and wait."]


def test_invisible_characters_leave_code_too() -> None:
    """A zero-width space in code is a trap for who copies it."""
    assert left(InvisibleCharacters(), page(text("make\u200b all", Kind.CODE))) == ["make all"]


@pytest.mark.parametrize("step", [RepeatedBlocks(), RepeatedRuns()])
def test_rows_may_repeat(step: Filter) -> None:
    """A table that says the same in many rows is data, a second header row as well."""
    row = ("The northern pier with all of its wooden boats", "Open on every day of the week", "Yes", "10")
    document = page(*cells(*[row] * 12))
    assert left(step, document) == [block.text for block in document.blocks]


def test_a_copy_with_a_table_still_goes() -> None:
    """An article that stands twice goes the second time, its small table with it."""
    article = [text(PROSE[0]), *cells(("Boat", "Berth"), ("Gull", "10")), text(PROSE[1]), text(PROSE[2])]
    assert PROSE[1] in gone(RepeatedRuns(), page(*article, *article))


@pytest.mark.parametrize("value", ["Share", "Subscribe to our newsletter", "May 3, 2024", "Read more", "2 comments"])
def test_cells_are_no_chrome(value: str) -> None:
    """What a table says is its content, whatever it looks like."""
    assert gone(ChromePhrases(), page(*cells(("Button", "Place"), (value, "top")), text(PROSE[0]))) == []


@pytest.mark.parametrize("step", [Bylines(), CreditLines(), DateLines()])
@pytest.mark.parametrize("kind", [Kind.TABLE_CELL, Kind.QUOTE, Kind.CODE])
def test_nothing_is_lifted_out_of_cells_and_quotations(step: Filter, kind: Kind) -> None:
    """A name, an agency or a date in a table is no field of the document."""
    lines = ("By Anna Example", "REUTERS", "Published on 3 May 2024")
    document = page(*(text(line, kind) for line in lines), *map(text, PROSE), title="Salt")
    assert gone(step, document) == []


@pytest.mark.parametrize(
    ("step", "line"),
    [(Bylines(), "By Anna Example"), (CreditLines(), "REUTERS"), (DateLines(), "Published on 3 May 2024")],
)
def test_paragraphs_and_headings_are_still_lifted(step: Filter, line: str) -> None:
    """The same lines are lifted where they stand as lines of their own."""
    assert gone(step, page(heading(line, 4), *map(text, PROSE))) == [line]


def test_a_sentence_that_ends_with_an_agency_is_no_credit() -> None:
    """A caption such as `Boats seen by divers from Reuters` says more than who wrote the text."""
    document = page(*map(text, PROSE), text("Boats that were seen by divers from Reuters"))
    assert gone(CreditLines(), document) == []


@pytest.mark.parametrize("label", ["Comments", "Related", "Share", "Newsletter", "Stay connected", "Quick search"])
def test_a_heading_with_text_below_stays(label: str) -> None:
    """A section of an article may be called like chrome."""
    document = page(heading("Bread", 1), heading(label), text(PROSE[0]), heading("Salt"), text(PROSE[1]), title="x")
    assert gone(ChromePhrases(), document) == []


def test_a_heading_with_list_below_stays() -> None:
    """A list is text of a section even where its items are no sentences."""
    document = page(text(PROSE[0]), heading("Share"), text("Half of the flour", Kind.LIST_ITEM), text(PROSE[1]))
    assert gone(ChromePhrases(), document) == []


def test_links_go_with_the_label_above() -> None:
    """A list of links is nothing without its heading `Related articles`; text behind it stays."""
    links = [link("The ferry is back", Kind.LIST_ITEM), link("A new roof for the mill", Kind.LIST_ITEM)]
    document = page(text(PROSE[0]), heading("Related articles"), *links, text(PROSE[1]))
    verdict = ChromePhrases().judge(document)
    assert gone(ChromePhrases(), document) == ["Related articles", *(block.text for block in links)]
    assert len({change.group for change in verdict.changes}) == 1


def test_items_that_are_no_links_stay() -> None:
    """Only what is wholly a link goes with a label above it."""
    document = page(text(PROSE[0]), text("Related articles"), text("The ferry is back on the lake."), text(PROSE[1]))
    assert "The ferry is back on the lake." in left(ChromePhrases(), document)


def test_a_label_above_a_link_is_a_pointer() -> None:
    """`Read also` and a link below say what `Read also: …` says on one line."""
    document = page(text(PROSE[0]), text("Read also"), link("The ferry is back on the lake"), text(PROSE[1]))
    assert gone(ChromePhrases(), document) == ["Read also", "The ferry is back on the lake"]


def test_see_also_of_a_reference_work_stays() -> None:
    """As a heading inside the text, `See also` is a section of an encyclopedia."""
    document = page(
        text(PROSE[0]), heading("See also"), link("Lamp oil", Kind.LIST_ITEM), text(PROSE[1]), text(PROSE[2])
    )
    assert gone(ChromePhrases(), document) == []


def test_linked_pointers_go_however_many_there_are() -> None:
    """An article may point to other pages between all of its paragraphs."""
    names = ("Ten days at the coast", "Six of the oldest mills", "How bread came to the island", "Where boats sleep")
    blocks = [block for name in names for block in (text(PROSE[0]), link(f"Also read: {name}"))]
    assert gone(ChromePhrases(), page(*blocks, text(PROSE[1]))) == [f"Also read: {name}" for name in names]


def test_items_of_a_listing_keep_their_lead_in() -> None:
    """Headings of a listing that all begin alike are its content."""
    names = ("Ten days at the coast", "Six of the oldest mills", "How bread came to the island", "Where boats sleep")
    blocks = [block for name in names for block in (heading(f"Also read: {name}", link_chars=20), text(PROSE[0]))]
    assert gone(ChromePhrases(), page(text(PROSE[1]), *blocks)) == []


def test_the_first_heading_is_the_title() -> None:
    """Where no title is known the `h1` before any text is, a label before it notwithstanding."""
    document = page(text("Harbour"), heading("Salt, bread and light.", 1), text(PROSE[0]), text(PROSE[1]))
    verdict = TitleLine().judge(document)
    assert verdict.notes == (("title", "Salt, bread and light."),)
    assert [change.reason.code for change in verdict.changes] == ["first-heading"]


@pytest.mark.parametrize(
    "document",
    [
        page(heading("Salt, bread and light", 1), text(PROSE[0]), title="Other"),
        page(text(PROSE[0]), heading("Salt, bread and light", 1), text(PROSE[1])),
        page(heading("Salt, bread and light", 2), text(PROSE[0])),
        page(text("Salt, bread and light", Kind.LIST_ITEM), text(PROSE[0])),
        page(*cells(("Salt and bread", "Light")), text(PROSE[0])),
    ],
)
def test_other_first_lines_are_no_titles(document: Document) -> None:
    """Known titles, headings behind the text or of lower rank, items and cells are left alone."""
    assert not TitleLine().judge(document)


def test_regions_still_count() -> None:
    """A weak label in the footer of a page goes."""
    document = page(text(PROSE[0]), text(PROSE[1]), text("Menu", region=Region.FOOTER), text(PROSE[2]))
    assert gone(ChromePhrases(), document) == ["Menu"]


@pytest.mark.parametrize(
    "links",
    [
        [link("The history of lamp oil", target="https://books.example/oil")],
        [link("The history of lamp oil"), text("lamp --oil", Kind.CODE)],
    ],
    ids=["other-site", "code"],
)
def test_references_stay(links: list[Block]) -> None:
    """`See also:` above links to other sites, or in a manual, names sources of the text."""
    document = page(text(PROSE[0]), text("See also:"), *links, text(PROSE[1]), text(PROSE[2]))
    assert gone(ChromePhrases(), document) == []
