"""Which rare characters a document has: one scan that rules most repairs out.

Repairs look for characters that hardly any text holds. Whether a text holds one of them can be
asked of its distinct characters, a dozen in most documents, instead of all.
"""

from __future__ import annotations

import re

from docclean.document import Document

__all__ = ["rare_characters", "rare_in"]

_COMMON_ASCII = bytes([*b"\t\n", *range(0x20, 0x7F)])
_COMMON_LETTERS = (
    "\u0388-\u038a\u038e-\u03a1\u03a3-\u03e1\u0400\u0401\u0403-\u0481\u048a-\u052f\u05d0-\u05ea\u0620-\u064a"
    "\u0904-\u0939\u0e01-\u0e30\u0e40-\u0e46\u3001\u3002\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
)
"""Letters of the large alphabets besides Latin, and the two marks that end Chinese and Japanese clauses.

No repair asks for them, and texts of them are quick to scan only if they are passed over.
"""
_RARE = re.compile(f"[^\\t\\n -~{_COMMON_LETTERS}]")
_DENSE = 3
"""From one byte in three on that is not ASCII the expression is faster than taking the ASCII away first."""


def rare_characters(text: str) -> str:
    """The characters of a text that are neither printable ASCII, tab or newline nor common letters, each once.

    Latin letters with accents are among them, since misread text consists of those.

    >>> rare_characters("The bridge, the café, the thé\\u00a0: мост")
    'é\\xa0'
    """
    foreign = text.encode("utf-8", "surrogatepass").translate(None, _COMMON_ASCII)
    if len(foreign) * _DENSE > len(text):
        return "".join(dict.fromkeys(_RARE.findall(text)))
    return "".join(_RARE.findall("".join(dict.fromkeys(foreign.decode("utf-8", "surrogatepass")))))


def rare_in(document: Document) -> str:
    """`rare_characters` of all its text, for `Document.derived`."""
    return rare_characters(document.text)
