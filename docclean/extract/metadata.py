"""What a page says about itself outside of its text.

Everything is collected and sorted by trust; which of several statements to believe is for
the filter `page-metadata` to decide.

>>> from selectolax.lexbor import LexborHTMLParser
>>> page = "<html lang=en-GB><title>Salt | Beacon</title><meta name=author content='By Anna Example'><h1>Salt</h1>"
>>> for fact in facts_of(LexborHTMLParser(page), "https://beacon.example/2024/03/09/salt"):
...     print(fact.key, "=", fact.value, "from", fact.source)
authors = Anna Example from meta author
date = 2024-03-09 from url
page-language = en from html lang
title = Salt from h1 in title
title = Salt from title
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docclean.document import Fact
from docclean.extract.bylines import bylines_of
from docclean.extract.dates import day_in_url, day_of
from docclean.extract.fact_sources import META, RANK
from docclean.extract.json_ld import statements_of
from docclean.extract.names import fold_space, is_person, key_of, names_in
from docclean.extract.titles import agreement, without_site

__all__ = ["facts_of"]

_HEAD = "meta,link,title,h1,time[datetime],base,script[type='application/ld+json' i]"
_MAX_VALUE = 2_000
"""Longer ones are not read to the end: what they hold is no name, title or date."""
_MAX_TITLE = 300
MIN_AGREEMENT = 0.33
"""From here on a heading is one with a title in the head; the best of 0.25–0.6 on the development pages."""
_MAX_SITE = 80
_MAX_HEADINGS = 8
_MAX_TIMES = 12

_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?\s*(?:[,;].*)?\Z", re.DOTALL)
_AUTHOR_LABEL = re.compile(
    r"(?i)\s*(?:written by|posted by|by\b|author|aut[oeh]+r|verfasst|geschrieben|veröffentlicht von|von\b|écrit|rédigé"
    r"|escrit"
    r"|scritto|geschreven|skriven|skrevet|napisane|автор|написано|написал|作者|投稿者|執筆者|작성자|글쓴이|yazan|ditulis"
    r"|kirjoittanut)"
)
_OUTSIDE = frozenset({"nav", "aside", "footer"})


def facts_of(parser: LexborHTMLParser, url: str) -> tuple[Fact, ...]:
    """Everything that a page says about itself.

    Args:
        parser: the parsed page.
        url: where it comes from, `""` if unknown.

    Returns:
        The facts by key, those of the most trustworthy source first; of one source in the order of the page.
        `authors` are persons, one fact each; offices, agencies and firms are `credits`. A `date` is a day,
        `YYYY-MM-DD`; a `page-language` a language code without region.
    """
    found: list[Fact] = []
    headings: list[str] = []
    scripts: list[str] = []
    times: list[LexborNode] = []
    cards: dict[str, str] = {}
    base = url
    for node in parser.css(_HEAD):
        tag = node.tag
        if tag == "meta":
            found += _meta(node, cards)
        elif tag == "script":
            scripts.append(node.text())
        elif tag == "h1":
            headings += [_text_of(node)] if len(headings) < _MAX_HEADINGS else []
        elif tag == "time":
            times += [node] if len(times) < _MAX_TIMES else []
        elif tag == "title":
            found += [Fact("title", _text_of(node), "title")] if not _within(node, "svg") else []
        elif tag == "base":
            base = _joined(url, node.attributes.get("href") or "") or url
        elif "canonical" in (node.attributes.get("rel") or "").casefold().split():
            found.append(Fact("url", node.attributes.get("href") or "", "canonical"))
    found += _language(parser)
    found += _labelled(cards)
    found = [_absolute(fact, base) if fact.key == "url" else fact for fact in found]
    addresses = [url, *(fact.value for fact in found if fact.key == "url")]
    found += [Fact(item.key, item.value, f"json-ld {item.field}") for item in statements_of(scripts, addresses)]
    found += bylines_of(parser)
    found += _days(times, addresses)
    sites = _site_keys(found, addresses)
    return _sorted(_final(found, headings, sites))


def _meta(node: LexborNode, cards: dict[str, str]) -> Iterator[Fact]:
    """What a `<meta>` says; the labelled fields of Twitter cards are put into `cards`."""
    attributes = node.attributes
    value = attributes.get("content")
    if not value:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (attributes.get(attribute) or "").strip().casefold()
        if attribute == "itemprop" and name in ("author", "datepublished"):
            # One of the article's own properties, and not of a page's list of articles, is asked for below.
            continue
        if name in META and (attribute != "http-equiv" or name == "content-language"):
            key, source = META[name]
            yield Fact(key, value[:_MAX_VALUE], source)
            return
        if name.startswith(("twitter:label", "twitter:data")):
            cards.setdefault(name, value[:_MAX_VALUE])
            return


def _labelled(cards: dict[str, str]) -> Iterator[Fact]:
    """Authors in the free fields of a Twitter card, which may as well be a price or a time to read."""
    for name, label in cards.items():
        if name.startswith("twitter:label") and _AUTHOR_LABEL.match(label):
            yield Fact("authors", cards.get(name.replace("label", "data"), ""), "twitter:data")


def _text_of(node: LexborNode) -> str:
    return fold_space(node.text(separator=" ")[:_MAX_VALUE])


def _within(node: LexborNode, *tags: str) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _joined(base: str, href: str) -> str:
    """An absolute http address, or nothing."""
    try:
        joined = urljoin(base, href.strip()[:_MAX_VALUE])
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.netloc else ""


def _absolute(fact: Fact, base: str) -> Fact:
    return Fact(fact.key, _joined(base, fact.value), fact.source)


def _language(parser: LexborHTMLParser) -> Iterator[Fact]:
    root = parser.root
    attributes = root.attributes if root is not None else {}
    for name in ("lang", "xml:lang"):
        if value := attributes.get(name):
            yield Fact("page-language", value, "html lang")
            return


def _days(times: list[LexborNode], addresses: list[str]) -> Iterator[Fact]:
    for node in times:
        day = day_of(node.attributes.get("datetime") or "")
        if day and not _within(node, *_OUTSIDE):
            yield Fact("date", day, "time")
            break
    for address in addresses:
        if day := day_in_url(address):
            yield Fact("date", day, "url")
            break


def _site_keys(found: list[Fact], addresses: list[str]) -> frozenset[str]:
    """Keys of all names that the page gives to its site, and of its host with and without its ending."""
    keys = {key_of(fact.value) for fact in found if fact.key == "site" and len(fact.value) <= _MAX_SITE}
    for address in addresses:
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        labels = host.split(".")
        keys |= {key_of(host), key_of(max(labels[:-1], key=len, default=""))}
    return frozenset(keys - {""})


def _final(found: list[Fact], headings: list[str], sites: frozenset[str]) -> Iterator[Fact]:
    """The facts with values cleaned as their keys ask for, unusable ones left out."""
    yield from _headed(found, headings, sites)
    names = " ".join(sorted(sites))
    for fact in found:
        if fact.key in ("authors", "credits"):
            yield from _people(fact, names)
        elif fact.key == "date":
            if day := day_of(fact.value):
                yield Fact("date", day, fact.source)
        elif fact.key == "page-language":
            if match := _LANGUAGE.match(fact.value[:_MAX_VALUE]):
                yield Fact(fact.key, match[1].lower(), fact.source)
        else:
            yield from _plain(fact, sites)


def _headed(found: list[Fact], headings: list[str], sites: frozenset[str]) -> Iterator[Fact]:
    """The page's `<h1>`, those first that say the same as the titles in the head."""
    titles = [
        without_site(fold_space(fact.value), sites)
        for fact in found
        if fact.key == "title" and fact.source in ("og:title", "title", "json-ld headline", "twitter:title")
    ]
    ranked: list[tuple[float, str]] = []
    for text in headings:
        heading = without_site(text, sites)
        if heading and len(heading) <= _MAX_TITLE and key_of(heading) not in sites:
            ranked.append((max((agreement(heading, title) for title in titles), default=0.0), heading))
    for agrees, heading in sorted(ranked, key=lambda item: -item[0]):
        yield Fact("title", heading, "h1 in title" if agrees >= MIN_AGREEMENT else "h1")


def _people(fact: Fact, sites: str) -> Iterator[Fact]:
    if fact.source.startswith("json-ld"):
        names: tuple[str, ...] = (fact.value,)
    else:
        names = names_in(fact.value, surname_first=fact.source in ("citation_author", "dc.creator"))
    for name in names:
        person = fact.key == "authors" and is_person(name, sites)
        yield Fact("authors" if person else "credits", name, fact.source)


def _plain(fact: Fact, sites: frozenset[str]) -> Iterator[Fact]:
    value = fold_space(fact.value)
    if fact.key == "title":
        value = without_site(value, sites)
        if len(value) > _MAX_TITLE:
            return
    elif fact.key == "site":
        value = value.lstrip("@")
        if len(value) > _MAX_SITE or value.startswith("http"):
            return
    if value and key_of(value):
        yield Fact(fact.key, value, fact.source)


def _sorted(found: Iterator[Fact]) -> tuple[Fact, ...]:
    last = len(RANK)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda fact: (fact.key, RANK.get((fact.key, fact.source), last))))
