"""From an element tree to drafts of blocks, in one pass that loses no visible text.

The walker records and does not decide: a menu becomes blocks like everything else, and says where it stood.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from docclean.document import Kind
from docclean.extract.drafting import Drafting
from docclean.extract.drafts import Item, Numbering, Scope
from docclean.extract.flow import APART, PERHAPS_APART
from docclean.extract.nodes import inner_text, number_in, unprefixed
from docclean.extract.regions import hides, region_of
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
    SKIPPED,
)

__all__ = ["Walk"]

_ITEMS = frozenset(("li", "dt", "dd"))
_TELLING = _ITEMS | LISTS | HEADINGS.keys() | KINDS.keys() | {"p", "table", "tr", "td", "th"}
"""Elements that say more about the blocks inside than where they end."""

Exit = tuple[LexborNode, str, Scope, int, int]
"""An element that was entered, its tag, the scope around it, and for inline elements the length of the text and how
many marks were open; -1 for blocks."""


class Walk(Drafting):
    """One walk over one tree; `drafts` holds what it found, in the order of the page."""

    def walk(self, root: LexborNode) -> None:
        """Walk a tree; without recursion, for pages nest deeper than Python's stack."""
        exits: list[Exit] = []
        flow = self._flow
        node: LexborNode | None = root
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                text = node.text_content or ""
                if self._scope.is_pre:
                    flow.append(text)
                elif flow.length or not text.isspace():
                    flow.text(text)
                following = None
            else:
                following = self._enter(node, tag, exits)
            if following is None and exits:
                following = node.next
                while following is None and exits:
                    node, tag, outer, start, marked = exits.pop()
                    if start < 0:
                        self._leave_block(tag, outer)
                    else:
                        self._leave_inline(tag, start, marked)
                    # What follows the root is no part of it.
                    following = node.next if exits else None
            node = following
        self._flush()
        self._add_up()

    def _enter(self, node: LexborNode, tag: str, exits: list[Exit]) -> LexborNode | None:
        """Take in a node that is no text; its first child where the walk should go on inside of it."""
        if tag not in BREAKS and tag not in PHRASING:
            if tag[:1] == "-" or tag in SKIPPED:
                return None
            if ":" in tag:
                tag = unprefixed(node, tag)
                if tag in SKIPPED:
                    return None
            if tag == "br":
                self._line_break()
                return None
        flow, outer, start, marked = self._flow, self._scope, -1, 0
        if tag in BREAKS and not (flow.length and tag in FALLBACKS):
            self._enter_block(node, tag)
        else:
            start, marked = flow.length, len(flow.open)
            if not self._enter_inline(node, tag):
                return None
        child = node.first_child
        if child is not None:
            exits.append((node, tag, outer, start, marked))
            self.depth = max(self.depth, len(exits))
        elif start < 0:
            self._leave_block(tag, outer)
        else:
            self._leave_inline(tag, start, marked)
        return child

    def _leave_block(self, tag: str, outer: Scope) -> None:
        self._edge(tag, outer)
        if tag == "table" and self._scope.table is not None:
            self._scope.table.end()
        self._scope = outer

    def _leave_inline(self, tag: str, start: int, marked: int) -> None:
        flow = self._flow
        if len(flow.open) > marked:
            kind, target, opened = flow.open.pop()
            if flow.length > opened and not self._scope.is_pre:
                flow.marks.append((opened, flow.length, kind, target))
            start = opened
        if tag in CONTROLS and flow.control >= start - 1:
            flow.control = flow.length
        if tag not in PHRASING:
            flow.seam = APART
        elif flow.length > start + (tag != "a"):
            # Letters that are set one by one are one word.
            flow.left = tag

    def _enter_block(self, node: LexborNode, tag: str) -> None:
        outer = self._scope
        self._edge(tag, outer)
        attributes = node.attributes
        scope = self._scope = Scope(outer, tag, attributes)
        region = region_of(tag, attributes) if tag != "body" else None
        if region is not None:
            self._enter_area(scope, region)
        if tag not in _TELLING:
            return
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
        elif tag in _ITEMS:
            self._enter_item(scope)
        else:
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
        flow = self._flow
        attributes = node.attributes
        if tag in FALLBACKS or (attributes and tag != "html" and hides(tag, attributes)):
            self._hidden(node)
            flow.seam = APART if tag in FALLBACKS else flow.seam
            return False
        if tag == "svg":
            self._svg(node)
            return False
        if tag not in PHRASING:
            flow.seam = APART
        elif flow.left:
            both_links = tag == "a" and flow.left == "a"
            flow.seam = max(flow.seam, APART if both_links else PERHAPS_APART)
        # An <a> without a target is a place, not a link.
        if tag in MARKS and (tag != "a" or "href" in attributes):
            kind = MARKS[tag]
            # What is emphasised already is not more so inside: pages may nest thousands of <b> that nobody closed.
            if not flow.open or all(kind != other for other, _, _ in flow.open):
                flow.open.append((kind, (attributes.get("href") or "") if tag == "a" else "", flow.length))
        return True

    def _svg(self, node: LexborNode) -> None:
        self._flow.seam = APART
        self._flow.text(inner_text(node).strip())
        self._flow.seam = APART
