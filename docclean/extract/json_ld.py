"""What the JSON-LD of a page says about the page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from docclean.extract.dates import day_of
from docclean.extract.names import fold_space, is_person, names_in

__all__ = ["Statement", "statements_of"]

_WANTED = re.compile(r'"(?:headline|author|creator|datePublished|dateCreated|publisher|WebSite|inLanguage)"')
"""A script with none of these has nothing to say here: most are lists of links and of products."""
MAX_SCRIPT = 2_000_000
"""Characters; the longest of the development pages has a fifth of it."""
_MAX_STRING = 2_000
_MAX_NODES = 2_000
_MAX_DEPTH = 12
_INTO = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf")
"""Where the page's own node may be nested. Comments, lists and related articles are others'."""
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_WRAPPING = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)?\s*")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|BlogPost|Thesis|Chapter|Book|HowTo)\Z|Article")
_WORK = re.compile(
    r"Recipe|Product|VideoObject|PodcastEpisode|Event|Course|SoftwareApplication|Question|Movie|Dataset|CreativeWork|Episode"
    r"|Guide|Service|SoftwareSourceCode|TouristTrip|Place|LocalBusiness|MediaObject|AudioObject|Quiz|DefinedTerm"
)
_PAGE = re.compile(r"Page\Z")
_GROUPS = re.compile(r"Organi[sz]ation|Corporation|Business|Brand|WebSite|Store|Agency")

_NAME_PARTS = ("givenName", "familyName")
_PAGE_RANK = 3
_OTHER_RANK = 4


@frozen
class Statement:
    """One thing that a node says, and how near that node is to being the page."""

    key: str
    value: str
    field: str
    """The property, such as `headline`."""


def statements_of(scripts: Iterable[str], addresses: Iterable[str]) -> tuple[Statement, ...]:
    """All statements about the page, those of the node that is most surely the page first.

    Args:
        scripts: contents of the page's JSON-LD scripts.
        addresses: the page's own addresses, by which its node is told from those of others.
    """
    nodes: list[dict[str, Any]] = []
    for script in scripts:
        if len(script) <= MAX_SCRIPT and _WANTED.search(script):
            _collect(_parsed(script), nodes)
    named = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    own = {_address(address) for address in addresses if address}
    ranked = sorted(((_rank(node, own), at, node) for at, node in enumerate(nodes)), key=lambda item: item[:2])
    found: list[Statement] = []
    for rank, _, node in ranked:
        found += _said_by(node, rank, named)
    return tuple(found)


def _parsed(script: str) -> Any:
    """The value of a script, mended where that is cheap; `None` if it is no JSON."""
    for text in (script, _mended(script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    try:
        # A whole value, and then a second one or a stray bracket.
        return json.JSONDecoder(strict=False).raw_decode(_mended(script))[0]
    except (ValueError, RecursionError):
        return None


def _mended(script: str) -> str:
    text = _WRAPPING.sub("", script, count=1).lstrip("\ufeff")
    return _TRAILING_COMMA.sub("", text).rstrip(" \t\r\n;")


def _collect(value: Any, nodes: list[dict[str, Any]]) -> None:
    """The nodes at the top and where the page's own may be, in the order of the script."""
    waiting = [(value, 0)]
    while waiting and len(nodes) < _MAX_NODES:
        item, depth = waiting.pop()
        if isinstance(item, list):
            waiting += [(part, depth + 1) for part in reversed(item) if depth < _MAX_DEPTH]
        elif isinstance(item, dict):
            nodes.append(item)
            waiting += [(item[name], depth + 1) for name in reversed(_INTO) if name in item and depth < _MAX_DEPTH]


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    types = node.get("@type")
    return tuple(str(item).rpartition("/")[2] for item in (types if isinstance(types, list) else [types]) if item)


def _rank(node: dict[str, Any], own: set[str]) -> int:
    """How likely a node describes the page, 0 the most."""
    types = _types(node)
    if any(_GROUPS.search(item) for item in types):
        return _OTHER_RANK
    if any(_ARTICLE.search(item) for item in types):
        rank = 1
    elif any(_WORK.search(item) for item in types):
        rank = 2
    elif any(_PAGE.search(item) for item in types):
        rank = _PAGE_RANK
    else:
        return _OTHER_RANK
    main = node.get("mainEntityOfPage")
    places = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return 0 if rank == 1 and own & {_address(place) for place in places if isinstance(place, str)} else rank


def _address(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def _said_by(node: dict[str, Any], rank: int, named: dict[str, dict[str, Any]]) -> Iterator[Statement]:
    types = _types(node)
    prefix = "page " if rank == _PAGE_RANK else ""
    if rank == _OTHER_RANK:
        if "WebSite" in types:
            yield from _strings("site", node.get("name"), "WebSite name")
        return
    if types and rank < _PAGE_RANK:
        yield Statement("page_type", types[0], "type")
    yield from _strings("title", node.get("headline"), f"{prefix}headline")
    yield from _strings("title", node.get("name"), f"{prefix}name")
    for name in ("datePublished", "dateCreated", "uploadDate", "dateModified"):
        for text in _texts(node.get(name)):
            if day := day_of(text):
                yield Statement("date", day, prefix + name)
    for name in ("author", "creator"):
        yield from _authors(node.get(name), prefix + name, named)
    yield from _strings("section", node.get("articleSection"), f"{prefix}articleSection")
    yield from _strings("page-language", node.get("inLanguage"), f"{prefix}inLanguage")
    for item in _items(node.get("publisher")):
        if isinstance(item, dict):
            yield from _strings("site", _referred(item, named).get("name"), f"{prefix}publisher")
    part_of = node.get("isPartOf")
    if isinstance(part_of, dict):
        yield from _strings("site", part_of.get("name"), f"{prefix}isPartOf")


def _authors(value: Any, field: str, named: dict[str, dict[str, Any]]) -> Iterator[Statement]:
    for item in _items(value):
        group = False
        if isinstance(item, dict):
            node = _referred(item, named)
            group = any(_GROUPS.search(kind) for kind in _types(node))
            texts = list(_texts(node.get("name")))
            texts = texts or [" ".join(text for name in _NAME_PARTS for text in _texts(node.get(name)))]
        else:
            texts = list(_texts(item))
        for text in texts:
            for name in names_in(text):
                # Content systems call every author a person, and one-man sites call themselves organisations.
                yield Statement("credits" if group or not is_person(name) else "authors", name, field)


def _referred(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The node that one without a name refers to."""
    return node if "name" in node else named.get(str(node.get("@id")), node)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> Iterator[str]:
    """The strings of a property, also where they are wrapped into a list or a language-tagged value."""
    for item in _items(value):
        text = item.get("@value", item.get("name")) if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            yield text


def _strings(key: str, value: Any, field: str) -> Iterator[Statement]:
    for text in _texts(value):
        if folded := fold_space(text[:_MAX_STRING]):
            yield Statement(key, folded, field)
