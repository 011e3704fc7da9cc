"""Slots: the parts of a phrase that differ from page to page."""

from __future__ import annotations

import re

from docclean.phrases.fold import fold

__all__ = ["CLOSED", "MOST_WORDS", "SLOT", "parts_of"]

SLOT = re.compile(r"\{([a-z]+)\}")
MOST_WORDS = {"name": 8, "names": 16, "site": 6, "url": 21, "email": 9, "text": 25}
"""Slots of any words, and how many at most, folded (hyphens part them): bounds keep matching linear."""
CLOSED = {
    **{"network": "network", "networks": "network", "agency": "agency", "agencies": "agency"},
    **{"month": "month", "weekday": "weekday", "unit": "unit", "part": "part"},
}
"""The slots that stand for the words of one list."""


def parts_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slots of a phrase, and its fixed parts before, between and after them, folded.

    >>> parts_of("Follow {site} on {networks}!")
    (('site', 'networks'), ('follow', 'on', ''))
    """
    pieces = SLOT.split(text)
    return tuple(pieces[1::2]), tuple(fold(piece) for piece in pieces[::2])
