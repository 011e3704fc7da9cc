"""The filter `line-ends`."""

from __future__ import annotations

import re
from typing import ClassVar

from attrs import evolve, frozen

from docclean.document import Block, Document, Kind, Mark
from docclean.measure.edits import Edit, apply_edits
from docclean.repair.rare import rare_in
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, moved_marks

__all__ = ["LineEnds"]

_ANY = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ELLIPSIS = re.compile("(?<=[^\\W\\d_])\x85(?=[^\\W\\d_ ])|(?<=[^\\W\\d_])\x85(?= [^\\W\\d_])")
_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_PARAGRAPH_ENDS = "\f\u2029\x1c\x1d"
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ALL = re.compile(r"(?s)\S(?:.*\S)?")


@frozen
class LineEnds:
    """Make every kind of line end a plain newline.

    Why: CR, CRLF, NEL, VT, FF and the Unicode separators end a line for some tools and
        not for others, so that a document has another number of lines in each.
    Keeps: how many lines and paragraphs there are.
    Never: takes U+0085 inside a line of words for a line end: between letters on one
        line it is an ellipsis that was decoded as Latin-1 instead of windows-1252.
    Measures: line-end characters other than `\\n` in a block or the gap before it.
    Options: none
    Reasons: foreign-line-end, misread-ellipsis   Effects: edited, split   Laws: idempotent, block-local
    Source: Unicode Standard Annex 14; WHATWG Encoding (0x85 is U+2026 in windows-1252).
    Example:
        >>> from docclean.testing import judged
        >>> judged(LineEnds(), "One line.\\r\\nAnother\\u2028and a third.")
        'One line.\\nAnother\\nand a third.'
        >>> judged(LineEnds(), "Left as it is.\\n")
        'Left as it is.\\n'
    """

    name: ClassVar[str] = "line-ends"
    codes: ClassVar[tuple[str, ...]] = ("foreign-line-end", "misread-ellipsis")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED, Effect.SPLIT)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits gaps and cuts blocks at line ends inside them."""
        if not _ANY.search(document.derived(rare_in)):
            return KEEP
        changes = []
        for at, block in enumerate(document.blocks):
            if _ANY.search(block.gap) or _ANY.search(block.text):
                changes.append(self._change(document, at))
        return Verdict(tuple(changes)) if changes else KEEP

    def _change(self, document: Document, at: int) -> Change:
        block = document.blocks[at]
        # Code stays in one piece, and so does what was made of several lines for there are too many.
        whole = block.kind is Kind.CODE or bool(document.source.simplified)
        before = block.gap + block.text
        ellipses = {match.start() for match in _ELLIPSIS.finditer(before)}
        edits: list[Edit] = []
        for match in _END.finditer(before):
            start, end = match.span()
            if start in ellipses:
                edits.append((start, end, "…"))
            elif before[end : end + 1] == "\n":
                edits.append((start, end, ""))
            else:
                edits.append((start, end, "\n\n" if match.group() in _PARAGRAPH_ENDS else "\n"))
        after = _relined(block, apply_edits(before, edits), _marks_in_line(block, edits), whole=whole)
        misread, ends = len(ellipses), len(edits) - len(ellipses)
        code, value = ("foreign-line-end", ends) if ends else ("misread-ellipsis", misread)
        reason = Reason(self.name, code, value, 0, (("misread-ellipses", misread),) if ends and misread else ())
        effect = Effect.SPLIT if len(after) > 1 else Effect.EDITED
        return Change(at, (block,), after, reason, effect, tuple(edits))


def _marks_in_line(block: Block, edits: list[Edit]) -> tuple[Mark, ...]:
    """The marks of a block in offsets of its gap and text after some edits."""
    shift = len(block.gap)
    return moved_marks([mark._replace(start=mark.start + shift, end=mark.end + shift) for mark in block.marks], edits)


def _relined(block: Block, text: str, marks: tuple[Mark, ...], *, whole: bool) -> tuple[Block, ...]:
    """The lines of a text that came out of a block, as blocks that inherit from it, or the `whole` as one."""
    blocks = []
    position = 0
    for match in (_ALL if whole else _LINE).finditer(text):
        start, end = match.span()
        own = moved_marks(marks, ((0, start, ""), (end, len(text), ""))) if marks else ()
        blocks.append(evolve(block, gap=text[position:start], text=match.group(), marks=own))
        position = end
    return tuple(blocks)
