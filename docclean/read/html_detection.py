"""Whether a text is an HTML page: in doubt it is not, since tags in a text are seen and a text read as HTML is not."""

from __future__ import annotations

import re

__all__ = ["HTML_SUFFIXES", "looks_like_html"]

HTML_SUFFIXES = (".html", ".htm", ".xhtml")

_START = re.compile(r"[\s\ufeff]*<")
_SPACE = re.compile(r"[\s\ufeff]*")
_ROOT = re.compile(r"<(?:!doctype\s*html|html|head|body)(?:[\s/][^>]*)?>", re.IGNORECASE)
# Possessive, so that a tag that does not end is looked at once.
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*+)[^<>]*+>")
_LAST_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>\Z")
_END_LENGTH = 4_096
"""How many characters at the end are looked at for the last tag: comments with figures of the server may follow it."""

_BLOCK_NAMES = (
    "address article aside blockquote center details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header main "
    "nav ol p pre section table ul"
)
_OTHER_NAMES = (
    "a abbr acronym area audio b base bdi bdo big body br button canvas caption cite code col colgroup data "
    "datalist dd del dfn dialog dir dt em embed figcaption font hgroup hr i iframe img input ins kbd label legend "
    "li link map mark menu meta meter noscript object optgroup option output param picture progress q rb rp rt "
    "rtc ruby s samp search select slot small source span strike strong sub summary sup tbody td template tfoot "
    "th thead time title tr track tt u var video wbr"
)

_BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that a fragment may consist of."""

_OPAQUE = {
    name: re.compile(f"</{name}\\b[^<>]*>", re.IGNORECASE)
    for name in ("math", "pre", "script", "style", "svg", "textarea")
}
"""Elements whose inside says nothing about the text around them."""

_KNOWN = _BLOCKS | frozenset(_OPAQUE) | frozenset(_OTHER_NAMES.split())
"""Elements of HTML, current and obsolete. Another name without a hyphen shows XML, or code in a like language."""

_MARKDOWN = re.compile(r"^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|```)|\*\*\S|\]\(", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def looks_like_html(text: str) -> bool:
    """Whether a text clearly is HTML: a page from its start, or nothing but elements of HTML.

    A byte-order mark, an XML declaration and comments may stand before a page, and messages of the server in
    HTML. Text that only *begins* with a tag, such as Markdown, is none, and so is XML of other kinds.

    >>> looks_like_html("<!DOCTYPE html><p>Bread"), looks_like_html("<ul><li>Rye</li></ul>")
    (True, True)
    >>> looks_like_html("Use <html> first."), looks_like_html("<html> is the first tag of a page.")
    (False, False)
    """
    if _START.match(text) is None:
        return False
    start, is_xml = _after_prolog(text, 0)
    root = _ROOT.match(text, start)
    last = _last_tag(text)
    if root is None:
        return not is_xml and (_is_late_page(text, start, last) or _is_fragment(text, start, last))
    if "=" in root.group():
        return True
    # A sentence may begin with the name of a tag. Then words follow, and it does not end with a tag.
    follows, _ = _after_prolog(text, root.end())
    return follows == len(text) or text[follows] == "<" or last in _KNOWN or last == "html"


def _after_prolog(text: str, position: int) -> tuple[int, bool]:
    """Where white space, comments and XML declaration end, and whether there is such a declaration."""
    is_xml = False
    while True:
        position = _end_of_space(text, position)
        if text.startswith("<!--", position):
            # `<!-->` is a whole comment.
            end, length = text.find("-->", position + 2), 3
        elif text.startswith("<?xml", position):
            is_xml = True
            end, length = text.find(">", position), 1
        else:
            return position, is_xml
        if end < 0:
            return len(text), is_xml
        position = end + length


def _end_of_space(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _last_tag(text: str) -> str:
    """The name of the element that ends where the text ends, comments and white space aside, or `""`."""
    text = text[-_END_LENGTH:].rstrip()
    while text.endswith("-->") and "<!--" in text:
        text = text[: text.rindex("<!--")].rstrip()
    tag = _LAST_TAG.search(text)
    return tag.group(1).lower() if tag else ""


def _is_late_page(text: str, start: int, last: str) -> bool:
    """Whether a page follows a message of the server, or scripts that were put before it."""
    first = _TAG.match(text, start)
    return last == "html" and first is not None and first.group(2).lower() in _KNOWN and _ROOT.search(text) is not None


def _is_fragment(text: str, start: int, last: str) -> bool:
    """Whether block elements of HTML make up the whole text, and nothing in it is laid out as text is."""
    first = _TAG.match(text, start)
    if first is None or first.group(2).lower() not in _BLOCKS or last not in _BLOCKS:
        return False
    text = _without_comments(text)
    position, depth = 0, 0
    while tag := _TAG.search(text, position):
        if not _is_content(text[position : tag.start()], depth):
            return False
        name = tag.group(2).lower()
        if name not in _KNOWN and "-" not in name:
            return False
        position = tag.end()
        if name in _OPAQUE and not tag.group(1):
            end = _OPAQUE[name].search(text, position)
            if end is None:
                return False
            position = end.end()
        elif name in _BLOCKS:
            depth = max(0, depth - 1) if tag.group(1) else depth + 1
    return _is_content(text[position:], depth)


def _without_comments(text: str) -> str:
    before, *others = text.split("<!--")
    return before + "".join(other.partition("-->")[2] for other in others)


def _is_content(text: str, depth: int) -> bool:
    """Whether a text between two tags can be that of an HTML element: HTML has no blank lines, lists and marks."""
    words = text.strip()
    if not words:
        return True
    return depth > 0 and _BLANK_LINE.search(words) is None and _MARKDOWN.search(words) is None
