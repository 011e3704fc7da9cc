"""Authors and days of publication that the markup of a page's body names: microdata, `rel=author`, byline classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docclean.document import Fact
from docclean.extract.dates import day_of
from docclean.extract.names import names_in
from docclean.measure.names import looks_like_name

__all__ = ["bylines_of"]

_BODY = (
    "[itemprop~=author],[itemprop~=datePublished],[rel~=author],[class*=author i],[class*=byline i],[id*=author i],"
    "[class*=autor i],[class*=writer i],[class~=username]"
)
_MAX_CANDIDATES = 60
_MAX_BYLINE = 160
_NAME_CLASS = re.compile(
    r"(?i)(?:author|autor|byline|writer)[-_]*(?:full)?[-_]*(?:name|link)|name[-_]*(?:author|autor)|\bfn\b"
)
_PLAIN_CLASSES = frozenset(
    [
        "author",
        "authors",
        "byline",
        "vcard",
        "fn",
        "username",
        "autor",
        "autoren",
        "author-name",
        "post-author",
        "entry-author",
        "article-author",
        "by-author",
        "p-author",
        "posted-by",
        "meta-author",
        "author-link",
        "author-header",
        "author_header",
    ]
)
"""Classes of elements that hold a name and nothing else, so that one word is enough of a name."""
_OTHER = re.compile(
    r"(?i)comment|sidebar|related|recommend|teaser|footer|widget|quote|testimonial|avatar|\bbio\b|social|share|follow"
    r"|newsletter|reviewer|\breply|card-list|\bfeed\b|popular|latest|(?<![a-z])more-"
)
_OTHER_TAGS = frozenset({"footer", "nav", "blockquote", "figure", "svg", "button", "form"})
_ANCESTORS = 6
"""How far up a byline is looked for in a list of comments or of other articles."""


def bylines_of(parser: LexborHTMLParser) -> Iterator[Fact]:
    """Facts about authors and dates in the body, the first of each source only."""
    seen: set[str] = set()
    for node in parser.css(_BODY)[:_MAX_CANDIDATES]:
        source = _source(node)
        if not source or source in seen:
            continue
        value = _day(node) if source == "itemprop datePublished" else _names(node, source)
        if value and not _is_others(node):
            yield Fact("date" if source == "itemprop datePublished" else "authors", value, source)
            seen.add(source)


def _source(node: LexborNode) -> str:
    """What kind of source an element is; `""` for none."""
    attributes = node.attributes
    properties = (attributes.get("itemprop") or "").split()
    if "datePublished" in properties:
        return "itemprop datePublished"
    if "author" in properties:
        return "itemprop author"
    if node.tag in ("meta", "link"):
        return ""
    classes = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if _NAME_CLASS.search(classes):
        return "byline name"
    if "author" in (attributes.get("rel") or "").split():
        return "rel author"
    return "byline"


def _day(node: LexborNode) -> str:
    attributes = node.attributes
    return day_of(attributes.get("content") or attributes.get("datetime") or node.text()[:_MAX_BYLINE].strip())


def _names(node: LexborNode, source: str) -> str:
    """The text of an author's element; `""` where it is none of names."""
    text = node.attributes.get("content") or _byline(node)
    names = names_in(text)
    if source == "byline" and not any(looks_like_name(name) for name in names):
        classes = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        return text if names and _PLAIN_CLASSES & set(classes.casefold().split()) else ""
    return text if names else ""


def _byline(node: LexborNode) -> str:
    """The text of a byline, that of its own name element where it has one."""
    named = node.css_first("[itemprop~=name]")
    target = named if named is not None else node
    content = target.attributes.get("content") or ""
    text = " ".join((content or target.text(separator=" ")).split())
    return text if len(text) <= _MAX_BYLINE else ""


def _is_others(node: LexborNode) -> bool:
    """Whether it stands in a comment, a quotation or a list of other articles."""
    place: LexborNode | None = node
    aside = False
    for _ in range(_ANCESTORS):
        if place is None or place.tag in ("body", "main", "article", "html"):
            break
        attributes = place.attributes
        if place.tag in _OTHER_TAGS or _OTHER.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
        aside = aside or place.tag == "aside"
        place = place.parent
    # Beside an article, but inside of it, authors have their usual place.
    return aside and (place is None or place.tag not in ("main", "article"))
