"""The filter `outside-main-content`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import and_, gt, in_, le

from docclean.document import Document, Page, Region
from docclean.extract.fallbacks import stands_elsewhere
from docclean.filters.selection import Selection, selected
from docclean.measure.alignment import Aligned, align
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop

__all__ = ["SELECTORS", "OutsideMainContent"]

SELECTORS = ("model", "trafilatura", "none")
_OUTSIDE = frozenset((Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE, Region.FORM, Region.HIDDEN))
"""Regions that go where the selector finds nothing in the whole page."""
_LONGEST = 2_500_000
"""The selector's parser drops text of 10 MB in one piece, and a character may take four bytes."""


@frozen
class OutsideMainContent:
    """Remove what stands on a page around its main content.

    Why: menus, teasers, sidebars and footers are most of a page, and nothing of what it is about.
    Keeps: plain text, which has no page around it; blocks whose words are in the selected text, wherever they stand.
    Never: takes text from the selector: it says what stays, and what stays is the page's own text. Never drops what
        the selector's parser cannot see (elements nested too deep, pieces of text too large). Never asks the selector
        about a page that was simplified (`simplified` in its record): it would take minutes.
    Measures: share of a block's runs of three words that are in the selected text, 0 to 1; short blocks must be found
        whole between their neighbours.
    Options:
        selector — who selects: `"trafilatura"`; `"model"`: this step leaves all to `unlikely-content`; `"none"`: only
            what the page hides is removed. A preset may say `selector = …` at its top instead, for both steps.
        min_share — default 0.5, from our measurement: higher loses blocks with a part that was cut out.
    Reasons: not-selected; chrome-region (the selector found nothing, and the block is no part of the text by its
        element: value the region); hidden (without selector)   Effects: removed
    Laws: none: a page is judged as a whole
    Source: trafilatura's `bare_extraction` (Barbaresi 2021); the alignment is our own.
    Example:
        >>> from docclean.testing import judged
        >>> judged(OutsideMainContent(), "Plain text has no page around it.")
        'Plain text has no page around it.'
    """

    selector: str = field(default="trafilatura", validator=in_(SELECTORS))
    min_share: float = field(default=0.5, validator=and_(gt(0.0), le(1.0)))

    name: ClassVar[str] = "outside-main-content"
    codes: ClassVar[tuple[str, ...]] = ("not-selected", "chrome-region", "hidden")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("outside-main-content",)
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ("package:trafilatura",)

    def judge(self, document: Document) -> Verdict:
        """Asks the selector once and aligns its text with the blocks as they first were."""
        page = document.page
        if page is None or not document.blocks:
            return KEEP
        if self.selector == "model":
            return KEEP
        if self.selector == "none":
            return Verdict(tuple(self._by_region(document, frozenset((Region.HIDDEN,)), "hidden", ())))
        simplified = document.source.simplified
        selection = Selection("", f"not asked: {', '.join(simplified)}") if simplified else selected(page)
        problem = selection.problem
        if selection.text:
            changes = self._by_text(document, page, selection.text)
            if len(changes) < len(document.blocks):
                return Verdict(changes)
            # It may have found its text in data for scripts.
            problem = "found none of this text"
        evidence = (("selector", problem),)
        # Noted as well, for a page without any such region would not tell of it.
        changes = tuple(self._by_region(document, _OUTSIDE, "chrome-region", evidence))
        return Verdict(changes, ((self.name, problem),))

    def _by_text(self, document: Document, page: Page, text: str) -> tuple[Change, ...]:
        # Blocks that a filter made of one have its span.
        spans = list(dict.fromkeys(block.span for block in document.blocks))
        regions = {block.span: block.region for block in document.blocks}
        outside = frozenset(at for at, span in enumerate(spans) if regions[span] in _OUTSIDE)
        aligned = align([page.text[start:end] for start, end in spans], text, outside=outside)
        return tuple(self._unaligned(document, dict(zip(spans, aligned, strict=True))))

    def _unaligned(self, document: Document, aligned: Mapping[tuple[int, int], Aligned]) -> Iterator[Change]:
        for at, block in enumerate(document.blocks):
            share = aligned[block.span].share
            if share < self.min_share and len(block.text) <= _LONGEST and not stands_elsewhere(block):
                yield drop(document, at, reason=Reason(self.name, "not-selected", round(share, 3), self.min_share))

    def _by_region(
        self, document: Document, regions: frozenset[Region], code: str, evidence: tuple[tuple[str, str], ...]
    ) -> Iterator[Change]:
        # A page of which nothing would be left is not understood.
        if all(block.region in regions for block in document.blocks):
            return
        for at, block in enumerate(document.blocks):
            if block.region in regions:
                yield drop(document, at, reason=Reason(self.name, code, block.region.value, "main", evidence))
