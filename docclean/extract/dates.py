"""Days out of the dates that pages give for machines.

>>> day_of("2024-03-09T23:30:00+01:00"), day_of("Sat, 9 Mar 2024 10:00:00 GMT"), day_of("03/04/2024")
('2024-03-09', '2024-03-09', '')
"""

from __future__ import annotations

import re
from datetime import date

__all__ = ["day_in_url", "day_of"]

FIRST_YEAR = 1991
"""There were no web pages before; `1970-01-01` and `0001-01-01` are empty fields."""
LAST_YEAR = 2099
"""A fixed limit: an answer must not depend on the day on which it is asked for."""
_LONGEST = 80
_YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\.?[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"\.?,?[ -]((?:19|20)\d\d)"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d))"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_LOOSE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/|\Z)")


def day_of(text: str) -> str:
    """The day that a date string names, as `YYYY-MM-DD`; `""` if it names none for sure.

    The day is the one written, in the page's own time zone.
    """
    text = text[:_LONGEST]
    if match := _YEAR_FIRST.match(text):
        return _valid(match[1], match[3], match[4])
    if match := _COMPACT.match(text):
        return _valid(*match.groups())
    if match := _NAMED.search(text):
        day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        return _valid(year, str(_MONTHS.index(month.lower()) + 1), day)
    if match := _DAY_FIRST.search(text):
        # With slashes, and hyphens alike, the first number is the month in one country and the day in the next.
        if match[2] == "." or int(match[1]) > 12:
            return _valid(match[4], match[3], match[1])
        if int(match[3]) > 12 or match[1] == match[3]:
            return _valid(match[4], match[1], match[3])
    return ""


def day_in_url(url: str) -> str:
    """The day in the path of an address, as of `/2024/03/09/lighthouse.html`; `""` if there is none.

    >>> day_in_url("https://news.example/2024/03/09/lighthouse.html"), day_in_url("https://news.example/id-2024030912")
    ('2024-03-09', '')
    """
    path = url.partition("://")[2].partition("/")[2]
    match = _URL.search(path)
    if match is not None:
        return _valid(match[1], match[3], match[4])
    loose = _URL_LOOSE.search("/" + path)
    return _valid(*loose.groups()) if loose is not None else ""


def _valid(year: str, month: str, day: str) -> str:
    try:
        valid = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return valid.isoformat() if FIRST_YEAR <= valid.year <= LAST_YEAR else ""
