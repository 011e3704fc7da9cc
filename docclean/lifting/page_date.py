"""The filter `page-date`."""

from __future__ import annotations

import re
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import matches_re

from docclean.document import Document, Page
from docclean.verdict import KEEP, Effect, Noted, Reason, Verdict

__all__ = ["PageDate"]

_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\Z")
_AFTER_YEAR = re.compile(r"[-/.]?0?1[-/.]?0?1(?!\d)")
_FIGURES = re.compile(r"(?<!\d)0?1[./-]0?1[./-]\Z")
_MOST_FIGURES = 6
_MONTH_FIRST = re.compile(r"\w\.? 0?1(?:st)?,?\Z")
_DAY_ONE = re.compile(r"\b0?1(?:st|er|\.|º)?(?: de)?\Z")
_ONE_WORD = re.compile(r"\w+")
_MOST_DAY = 8
"""What tells a first of January from a bare year, before and after the year, and how many characters that takes."""
_MAX_PROBLEM = 80
_MAX_PAGE = 5_000_000
"""Characters; the search is not worth the minutes that it takes on larger ones."""


@frozen
class PageDate:
    """Note the day on which a page was published, searched for in the markup and the text by htmldate.

    Why: a page that does not tell machines its date mostly shows it to readers.
    Keeps: the text, whole; a date that is noted already, by the record or by `page-metadata`.
    Never: goes to the network; runs where a date is known, or on a page that was simplified (`simplified` in its
        record): the search takes longer than all that goes before it.
    Measures: nothing of its own; `value` is the searching library, `limit` the latest day allowed.
    Options: latest — default 2099-12-31, a fixed day: htmldate's own default is the day on which it
        runs, and the same page must always get the same date.
    Reasons: searched   Effects: noted   Laws: idempotent
    Source: htmldate (Apache-2.0), `find_date(original_date=True)`; deviation: the limit above.
    Example:
        >>> from docclean.document import Document
        >>> page = Page(html="<p>Published on 9 March 2024.</p><p>Salt keeps.</p>", text="")
        >>> [item.value for item in PageDate().judge(Document(page=page)).noted]
        ['2024-03-09']
        >>> PageDate().judge(Document(page=page, notes=(("date", "2024-03-10"),))).noted
        ()
    """

    latest: str = field(default="2099-12-31", validator=matches_re(_DAY))

    name: ClassVar[str] = "page-date"
    codes: ClassVar[tuple[str, ...]] = ("searched",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.NOTED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("date", "page-date")
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ("package:htmldate",)

    def judge(self, document: Document) -> Verdict:
        """Asks htmldate where nobody has noted a date."""
        page = document.page
        if page is None or document.values("date") or document.source.simplified:
            return KEEP
        if len(page.html) > _MAX_PAGE or "<" not in page.html:
            return KEEP
        day, problem = _searched(page, self.latest)
        if not day:
            return Verdict(notes=((self.name, problem),)) if problem else KEEP
        return Verdict(noted=(Noted("date", day, Reason(self.name, "searched", "htmldate", self.latest)),))


def _searched(page: Page, latest: str) -> tuple[str, str]:
    """The day that htmldate finds, or `""`, and what went wrong, or `""`."""
    from htmldate import find_date

    address = page.url or next((fact.value for fact in page.facts if fact.key == "url"), "")
    # A string that begins like an address is fetched by htmldate; nothing here may go to the network.
    html = f" {page.html}" if page.html.startswith("http") else page.html
    try:
        day = find_date(html, original_date=True, url=address or None, max_date=latest)
    except Exception as problem:  # whatever htmldate or lxml raise on odd pages must not cost the page
        return "", f"htmldate: {type(problem).__name__}: {problem}"[:_MAX_PROBLEM]
    return (day, "") if day and _DAY.match(day) and not is_bare_year(day, html) else ("", "")


def is_bare_year(day: str, html: str) -> bool:
    """Whether a first of January is what htmldate makes of a year alone, such as that of a copyright note."""
    if not day.endswith("-01-01"):
        return False
    year = day[:4]
    # The year is found first: words before a date can stand anywhere in a page, and so can a 1.
    at = html.find(year)
    while at >= 0:
        if _AFTER_YEAR.match(html, at + 4) or _FIGURES.search(html, max(0, at - _MOST_FIGURES), at):
            return False
        if html[at - 1 : at] == " " and _is_worded(html, at - 1):
            return False
        at = html.find(year, at + 1)
    return True


def _is_worded(html: str, end: int) -> bool:
    """Whether what stands before a space and a year is the first of a month in words: `1 janvier`, `January 1st,`."""
    if _MONTH_FIRST.search(html, max(0, end - _MOST_DAY), end):
        return True
    if html.endswith(" de", max(0, end - 3), end) and _is_day_first(html, end - 3):
        return True
    return _is_day_first(html, end)


def _is_day_first(html: str, end: int) -> bool:
    """Whether what ends here is a first and one more word, as in `1 de janeiro`."""
    start = html.rfind(" ", 0, end)
    if start < 0 or _ONE_WORD.fullmatch(html, start + 1, end) is None:
        return False
    return _DAY_ONE.search(html, max(0, start - _MOST_DAY), start) is not None
