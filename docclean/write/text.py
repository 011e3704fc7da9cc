"""Plain text for readers and for tools that take one text."""

from __future__ import annotations

from docclean.result import CleanDocument

__all__ = ["SEPARATOR", "plain_text"]

SEPARATOR = "\f\n"
"""Line between two documents: a form feed alone. Documents come out without form feeds, so it cannot be confused."""


def plain_text(document: CleanDocument) -> str:
    """Title, a blank line, body; ends in a newline.

    Without a title the body alone. A form feed, which only a pipeline without
    `line-ends` leaves in a text, is written as a newline.
    """
    title = " ".join(document.title.split())
    parts = [part for part in (title, document.text.replace("\f", "\n")) if part]
    return "\n\n".join(parts) + "\n"
