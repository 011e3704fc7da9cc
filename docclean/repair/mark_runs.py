"""The filter `mark-runs`."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.measure.edits import Edit
from docclean.repair.rare import rare_in
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, edit

__all__ = ["MAX_MARKS", "MarkRuns"]

MAX_MARKS = 30
"""Unicode Standard Annex 15, section 13 (stream-safe text): no orthography needs more."""

_SUSPECT = re.compile(r"[^\w\s\x00-\x7f]{31,}")
"""Marks are never word characters for `re`, so every run of more than `MAX_MARKS` is in here."""

_STRIDE = 5
_SAMPLE = re.compile(r"[^\w\s\x00-\x7f]{6}")
"""Of 31 characters in a row every fifth makes six: reading those alone is enough to rule a long run out."""


@frozen
class MarkRuns:
    """Cap runs of combining marks.

    Why: dozens of marks on one letter ("zalgo") say nothing, hide the text and make
        normalization quadratic in many Python versions.
    Keeps: the first 30 marks of every run.
    Never: touches anything but combining marks.
    Measures: combining marks (general category M) in a row; 0 in a block without any.
    Options: none
    Reasons: too-many-marks   Effects: edited, removed   Laws: idempotent, block-local
    Source: Unicode Standard Annex 15, stream-safe text format; marks are dropped where it inserts U+034F.
    Example:
        >>> from docclean.testing import judged
        >>> len(judged(MarkRuns(), "o" + 500 * "\\u0301" + "ld"))
        33
        >>> judged(MarkRuns(), "a\\u0301 garden") == "a\\u0301 garden"
        True
    """

    name: ClassVar[str] = "mark-runs"
    codes: ClassVar[tuple[str, ...]] = ("too-many-marks",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED, Effect.REMOVED)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits out what exceeds the cap."""
        if not any(map(_is_mark, document.derived(rare_in))) or not has_long_run(document.text):
            return KEEP
        changes: list[Change] = []
        for at, block in enumerate(document.blocks):
            edits, longest = _excess(block.text)
            if edits:
                reason = Reason(self.name, "too-many-marks", longest, MAX_MARKS)
                changes.append(edit(document, at, edits, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP


def has_long_run(text: str) -> bool:
    """Whether more than `MAX_MARKS` characters in a row may be combining marks."""
    return bool(_SAMPLE.search(text[::_STRIDE]) and _SUSPECT.search(text))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _excess(text: str) -> tuple[list[Edit], int]:
    """Edits that take off the marks beyond the cap, and the length of the longest run."""
    edits: list[Edit] = []
    longest = 0
    for match in _SUSPECT.finditer(text):
        start = position = match.start()
        for position, char in enumerate(match.group(), match.start()):
            if not _is_mark(char):
                _cap(edits, start, position)
                longest = max(longest, position - start)
                start = position + 1
        _cap(edits, start, position + 1)
        longest = max(longest, position + 1 - start)
    return edits, longest


def _cap(edits: list[Edit], start: int, end: int) -> None:
    if end - start > MAX_MARKS:
        edits.append((start + MAX_MARKS, end, ""))
