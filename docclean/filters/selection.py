"""What trafilatura takes for the main content of a page."""

from __future__ import annotations

import logging
import re

from attrs import frozen

from docclean.document import Page
from docclean.extract.nesting import flattened

__all__ = ["Selection", "selected"]

_SAFE_DEPTH = 200
_FLAT_DEPTH = 100
"""The selector's parser drops what is nested deeper than 255 elements. Of deeper pages it gets one that is flattened,
and well below that: elements without end tags are not counted there."""
_LONG_DOCTYPE = re.compile(r"< ?! ?doctype[^>]{1000,}+>?+", re.IGNORECASE)
"""The selector mends doctypes, in a time that grows with the square of their length; the longest of 1,618 pages has
121 characters."""
_FORUM_SHARE = 2.0
_FORUM_CHARACTERS = 3_000
"""Comments that are so many times as long as the text are the content, where the text is short: the page is a thread
and the text its first post. Below a long article they are what readers say about it."""


@frozen
class Selection:
    """The text that was selected."""

    text: str
    """`""` where nothing was, or the page could not be read."""
    problem: str = ""
    """Why nothing was selected."""


def selected(page: Page) -> Selection:
    """The main content of a page, and the comments below it where they are most of the page.

    Never raises for a page: what trafilatura cannot read it tells in `problem`.
    """
    # Loaded by the first page: it takes longer than all the rest of docclean.
    import trafilatura

    html = page.html if page.depth <= _SAFE_DEPTH else flattened(page.html, _FLAT_DEPTH)
    html = _LONG_DOCTYPE.sub("", html, count=1) if _LONG_DOCTYPE.match(html) else html
    log = logging.getLogger("trafilatura")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        # Without `deduplicate`, whose memory is the process and not the page.
        found = trafilatura.bare_extraction(html, include_comments=True, include_tables=True, with_metadata=False)
    except Exception as problem:  # whatever a page does to it, the filter must go on and say so
        return Selection("", f"{type(problem).__name__}: {problem}"[:80])
    finally:
        log.setLevel(level)
    if found is None:
        return Selection("", "nothing found")
    text, comments = found.text or "", found.comments or ""  # type: ignore[union-attr]  # no dict without `as_dict`
    if len(text) < _FORUM_CHARACTERS and len(comments) > _FORUM_SHARE * len(text):
        text = f"{text}\n{comments}"
    return Selection(text)
