"""HTML pages to documents."""

from __future__ import annotations

from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from docclean.document import Block, Document, Fact, Kind, Note, Page, Region, Source
from docclean.extract.coarse import coarse_blocks_of, text_of_markup
from docclean.extract.drafts import Draft
from docclean.extract.fallbacks import MIN_CHARACTERS, from_elsewhere
from docclean.extract.gates import Gate, gated, parsable
from docclean.extract.metadata import facts_of
from docclean.extract.outline import outline_of
from docclean.extract.quick import finished, quick_block
from docclean.extract.walker import Walk

__all__ = ["document_of_html"]

_MAX_TABS = 50
"""More empty cells than this in a row are not set out."""
_GAPS = ("", "\n", "\n\n")
_HEAD = 200_000
"""Characters of a page that is not parsed whole in which it may say something about itself."""


def document_of_html(
    html: str, *, id: str = "", source: Source | None = None, notes: tuple[Note, ...] = (), url: str = ""
) -> Document:
    """A document of a page: all its visible text as blocks, and what it says about itself as facts.

    Args:
        html: the page, decoded, without lone surrogates.
        id: as for `Document`.
        source: as for `Document`.
        notes: what is known about the page from elsewhere.
        url: its address, if known.

    Returns:
        A document whose `page` holds the rest; without blocks where the page shows no text.
    """
    read = gated(html)
    if Gate.MARKUP in read.simplified:
        page, blocks, tail = _unparsed(read.html, url)
    else:
        bearable, read = read.html, parsable(read)
        page, blocks, tail = *_parsed(bearable, read.html, url), ""
    source = source or Source(media_type="text/html")
    if read.simplified:
        source = evolve(source, simplified=read.simplified)
    return Document(id, blocks, (), source, tail, page).with_notes(notes)


def _parsed(html: str, markup: str, url: str) -> tuple[Page, tuple[Block, ...]]:
    """A page by the tree of its markup, and its blocks."""
    parser = LexborHTMLParser(markup)
    walk = Walk()
    root = parser.root
    if root is not None:
        walk.walk(root)
    drafts = walk.drafts
    blocks = _blocks(drafts, walk.characters)
    if sum(len(block.text) for block in blocks if block.region is not Region.HIDDEN) < MIN_CHARACTERS:
        drafts = [*drafts, *from_elsewhere(parser)]
        blocks = _blocks(drafts, walk.characters)
    facts = facts_of(parser, url)
    page = Page(
        html=html,
        text="".join([part for block in blocks for part in (block.gap, block.text)]),
        url=url or _canonical(facts),
        depth=walk.depth,
        facts=facts,
        outline=outline_of(drafts, blocks),
    )
    return page, blocks


def _unparsed(html: str, url: str) -> tuple[Page, tuple[Block, ...], str]:
    """A page by the text between its tags, its blocks, and the white space after the last one."""
    text = text_of_markup(html)
    blocks, tail = coarse_blocks_of(text)
    facts = facts_of(LexborHTMLParser(parsable(gated(html[:_HEAD])).html), url)
    return Page(html=html, text=text, url=url or _canonical(facts), facts=facts), blocks, tail


def _canonical(facts: tuple[Fact, ...]) -> str:
    return next((fact.value for fact in facts if fact.key == "url"), "")


def _blocks(drafts: list[Draft], characters: int) -> tuple[Block, ...]:
    """The blocks that drafts become, once the size of every area and table is known."""
    blocks = []
    end = 0
    before: Draft | None = None
    for draft in drafts:
        if before is not None and draft.scope.table is None:
            gap = _GAPS[draft.gap] + draft.indent
        else:
            gap = _gap(before, draft) + draft.indent
        start = end + len(gap)
        end = start + len(draft.text)
        blocks.append(_block(draft, gap, (start, end), characters))
        before = draft
    return tuple(blocks)


def _in_data(draft: Draft) -> bool:
    """Whether a draft stands in a cell of a table of data."""
    scope = draft.scope
    return scope.table is not None and scope.cell is not None and not scope.table.is_layout


def _gap(before: Draft | None, draft: Draft) -> str:
    if before is None:
        return ""
    if not _in_data(draft):
        return _GAPS[draft.gap]
    row, column = draft.scope.cell or (0, 0)
    if not _in_data(before) or before.scope.table is not draft.scope.table:
        return "\n\n"
    old_row, old_column = before.scope.cell or (0, 0)
    if old_row != row:
        return "\n" + "\t" * min(column, _MAX_TABS)
    # A line end inside of a cell would end the row.
    return "\t" * min(column - old_column, _MAX_TABS) if column > old_column else " "


def _block(draft: Draft, gap: str, span: tuple[int, int], characters: int) -> Block:
    scope = draft.scope
    block = quick_block(draft.text, gap, span)
    block.kind = draft.kind
    if scope.table is not None and _in_data(draft):
        block.group, block.cell = scope.table.group, scope.cell
        if draft.kind is Kind.PARAGRAPH:
            block.kind = Kind.TABLE_CELL
    elif scope.numbering is not None:
        block.group = scope.numbering.group
    if scope.area is not None:
        block.region = scope.area.resolved(characters)
    block.level = draft.level
    block.number = draft.number
    block.path = scope.path
    if draft.marks:
        block.marks = draft.marks
        links = sum([end - start for start, end, kind, _ in draft.marks if kind == "link"])
        block.link_chars = min(len(draft.text), links)
    return finished(block)
