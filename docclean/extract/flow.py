"""The running text of one block while it is walked: white space folded, words at seams kept apart, marks noted."""

from __future__ import annotations

import re

from docclean.document import Mark

__all__ = ["APART", "PERHAPS_APART", "Flow"]

_UNEVEN = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")
"""White space that is not a single space already."""
_made = tuple.__new__
"""Makes a `Mark` in half the time of a call with its fields."""
_CLOSING = frozenset(".,;:!?)]}»”’…%。，、！？」』）")
_ENDS = frozenset(".!?…:")

APART, PERHAPS_APART = 2, 1
"""What a seam between two inline elements says: the words at it are two for sure, or if they look so."""


class Flow:
    """Text, with the links and emphasis in it, between two breaks of the layout."""

    __slots__ = ("control", "last", "left", "length", "marks", "open", "parts", "seam")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.last = ""
        """Last character of the text."""
        self.open: list[tuple[str, str, int]] = []
        """Marks that are open: kind, target, start."""
        self.marks: list[tuple[int, int, str, str]] = []
        """Marks that have ended: start, end, kind, target."""
        self.seam = 0
        self.left = ""
        """Tag of the inline element that ended right here."""
        self.control = 0
        """How much of the text, from its start, is buttons and labels."""

    def clear(self) -> None:
        """Begin the next block: marks that are open go on in it."""
        self.parts.clear()
        self.marks.clear()
        if self.open:
            self.open = [(kind, target, 0) for kind, target, _ in self.open]
        self.length = self.control = self.seam = 0
        self.last = self.left = ""

    def text(self, text: str) -> None:
        """Take in text whose white space means nothing but the end of a word."""
        if not self.length and text.isspace():
            return
        # Five looks for a character each take less time than one for a pattern.
        if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
            text = _UNEVEN.sub(" ", text)
        if text[:1] == " ":
            self.seam = 0
            if self.last in ("", " "):
                text = text[1:]
        elif self.seam and text and self.last not in ("", " ") and self._parts_words(text[0]):
            self.append(" ")
        self.append(text)

    def append(self, text: str) -> None:
        """Take in text as it is."""
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.last = text[-1]
            self.seam = 0
            self.left = ""

    def _parts_words(self, first: str) -> bool:
        """Whether the characters on both sides of the seam belong to two words."""
        if first in _CLOSING or not (self.last.isalnum() or self.last in _ENDS or self.last in _CLOSING):
            return False
        last = self.last
        return self.seam == APART or (first.isupper() and (last.islower() or last.isdigit() or last in _ENDS))

    def marks_of(self, text: str, lead: int) -> tuple[Mark, ...]:
        """The marks of the text, outer ones first, none with white space at its ends.

        Args:
            text: what has been taken in, without white space around it.
            lead: how much there was before it.
        """
        found = self.marks
        if self.open:
            found = [*((start, self.length, kind, target) for kind, target, start in self.open), *reversed(found)]
        elif len(found) > 1:
            # Inner ones ended first: of two about the same words the outer one comes first if all are turned around.
            found = found[::-1]
        marks = []
        length = len(text)
        for first, last, kind, target in found:
            start = first - lead if first > lead else 0
            end = last - lead if last - lead < length else length
            while start < end and text[start].isspace():
                start += 1
            while start < end and text[end - 1].isspace():
                end -= 1
            if start < end:
                marks.append(_made(Mark, (start, end, kind, target)))
        if len(marks) > 1:
            marks.sort(key=lambda mark: (mark.start, -mark.end))
        return tuple(marks)
