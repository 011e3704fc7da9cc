"""Titles of pages without the name of the site.

>>> without_site("How bread rises | Beacon Bakery", {"beaconbakery"})
'How bread rises'
>>> without_site("Salt - a history", {"beaconbakery"})
'Salt - a history'
"""

from __future__ import annotations

import re
from collections.abc import Collection

from docclean.extract.names import key_of

__all__ = ["agreement", "without_site"]

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«›‹~⋆*/-]|::|//|\|\|)\s+|\s*[|¦｜]\s*|(?<=\w): (?=\w)")
_WORD = re.compile(r"\w+")
_SURE = "|¦｜"
"""Between words these only ever part a title from what is not the title."""
_MAX_SURE_WORDS = 4
_MIN_KEY = 4
"""A site's name has to be this long to be found inside a longer one."""
_MAX_NAMED_WORDS = 6
_MAX_SEPARATORS = 12
"""More of them part the entries of a list."""


def without_site(title: str, sites: Collection[str]) -> str:
    """A title with the site's name cut off at either end.

    Args:
        title: as the page gives it.
        sites: keys (`key_of`) of the names that the page itself gives to the site, and of its host.

    Returns:
        The rest; the whole title where nothing but the site's name would go or be left.
    """
    marks = list(_SEPARATOR.finditer(title))
    if len(marks) > _MAX_SEPARATORS:
        return title
    while marks:
        last, first = marks[-1], marks[0]
        head, tail = title[: last.start()], title[last.end() :]
        if _is_site(tail, sites, colon=last.group() == ": ") or _is_sure(last.group(), head, tail):
            title = head.rstrip()
        elif _is_site(title[: first.start()], sites, colon=first.group() == ": ", whole=True):
            title = title[first.end() :].lstrip()
        else:
            break
        marks = list(_SEPARATOR.finditer(title))
    return title


def _is_site(part: str, sites: Collection[str], *, colon: bool, whole: bool = False) -> bool:
    key = key_of(part)
    if not key:
        return True
    if key in sites:
        return True
    if (
        not colon
        and len(key) > _MIN_KEY
        and "".join(word[0] for word in part.split() if word[0].isupper()).casefold() in sites
    ):
        return True
    if colon or whole or len(part.split()) > _MAX_NAMED_WORDS:
        return False
    return any(
        min(len(key), len(site)) >= _MIN_KEY and (key.startswith(site) or key.endswith(site) or site.startswith(key))
        for site in sites
    )


def _is_sure(separator: str, head: str, tail: str) -> bool:
    if not any(mark in separator for mark in _SURE):
        return False
    return len(tail.split()) <= _MAX_SURE_WORDS and len(key_of(tail)) < len(key_of(head))


def agreement(heading: str, title: str) -> float:
    """How far a heading and a title are the same: F1 of their words, 0–1; 1.0 where they differ in signs only.

    >>> agreement("How bread rises", "How Bread Rises!"), agreement("News", "How bread rises"), agreement("", "")
    (1.0, 0.0, 0.0)
    """
    one, other = key_of(heading), key_of(title)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if one in other or other in one:
        # Also where words are not set apart by spaces.
        return 2 * min(len(one), len(other)) / (len(one) + len(other))
    first, second = set(_WORD.findall(heading.casefold())), set(_WORD.findall(title.casefold()))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
