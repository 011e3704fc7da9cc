"""Which part of a page an element is, from its tag, role, classes and id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from docclean.document import Region

__all__ = ["Area", "hides", "region_of"]

_CHROME = frozenset((Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE, Region.FORM, Region.COMMENTS))
_MAX_NAMES = 500
"""Characters of class and id that are looked at. Answers are kept in memory, and pages have classes of a megabyte."""
_LARGEST_SHARE = 0.6
"""An area with more of the page's text than this is not what its name says: `div.menu-open`, `form` around all."""

_TAGS = {
    "nav": Region.NAV,
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "aside": Region.ASIDE,
    "form": Region.FORM,
    "fieldset": Region.FORM,
    "select": Region.FORM,
    "textarea": Region.FORM,
    "search": Region.FORM,
    "main": Region.MAIN,
    "article": Region.MAIN,
    "amp-sidebar": Region.NAV,
    "amp-consent": Region.ASIDE,
    "amp-user-notification": Region.ASIDE,
    "object": Region.HIDDEN,
    "video": Region.HIDDEN,
    "audio": Region.HIDDEN,
    "canvas": Region.HIDDEN,
    "noscript": Region.HIDDEN,
}
_ROLES = {
    "navigation": Region.NAV,
    "menu": Region.NAV,
    "menubar": Region.NAV,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "complementary": Region.ASIDE,
    "dialog": Region.ASIDE,
    "alertdialog": Region.ASIDE,
    "search": Region.FORM,
    "form": Region.FORM,
    "main": Region.MAIN,
    "article": Region.MAIN,
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _words(*words: str) -> str:
    return rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])"


_NAMES = (
    (
        Region.COMMENTS,
        ("comments?", "comment-?list", "disqus(?:-thread)?", "respond", "kommentare", "commentaires"),
    ),
    (
        Region.NAV,
        ("nav(?:bar|igation)?", "menus?", "submenu", "breadcrumbs?", "pagination", "pager", "skip-?links?"),
    ),
    (Region.FOOTER, ("footer", "colophon", "site-?info", "foot-?bar")),
    (Region.HEADER, ("masthead", "top-?bar", "site-?header", "global-?header", "top-?header", "main-?header")),
    (
        Region.ASIDE,
        (
            "side-?bar",
            "aside",
            "related",
            "recommend(?:ed|ations?)",
            "widgets?",
            "promos?",
            "adverts?",
            "advertisement",
            "ads?",
            "sponsor(?:ed)?",
            "newsletter",
            "subscribe",
            "share",
            "sharing",
            "social",
            "most-?(?:read|viewed|popular)",
            "trending",
            "cookies?",
            "consent",
            "gdpr",
            "popup",
            "modal",
            "author-?(?:box|bio|info|card)",
        ),
    ),
    (Region.FORM, ("search-?form", "login-?form", "log-?in", "search-?box")),
)
_INITIALS = "".join(sorted({word[0] for _, words in _NAMES for word in words}))
# One look at the letters around for all words, and at the first one: most words in classes begin with another.
_NAMED = re.compile(
    rf"(?<![a-z])(?=[{_INITIALS}])"
    rf"(?:{'|'.join(f'(?P<r{at}>{chr(124).join(words)})' for at, (_, words) in enumerate(_NAMES))})(?![a-z])"
)
_ARTICLE = re.compile(_words("(?:article|entry|post|story|page|content|section|card)-?(?:header|head|title)"))
_UNSEEN = re.compile(
    # All of the words begin with one of these.
    "(?=[aehmsuv])"
    + _words(
        *("sr-only", "visually-?hidden", "screen-?reader(?:-text|s?-only)?", "element-invisible", "u-hidden-visually"),
        # Signs beside a heading that lead to it, shown when the mouse is over it.
        *("header-?link", "header-?anchor", "heading-?anchor", "hash-?link", "anchorjs-?link"),
        # "[edit]" beside the headings of a wiki: for authors, and no part of the heading.
        "mw-editsection",
    )
)
_NO_DISPLAY = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)")


class Area:
    """An element that sets a region, with how much text it turned out to hold."""

    __slots__ = ("_resolved", "characters", "outer", "region")

    def __init__(self, region: Region, outer: Area | None) -> None:
        self.region = region
        self.outer = outer
        self.characters = 0
        """Characters of the text inside, once those of the areas inside were added."""
        self._resolved: Region | None = None

    def resolved(self, total: int) -> Region:
        """The region that its text is in, once the page's number of characters is known."""
        known = self._resolved
        if known is not None:
            return known
        chain = []
        area: Area | None = self
        while area is not None and area._resolved is None:
            chain.append(area)
            area = area.outer
        for item in reversed(chain):
            item._resolved = item._inside(item.outer._resolved if item.outer else None, total)
        assert self._resolved is not None
        return self._resolved

    def _inside(self, outer: Region | None, total: int) -> Region:
        around = outer or Region.UNKNOWN
        if around is Region.HIDDEN:
            return around
        if self.region is Region.MAIN:
            # A card in a sidebar is an <article> too.
            return around if around in _CHROME else Region.MAIN
        if self.region is Region.HEADER and around is Region.MAIN:
            return around
        return around if self.characters > total * _LARGEST_SHARE else self.region


def region_of(tag: str, attributes: Mapping[str, str | None]) -> Region | None:
    """The region that an element sets for the text inside of it; `None` if it sets none.

    >>> region_of("div", {"class": "siteFooter"}), region_of("div", {"class": "post-header"})
    (<Region.FOOTER: 'footer'>, None)
    """
    if not attributes and tag != "dialog":
        return _TAGS.get(tag)
    name, own_id = attributes.get("class"), attributes.get("id")
    if (
        name
        and not own_id
        and "style" not in attributes
        and "role" not in attributes
        and "hidden" not in attributes
        and tag != "dialog"
    ):
        return _by_class(tag, name[:_MAX_NAMES])
    if hides(tag, attributes):
        return Region.HIDDEN
    region = _TAGS.get(tag)
    if region is not None:
        return region
    role = attributes.get("role")
    if role:
        region = _ROLES.get(role.strip().lower())
        if region is not None:
            return region
    return _by_name(f"{name or ''} {own_id or ''}"[:_MAX_NAMES]) if name or own_id else None


def hides(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is not shown: by attribute, inline style, or a class for screen readers only."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    style = attributes.get("style")
    if style and _NO_DISPLAY.search(style):
        return True
    name = attributes.get("class")
    return _unseen(name[:_MAX_NAMES]) if name else False


@lru_cache(maxsize=4096)
def _by_class(tag: str, name: str) -> Region | None:
    """The region of an element of which nothing but its classes says any."""
    return Region.HIDDEN if _unseen(name) else _TAGS.get(tag) or _by_name(name)


@lru_cache(maxsize=4096)
def _unseen(name: str) -> bool:
    return _UNSEEN.search(name.lower()) is not None


@lru_cache(maxsize=4096)
def _by_name(name: str) -> Region | None:
    # Words repeat far more often than lists of them do, and none of what is looked for has a space in it.
    for word in name.split():
        region = _by_word(word)
        if region is not None:
            return region
    return None


@lru_cache(maxsize=4096)
def _by_word(word: str) -> Region | None:
    if not word.islower():
        word = _CAMEL.sub("-", word).lower()
    word = word.replace("_", "-")
    # Most words need no substitution.
    if "head" in word or "title" in word:
        word = _ARTICLE.sub("", word)
    match = _NAMED.search(word)
    return _NAMES[int((match.lastgroup or "r0")[1:])][0] if match else None
