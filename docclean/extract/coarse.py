"""Documents of too many parts to make each of them a block: nothing is lost, and less is known."""

from __future__ import annotations

import re
from html import unescape

from docclean.document import Block
from docclean.extract.quick import finished, quick_block
from docclean.extract.tags import PHRASING

__all__ = ["MAX_BLOCKS", "coarse_blocks_of", "text_of_markup"]

MAX_BLOCKS = 50_000
"""Of a document that is cut into blocks here."""

_INSIDE = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+(?:>|(?=[<\"'])|\Z)"
"""The rest of a tag. It ends somewhere in any case: what is no tag must not be looked at again and again."""
_UNSEEN = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<(script|style|template|iframe|noframes|noembed|title)(?=[\s/>]).*?(?:</\1(?=[\s/>])[^>]*+>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_INLINE = re.compile(rf"</?(?:{'|'.join(sorted(PHRASING))})(?=[\s/>]){_INSIDE}", re.IGNORECASE)
_APART = re.compile(rf"</?[a-z]{_INSIDE}|<[!?/][^>]*+(?:>|\Z)", re.IGNORECASE)


def text_of_markup(html: str) -> str:
    """The text between the tags of a page, those of inline elements aside each a line end.

    >>> text_of_markup("<p>Salt &amp; <b>pep</b>per<br>keep<!-- not --> dry.<script>x</script>")
    '\\nSalt & pepper\\nkeep\\n dry.\\n'
    """
    return unescape(_APART.sub("\n", _INLINE.sub("", _UNSEEN.sub("\n", html))))


def coarse_blocks_of(text: str) -> tuple[tuple[Block, ...], str]:
    """Runs of lines of a text as at most `MAX_BLOCKS` blocks, and the white space after the last one.

    Returns:
        As `plain.blocks_of`: gaps and texts, joined and followed by the returned tail, are `text`.
    """
    blocks: list[Block] = []
    size = len(text) // MAX_BLOCKS + 1
    position = start = 0
    while start < len(text):
        end = text.find("\n", start + size) + 1 or len(text)
        run = text[start:end]
        stripped = run.strip()
        if stripped:
            first = start + len(run) - len(run.lstrip())
            last = first + len(stripped)
            blocks.append(finished(quick_block(stripped, text[position:first], (first, last))))
            position = last
        start = end
    return tuple(blocks), text[position:]
