"""What HTML elements do to the text around them."""

from __future__ import annotations

from docclean.document import Kind

__all__ = [
    "BREAKS",
    "CONTROLS",
    "FALLBACKS",
    "HEADINGS",
    "KINDS",
    "LISTS",
    "MARKS",
    "PHRASING",
    "SKIPPED",
]

BREAKS = {
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "menu", "dir", "dl"), 2),
    **dict.fromkeys(("table", "caption", "figure", "figcaption", "section", "article", "aside", "nav", "main"), 2),
    **dict.fromkeys(("header", "footer", "form", "fieldset", "details", "hgroup", "center", "address", "listing"), 2),
    **dict.fromkeys(("xmp", "plaintext", "hr", "dialog", "search", "select", "body"), 2),
    **dict.fromkeys(("div", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "summary", "legend"), 1),
    **dict.fromkeys(("option", "optgroup", "textarea", "colgroup", "frameset", "noscript"), 1),
    **dict.fromkeys(("object", "video", "audio", "canvas", "amp-sidebar", "amp-consent", "amp-user-notification"), 1),
}
"""Elements that end the block before them: 2 with an empty line, 1 with a line end."""

FALLBACKS = frozenset(("noscript", "object", "video", "audio", "canvas"))
"""Elements whose text shows only where they do not work. In the middle of a line they must not end it."""

HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}

KINDS = {
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "pre": Kind.CODE,
    "listing": Kind.CODE,
    "xmp": Kind.CODE,
    "plaintext": Kind.CODE,
    "textarea": Kind.OTHER,
    "option": Kind.OTHER,
    "legend": Kind.OTHER,
}
"""Kinds of the blocks inside; what is not here leaves the kind as it is."""

LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))

MARKS = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
"""Inline elements that set their text apart."""

CONTROLS = frozenset(("button", "label"))
"""Inline elements whose text is of use on the page only, where a block consists of them."""

PHRASING = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "mark", "nobr", "output", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
"""Inline elements that are part of running text. All others, `<x-badge>` for one, stand apart from the words around."""

SKIPPED = frozenset(
    (
        *("script", "style", "template", "head", "title", "meta", "link", "iframe", "noframes", "noembed", "frame"),
        *("param", "track", "source", "area", "base", "datalist"),
    )
)
"""Elements whose content is never shown where they stand."""
