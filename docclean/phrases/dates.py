"""Which orders of months, numbers and links are dates.

Words become one sign each for the kinds of words that they are of, numbers one for their size; a short pattern over
signs says what is a date. So the lists of words may be long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["BIT", "IN_DATES", "KINDS", "SIGNS_FROM", "dates_over", "number_sign"]

KINDS = (
    *("month", "weekday", "datelink", "datemark", "day", "clock", "zone"),
    *("unit", "few", "network", "agency", "joint", "part"),
)
BIT = {name: 1 << number for number, name in enumerate(KINDS)}
IN_DATES = BIT["unit"] - 1
"""The bits of the kinds that dates are made of, which come first."""
SIGNS_FROM = 0x100
"""Signs of words are characters from here on, one for each set of kinds; those of numbers are ASCII."""


@lru_cache(maxsize=4096)
def number_sign(digits: str) -> str:
    """The sign of a number: what it may be in a date, `x` for nothing."""
    if len(digits) == 4:
        return "P" if digits[:2] in _CENTURIES else "Y"
    if len(digits) > 2:
        return "x"
    if len(digits) == 1:
        return "z" if digits == "0" else "s"
    return next(sign for limit, sign in _LIMITS if int(digits) <= limit)


_LIMITS = ((0, "0"), (12, "a"), (24, "b"), (32, "c"), (59, "d"), (99, "e"))
"""Months, hours, days (Nepali months have up to 32), minutes."""
_CENTURIES = ("13", "14", "19", "20", "25")
"""Of years that a date of numbers alone may have: Solar Hijri, Hijri, Common Era, Buddhist. Beside a month any may."""


def dates_over(known: set[int]) -> Mapping[str, re.Pattern[str]]:
    """The patterns of dates and times of day over signs, where words are of these sets of kinds."""

    def one_of(*names: str) -> str:
        alone = [BIT[name] for name in names]
        return "[" + "".join(chr(SIGNS_FROM + kinds) for kinds in {*alone, *known} if kinds & sum(alone)) + "]"

    month, weekday, mark, today = map(one_of, ("month", "weekday", "datemark", "day"))
    clock, zone, link = one_of("clock"), one_of("zone"), one_of("datelink", "datemark") + "{0,2}"
    day, in_year, year, short_year, hour, minute = "[sabc]", "[sa]", "[YP]", "[0abcde]", "[zs0ab]", "[0abcd]"
    written = (
        f"(?:{day}{link}{month}(?:{link}{year})?|{month}{link}{day}(?:{link}{year})?|{month}{link}{year}"
        f"|{year}{link}{month}(?:{link}{day})?|{year}{link}{day}{link}{month})"
    )
    plain = f"(?:(?:{day}{in_year}|{in_year}{day})(?:P|{short_year})|P{in_year}{day})"
    marked = f"(?:(?:{year}{mark})?{in_year}{mark}{day}{mark}|{year}{mark}{in_year}{mark})"
    date = f"{link}(?:{weekday}{link})?(?:{written}|{plain}|{marked})(?:{link}{weekday})?{link}"
    time = (
        f"(?:{clock}{{0,2}}{hour}(?:{clock}?{minute}|{clock}[zs]){{1,2}}{clock}{{0,2}}"
        f"|{clock}{{1,2}}{hour}{clock}{{0,2}}|{hour}{clock}{{1,2}})"
    )
    zoned = f"{time}(?:{zone}[zs0abcd]{{0,2}}|{minute}{minute})?"
    return {
        "date": re.compile(f"(?:{date}|{today})(?:{link}{zoned})?|{zoned}{link}(?:{date}|{today})"),
        "time": re.compile(time),
    }
