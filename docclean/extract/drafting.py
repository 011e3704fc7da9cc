"""From running text between two breaks of a page's layout to the draft of a block."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from docclean.document import Kind, Region
from docclean.extract.drafts import Draft, Scope
from docclean.extract.flow import Flow
from docclean.extract.nodes import inner_text
from docclean.extract.regions import Area
from docclean.extract.tags import BREAKS, LISTS

__all__ = ["Drafting"]

_SPACE = re.compile(r"[ \t\n\r\f]+")


class Drafting:
    """What a walk has found so far, and the block that it is in."""

    def __init__(self, scope: Scope | None = None) -> None:
        self.drafts: list[Draft] = []
        self.characters = 0
        """Characters of all drafts."""
        self.depth = 0
        """How deep the elements nest."""
        self._scope = scope or Scope(None, "html", {})
        self._flow = Flow()
        self._gap = 0
        self._unseen: list[tuple[str, Scope]] = []
        """Hidden text inside the current block."""
        self._groups = 0
        self._areas: list[Area] = []
        """Every area, outer ones before those inside."""

    def _hidden(self, node: LexborNode) -> None:
        """Put hidden text inside a block aside, so that it does not cut the block in two."""
        text = _SPACE.sub(" ", inner_text(node)).strip()
        if text:
            scope = Scope(self._scope, node.tag or "", node.attributes)
            self._enter_area(scope, Region.HIDDEN)
            self._unseen.append((text, scope))

    def _enter_area(self, scope: Scope, region: Region) -> None:
        scope.area = Area(region, scope.area)
        self._areas.append(scope.area)

    def _add_up(self) -> None:
        """Add what areas hold to those around them."""
        # In the end and once: areas nest, and adding each text to all of them takes time for every level.
        for area in reversed(self._areas):
            if area.outer is not None:
                area.outer.characters += area.characters
        self._areas.clear()

    def _line_break(self) -> None:
        scope = self._scope
        if scope.is_pre:
            self._flow.append("\n")
        elif scope.kind is Kind.HEADING:
            self._flow.text(" ")
        elif self._flow.length:
            self._flush()
            self._gap = max(self._gap, 1)
        else:
            # The second <br> in a row makes an empty line.
            self._gap = 2 if self._gap else 1

    def _edge(self, tag: str, outer: Scope) -> None:
        """End the block at an edge of a block element that stands in `outer`."""
        flow = self._flow
        if not outer.is_pre:
            gap = 1 if outer.depth and tag in LISTS else BREAKS[tag]
            if flow.length or self._unseen:
                self._flush()
            else:
                # Most edges meet another one, with nothing between them to end.
                flow.seam, flow.left = 0, ""
            self._gap = max(self._gap, gap)
        elif flow.length and flow.last != "\n":
            # Elements inside of code are its lines.
            flow.append("\n")

    def _flush(self) -> None:
        """End the current block."""
        flow = self._flow
        if flow.length:
            raw = flow.parts[0] if len(flow.parts) == 1 else "".join(flow.parts)
            text = raw.strip()
            if text:
                self._draft(raw, text)
            flow.clear()
        else:
            flow.seam, flow.left = 0, ""
        if self._unseen:
            for text, scope in self._unseen:
                self._take(Draft(text, max(self._gap, 1), scope, Kind.OTHER, 0))
            self._unseen.clear()

    def _draft(self, raw: str, text: str) -> None:
        flow, scope = self._flow, self._scope
        kind, level, item = scope.kind, scope.level, scope.item
        if flow.control and kind is Kind.PARAGRAPH and flow.control >= len(raw.rstrip()):
            kind = Kind.OTHER
        number = 0
        if item is not None and (kind is Kind.PARAGRAPH or kind is Kind.OTHER):
            level = scope.depth
            if item.fresh:
                kind, number, item.fresh = Kind.LIST_ITEM, item.number, False
        draft = Draft(text, self._gap, scope, kind, level)
        draft.number = number
        if scope.is_pre:
            draft.indent = raw[: len(raw) - len(raw.lstrip())].rpartition("\n")[2]
        elif flow.marks or flow.open:
            draft.marks = flow.marks_of(text, len(raw) - len(raw.lstrip()))
        self._take(draft)

    def _take(self, draft: Draft) -> None:
        scope, characters = draft.scope, len(draft.text)
        self.drafts.append(draft)
        self.characters += characters
        self._gap = 0
        if scope.area is not None:
            scope.area.characters += characters
        if scope.table is not None:
            scope.table.characters += characters
