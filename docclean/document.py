"""Documents as frozen values: blocks of text with the white space between them.

A document holds no behaviour beyond views. Joining `gap + text` of every block
and then `tail` gives its text to the character, so nothing can hide between
two blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, field, fields, frozen

__all__ = [
    "RESERVED_NOTES",
    "Block",
    "Document",
    "Fact",
    "Kind",
    "Mark",
    "Note",
    "Outline",
    "Page",
    "Region",
    "Scalar",
    "Source",
    "altered",
]

Scalar = str | int | float
Note = tuple[str, Scalar]

Derived = TypeVar("Derived")

RESERVED_NOTES = frozenset({"title", "section", "authors", "credits", "date", "site", "language", "page_type", "url"})
"""Note keys with a meaning that all filters share. Any other key is a filter's name."""


class Kind(StrEnum):
    """What a block is in the text's own structure."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    QUOTE = "quote"
    CODE = "code"
    OTHER = "other"

    # That of `Enum` is a function in Python, and nearly every filter asks for the kind of every block.
    __hash__ = str.__hash__


class Region(StrEnum):
    """Which part of a page a block stands in; always `UNKNOWN` for plain text."""

    MAIN = "main"
    NAV = "nav"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"
    FORM = "form"
    COMMENTS = "comments"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"

    __hash__ = str.__hash__


class Mark(NamedTuple):
    """A stretch of a block's text that the page sets apart."""

    start: int
    end: int
    kind: str
    """`"link"`, `"strong"`, `"emphasis"` or `"code"`."""
    target: str = ""
    """Where a link leads, as the page writes it."""


@frozen
class Block:
    """One stretch of visible text that is judged as a whole.

    In plain text a block is one line that is not blank. In a page it is what stands between two
    breaks of the layout (block elements, `<br>`); only preformatted text has line ends inside.
    """

    text: str
    """The text without surrounding white space; never empty."""
    gap: str = ""
    """The exact white space between the block before (or the start) and this block."""
    span: tuple[int, int] = (0, 0)
    """Start and end in the decoded input (of a page: in `Page.text`), in code points. Never changes."""
    kind: Kind = field(default=Kind.PARAGRAPH, kw_only=True)
    region: Region = field(default=Region.UNKNOWN, kw_only=True)
    level: int = field(default=0, kw_only=True)
    """Rank of a heading or depth of a list item, from 1; 0 where it has no meaning.

    A block of another kind with a depth goes on with the list item before it."""
    number: int = field(default=0, kw_only=True)
    """The number of an item of a numbered list; 0 for all else."""
    group: int | None = field(default=None, kw_only=True)
    """Identifies the list or table that the block belongs to."""
    cell: tuple[int, int] | None = field(default=None, kw_only=True)
    """Row and column of a table cell, from 0."""
    link_chars: int = field(default=0, kw_only=True)
    """How many characters of `text` are inside links."""
    language: str = field(default="", kw_only=True)
    """Language code, `"und"` where undecidable, `""` before tagging."""
    language_confidence: float = field(default=0.0, kw_only=True)
    path: str = field(default="", kw_only=True)
    """Short path in the page's element tree, such as `article > div#content > p`; `""` for plain text."""
    marks: tuple[Mark, ...] = field(default=(), kw_only=True)
    """Links and emphasis in `text`, by start; edits move them along."""


_BLOCK_FIELDS = tuple(attribute.name for attribute in fields(Block))


def altered(block: Block, changed: Mapping[str, Any]) -> Block:
    """As `attrs.evolve`, in a fraction of its time: every block of every document is tagged.

    Raises:
        TypeError: a block has no such field.
    """
    for name in changed:
        if name not in _BLOCK_FIELDS:
            raise TypeError(f"a block has no field {name!r}")
    new = object.__new__(Block)
    for name in _BLOCK_FIELDS:
        object.__setattr__(new, name, changed[name] if name in changed else getattr(block, name))
    return new


@frozen
class Fact:
    """Something that a page says about itself outside of its text."""

    key: str
    """A reserved note key, or `"page-language"`."""
    value: str
    source: str
    """Where it says so: `json-ld`, `og:title`, `meta author`, …"""


@frozen(eq=False)
class Outline:
    """The elements of a page that have text inside, and where its blocks stand."""

    parents: tuple[int, ...]
    """The element around each one, by index, always a smaller one; -1 for the outermost."""
    names: tuple[str, ...]
    """Of each element its tag, its classes, and its id, role and itemprop, one of the three a line."""
    places: Mapping[int, int] = field(repr=False)
    """The element of each block, by where its span starts."""


@frozen(kw_only=True)
class Page:
    """The HTML page that a document was made of."""

    html: str = field(repr=False)
    """As it was read, but for tags with thousands of attributes, of which the first stay."""
    text: str = field(repr=False)
    """All its visible text as the blocks were first made of it; what spans point into."""
    url: str = ""
    depth: int = 0
    """How deep its elements nest."""
    facts: tuple[Fact, ...] = ()
    """What it says about itself, the most trustworthy source of each key first."""
    outline: Outline | None = field(default=None, repr=False)
    """Its elements; `None` where somebody made the document without them."""


@frozen(kw_only=True)
class Source:
    """Where a document came from."""

    path: str = ""
    offset: int = 0
    """Index of the record inside the source, from 0."""
    media_type: str = "text/plain"
    charset: str = ""
    """How bytes were decoded; `""` where the input was text already."""
    charset_reason: str = ""
    """Why so: one of the reasons of `docclean.read.encoding.Decoded`."""
    replaced: int = 0
    """How many bytes did not fit that charset: read as windows-1252, or U+FFFD now."""
    simplified: tuple[str, ...] = ()
    """Names of the gates that it was over: what was too large for the usual way, and was read in a simpler one."""


@frozen
class Document:
    """An identified sequence of blocks with notes about the whole."""

    id: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    """Pairs of key and value, sorted by key; one key may have several values, in the order they were found."""
    source: Source = field(factory=Source)
    tail: str = ""
    """White space after the last block."""
    page: Page | None = field(default=None, eq=False, repr=False)
    """The page it was made of; `None` for plain text. Not part of what is written or compared."""

    @cached_property
    def text(self) -> str:
        """All characters of the document, white space included."""
        parts = []
        for block in self.blocks:
            parts.append(block.gap)
            parts.append(block.text)
        parts.append(self.tail)
        return "".join(parts)

    @cached_property
    def _derived(self) -> dict[Callable[[Document], Any], Any]:
        return {}

    def derived(self, function: Callable[[Document], Derived]) -> Derived:
        """What a pure function says about this document, computed once however many filters ask.

        Args:
            function: one that always gives the same for the same document. Its result is shared, so
                nobody may change it.
        """
        known = self._derived
        if function not in known:
            known[function] = function(self)
        return known[function]  # type: ignore[no-any-return]  # stored under the function that made it

    def values(self, key: str) -> tuple[Scalar, ...]:
        """The values noted under `key`, in the order they were found; `()` if none."""
        return tuple(value for name, value in self.notes if name == key)

    def with_notes(self, added: tuple[Note, ...]) -> Document:
        """A document with more notes: appended under their key, pairs already there left out."""
        known = frozenset(self.notes) if len(added) > 1 else self.notes
        fresh = tuple(note for note in dict.fromkeys(added) if note not in known)
        if not fresh:
            return self
        return evolve(self, notes=tuple(sorted(self.notes + fresh, key=_note_key)))


def _note_key(note: tuple[str, Any]) -> str:
    return note[0]
