"""From an element tree to drafts of blocks, in one pass that loses no visible text.

The walker records and does not decide: a menu becomes blocks like everything else, and says where it stood.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from docclean.document import Kind, Mark, Region
from docclean.extract.drafts import Draft, Item, Numbering, Scope
from docclean.extract.flow import APART, PERHAPS_APART, Flow
from docclean.extract.nodes import inner_text, number_in, unprefixed
from docclean.extract.regions import Area, hides, region_of
from docclean.extract.tables import Table
from docclean.extract.tags import (
    BREAKS,
    CONTROLS,
    FALLBACKS,
    HEADINGS,
    KINDS,
    LISTS,
    MARKS,
    PHRASING,
    SEPARATORS,
    SKIPPED,
)

__all__ = ["Walk"]

_SPACE = re.compile(r"[ \t\n\r\f]+")

Exit = tuple[str, Scope, int, int]
"""An element that was entered: its tag, the scope around it, the length of the text and how many marks were open."""


class Walk:
    """One walk over one tree; `drafts` holds what it found, in the order of the page."""

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

    def walk(self, root: LexborNode) -> None:
        """Walk a tree; without recursion, for pages nest deeper than Python's stack."""
        exits: list[Exit] = []
        node: LexborNode | None = root
        while node is not None:
            following = self._visit(node, exits)
            if following is None:
                following = node.next if exits else None
                while following is None and exits and node is not None:
                    node = node.parent
                    self._leave(*exits.pop())
                    following = node.next if exits and node is not None else None
            node = following
        self._flush()

    def _visit(self, node: LexborNode, exits: list[Exit]) -> LexborNode | None:
        """Take in a node; its first child where the walk should go on inside of it."""
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if self._scope.is_pre:
                self._flow.append(text)
            elif self._flow.length or not text.isspace():
                self._flow.text(text)
            return None
        if tag[:1] == "-" or tag in SKIPPED:
            return None
        if ":" in tag:
            tag = unprefixed(node, tag)
            if tag in SKIPPED:
                return None
        if tag == "br":
            self._line_break()
            return None
        outer, start, marked = self._scope, self._flow.length, len(self._flow.open)
        if tag in BREAKS and not (self._flow.length and tag in FALLBACKS):
            self._enter_block(node, tag)
        elif not self._enter_inline(node, tag):
            return None
        child = node.first_child
        if child is None:
            self._leave(tag, outer, start, marked)
            return None
        exits.append((tag, outer, start, marked))
        self.depth = max(self.depth, len(exits))
        return child

    def _leave(self, tag: str, outer: Scope, start: int, marked: int) -> None:
        if tag in BREAKS:
            self._end_line(1 if tag in LISTS and outer.depth else BREAKS[tag], outer)
            if tag == "table" and self._scope.table is not None:
                self._scope.table.end()
            self._scope = outer
            return
        if len(self._flow.open) > marked:
            kind, target, start = self._flow.open.pop()
            if self._flow.length > start and not outer.is_pre:
                self._flow.marks.append(Mark(start, self._flow.length, kind, target))
        if tag in CONTROLS and self._flow.control >= start - 1:
            self._flow.control = self._flow.length
        if tag in SEPARATORS or tag not in PHRASING:
            self._flow.seam = APART
        elif self._flow.length > start + (tag != "a"):
            # Letters that are set one by one are one word.
            self._flow.left = tag

    def _enter_block(self, node: LexborNode, tag: str) -> None:
        inner_list = tag in LISTS and self._scope.depth > 0
        self._end_line(1 if inner_list else BREAKS[tag], self._scope)
        attributes = node.attributes
        scope = self._scope = Scope(self._scope, tag, attributes)
        region = region_of(tag, attributes) if tag != "body" else None
        if region is not None:
            scope.area = Area(region, scope.area)
        if tag == "p":
            if scope.table is not None:
                scope.table.count_paragraph()
        elif tag in HEADINGS:
            scope.kind, scope.level = Kind.HEADING, HEADINGS[tag]
        elif tag in KINDS:
            scope.kind = KINDS[tag]
            scope.is_pre = scope.is_pre or scope.kind is Kind.CODE or tag == "textarea"
        elif tag in LISTS:
            self._enter_list(scope)
        elif tag in ("li", "dt", "dd"):
            self._enter_item(scope)
        elif tag in ("table", "tr", "td", "th"):
            self._enter_table(scope)

    def _enter_list(self, scope: Scope) -> None:
        scope.depth += 1
        first = None
        if scope.tag == "ol":
            first = number_in(scope.attributes.get("start"), 1)
        group = scope.numbering.group if scope.numbering is not None else self._new_group()
        scope.numbering = Numbering(group, first)
        scope.item = None

    def _enter_item(self, scope: Scope) -> None:
        if scope.tag == "dd" and self._answers(scope):
            return
        number = 0
        if scope.numbering is None:
            scope.depth = 1
            scope.numbering = Numbering(self._new_group(), None)
        elif scope.numbering.next is not None:
            number = number_in(scope.attributes.get("value"), scope.numbering.next)
            scope.numbering.next = number + 1
        scope.item = Item(number)
        if scope.tag == "dt" and scope.numbering is not None:
            scope.numbering.term = scope.item

    def _answers(self, scope: Scope) -> bool:
        """Give a `dd` the item of the `dt` before it, if there is one."""
        numbering = scope.numbering
        if numbering is None or numbering.term is None:
            return False
        scope.item, numbering.term = numbering.term, None
        return True

    def _enter_table(self, scope: Scope) -> None:
        if scope.tag == "table":
            if scope.table is not None:
                # A table around another one lays out the page.
                scope.table.is_layout = True
            scope.table = Table(self._new_group(), scope.attributes)
            scope.cell = None
        elif scope.table is not None and scope.tag == "tr":
            scope.table.start_row()
        elif scope.table is not None:
            scope.cell = scope.table.start_cell(scope.attributes)
        # A list around a table does not number what is in its cells.
        scope.item = scope.numbering = None
        scope.depth = 0

    def _new_group(self) -> int:
        self._groups += 1
        return self._groups - 1

    def _enter_inline(self, node: LexborNode, tag: str) -> bool:
        """Take in an inline element; whether the walk should go on inside of it."""
        attributes = node.attributes
        if tag in FALLBACKS or (attributes and tag != "html" and hides(tag, attributes)):
            self._hidden(node)
            self._flow.seam = APART if tag in FALLBACKS else self._flow.seam
            return False
        if tag == "svg":
            self._svg(node)
            return False
        if tag in SEPARATORS or tag not in PHRASING:
            self._flow.seam = APART
        elif self._flow.left:
            both_links = tag == "a" and self._flow.left == "a"
            self._flow.seam = max(self._flow.seam, APART if both_links else PERHAPS_APART)
        # An <a> without a target is a place, not a link.
        if tag in MARKS and (tag != "a" or "href" in attributes):
            kind = MARKS[tag]
            # What is emphasised already is not more so inside: pages may nest thousands of <b> that nobody closed.
            if not any(kind == other for other, _, _ in self._flow.open):
                self._flow.open.append((kind, (attributes.get("href") or "") if tag == "a" else "", self._flow.length))
        return True

    def _hidden(self, node: LexborNode) -> None:
        """Put hidden text inside a block aside, so that it does not cut the block in two."""
        text = _SPACE.sub(" ", inner_text(node)).strip()
        if text:
            scope = Scope(self._scope, node.tag or "", node.attributes)
            scope.area = Area(Region.HIDDEN, self._scope.area)
            self._unseen.append((text, scope))

    def _svg(self, node: LexborNode) -> None:
        self._flow.seam = APART
        self._flow.text(inner_text(node).strip())
        self._flow.seam = APART

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

    def _end_line(self, gap: int, outer: Scope) -> None:
        """End the block at an edge of a block element that stands in `outer`."""
        if not outer.is_pre:
            if self._flow.length or self._unseen:
                self._flush()
            else:
                # Most edges meet another one, with nothing between them to end.
                self._flow.seam, self._flow.left = 0, ""
            self._gap = max(self._gap, gap)
        elif self._flow.length and self._flow.last != "\n":
            # Elements inside of code are its lines.
            self._flow.append("\n")

    def _flush(self) -> None:
        """End the current block."""
        if self._flow.length:
            raw = "".join(self._flow.parts)
            text = raw.strip()
            if text:
                self._draft(raw, text)
        self._flow.clear()
        if self._unseen:
            for text, scope in self._unseen:
                self._take(Draft(text, max(self._gap, 1), scope, Kind.OTHER, 0))
            self._unseen.clear()

    def _draft(self, raw: str, text: str) -> None:
        scope = self._scope
        kind, level, item = scope.kind, scope.level, scope.item
        if kind is Kind.PARAGRAPH and self._flow.control >= len(raw.rstrip()):
            kind = Kind.OTHER
        number = 0
        if item is not None and kind in (Kind.PARAGRAPH, Kind.OTHER):
            level = scope.depth
            if item.fresh:
                kind, number, item.fresh = Kind.LIST_ITEM, item.number, False
        draft = Draft(text, self._gap, scope, kind, level)
        draft.number = number
        lead = len(raw) - len(raw.lstrip())
        if scope.is_pre:
            draft.indent = raw[:lead].rpartition("\n")[2]
        elif self._flow.marks or self._flow.open:
            draft.marks = self._flow.marks_of(text, lead)
        self._take(draft)

    def _take(self, draft: Draft) -> None:
        scope = draft.scope
        self.drafts.append(draft)
        self.characters += len(draft.text)
        self._gap = 0
        if scope.area is not None:
            scope.area.count(len(draft.text))
        if scope.table is not None:
            scope.table.characters += len(draft.text)
