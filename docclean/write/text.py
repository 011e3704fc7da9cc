"""Plain text for readers and for tools that take one text."""

from __future__ import annotations

from docclean.document import Kind
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
    body = document.text.replace("\f", "\n")
    if document.blocks and document.blocks[0].kind is Kind.CODE:
        # The white space around a body means nothing, but the indentation of its first line of code does.
        body = document.blocks[0].gap.replace("\f", "\n").rpartition("\n")[2] + body
    return "\n\n".join([part for part in (title, body) if part]) + "\n"
