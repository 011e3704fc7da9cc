"""Regions: which part of a page a block stands in."""

import pytest

from docclean.document import Region
from docclean.extract.html import document_of_html
from docclean.extract.regions import hides, region_of

BODY = "<p>The salt road ran from the coast to the hills, and every village on it kept an inn for the drivers.</p>"


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("nav", {}, Region.NAV),
        ("header", {}, Region.HEADER),
        ("footer", {"class": "x"}, Region.FOOTER),
        ("div", {"role": "navigation"}, Region.NAV),
        ("div", {"role": " Banner "}, Region.HEADER),
        ("div", {"class": "siteFooter"}, Region.FOOTER),
        ("div", {"class": "main_menu"}, Region.NAV),
        ("ul", {"id": "breadcrumbs"}, Region.NAV),
        ("div", {"id": "sidebar"}, Region.ASIDE),
        ("div", {"id": "comments"}, Region.COMMENTS),
        ("div", {"class": "login-form"}, Region.FORM),
        ("main", {}, Region.MAIN),
        ("article", {"class": "related"}, Region.MAIN),
        ("div", {"class": "sr-only"}, Region.HIDDEN),
        ("span", {"class": "mw-editsection"}, Region.HIDDEN),
        ("a", {"class": "headerlink"}, Region.HIDDEN),
        ("dialog", {}, Region.HIDDEN),
        ("dialog", {"id": "help"}, Region.HIDDEN),
        ("nav", {"hidden": None}, Region.HIDDEN),
        ("div", {"style": "color: red; DISPLAY : none"}, Region.HIDDEN),
        ("div", {"style": "visibility:hidden"}, Region.HIDDEN),
        # Nothing of the kind:
        ("dialog", {"open": None}, None),
        ("div", {}, None),
        ("div", {"class": None, "id": None}, None),
        ("div", {"class": "post-header entry-title article-head"}, None),
        ("div", {"class": "navigator-of-the-sea headers footers"}, None),
        ("div", {"class": "canvas menagerie salads downloads shareholder"}, None),
        ("div", {"class": "overflow-hidden"}, None),
        ("div", {"hidden": "until-found"}, None),
        ("div", {"style": "display: block; overflow: hidden"}, None),
        ("div", {"data-class": "menu"}, None),
        ("section", {"role": "region"}, None),
    ],
)
def test_region_of_an_element(tag, attributes, expected):
    """Tags, roles and whole words of class and id tell; parts of words and classes of articles do not."""
    assert region_of(tag, attributes) is expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"hidden": ""}, True),
        ({"hidden": "hidden"}, True),
        ({"class": "visually-hidden focusable"}, True),
        ({"class": "screen-reader-text"}, True),
        ({"class": "hidden-gems"}, False),
        ({"style": None, "class": None}, False),
        ({"aria-hidden": "true"}, False),
        ({"hidden": "until-found"}, False),
    ],
)
def test_hidden_elements(attributes, expected):
    """What the page does not show is hidden; what only screen readers skip is not."""
    assert hides("span", attributes) is expected


def regions(html):
    return {block.text: block.region.value for block in document_of_html(html).blocks}


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        (f"<nav>Home</nav>{BODY}", "Home", "nav"),
        (f"<main>{BODY}<nav>Home</nav></main>", "Home", "nav"),
        (f"<main><header>Salt</header>{BODY}</main>", "Salt", "main"),
        (f"<header>Salt</header>{BODY}", "Salt", "header"),
        (f"{BODY}<aside><article>A card</article></aside>", "A card", "aside"),
        (f"{BODY}<div class=comments><article>Nice</article></div>", "Nice", "comments"),
        (f"<main>{BODY}</main><div hidden><main>Not here</main></div>", "Not here", "hidden"),
        (f"{BODY}<form><label>Your name</label></form>", "Your name", "form"),
        (f"{BODY}<select><option>Choose</select>", "Choose", "form"),
        (f"{BODY}<div style=display:none><nav>Home</nav></div>", "Home", "hidden"),
        (f"<p>seen</p>{BODY}<noscript>Turn on scripts</noscript>", "Turn on scripts", "hidden"),
        (f"{BODY}<details><summary>More</summary>Inside</details>", "Inside", "unknown"),
    ],
)
def test_region_of_a_block(html, text, expected):
    """The innermost element that says something wins, but a card in a sidebar is no article."""
    assert regions(html)[text] == expected


@pytest.mark.parametrize(
    "html",
    [
        f"<body class=menu-open>{BODY}<p>Bread</p>",
        f"<form id=aspnetForm>{BODY}<p>Bread</p></form>",
        f"<nav>{BODY}<p>Bread</p></nav>",
        f"<div class=with-sidebar>{BODY}<p>Bread</p></div><p>End</p>",
        f"<div style=visibility:hidden>{BODY}<p>Bread</p></div>",
    ],
)
def test_what_holds_most_of_the_page_is_no_side_of_it(html):
    """A form or a menu around everything does not make the article a form or a menu."""
    assert set(regions(html).values()) == {"unknown"}


def test_an_article_in_a_menu_around_everything_is_one():
    """The article in it is told even so."""
    found = regions(f"<nav><article>{BODY}</article><ul><li>Home</ul></nav>")
    assert set(found.values()) == {"main", "unknown"} and found["Home"] == "unknown"
