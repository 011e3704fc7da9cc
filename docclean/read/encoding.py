"""Bytes to text: which charset they are in, and what they say in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from docclean.read.charset_detection import Detector, detect
from docclean.read.charsets import MARKS, STATEFUL, UTF_8, WINDOWS_1252, charset_of_label, in_charset
from docclean.read.html_detection import looks_like_html
from docclean.read.nearly_utf8 import Reading, nearly_utf8
from docclean.read.page_encoding import declared_charset, xml_charset
from docclean.read.wide_charsets import SAMPLE, wide_charset

__all__ = ["Decoded", "decode", "without_surrogates"]

MAX_REPLACED_SHARE = 0.001
"""Share of U+FFFD in a text above which its bytes are not in the charset that a label says."""

MAX_GUESSED_SHARE = 0.02
"""The same for a charset that a detector says: bytes that nothing else explains may be damaged."""

MIN_GOOD_PER_BAD = 10
"""Characters beyond ASCII for every bad byte in UTF-8 that is damaged, whatever is declared."""

MIN_GOOD_PER_BAD_UNDECLARED = 3
"""The same where nothing is declared, or nothing that fits."""

_ESCAPES = (
    ("iso-2022-jp", (b"\x1b$B", b"\x1b$@", b"\x1b(J", b"\x1b(I")),
    ("iso-2022-kr", (b"\x1b$)C",)),
)
"""What shifts out of ASCII in charsets of seven bits; the escape sequences of terminals are others."""

_MARK_BYTES = tuple(mark for mark, _ in MARKS)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(NamedTuple):
    """A text and how it was made of bytes."""

    text: str
    charset: str
    reason: str
    """Why this charset, in the order in which it is asked:

    - `"bom"`: a byte-order mark says so;
    - `"nul-pattern"`: NUL bytes lie as they do in UTF-16 or UTF-32;
    - `"iso-2022-jp"`, `"iso-2022-kr"`: all bytes are ASCII and shifts of that charset are among them;
    - `"utf8"`: the bytes are valid UTF-8, whatever is declared;
    - `"nearly-utf8"`: they are but for a few, which are read as windows-1252;
    - `"http"`: the server says so;
    - `"meta"`, `"xml"`: a page says so in a `<meta>` element or its XML declaration;
    - `"detector"`: the bytes look like it;
    - `"default"`: nothing else fits, so every byte is a character of windows-1252.
    """
    replaced: int = 0
    """How many bytes did not fit and were read as windows-1252, or else how many became U+FFFD."""


def decode(data: bytes, *, http_charset: str = "", page: bool | None = None, detector: Detector = detect) -> Decoded:
    """The text of bytes. Never fails.

    Args:
        data: the bytes of a whole text or page.
        http_charset: what the server says about them, as it stands in its header; junk is passed over.
        page: whether they are a page, which may say its charset; `None`: if they look like one.
        detector: what is asked where nothing else tells.

    >>> decode("déjà".encode("utf-8")).charset, decode("déjà".encode("latin-1"))
    ('utf-8', Decoded(text='déjà', charset='windows-1252', reason='detector', replaced=0))
    """
    if data.startswith(_MARK_BYTES):
        return _marked(data)
    # Asked here, since most texts have none: a line of JSON Lines takes as long to call as to decode.
    if data.find(0, 0, SAMPLE) >= 0 and (charset := wide_charset(data)):
        text, replaced = in_charset(data, charset)
        return Decoded(text, charset, "nul-pattern", replaced)
    try:
        text = data.decode(UTF_8)
    except UnicodeDecodeError:
        return _legacy(data, http_charset, page, detector)
    if text.isascii() and ("\x1b" in text or "~{" in text):
        return _shifted(data, _labels(data, http_charset, page)) or Decoded(text, UTF_8, "utf8")
    return Decoded(text, UTF_8, "utf8")


def _marked(data: bytes) -> Decoded:
    mark, charset = next((mark, charset) for mark, charset in MARKS if data.startswith(mark))
    data = data[len(mark) :]
    if charset == UTF_8:
        reading = nearly_utf8(data)
        return Decoded(reading.text, UTF_8, "bom", reading.bad)
    text, replaced = in_charset(data, charset)
    return Decoded(text, charset, "bom", replaced)


def _labels(data: bytes, http_charset: str, page: bool | None) -> Iterator[tuple[str, str]]:
    """What is said about the charset, and by whom, in the order of trust."""
    if charset := charset_of_label(http_charset):
        yield charset, "http"
    # What shows a page is ASCII, which is the same in every charset that it can declare.
    if page or (page is None and looks_like_html(data.decode("latin-1"))):
        charset, where = declared_charset(data)
    else:
        charset, where = xml_charset(data), "xml"
    if charset:
        yield charset, where


def _shifted(data: bytes, labels: Iterator[tuple[str, str]]) -> Decoded | None:
    """What ASCII bytes with shifts between charsets say; `None` if they are no more than ASCII."""
    found = [(charset, charset) for charset, shifts in _ESCAPES if any(shift in data for shift in shifts)]
    for charset, reason in chain(found, labels):
        if charset in STATEFUL:
            shifted, replaced = in_charset(data, charset)
            if not shifted.isascii() and replaced <= MAX_REPLACED_SHARE * len(shifted):
                return Decoded(shifted, charset, reason, replaced)
    return None


def _legacy(data: bytes, http_charset: str, page: bool | None, detector: Detector) -> Decoded:
    """What bytes say that are not valid UTF-8."""
    reading = nearly_utf8(data)
    if reading.good >= MIN_GOOD_PER_BAD * reading.bad:
        return _damaged(reading)
    for charset, where in _labels(data, http_charset, page):
        if charset != UTF_8:
            text, replaced = in_charset(data, charset)
            if replaced <= MAX_REPLACED_SHARE * len(text):
                return Decoded(text, charset, where, replaced)
        elif reading.good >= reading.bad or reading.bad <= MAX_REPLACED_SHARE * len(data):
            return _damaged(reading)
    if reading.good >= MIN_GOOD_PER_BAD_UNDECLARED * reading.bad:
        return _damaged(reading)
    charset = charset_of_label(detector(data))
    if charset not in ("", UTF_8):
        text, replaced = in_charset(data, charset)
        if replaced <= MAX_GUESSED_SHARE * len(text):
            return Decoded(text, charset, "detector", replaced)
    return Decoded(in_charset(data, WINDOWS_1252)[0], WINDOWS_1252, "default")


def _damaged(reading: Reading) -> Decoded:
    return Decoded(reading.text, UTF_8, "nearly-utf8", reading.bad)


def without_surrogates(text: str) -> str:
    r"""The text with U+FFFD for every lone surrogate, which no encoding can write.

    >>> without_surrogates("a\ud800b")
    'a\ufffdb'
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
