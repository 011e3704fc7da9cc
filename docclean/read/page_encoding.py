"""What a page or an XML document says about its charset."""

from __future__ import annotations

import re

from docclean.read.charsets import charset_of_label

__all__ = ["declared_charset", "xml_charset"]

HEAD_BYTES = 16_384
"""How many bytes may hold the declaration: the HTML Standard's 1,024 miss it in one page of eight."""

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\s/][^>]*", re.IGNORECASE)
_CHARSET = re.compile(rb"""charset\s*=\s*(?:"([^">]*)|'([^'>]*)|([^\s;"'>]+))""", re.IGNORECASE)
_XML = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""", re.IGNORECASE)


def declared_charset(data: bytes) -> tuple[str, str]:
    """The charset that a page names in its first bytes, and where: `"meta"` or `"xml"`; two `""` for none.

    A label that the Encoding Standard does not know is passed over.

    >>> declared_charset(b'<meta charset="ISO-8859-1">'), declared_charset(b"<p>Bread</p>")
    (('windows-1252', 'meta'), ('', ''))
    """
    for element in _META.findall(_COMMENT.sub(b"", data[:HEAD_BYTES])):
        for labels in _CHARSET.findall(element):
            if charset := charset_of_label(b"".join(labels).decode("latin-1")):
                return charset, "meta"
    charset = xml_charset(data)
    return (charset, "xml") if charset else ("", "")


def xml_charset(data: bytes) -> str:
    """The charset that an XML declaration at the start names; `""` for none."""
    declaration = _XML.match(data[:HEAD_BYTES])
    return charset_of_label(declaration.group(1).decode("latin-1")) if declaration else ""
