"""The filter `named-boxes`: boxes go by the class name of the page, unless the name is around its content."""

from __future__ import annotations

import pytest

from docclean.document import Block, Document, Kind
from docclean.filters.named_boxes import NamedBoxes
from docclean.testing import check_filter

STEP = NamedBoxes()
PROSE = (
    "The lighthouse on the northern cape was built in 1871, and its lamp still guides the evening ferries home.",
    "Every spring the keeper paints the railings white and opens the tower to the school children of the island.",
    "In summer the bakery at the foot of the hill sells bread to the visitors from a small window in its wall.",
)


def page(*blocks: tuple[str, str] | tuple[str, str, Kind]) -> Document:
    """An article of three paragraphs and the blocks given as text, path and perhaps kind."""
    text = [Block(line, "\n\n", path="article > div.body > p") for line in PROSE]
    boxes = [Block(item[0], "\n\n", path=item[1], kind=(*item, Kind.PARAGRAPH)[2]) for item in blocks]
    return Document(blocks=(*text, *boxes))


def codes(document: Document) -> list[str]:
    """The codes of what goes."""
    return [change.reason.code for change in STEP.judge(document).changes]


def test_laws() -> None:
    """All laws of filters hold over hostile and generated documents."""
    check_filter(STEP)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("article > div.author-box > p", "author-box"),
        ("article > div > p.entryAuthor", "author-box"),
        ("article > p.affiliate_disclosure", "notice"),
        ("div.cookie > div.text", "notice"),
        ("main > section.inline-cta > p", "promotion"),
    ],
)
def test_boxes_go_by_their_class(path: str, code: str) -> None:
    """The words of a class name are told apart at hyphens, underscores and capitals."""
    assert codes(page(("Bea Example paints bridges.", path))) == [code]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "article > div.body > p",
        "article > h2#author",
        "div.author-box > div.inner > ul > li",
        "article > div.authority > p",
        "article > div.director > p",
        "article > div.coauthored > p",
        "author > p",
    ],
)
def test_other_names_mean_nothing(path: str) -> None:
    """Ids, tags, longer words and elements further up do not name a box."""
    assert codes(page(("Bea Example paints bridges.", path))) == []


@pytest.mark.parametrize("kind", [Kind.QUOTE, Kind.TABLE_CELL, Kind.CODE, Kind.CAPTION])
def test_parts_of_the_content_stay(kind: Kind) -> None:
    """The author of a quotation is part of it."""
    assert codes(page(("Bea Example", "blockquote > p.author", kind))) == []


def test_a_name_around_much_of_the_text_stays() -> None:
    """A page inside `div.sponsored` is about what the name says."""
    assert codes(page((PROSE[0], "div.sponsored > p"), (PROSE[1], "div.sponsored > p"))) == []


def test_many_boxes_are_a_listing() -> None:
    """A page with an author below each post lists posts; two boxes are those of an article."""
    boxes = [(name, path) for name in ("Ann", "Bea", "Cem", "Dov", "Eve") for path in ("p.author", "div > p")]
    assert codes(page(*boxes)) == []
    assert codes(page(*boxes[:4])) == ["author-box", "author-box"]


def test_a_heading_with_its_text_outside_stays() -> None:
    """A heading in a box that a text outside follows heads that text."""
    heading = ("Where boats sleep", "div.promo > h2", Kind.HEADING)
    assert codes(page(heading, ("In the bay.", "article > p"))) == []
    assert codes(page(heading, ("In the bay.", "div.promo > p"))) == ["promotion", "promotion"]


def test_blocks_of_a_box_have_one_group() -> None:
    """The receipts of one box belong together, and say how many there are."""
    changes = STEP.judge(page(("Bea", "div.author > p"), ("Paints bridges.", "div.author > p"))).changes
    assert len({change.group for change in changes}) == 1
    assert changes[0].reason.evidence == (("boxes", 1),)
