"""Charsets by the labels of the web, and their bytes as text."""

from __future__ import annotations

import codecs
from functools import cache

__all__ = ["MANY_BYTES", "MARKS", "STATEFUL", "UTF_8", "WINDOWS_1252", "charset_of_label", "in_charset"]

UTF_8 = "utf-8"
WINDOWS_1252 = "windows-1252"

# UTF-32-LE starts like UTF-16-LE, so it has to be asked for first.
MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks, and what they say."""

_REFUSED = {
    "iso-2022-kr": "iso-2022-kr",
    "csiso2022kr": "iso-2022-kr",
    "hz-gb-2312": "hz-gb-2312",
    "hz": "hz-gb-2312",
}
"""Charsets that browsers refuse, since ASCII can hide in them; here text is only read, and not lost."""

STATEFUL = frozenset(("iso-2022-jp", "iso-2022-kr", "hz-gb-2312"))
"""Charsets whose bytes all are ASCII: sequences shift between the scripts."""

# The same bytes mean more characters on the web than in Python's codec of the same name.
_WIDER = {
    "gbk": ("gb18030",),
    "euc-kr": ("cp949",),
    "shift_jis": ("cp932",),
    "big5": ("big5hkscs", "cp950"),
    "euc-jp": ("euc_jp", "euc_jis_2004"),
    "iso-2022-jp": ("iso2022_jp", "iso2022_jp_ext"),
    "hz-gb-2312": ("hz",),
    # The Encoding Standard's name for a charset that Python knows by another.
    "windows-874": ("cp874",),
    "iso-8859-8-i": ("iso8859-8",),
    "macintosh": ("mac-roman",),
    "x-mac-cyrillic": ("mac-cyrillic",),
}

MANY_BYTES = STATEFUL | {
    *("gbk", "gb18030", "euc-kr", "shift_jis", "big5", "euc-jp"),
    *("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"),
}
"""Charsets in which a character may have more than one byte."""


def charset_of_label(label: str) -> str:
    r"""The charset that a label means on the web, in lower case; `""` for none that is known.

    Quotes around the label and what follows a semicolon or comma are passed over. UTF-7 and UTF-32 are no
    labels. UTF-16 means UTF-8: bytes in which the label can be read as ASCII are not UTF-16.

    >>> charset_of_label(" ISO-8859-1"), charset_of_label('"utf-8'), charset_of_label("x-klingon")
    ('windows-1252', 'utf-8', '')
    """
    from webencodings import lookup

    words = label.strip(" \t\r\n\f\"'").split(";")[0].split(",")
    known = words[0].strip(" \t\r\n\f\"'").lower()
    if known in _REFUSED:
        return _REFUSED[known]
    encoding = lookup(known) if known.isascii() else None
    if encoding is None or encoding.name == "replacement":
        return ""
    if encoding.name.startswith("utf-16"):
        return UTF_8
    return WINDOWS_1252 if encoding.name == "x-user-defined" else encoding.name


def in_charset(data: bytes, charset: str) -> tuple[str, int]:
    r"""The text of bytes in a charset, and how many characters of it are U+FFFD since bytes did not fit.

    >>> in_charset(b"\x80 \x81", "windows-1252")
    ('€ \x81', 0)
    """
    if charset not in MANY_BYTES:
        text = codecs.charmap_decode(data, "strict", _table(charset))[0]
        return text, text.count("\ufffd")
    names = _WIDER.get(charset, (charset,))
    for codec in names:
        try:
            return data.decode(codec), 0
        except UnicodeDecodeError:
            continue
    text = data.decode(names[0], "replace")
    return text, text.count("\ufffd")


@cache
def _table(charset: str) -> str:
    """The character of each byte; bytes below A0 without one are C1 controls, as the Encoding Standard has it."""
    codec = _WIDER.get(charset, (charset,))[0]
    decoded = (bytes((byte,)).decode(codec, "replace") for byte in range(256))
    return "".join(chr(byte) if char == "\ufffd" and byte < 0xA0 else char for byte, char in enumerate(decoded))
