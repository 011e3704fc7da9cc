"""What the walker collects before a page is known as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from docclean.document import Kind, Mark
from docclean.extract.regions import Area
from docclean.extract.tables import Table

__all__ = ["ELSEWHERE", "Draft", "Item", "Numbering", "Scope"]

_PATH_LABELS = 4
_MAX_NAME = 40
"""Characters of an id or class that a path quotes: every block has a path, and pages have ids of a megabyte."""
ELSEWHERE = "from "
"""A path that begins so says where text comes from that the page does not show. That is never cut off."""
_UNTOLD = frozenset(("html", "body"))


class Numbering:
    """A list that is being walked."""

    __slots__ = ("group", "next", "term")

    def __init__(self, group: int, first: int | None) -> None:
        self.group = group
        """Id of the outermost list around."""
        self.next = first
        """Number of the next item; `None` for bullets."""
        self.term: Item | None = None
        """The term of a list of definitions that nothing has answered yet."""


class Item:
    """A list item that is being walked."""

    __slots__ = ("fresh", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.fresh = True
        """Whether no block of it has come yet."""


class Scope:
    """What holds for the text directly inside a block element, most of it inherited."""

    __slots__ = (
        *("_labels", "_path", "area", "attributes", "cell", "depth", "is_pre", "item", "kind", "level", "numbering"),
        *("outer", "table", "tag"),
    )

    def __init__(self, outer: Scope | None, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.outer = outer
        self.tag = tag
        self.attributes = attributes
        self._labels: tuple[str, ...] | None = None
        self._path = ""
        if outer is None:
            self.kind = Kind.PARAGRAPH
            self.level = self.depth = 0
            self.is_pre = False
            self.item: Item | None = None
            self.numbering: Numbering | None = None
            self.table: Table | None = None
            self.cell: tuple[int, int] | None = None
            self.area: Area | None = None
            return
        self.kind = outer.kind
        self.level = outer.level
        self.depth = outer.depth
        self.is_pre = outer.is_pre
        self.item = outer.item
        self.numbering = outer.numbering
        self.table = outer.table
        self.cell = outer.cell
        self.area = outer.area

    @property
    def path(self) -> str:
        """The nearest elements around, outermost first, each with its id or else its first class."""
        if not self._path:
            self._path = " > ".join(self._named()) or "body"
        return self._path

    def _named(self) -> tuple[str, ...]:
        if self._labels is not None:
            return self._labels
        unnamed = []
        scope: Scope | None = self
        while scope is not None and scope._labels is None:
            unnamed.append(scope)
            scope = scope.outer
        labels = scope._labels if scope is not None and scope._labels is not None else ()
        for scope in reversed(unnamed):
            if scope.tag not in _UNTOLD:
                if len(labels) >= _PATH_LABELS:
                    nearest = labels[1 - _PATH_LABELS :]
                    labels = (labels[0], *nearest) if labels[0].startswith(ELSEWHERE) else nearest
                labels = (*labels, _label(scope.tag, scope.attributes))
            scope._labels = labels
        return labels


def _label(tag: str, attributes: Mapping[str, str | None]) -> str:
    own_id = attributes.get("id")
    # Only the beginning is looked at, so that one of a megabyte is not taken apart for every block.
    if own_id and (names := own_id.split(None, 1)):
        return f"{tag}#{names[0][:_MAX_NAME]}"
    own_class = attributes.get("class")
    if own_class and (names := own_class.split(None, 1)):
        return f"{tag}.{names[0][:_MAX_NAME]}"
    return tag


class Draft:
    """A block in the making."""

    __slots__ = ("gap", "indent", "kind", "level", "marks", "number", "scope", "text")

    def __init__(self, text: str, gap: int, scope: Scope, kind: Kind, level: int) -> None:
        self.text = text
        self.gap = gap
        """How it is set apart from the one before: 1 by a line end, 2 by an empty line."""
        self.scope = scope
        self.kind = kind
        self.level = level
        self.number = 0
        self.indent = ""
        """White space before the first line of code."""
        self.marks: tuple[Mark, ...] = ()
