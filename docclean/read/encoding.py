"""Bytes to text, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from attrs import frozen

from docclean.verdict import Reason

__all__ = ["WINDOWS_1252", "Decoded", "binary_reason", "decode", "from_windows_1252", "without_surrogates"]

WINDOWS_1252 = "windows-1252"

MAX_CONTROL_SHARE = 0.01
"""Share of C0 controls above which a file is binary (docs/explanation: text in the wild stays far below)."""

MAX_NUL_SHARE = 0.001
"""Share of NUL bytes above which a file is binary: one stray NUL in a long text does not make it so."""

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x7fELF", "ELF"),
    (b"\xd0\xcf\x11\xe0", "OLE"),
)
"""First bytes of what is often found among texts."""

# UTF-32-LE starts like UTF-16-LE, so it has to be asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# White space (9-13) and ESC (ISO-2022, coloured logs) are found in texts.
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in (9, 10, 11, 12, 13, 27))

# The WHATWG table: the five bytes that windows-1252 leaves undefined are C1 controls, so every byte has a meaning.
_WINDOWS_1252_TABLE = "".join(
    bytes((byte,)).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte) for byte in range(256)
)

_SURROGATE = re.compile("[\ud800-\udfff]")


@frozen
class Decoded:
    """A text and how it was made of bytes."""

    text: str
    charset: str
    reason: str
    """Why this charset:

    - `"bom"`: a byte-order mark says so;
    - `"utf8"`: the bytes are valid UTF-8, and nothing else is declared;
    - `"default"`: they are not, so they are read as windows-1252;
    - `"meta"`, `"xml"`: a page says so in a `<meta>` element or its XML declaration;
    - `"utf8-despite-meta"`, `"utf8-despite-xml"`: a page declares another charset, but its bytes are valid UTF-8;
    - `"meta-damaged"`, `"xml-damaged"`: as the page declares, with U+FFFD for bytes that do not fit.
    """


def decode(data: bytes) -> Decoded:
    """Decode by byte-order mark, else as UTF-8, else as windows-1252. Never fails.

    >>> decode("déjà".encode("utf-8")).charset, decode("déjà".encode("latin-1"))
    ('utf-8', Decoded(text='déjà', charset='windows-1252', reason='default'))
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            if charset == "utf-8":
                data = data[len(mark) :]
                break
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset, "bom")
    else:
        mark = b""
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "bom" if mark else "utf8")
    except UnicodeDecodeError:
        return Decoded(from_windows_1252(data), WINDOWS_1252, "default")


def from_windows_1252(data: bytes) -> str:
    r"""The text of bytes in windows-1252, in which every byte has a meaning.

    >>> from_windows_1252(b"\x80 \x81")
    '€ \x81'
    """
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252_TABLE)[0]


def binary_reason(data: bytes) -> Reason | None:
    """Why some bytes are no text, or `None`.

    Measures a known signature at the start, the share of NUL bytes, and the share of C0 controls.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return Reason("reader", "binary", name, "text")
    # After a mark of UTF-16 or UTF-32 most NUL bytes are halves of characters.
    if not data or data.startswith(tuple(mark for mark, charset in _MARKS if charset != "utf-8")):
        return None
    nul = data.count(0) / len(data)
    if nul > MAX_NUL_SHARE:
        return Reason("reader", "binary", round(nul, 4), MAX_NUL_SHARE, (("measure", "share of NUL bytes"),))
    controls = (len(data) - len(data.translate(None, _CONTROLS))) / len(data)
    if controls > MAX_CONTROL_SHARE:
        evidence = (("measure", "share of control characters"),)
        return Reason("reader", "binary", round(controls, 4), MAX_CONTROL_SHARE, evidence)
    return None


def without_surrogates(text: str) -> str:
    r"""The text with U+FFFD for every lone surrogate, which no encoding can write.

    >>> without_surrogates("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
