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

    text: str
    good: int
    """Characters beyond ASCII."""
    bad: int
    """Bytes that are no part of a character, read as windows-1252."""


def nearly_utf8(data: bytes) -> Reading:
    r"""Bytes as UTF-8; each byte that is no part of a character, also of one cut off, as windows-1252.

    >>> nearly_utf8("déjà".encode() + b"\x93\xe2\x80")
    Reading(text='déjà“â€', good=2, bad=3)
    """
    text = data.decode("utf-8", "surrogateescape")
    bad = len(data) - len(text.encode("utf-8", "ignore"))
    beyond_ascii = len(data.translate(None, _ASCII))
    good = len(text) - (len(data) - beyond_ascii) - bad
    return Reading(_ESCAPED.sub(_as_windows_1252, text) if bad else text, good, bad)


def _as_windows_1252(run: re.Match[str]) -> str:
    return in_charset(run.group().encode("utf-8", "surrogateescape"), WINDOWS_1252)[0]
