"""Which charset bytes look like, where nothing says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from docclean.read.charset_letters import charset_by_letters
from docclean.read.charsets import MANY_BYTES, UTF_8, charset_of_label, in_charset

__all__ = ["MAX_SAMPLE", "Detector", "detect", "sample_of"]

MAX_SAMPLE = 200_000
"""How many bytes are looked at."""

Detector = Callable[[bytes], str]
"""Says a label of the Encoding Standard for the bytes of a text or page, or `""`."""

_TAG = re.compile(rb"<[^<>]*>")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
MAX_BEFORE = 1_000
"""How much of a line is looked at before its first byte beyond ASCII."""


_LABELS = {"cp949": "euc-kr", "uhc": "euc-kr", "mac-cyrillic": "x-mac-cyrillic", "mac_cyrillic": "x-mac-cyrillic"}
"""Names that resiliparse has for what the Encoding Standard calls otherwise."""


_WITHOUT_LETTERS = (MANY_BYTES - {UTF_8}) | {"windows-874"}
"""Charsets that are not told by letters: their statistics are as good."""


def sample_of(data: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, without tags, as many as are looked at."""
    lines: list[bytes] = []
    length = end = 0
    while length < MAX_SAMPLE and (found := _BEYOND_ASCII.search(data, end)):
        start = max(data.rfind(b"\n", end, found.start()) + 1, end, found.start() - MAX_BEFORE)
        end = data.find(b"\n", found.start(), start + MAX_SAMPLE) + 1 or start + MAX_SAMPLE
        lines.append(_TAG.sub(b" ", data[start:end]))
        length += len(lines[-1])
    return b"".join(lines)[:MAX_SAMPLE]


def detect(data: bytes) -> str:
    """The charset by the letters of languages, with the statistics of uchardet, as resiliparse brings it."""
    from resiliparse.parse.encoding import detect_encoding

    sample = sample_of(data)
    # Asked for names of the web, it gives UTF-8 for Korean.
    found = detect_encoding(sample, max_len=0, html5_compatible=False) or ""
    guess = charset_of_label(_LABELS.get(found, found.replace("_", "-").replace("iso8859", "iso-8859")))
    if guess == "koi8-r":
        # The same but for lines of boxes, where it has the letters of Ukrainian.
        guess = "koi8-u"
    if guess in _WITHOUT_LETTERS and not in_charset(sample, guess)[1]:
        return guess
    return charset_by_letters(sample, guess) or guess
