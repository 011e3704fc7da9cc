"""Pages that hang parsers, lose their text in them, or are no pages at all."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from fault_cases.case import CLEAN, DROPPED, GOOD, READ, SENTENCES, Case, Expected, case, page, prose, size

_WORDS = "Words at the bottom of the well."


def _repeated(piece: str, full: int, *, after: str = "") -> Callable[[float], str]:
    return lambda scale: page(piece * size(full, scale) + after)


def _nested(start: str, end: str, full: int, *, fixed: bool = False) -> Callable[[float], str]:
    def made(scale: float) -> str:
        depth = full if fixed else size(full, scale, 600)
        return page(start * depth + _WORDS + end * depth)

    return made


_NESTED = {
    "deep-div-400": (_nested("<div>", "</div>", 400, fixed=True), _WORDS),
    "deep-div": (_nested("<div>", "</div>", 100_000), _WORDS),
    "deep-div-unclosed": (_nested("<div>", "", 100_000), _WORDS),
    "deep-bold": (_nested("<b>", "</b>", 50_000), _WORDS),
    "deep-font": (_nested("<font color=red>", "</font>", 50_000), _WORDS),
    "deep-list": (_nested("<ul><li>", "</li></ul>", 20_000), _WORDS),
    "deep-table": (_nested("<table><tr><td>", "</td></tr></table>", 10_000), _WORDS),
    "deep-quote": (_nested("<blockquote>", "</blockquote>", 50_000), _WORDS),
    "deep-custom": (_nested("<x-a>", "</x-a>", 50_000), _WORDS),
    "deep-svg": (_nested("<svg>", "</svg>", 20_000), ""),
    "deep-select": (_nested("<select>", "</select>", 50_000), ""),
    "deep-template": (_nested("<template>", "</template>", 20_000), ""),
    "deep-button": (_nested("<button>", "</button>", 20_000), ""),
}

_REPEATED = {
    "unclosed-paragraphs": _repeated("<p>step", 100_000),
    "line-breaks": _repeated("<br>", 300_000),
    "links": _repeated('<a href="/a">step</a> ', 100_000),
    "unclosed-links": _repeated("<a href=/a>step", 30_000),
    "same-paragraphs": _repeated(f"<p>{SENTENCES[2]} {SENTENCES[3]}</p>", 100_000),
    "misnested": _repeated("<b><i>step</b></i>", 20_000),
    "misnested-in-blocks": _repeated("<b><p>step</b></p>", 20_000),
    "empty-elements": _repeated("<span></span>", 300_000),
    "comments": _repeated("<!-- -->", 300_000),
    "unended-comments": _repeated("<!--", 100_000, after="-->"),
    "left-brackets": _repeated("< ", 300_000),
    "declarations": _repeated("<!x>", 200_000),
    "instructions": _repeated("<?x?>", 200_000),
    "end-tags": _repeated("</p>", 200_000),
    "end-tags-of-nothing": _repeated("</b>", 300_000),
    "ampersands": _repeated("&", 500_000),
    "entities": _repeated("&notit;&amp;&#x;&#99999999999;&#0;", 50_000),
    "dates": _repeated("<p>2024-05-12 12.05.2024 May 12, 2024", 60_000),
    "table-cells": _repeated("<table><tr>" + "<td>x" * 20 + "</table>", 5_000),
    "options": _repeated("<select><option>x</select>", 50_000),
    "headings": _repeated("<h1>The same heading again</h1>", 50_000),
    "images": _repeated('<img src="a.png" alt="">', 100_000),
    "scripts": _repeated("<script>var a = '<p>';</script>", 50_000),
    "noscripts": _repeated("<noscript><p>step</p></noscript>", 30_000),
    "metas": _repeated('<meta property="og:title" content="x">', 50_000),
    "duplicate-ids": _repeated("<p id=a class='a b c'>step</p>", 50_000),
    "frames": _repeated("<iframe srcdoc='<p>x'></iframe>", 20_000),
    "nested-forms": _repeated("<form><input>", 20_000),
}


def _attributes(scale: float) -> str:
    return page("<p " + " ".join(f"a{number}=1" for number in range(size(100_000, scale))) + f">{_WORDS}</p>")


def _billion_laughs(scale: float) -> str:
    names = "abcdefghij"
    entities = [f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in pairwise(names)]
    return f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol">{"".join(entities)}]>' + page("<p>&j;</p>")


_XXE = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page("<p>&x;</p>")


def _json_ld(inside: str) -> str:
    return page(f"<p>{_WORDS}</p>", f'<script type="application/ld+json">{inside}</script>')


_LONG: dict[str, tuple[Callable[[float], str], str]] = {
    "attributes": (_attributes, _WORDS),
    "long-attribute": (lambda s: page(f'<p class="{"a " * size(2_500_000, s)}">{_WORDS}</p>'), _WORDS),
    "unended-attribute": (lambda s: page("") + '<p title="' + "a " * size(500_000, s), GOOD),
    "long-tag-name": (lambda s: page(f"<{'x' * size(2_000_000, s)}>{_WORDS}"), _WORDS),
    "doctype-of-slashes": (lambda s: "<!DOCTYPE html" + "/a" * size(250_000, s) + ">" + page("")[15:], GOOD),
    "doctype-unended": (lambda s: page("") + "<!DOCTYPE html/" + "a" * size(500_000, s), GOOD),
    "long-title": (lambda s: page(f"<p>{_WORDS}</p>", f"<title>{'Lamp ' * size(400_000, s)}</title>"), _WORDS),
    "data-uri": (lambda s: page(f'<img src="data:;base64,{"A" * size(10_000_000, s)}"><p>{_WORDS}</p>'), _WORDS),
    "long-text-node": (lambda s: page(f"<p>{'many words ' * size(900_000, s)} {_WORDS}</p>"), _WORDS),
    "long-script": (lambda s: page(f"<script>{'a<b&&c>d;' * size(500_000, s)}</script><p>{_WORDS}"), _WORDS),
    "long-style": (lambda s: page(f"<style>{'a{b:c}' * size(500_000, s)}</style><p>{_WORDS}"), _WORDS),
    "long-comment": (lambda s: page(f"<!--{'- ' * size(1_000_000, s)}--><p>{_WORDS}"), _WORDS),
    "long-cell": (lambda s: page(f"<table><tr><td>{prose(size(500_000, s))}<td>{_WORDS}</table>"), _WORDS),
    "wide-row": (lambda s: page("<table><tr>" + "<td>cell" * size(100_000, s) + f"</table><p>{_WORDS}"), _WORDS),
    "wide-span": (
        lambda s: page(f"<table><tr><td colspan=99999999 rowspan=99999999>a<td>b</table><p>{_WORDS}"),
        _WORDS,
    ),
    "huge-number": (lambda s: page(f"<ol start=99999999999999999999><li>{_WORDS}</ol>"), _WORDS),
    "json-ld-broken": (lambda s: _json_ld('{"a": "' + '\\"{' * size(10_000, s)), _WORDS),
    "json-ld-deep": (lambda s: _json_ld('{"a":' * size(100_000, s) + "1"), _WORDS),
    "json-ld-list": (
        lambda s: _json_ld("[" + '{"@type": "Article", "headline": "a"},' * size(50_000, s) + "{}]"),
        _WORDS,
    ),
    "json-ld-types": (
        lambda s: _json_ld('{"@type": [1, null], "headline": {"a": []}, "author": [[[[7]]]], "datePublished": 1e400}'),
        _WORDS,
    ),
    "quadratic-entity": (lambda s: page(f"<p>{'&' + 'a' * size(50_000, s) + ';'}</p><p>{_WORDS}"), _WORDS),
    "billion-laughs": (_billion_laughs, GOOD),
    "external-entity": (lambda s: _XXE, GOOD),
    "big-page": (lambda s: page(f"<p>{prose(size(5_000_000, s)).replace(chr(10) * 2, '</p><p>')}</p>"), GOOD),
    "nul-in-tags": (lambda s: page(f"<p cl\0ass=a>{_WORDS}</p>" + "<i>x</i>" * 600), _WORDS),
    "unclosed-title": (lambda s: "<html><title>" + page(_WORDS)[15:], ""),
    "unclosed-script": (lambda s: page("") + "<script>" + "var a;" * size(100_000, s), GOOD),
    "unclosed-textarea": (lambda s: page("") + "<textarea>" + "words " * size(100_000, s), GOOD),
    "plaintext": (lambda s: page("") + "<plaintext></p>" + "words " * size(100_000, s), GOOD),
    "two-pages": (lambda s: page("") + page(f"<p>{_WORDS}"), _WORDS),
    "cdata": (lambda s: page(f"<![CDATA[<p>x</p>]]><svg><![CDATA[<p>x</p>]]></svg><p>{_WORDS}"), _WORDS),
    "frameset": (lambda s: "<html><frameset><frame src=a></frameset><noframes>" + _WORDS + "</noframes></html>", ""),
    "no-elements": (lambda s: f"<html>{GOOD}</html>", GOOD),
}

_NOTHING: dict[str, str] = {
    "empty-file": "",
    "blank-file": " \n\t\n" * 20,
    "empty-page": "<!doctype html><html><head></head><body></body></html>",
    "only-comment": "<html><!-- nothing else --></html>",
    "only-script": "<html><script>document.write('words')</script></html>",
    "only-images": "<html><body><img src=a><img src=b></body></html>",
    "only-spaces": "<html><body><p>&nbsp;</p><p> </p></body></html>",
}


def _page_case(name: str, made: Callable[[float], str] | str, needle: str = "", outcome: Expected = CLEAN) -> Case:
    return case(f"markup/{name}", "a.html", made, outcome, present=(needle,) if needle else (), absent=("root:x:0",))


CASES = [
    *(_page_case(name, made, needle, CLEAN if needle else READ) for name, (made, needle) in _NESTED.items()),
    *(_page_case(name, made, GOOD) for name, made in _REPEATED.items()),
    *(_page_case(name, made, needle, CLEAN if needle else READ) for name, (made, needle) in _LONG.items()),
    *(_page_case(name, text, "", DROPPED) for name, text in _NOTHING.items()),
]
