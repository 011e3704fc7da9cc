"""Text of pages that show nothing by themselves: in templates, in frames' stand-ins, in data for scripts.

Used only where the elements of a page hold (nearly) no text. Its path says where such a block comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from docclean.document import Block, Kind
from docclean.extract.drafts import ELSEWHERE, Draft, Scope
from docclean.extract.gates import gated, parsable
from docclean.extract.payloads import Payload, payloads_of
from docclean.extract.plain import blocks_of
from docclean.extract.walker import Walk

__all__ = ["MIN_CHARACTERS", "from_elsewhere", "stands_elsewhere"]

MIN_CHARACTERS = 250
"""A page that shows less than this is looked at for text elsewhere, and takes none that is shorter: what says "please
turn on JavaScript" is. trafilatura takes the same limit for a text worth extracting."""

_TEMPLATE = re.compile(r"</?template\b[^>]*>")


def stands_elsewhere(block: Block) -> bool:
    """Whether a block comes from a part of the page that is not shown."""
    return block.path.startswith(ELSEWHERE)


def from_elsewhere(parser: LexborHTMLParser) -> list[Draft]:
    """The longest text of a page outside of what it shows; `[]` if there is none worth it."""
    best: list[Draft] = []
    most = MIN_CHARACTERS - 1
    for drafts in (*_stand_ins(parser), *map(_drafts_of, payloads_of(parser))):
        characters = sum(len(draft.text) for draft in drafts)
        if characters > most:
            best, most = drafts, characters
    return best


def _stand_ins(parser: LexborHTMLParser) -> Iterator[list[Draft]]:
    # What is in <noframes> is text to the parser, and a page to those without frames.
    frames = "".join(node.text() for node in parser.css("noframes"))
    # The inside of a template is a tree of its own, which only its markup shows.
    templates = "".join(_TEMPLATE.sub("", node.html or "") for node in parser.css("template"))
    for source, html in (("noframes", frames), ("template", templates)):
        if html:
            yield _walked(html, source)


def _walked(html: str, source: str) -> list[Draft]:
    walk = Walk(Scope(None, f"{ELSEWHERE}{source}", {}))
    root = LexborHTMLParser(parsable(gated(html)).html).body
    if root is not None:
        walk.walk(root)
    return walk.drafts


def _drafts_of(payload: Payload) -> list[Draft]:
    drafts: list[Draft] = []
    for text in payload.texts:
        if payload.is_markup:
            found = _walked(text, payload.source)
        else:
            scope = Scope(None, f"{ELSEWHERE}{payload.source}", {})
            blocks, _ = blocks_of(text)
            found = [Draft(block.text, min(block.gap.count("\n"), 2), scope, Kind.PARAGRAPH, 0) for block in blocks]
        if found:
            found[0].gap = 2
        drafts += found
    return drafts
