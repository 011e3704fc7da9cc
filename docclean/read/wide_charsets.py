"""UTF-16 and UTF-32 without a byte-order mark."""

from __future__ import annotations

import unicodedata

__all__ = ["SAMPLE", "wide_charset"]

SAMPLE = 400
"""How many bytes are looked at for NUL bytes, and twice as many for what they would say."""

MAX_STRANGE_SHARE = 0.01
"""Share of controls, private and unassigned characters above which bytes are not UTF-16 or UTF-32."""


def wide_charset(data: bytes) -> str:
    """`"utf-16-le"` and so on for bytes that are so without saying so, else `""`.

    NUL bytes are halves of ASCII characters there. Where only some are (spaces between Cyrillic words, line
    ends between Chinese ones), the bytes must be no ASCII text with NUL bytes in it.

    >>> wide_charset("Rye".encode("utf-16-le")), wide_charset(b"Rye"), wide_charset(b"a\\x00stray one")
    ('utf-16-le', '', '')
    """
    if data.find(0, 0, SAMPLE) < 0 or len(data) < 4:
        return ""
    sample = data[:SAMPLE]
    for charset, high, next_high in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
        planes = sample[next_high::4]
        fits = len(data) % 4 == 0 and not any(sample[high::4]) and 2 * planes.count(0) > len(planes)
        if fits and _strangeness(data, charset) <= MAX_STRANGE_SHARE:
            return charset
    if len(data) % 2 and len(data) < SAMPLE:
        return ""
    return _utf_16(data, sample)


def _utf_16(data: bytes, sample: bytes) -> str:
    columns = {"utf-16-le": (sample[1::2], sample[0::2]), "utf-16-be": (sample[0::2], sample[1::2])}
    ranked = []
    for charset, (high, low) in columns.items():
        nul = high.count(0)
        if not nul:
            continue
        mostly_ascii = 2 * nul > len(high) and low.count(0) <= 0.05 * len(low)
        if mostly_ascii or not _is_ascii_with_nul(sample):
            # The bytes that say which script it is vary less than those that say which letter.
            ranked.append((_strangeness(data, charset), -nul, len(set(high)), charset))
    if not ranked:
        return ""
    strangeness, _, _, charset = min(ranked)
    return charset if strangeness <= MAX_STRANGE_SHARE else ""


def _is_ascii_with_nul(sample: bytes) -> bool:
    text = sample.replace(b"\x00", b"")
    return text.isascii() and all(byte >= 32 or 9 <= byte <= 13 for byte in text)


def _strangeness(data: bytes, charset: str) -> float:
    """Share of characters at the start that no text would hold."""
    text = data[: 2 * SAMPLE].decode(charset, "replace")
    # The last character may be cut, here or in the file.
    text = text.removesuffix("\ufffd")
    strange = sum(
        char == "\ufffd" or (char not in "\t\n\v\f\r\x1b" and unicodedata.category(char) in {"Cc", "Cn", "Co"})
        for char in text
    )
    return strange / max(1, len(text))
