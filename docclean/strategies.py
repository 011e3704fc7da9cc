"""Hypothesis strategies for damaged and clean documents. Imported only by tests."""

from __future__ import annotations

import html
from typing import NamedTuple

from hypothesis import strategies as st

__all__ = ["Element", "lines", "page_of", "page_trees", "pages", "texts"]

SENTENCES = (
    "The lighthouse was built in 1871 and still guides the ferries.",
    "La boulangerie du village ouvre à six heures, même le dimanche.",
    "Die Forscher zählten im Frühjahr 4.200 Kraniche am See.",
    "Il museo della seta riapre dopo tre anni di lavori.",
    "El huerto escolar produce tomates, judías y calabacines.",
    "Ученые описали новый вид северного мха.",
    "新しい図書館は来月、駅の近くに開館する。",
    "博物馆展出了三百件古代陶器。",
    "تفتح المكتبة أبوابها كل يوم من التاسعة صباحا.",
    "गाँव का पुराना कुआँ फिर से साफ किया गया है।",
    "ห้องสมุดเปิดทำการทุกวันยกเว้นวันอาทิตย์",
    "می‌خواهم کتاب تازه‌ای دربارهٔ باغ‌ها بخوانم.",
    "Η γέφυρα άνοιξε ξανά για τους πεζούς.",
    "הספרייה נפתחה מחדש אחרי השיפוץ.",
)
DAMAGE = (
    "Passer au contenu",
    "Skip to main content",
    "Menu",
    "menu",
    "Voir aussi",
    "Laisser un commentaire",
    "Cancel reply",
    "Zum Inhalt springen",
    "Condividi su Facebook",
    "Compartir en WhatsApp",
    "Read more",
    "By Anna Example",
    "Par Anna Exemple",
    "REUTERS",
    "Source : exemple.org",
    "Photo Reporters",
    ">> Un autre article du site",
    "CULTURELes ateliers rouvrent au public",
    "Les ateliers rouvrent au public",
    "La fête fut bien organisée.Des musiciens de vingt villages sont venus.La pluie a cessé.",
    "Ils ont vu ce ” Grand Phare “ depuis la côte.",
    "CafÃ© crÃ¨me et thÃ© glacÃ©",
    "soft\u00adhyphen and zero\u200bwidth",
    "one\u2028two\u0085three\rfour",
    "e\u0301 decomposed",
    "a  b   c",
)
_CHARACTERS = st.characters(exclude_categories=()) | st.sampled_from(
    "\r\n\t\v\f\x1c\x85\u2028\u2029\xa0\xad\u200b\u200c\u200d\u200e\ufeff\u202e\u2066\u0301\ufe0f«»“”„\".,;:!?…>*-'"
)


def lines() -> st.SearchStrategy[str]:
    """One line: a clean sentence, a damaged one, or any characters."""
    return (
        st.sampled_from(SENTENCES)
        | st.sampled_from(DAMAGE)
        | st.text(_CHARACTERS, max_size=40)
        | st.tuples(
            st.sampled_from(SENTENCES), st.sampled_from(("", " ", "\u00a0", "\x85")), st.sampled_from(SENTENCES)
        ).map("".join)
    )


def texts() -> st.SearchStrategy[str]:
    """Documents of a few lines, some of which repeat."""
    separators = st.sampled_from(("\n", "\n\n", "\r\n", "\n \n", "\n\u00a0\n\n"))
    pairs = st.lists(st.tuples(lines(), separators), max_size=12)
    once = pairs.map(lambda items: "".join(line + separator for line, separator in items))
    return once | st.tuples(once, once).map(lambda pair: pair[0] + pair[1] + pair[0])


class Element(NamedTuple):
    """An element of a generated page."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()
    is_closed: bool = True


_VOID = frozenset(("br", "wbr", "img", "hr", "input"))
_VERBATIM = frozenset(("pre", "textarea", "script", "style", "title"))
_BLOCK = (
    *("div", "div", "p", "p", "h1", "h3", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "tr", "td"),
    *(
        "th",
        "caption",
        "section",
        "article",
        "main",
        "nav",
        "aside",
        "header",
        "footer",
        "form",
        "figure",
        "figcaption",
    ),
    *("details", "summary", "dialog", "select", "option", "textarea", "noscript", "fieldset", "address"),
)
_INDENTED = frozenset(_BLOCK) - _VERBATIM - {"table", "tr", "td", "th", "caption"}
"""Elements that white space around means nothing to. Parsers move text that stands wrong in a table out of it."""
_INLINE = (
    *("b", "i", "em", "strong", "a", "a", "span", "span", "code", "sup", "sub", "small", "font", "mark", "q", "time"),
    *("button", "label", "x-badge", "svg", "video", "ruby", "rt", "o:p", "template", "script", "style"),
)
_FORMATTING = frozenset(("a", "b", "i", "em", "strong", "code", "small", "font"))
"""Elements that parsers open anew in the next block where they were not closed in their own."""
_ATTRIBUTES = (
    ("class", "menu"),
    ("class", "sidebar-box"),
    ("class", "visually-hidden"),
    ("id", "comments"),
    ("hidden", ""),
    ("style", "display: none"),
    ("role", "navigation"),
    ("href", "/bread"),
    ("title", "a > b"),
    ("colspan", "2"),
    ("rowspan", "3"),
    ("start", "7"),
    ("open", ""),
    ("dir", "rtl"),
)


def page_trees() -> st.SearchStrategy[tuple[Element | str, ...]]:
    """What stands in the body of a page: any elements in any other, as pages have them."""
    words = lines().map(lambda line: line.encode("utf-8", "ignore").decode())
    void = st.sampled_from(tuple(Element(tag) for tag in ("br", "br", "wbr", "img", "hr", "input")))
    leaves = words | st.sampled_from((" ", "\n", "salt", "\u00ad", "\u00a0", "word", ", ")) | void
    attributes = st.lists(st.sampled_from(_ATTRIBUTES), max_size=3, unique_by=lambda pair: pair[0]).map(tuple)

    def around(inner: st.SearchStrategy[Element | str]) -> st.SearchStrategy[Element | str]:
        children = st.lists(inner, max_size=4).map(tuple)
        closed = st.sampled_from((True, True, True, True, False))
        return st.builds(Element, st.sampled_from(_BLOCK + _INLINE), attributes, children, closed)

    tree: st.SearchStrategy[Element | str] = st.recursive(leaves, around, max_leaves=25)
    return st.lists(tree, max_size=6).map(tuple)


def page_of(tree: tuple[Element | str, ...], *, disguised: bool = False) -> str:
    """The HTML of a tree.

    Args:
        tree: what stands in the body.
        disguised: write it in another way that means the same: with comments, tag names in capitals, attributes in
            another order; and with indentation, where no element is left open, for there it may mean something.
    """
    title = "<!-- a page --><TITLE>Salt and bread</TITLE>" if disguised else "<title>Salt and bread</title>"
    indented = disguised and all(map(_is_orderly, tree))
    body = "".join(_written(item, disguised, indented) for item in tree)
    return f"<!DOCTYPE html><html lang=en><head>{title}</head><body>{body}</body></html>"


def _is_orderly(item: Element | str, inside_formatting: bool = False) -> bool:
    """Whether a parser finds each element where it stands."""
    if isinstance(item, str) or item.tag in _VOID:
        return True
    if not item.is_closed or (inside_formatting and (item.tag in _BLOCK or item.tag in ("a", "button"))):
        return False
    inside_formatting = inside_formatting or item.tag in _FORMATTING
    return all(_is_orderly(child, inside_formatting) for child in item.children)


def _written(item: Element | str, disguised: bool, indented: bool) -> str:
    if isinstance(item, str):
        return html.escape(item)
    tag = item.tag.upper() if disguised else item.tag
    own = [f' {name}="{html.escape(value)}"' for name, value in item.attributes]
    start = f"<{tag}{''.join(reversed(own) if disguised else own)}>"
    if item.tag in _VOID:
        return start
    # What is verbatim holds text only: a tag in there would be text too.
    is_verbatim = item.tag in _VERBATIM
    children = [child for child in item.children if isinstance(child, str)] if is_verbatim else item.children
    between = "<!-- no text -->" if disguised and not is_verbatim else ""
    inner = between.join(_written(child, disguised, indented) for child in children)
    end = f"</{tag}>" if item.is_closed or is_verbatim else ""
    if indented and item.tag in _INDENTED:
        return f"\n  {start}\n    {inner}\n  {end}\n" if end else f"\n  {start}\n    {inner}"
    return f"{start}{inner}{end}"


def pages() -> st.SearchStrategy[str]:
    """Pages with clean and damaged text in elements of all kinds, closed or not, some of them hidden."""
    return page_trees().map(page_of)
