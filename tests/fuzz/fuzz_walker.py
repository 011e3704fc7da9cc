"""Any text taken for a page becomes a document whose blocks are its text, with a tree and without one."""

from __future__ import annotations

from fuzzing import Grammar, main, valid
from grammar import MARKUP, TEXT

from docclean.document import Document
from docclean.extract import gates
from docclean.extract.html import document_of_html
from docclean.read.encoding import without_surrogates

USUAL = gates.MAX_MARKUP


def check(html: str) -> None:
    """Make a document of a page in both ways."""
    html = without_surrogates(html)
    for limit in (USUAL, 0):
        gates.MAX_MARKUP = limit
        consistent(document_of_html(html))


def consistent(document: Document) -> None:
    """Blocks have text, gaps have none, spans point to what they say."""
    page = document.page
    assert page is not None
    valid(document.text)
    for block in document.blocks:
        assert block.text and block.text == block.text.strip()
        assert not block.gap or block.gap.isspace()
        assert page.text[slice(*block.span)] == block.text
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)
    for fact in page.facts:
        valid(fact.value)


if __name__ == "__main__":
    main(check, Grammar(MARKUP, ""), Grammar((*MARKUP, *TEXT), "<p>"))
