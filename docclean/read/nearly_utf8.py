"""UTF-8 with bytes in it that are none."""

from __future__ import annotations

import re
from typing import NamedTuple

from docclean.read.charsets import WINDOWS_1252, in_charset

__all__ = ["Reading", "nearly_utf8"]

_ASCII = bytes(range(128))
# What `surrogateescape` makes of a byte that is no part of a character.
_ESCAPED = re.compile("[\udc80-\udcff]+")


class Reading(NamedTuple):
    """Bytes read as UTF-8."""

    escaped: str
    """With a lone surrogate for each byte that is no part of a character, also of one cut off."""
    good: int
    """Characters beyond ASCII."""
    bad: int
    """Bytes that are no part of a character."""

    @property
    def text(self) -> str:
        """With the bad bytes read as windows-1252."""
        return _ESCAPED.sub(_as_windows_1252, self.escaped) if self.bad else self.escaped


def nearly_utf8(data: bytes) -> Reading:
    r"""Bytes as UTF-8, and how many are none.

    >>> reading = nearly_utf8("déjà".encode() + b"\x93\xe2\x80")
    >>> reading.good, reading.bad, reading.text
    (2, 3, 'déjà“â€')
    """
    escaped = data.decode("utf-8", "surrogateescape")
    bad = len(data) - len(escaped.encode("utf-8", "ignore"))
    beyond_ascii = len(data.translate(None, _ASCII))
    return Reading(escaped, len(escaped) - (len(data) - beyond_ascii) - bad, bad)


def _as_windows_1252(run: re.Match[str]) -> str:
    return in_charset(run.group().encode("utf-8", "surrogateescape"), WINDOWS_1252)[0]
