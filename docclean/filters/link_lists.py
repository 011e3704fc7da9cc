"""The filter `link-lists`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import and_, ge, gt, le

from docclean.document import Block, Document, Kind
from docclean.filters.links import host_of, is_link, stay_on_site
from docclean.measure.prose import is_prose
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop

__all__ = ["LinkLists"]

_CONTENT_KINDS = frozenset((Kind.TABLE_CELL, Kind.CODE))


@frozen
class LinkLists:
    """Remove lists of links to other pages of the site behind the text, with the heading above them.

    Why: what a site recommends stands below an article in the article's own element, under headings that no list of
        phrases knows.
    Keeps: plain text; links inside the text; single links; links to other sites (references); all of a page that
        is not mostly text, whose links are its content, or that shows code: reference works point to more of it.
    Never: touches cells or code, a heading with other blocks below, or anything before the last sentence.
    Measures: how many blocks in a row are links (`linked-list`, or below a heading `linked-section`).
    Options:
        min_links — links in a row without a heading; default 4: two or three may close a text ("Next", "Back").
        min_text_share — default 0.6, of the document's characters in running text: below, the page is an index.
    Reasons: linked-section, linked-list   Effects: removed   Laws: idempotent
    Source: our own; in 900 marked articles such sections were never part of the text.
    Example:
        >>> from docclean.testing import judged
        >>> judged(LinkLists(), "Plain text has no links.")
        'Plain text has no links.'
    """

    min_links: int = field(default=4, validator=ge(2))
    min_text_share: float = field(default=0.6, validator=and_(gt(0.0), le(1.0)))

    name: ClassVar[str] = "link-lists"
    codes: ClassVar[tuple[str, ...]] = ("linked-section", "linked-list")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Looks at what follows the last sentence that is no link."""
        blocks = document.blocks
        last = next((at for at in range(len(blocks) - 1, -1, -1) if _is_text(blocks[at])), None)
        if last is None or not any(map(_is_link, blocks[last + 1 :])) or not self._is_article(blocks):
            return KEEP
        host = host_of(document.page.url) if document.page is not None else ""
        changes = [change for run in _runs(blocks, last + 1) for change in self._run(document, run, host)]
        return Verdict(tuple(changes)) if changes else KEEP

    def _is_article(self, blocks: Sequence[Block]) -> bool:
        if any(block.kind is Kind.CODE for block in blocks):
            return False
        text = sum(len(block.text) for block in blocks if _is_text(block))
        return text >= self.min_text_share * sum(len(block.text) for block in blocks)

    def _run(self, document: Document, run: range, host: str) -> Iterator[Change]:
        """The changes for some links in a row."""
        blocks = document.blocks
        if not stay_on_site([blocks[at] for at in run], host):
            return
        above = blocks[run.start - 1] if run.start else None
        headed = above is not None and above.kind is Kind.HEADING and not _is_text(above)
        if not headed and len(run) < self.min_links:
            return
        code, least = ("linked-section", 1) if headed else ("linked-list", self.min_links)
        group = f"{self.name}-{run.start}"
        for at in range(run.start - headed, run.stop):
            yield drop(document, at, reason=Reason(self.name, code, len(run), least), group=group)


def _runs(blocks: Sequence[Block], start: int) -> Iterator[range]:
    """Stretches of blocks that are links."""
    at = start
    while at < len(blocks):
        stop = at
        while stop < len(blocks) and _is_link(blocks[stop]):
            stop += 1
        if stop > at:
            yield range(at, stop)
        at = stop + 1


def _is_link(block: Block) -> bool:
    return block.kind not in _CONTENT_KINDS and is_link(block)


def _is_text(block: Block) -> bool:
    return 2 * block.link_chars < len(block.text) and is_prose(block.text)
