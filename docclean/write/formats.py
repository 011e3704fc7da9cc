"""The output formats by name."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from docclean.result import CleanDocument
from docclean.write.jsonl import record_line
from docclean.write.markdown import markdown
from docclean.write.text import SEPARATOR, plain_text

__all__ = ["FORMATS", "Format"]


@frozen
class Format:
    """How documents are written."""

    suffix: str
    """Suffix of files, with its dot."""
    separator: str
    """What stands between two documents."""
    render: Callable[[CleanDocument], str]


FORMATS = {
    "jsonl": Format(".jsonl", "", record_line),
    "text": Format(".txt", SEPARATOR, plain_text),
    "markdown": Format(".md", SEPARATOR, markdown),
}
