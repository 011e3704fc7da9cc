"""Bytes that are no text."""

from __future__ import annotations

from docclean.read.charsets import MARKS
from docclean.read.encoding import Decoded
from docclean.read.wide_charsets import wide_charset
from docclean.verdict import Reason

__all__ = ["binary_reason", "unreadable_reason"]

MAX_CONTROL_SHARE = 0.01
"""Share of C0 controls above which a file is binary: text in the wild stays far below."""

MAX_NUL_SHARE = 0.001
"""Share of NUL bytes above which a file is binary: one stray NUL in a long text does not make it so."""

MAX_REPLACEMENT_SHARE = 0.05
"""Share of U+FFFD above which nothing readable is left."""

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

# White space (9-13) and ESC (ISO-2022, coloured logs) are found in texts; SO and SI shift in ISO-2022-KR.
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in (9, 10, 11, 12, 13, 14, 15, 27))
_CONTROL_CHARACTERS = dict.fromkeys(_CONTROLS)


def binary_reason(data: bytes) -> Reason | None:
    """Why some bytes are no text, or `None`.

    Measures a known signature at the start, the share of NUL bytes, and the share of C0 controls; the two
    shares not of UTF-16 and UTF-32, in which such bytes are parts of characters: see `unreadable_reason`.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return Reason("reader", "binary", name, "text")
    if not data or data.startswith(tuple(mark for mark, charset in MARKS if charset != "utf-8")):
        return None
    nul = data.count(0) / len(data)
    controls = (len(data) - len(data.translate(None, _CONTROLS))) / len(data)
    if (nul > MAX_NUL_SHARE or controls > MAX_CONTROL_SHARE) and not wide_charset(data):
        if nul > MAX_NUL_SHARE:
            return Reason("reader", "binary", round(nul, 4), MAX_NUL_SHARE, (("measure", "share of NUL bytes"),))
        return _too_many_controls(controls)
    return None


def unreadable_reason(decoded: Decoded) -> Reason | None:
    """Why decoded bytes were no text after all, or `None`: too many characters are U+FFFD or C0 controls."""
    text = decoded.text
    replaced = text.count("\ufffd")
    if replaced > MAX_REPLACEMENT_SHARE * len(text):
        evidence = (("measure", "share of U+FFFD"),)
        return Reason("reader", "binary", round(replaced / len(text), 4), MAX_REPLACEMENT_SHARE, evidence)
    # Of all other charsets the bytes were counted: their controls are those of ASCII.
    if decoded.charset.startswith(("utf-16", "utf-32")):
        controls = len(text) - len(text.translate(_CONTROL_CHARACTERS))
        if controls > MAX_CONTROL_SHARE * len(text):
            return _too_many_controls(controls / len(text))
    return None


def _too_many_controls(share: float) -> Reason:
    evidence = (("measure", "share of control characters"),)
    return Reason("reader", "binary", round(share, 4), MAX_CONTROL_SHARE, evidence)
