"""Markdown from the kinds of blocks."""

from __future__ import annotations

import re

from docclean.document import Block, Kind
from docclean.result import CleanDocument

__all__ = ["markdown"]

_INLINE = re.compile(r"[\\`*\[]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?m)^([ \t]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|~~~|(?:=+|-+)[ \t]*$)")
_NUMBER_START = re.compile(r"(?m)^([ \t]*\d{1,9})([.)])(?=\s|$)")
_DEEPEST_HEADING = 6


def markdown(document: CleanDocument) -> str:
    """The title as `# Title`, then one paragraph per block; headings, lists, quotes and code by kind.

    Characters that Markdown would take for marks are escaped, so that the text is shown as it is.
    """
    parts = []
    title = " ".join(document.title.split())
    if title:
        parts.append(f"# {_escaped(title)}")
    before = None
    for block in document.blocks:
        text = _block(block)
        # Items of one list, lines of one quote and of one code block stay together.
        if before is not None and before.kind is block.kind and block.kind in _TIGHT and block.gap.count("\n") < 2:
            parts[-1] += f"\n{text}"
        else:
            parts.append(text)
        before = block
    return "\n\n".join(parts) + "\n"


_TIGHT = (Kind.LIST_ITEM, Kind.QUOTE, Kind.CODE)


def _block(block: Block) -> str:
    if block.kind is Kind.CODE:
        return "\n".join(f"    {line}" for line in block.text.split("\n"))
    text = _escaped(block.text.replace("\f", "\n"))
    if block.kind is Kind.HEADING:
        # The only heading of the first rank is the title.
        rank = min(max(block.level, 2), _DEEPEST_HEADING)
        return f"{'#' * rank} {' '.join(text.split())}"
    if block.kind is Kind.LIST_ITEM:
        indent = "  " * max(block.level - 1, 0)
        return f"{indent}- " + text.replace("\n", f"\n{indent}  ")
    if block.kind is Kind.QUOTE:
        return "> " + text.replace("\n", "\n> ")
    return text


def _escaped(text: str) -> str:
    r"""The text with a backslash before everything that Markdown would take for a mark.

    >>> _escaped("- 2 * 3 in snake_case"), _escaped("1871. A year")
    ('\\- 2 \\* 3 in snake_case', '1871\\. A year')
    """
    text = _INLINE.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    return _NUMBER_START.sub(r"\1\\\2", text)
