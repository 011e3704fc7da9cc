"""Pages whose elements nest too deep, or have too many attributes, for any parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docclean.extract.tokens import ATTRIBUTE, MAX_ATTRIBUTES, Tag, tags_of

__all__ = ["MAX_DEPTH", "MAX_FORMATTING", "flattened", "with_short_selects", "without_surplus_attributes"]

MAX_DEPTH = 512
"""Browsers nest no deeper either: what is deeper stands side by side. HTML parsers take quadratic time otherwise."""

_MIN_TAGS = 8_000
"""A page with fewer end tags, and fewer start tags without one, takes no parser any time."""
_ROUGH_TAG = re.compile(r"<(/?)([a-zA-Z]+)")
_ALONE = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "path", "g", "use"),
    )
)
"""Elements that have no end tag, or often none."""

_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
MAX_FORMATTING = 32
"""So many formatting elements may be open at once. Parsers open those that nobody closed again in each paragraph, which
makes a tree of millions of elements out of thousands of tags."""
_MIN_FORMATTED = 2_500
_MIN_OPEN = 1_000
"""Tags of the smallest page in which that takes any time, and how many of them nothing closes."""
_FORMATTING_TAG = re.compile(rf"<(/?)(?:{'|'.join(sorted(_FORMATTING))})(?=[\s/>])", re.IGNORECASE)
_MAX_OPTIONS = 2_000
_MIN_CHOICES = 2 * _MAX_OPTIONS
"""Tags of the smallest page that is looked at for longer lists of choices."""
_SHORTEST = 8 * MAX_ATTRIBUTES
"""A stretch without `>` that is shorter is not looked at."""
_MANY = re.compile(rf"{ATTRIBUTE}{{{MAX_ATTRIBUTES}}}+")
_OPENED = re.compile(r"<[a-zA-Z][^\s/>]*+")
_NEAR = 300
_FAR = 2_000_000
_MAX_LOOKS = 20
"""How far back a script is looked for that a stretch may be part of, and for how many stretches that is worth it."""
_SAMPLE = 1_500
_STEP = 32_000
"""So many characters at each step show what a tag of more than both together does all along."""
_MANY_HIDDEN = 50
_HIDDEN_PER_TAG = 4


def without_surplus_attributes(html: str) -> str:
    """The page, without what elements have in attributes beyond any use; the same string where there is none.

    >>> without_surplus_attributes("<p id=a>short") == "<p id=a>short"
    True
    """
    if not _may_have_surplus(html):
        return html
    parts: list[str] = []
    done = 0
    for tag in tags_of(html):
        if tag.end - tag.limit > 1 and html[tag.limit : tag.end].strip(" \t\n\f\r/>"):
            # A tag that is not closed ends with the page, and so must what is left of it.
            parts += [html[done : tag.limit], ">" if html[tag.end - 1] == ">" else ""]
            done = tag.end
    return "".join([*parts, html[done:]]) if parts else html


def _may_have_surplus(html: str) -> bool:
    """Whether some tag may have too many attributes, by what can be told without looking at each."""
    if len(html) < 2 * MAX_ATTRIBUTES:
        return False
    position = looked = 0
    # Jumps from `>` to `>`, as far ahead as one of them is sure to come: long tags hold none for long.
    while position + _SHORTEST <= len(html):
        end = html.rfind(">", position, position + _SHORTEST)
        if end < 0:
            end = html.find(">", position)
            end = len(html) if end < 0 else end
            if not _is_code(html, position, _NEAR) and _has_many(html, position, end):
                looked += 1
                if looked > _MAX_LOOKS or not _is_code(html, position, _FAR):
                    return True
        position = end + 1
    return any(_hides(html[at : at + _SAMPLE]) for at in range(0, len(html), _STEP))


def _is_code(html: str, start: int, reach: int) -> bool:
    """Whether what begins here stands in a script or a style sheet that is opened within reach."""
    for name in ("script", "style"):
        opened = html.rfind(f"<{name}", max(0, start - reach), start)
        if opened >= 0 and html.find(f"</{name}", opened, start) < 0:
            return True
    return False


def _hides(sample: str) -> bool:
    """Whether a part of a page has many `>` that are no ends of tags, as in `a='>' b='<i>'`."""
    if sample.count(">'") + sample.count('>"') > _MANY_HIDDEN:
        return True
    return sample.count(">") > _HIDDEN_PER_TAG * sample.count("<") + _MANY_HIDDEN


def _has_many(html: str, start: int, end: int) -> bool:
    """Whether a stretch without `>` may be part of a tag with too many attributes."""
    opened = _OPENED.search(html, start, end)
    if opened is not None and _MANY.match(html, opened.end(), end) is not None:
        return True
    # It may begin inside of a tag, after a `>` in a value.
    return _MANY.match(html, start, opened.start() if opened is not None else end) is not None


def flattened(html: str, max_depth: int = MAX_DEPTH, *, tags: int = -1) -> str:
    """The page, without the start tags of elements deeper than `max_depth`; the same string where there are none.

    By default only pages that could be too deep for a parser are looked at.

    Args:
        html: the page.
        max_depth: how deep elements may nest.
        tags: how many `<` it has, if that was counted.

    >>> flattened("<p>short") == "<p>short"
    True
    """
    if max_depth == MAX_DEPTH:
        # One character is counted several times as fast as two.
        tags = html.count("<") if tags < 0 else tags
        if tags < _MIN_FORMATTED:
            return html
        ends = html.count("</")
        is_open = tags - 2 * ends >= _MIN_OPEN
        if not ((is_open or tags >= _MIN_TAGS) and _may_pile_up(html)) and not (
            _has_many_open(tags, ends) and _may_be_deep(html, max_depth)
        ):
            return html
    elif not _may_be_deep(html, max_depth):
        return html
    parts: list[str] = []
    position = 0
    for tag in _deeper(html, max_depth):
        between = html[position : tag.start]
        # A cut tag must not glue words; of tags in a row one is enough.
        parts.append(f"{between}<br>" if between.strip() or not parts else between)
        position = tag.end
    return "".join([*parts, html[position:]]) if parts else html


def _has_many_open(tags: int, ends: int) -> bool:
    return tags >= _MIN_TAGS and (ends >= _MIN_TAGS or tags - 2 * ends >= _MIN_TAGS)


def _may_pile_up(html: str) -> bool:
    """Whether formatting elements may be open in greater number than they nest in any text."""
    open_ones = 0
    for end in _FORMATTING_TAG.findall(html):
        open_ones = max(0, open_ones - 1) if end else open_ones + 1
        if open_ones > MAX_FORMATTING:
            return True
    return False


def _may_be_deep(html: str, max_depth: int) -> bool:
    depth = 0
    for match in _ROUGH_TAG.finditer(html):
        if match[2].lower() in _ALONE:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > max_depth:
            return True
    return False


def _deeper(html: str, max_depth: int) -> Iterator[Tag]:
    """The start tags that stand deeper than `max_depth`, or inside of too much formatting."""
    depth = formatting = 0
    for tag in tags_of(html):
        if tag.name in _ALONE or html.endswith("/>", tag.start, tag.end):
            continue
        formats = tag.name in _FORMATTING
        if tag.is_end:
            depth, formatting = max(0, depth - 1), max(0, formatting - formats)
        else:
            depth, formatting = depth + 1, formatting + formats
            if depth > max_depth or (formats and formatting > MAX_FORMATTING):
                yield tag


def with_short_selects(html: str, tags: int) -> str:
    """The page with lists of choices cut into several where they are very long; the same string where none is.

    Parsers look at all options of a list for each one that they add.

    Args:
        html: the page.
        tags: how many `<` it has.

    >>> with_short_selects("<select><option>a<option>b</select>", 4).count("<select>")
    1
    """
    if tags < _MIN_CHOICES or html.count("<option") < _MAX_OPTIONS:
        return html
    parts: list[str] = []
    position = options = 0
    for tag in tags_of(html):
        if tag.name == "select":
            options = 0
        elif tag.name == "option" and not tag.is_end:
            options += 1
            if options > _MAX_OPTIONS:
                parts += [html[position : tag.start], "</select><select>"]
                position, options = tag.start, 1
    return "".join([*parts, html[position:]]) if parts else html
