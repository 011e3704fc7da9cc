"""Which charset bytes look like, where nothing says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from docclean.read.charsets import charset_of_label
from docclean.read.latin_letters import latin_charset

__all__ = ["MAX_SAMPLE", "Detector", "detect", "sample_of"]

MAX_SAMPLE = 200_000
"""How many bytes are looked at."""

Detector = Callable[[bytes], str]
"""Says a label of the Encoding Standard for the bytes of a text or page, or `""`."""

_TAG = re.compile(rb"<[^<>]*>")
_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")


_LABELS = {"cp949": "euc-kr", "uhc": "euc-kr", "mac_cyrillic": "x-mac-cyrillic"}
"""Names that resiliparse has for what the Encoding Standard calls otherwise."""


_C1 = re.compile(rb"[\x80-\x9f]")
_WINDOWS = {
    "iso-8859-2": "windows-1250",
    "iso-8859-6": "windows-1256",
    "iso-8859-7": "windows-1253",
    "iso-8859-8": "windows-1255",
    "iso-8859-13": "windows-1257",
}
"""Charsets in which 80 to 9F are controls, which no text holds, and those of the same script in which they are not."""

_UKRAINIAN = re.compile(rb"[\xc0-\xff][\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd]|[\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd][\xc0-\xff]")
"""Ukrainian letters of KOI8-U beside others; in KOI8-R they are lines of boxes."""


_MAC_CAPITALS = re.compile(rb"[\x80-\x9f][\xe0-\xfe]")
"""A word with a capital in Macintosh Cyrillic; the small letters are those of windows-1251."""


def sample_of(data: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, without tags, as many as are looked at."""
    lines, length = [], 0
    for match in _LINE.finditer(data):
        line = _TAG.sub(b" ", match.group()[:MAX_SAMPLE])
        lines.append(line)
        length += len(line)
        if length > MAX_SAMPLE:
            break
    return b"\n".join(lines)[:MAX_SAMPLE]


def detect(data: bytes) -> str:
    """The charset by the letters of Latin languages, else by the statistics of uchardet, as resiliparse brings it."""
    from resiliparse.parse.encoding import detect_encoding

    sample = sample_of(data)
    # Asked for names of the web, it gives UTF-8 for Korean.
    found = detect_encoding(sample, max_len=0, html5_compatible=False) or ""
    guess = charset_of_label(_LABELS.get(found, found.replace("_", "-").replace("iso8859", "iso-8859")))
    return latin_charset(sample, guess) or _checked(sample, guess)


def _checked(sample: bytes, guess: str) -> str:
    """Another charset where the bytes speak against the one that was guessed."""
    if guess in _WINDOWS and _C1.search(sample):
        return _WINDOWS[guess]
    if guess == "x-mac-cyrillic" and not _MAC_CAPITALS.search(sample):
        return "windows-1251"
    return "koi8-u" if guess == "koi8-r" and _UKRAINIAN.search(sample) else guess
