"""The filter `link-lists`: what a site recommends below a text goes, links that belong to the text stay."""

from __future__ import annotations

import pytest
from attrs import evolve

from docclean.apply import apply
from docclean.document import Block, Document, Kind, Mark, Page
from docclean.filters.link_lists import LinkLists
from docclean.testing import check_filter

STEP = LinkLists()
PROSE = (
    "The lighthouse on the northern cape was built in 1871, and its lamp still guides the evening ferries home.",
    "Every spring the keeper paints the railings white and opens the tower to the school children of the island.",
    "In summer the bakery at the foot of the hill sells bread to the visitors from a small window in its wall.",
)
HEADING = Block("More from the harbour", "\n\n", kind=Kind.HEADING, level=2, path="article > h2")


def link(value: str, target: str = "/other", kind: Kind = Kind.LIST_ITEM) -> Block:
    """A block that is one link."""
    marks = (Mark(0, len(value), "link", target),)
    return Block(value, "\n", kind=kind, link_chars=len(value), marks=marks, path="article > ul > li")


LINKS = tuple(link(name) for name in ("The ferry is back", "A new roof", "Bread and salt", "Boats of the bay"))


def page(*blocks: Block | str, url: str = "https://harbour.example/a") -> Document:
    """A page of blocks, those given as text being paragraphs."""
    whole = tuple(Block(item, "\n\n", path="article > p") if isinstance(item, str) else item for item in blocks)
    return Document(blocks=whole, page=Page(html="", text="", url=url))


def left(document: Document) -> tuple[Block, ...]:
    """The blocks that the filter leaves."""
    return apply(document, STEP.judge(document), STEP)[0].blocks


def test_laws() -> None:
    """All laws of filters hold over hostile and generated documents."""
    check_filter(STEP)


def test_a_section_of_links_goes_with_its_heading() -> None:
    """Heading and links are one group, and the receipt counts the links."""
    document = page(*PROSE, HEADING, *LINKS[:2])
    changes = STEP.judge(document).changes
    assert [change.before[0].text for change in changes] == [HEADING.text, LINKS[0].text, LINKS[1].text]
    assert {(change.reason.code, change.reason.value) for change in changes} == {("linked-section", 2)}
    assert len({change.group for change in changes}) == 1


def test_a_list_without_heading_goes_from_four_links_on() -> None:
    """Four links in a row are a list of other pages, three may close a text."""
    assert len(left(page(*PROSE, *LINKS))) == 3
    assert len(left(page(*PROSE, *LINKS[:3]))) == 6


@pytest.mark.parametrize(
    "document",
    [
        page(*PROSE[:2], HEADING, *LINKS, PROSE[2]),
        page(PROSE[0], HEADING, *LINKS, *LINKS, *LINKS),
        page(*PROSE, HEADING, link("A book", "https://books.example/1"), link("Maps", "https://maps.example/2")),
        page(*PROSE, HEADING, "A short line", *LINKS[:3]),
        page(*PROSE, *(evolve(item, kind=Kind.TABLE_CELL, cell=(0, 0), group=0) for item in LINKS)),
        page(*PROSE, Block("make all", "\n\n", kind=Kind.CODE, path="pre"), HEADING, *LINKS),
        page(*LINKS),
        page(*PROSE),
        Document(blocks=tuple(Block(value, "\n") for value in (*PROSE, "One", "Two", "Three", "Four"))),
    ],
    ids=["inside", "index", "references", "with-text", "cells", "code", "links-only", "text-only", "plain-text"],
)
def test_other_links_stay(document: Document) -> None:
    """Links between sentences, an index, references to other sites, cells and plain text are left alone."""
    assert not STEP.judge(document)


def test_hosts_are_compared_without_www() -> None:
    """An absolute address of the page's own site is a link inside the site; a broken one is none."""
    own = link("The ferry is back", "https://www.harbour.example/b")
    assert len(left(page(*PROSE, HEADING, own))) == 3
    assert len(left(page(*PROSE, HEADING, link("The ferry is back", "http://[broken")))) == 3
