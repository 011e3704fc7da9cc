"""The filter `outside-main-content`."""

import pytest

from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of
from docclean.filters import outside_main_content, selection
from docclean.filters.outside_main_content import OutsideMainContent
from docclean.filters.selection import Selection, selected
from docclean.testing import check_filter, run

TEXTS = (
    "The salt road ran from the coast to the hills, and every village on it kept an inn for the drivers of the carts.",
    "In winter the carts were slow, and the sea was two days away, so bread and beer were sold at the gate until dark.",
    "Most of the inns are gone, but the road is still marked by stones with the distance to the coast cut into them.",
)
BODY = "".join(f"<p>{text}</p>" for text in TEXTS)
MENU = "<nav><ul><li><a href=/>Home</a><li><a href=/news>News of the village</a></ul></nav>"
FOOT = "<footer><p>All rights reserved by the village.</p></footer>"


def left(html, **options):
    """The texts that stay, and the reasons of those that go."""
    done = run(OutsideMainContent(**options), document_of_html(html))
    gone = [(change.reason.code, change.before[0].text) for change in done.changes]
    return [block.text for block in done.document.blocks], gone


def selector_says(monkeypatch, text, problem=""):
    monkeypatch.setattr(outside_main_content, "selected", lambda page: Selection(text, problem))


def test_laws():
    """All laws, over generated pages too."""
    check_filter(OutsideMainContent(), examples=20, page_examples=15)
    check_filter(OutsideMainContent(selector="none"), examples=20)


def test_menus_and_footers_go():
    """What stands around an article goes, with the share of it that was found."""
    kept, gone = left(f"{MENU}<article><h1>The salt road</h1>{BODY}</article>{FOOT}")
    assert kept == ["The salt road", *TEXTS]
    assert [code for code, _ in gone] == ["not-selected"] * 3
    done = run(OutsideMainContent(), document_of_html(f"{MENU}<article>{BODY}</article>"))
    assert (done.changes[0].reason.value, done.changes[0].reason.limit) == (0.0, 0.5)


@pytest.mark.parametrize("name", ["web", "text"])
def test_plain_text_stays(name):
    """A text without a page has no outside."""
    document = document_of(f"Home\n{name}\n\n{TEXTS[0]}\n\nAll rights reserved.")
    assert not OutsideMainContent().judge(document)


def test_a_page_without_text_stays():
    """Nothing to judge, nothing asked."""
    assert not OutsideMainContent().judge(document_of_html("<title>Salt</title>"))


def test_text_comes_from_the_page(monkeypatch):
    """What the selector alters or makes up does not come in."""
    selector_says(monkeypatch, "\n".join([TEXTS[2].upper(), "Made up by nobody", TEXTS[0].replace(",", " ;")]))
    kept, gone = left(BODY)
    assert kept == [TEXTS[0], TEXTS[2]]
    assert gone == [("not-selected", TEXTS[1])]


def test_where_the_selector_finds_nothing_regions_decide(monkeypatch):
    """Menus go by their elements, the rest stays; the reason says why the selector did not decide."""
    selector_says(monkeypatch, "", "ValueError: odd page")
    document = document_of_html(f"{MENU}<div>{BODY}</div>{FOOT}")
    done = run(OutsideMainContent(), document)
    assert [block.text for block in done.document.blocks] == list(TEXTS)
    reasons = [change.reason for change in done.changes]
    assert [(reason.code, reason.value) for reason in reasons] == [
        ("chrome-region", r) for r in ("nav", "nav", "footer")
    ]
    assert reasons[0].evidence == (("selector", "ValueError: odd page"),)


def test_a_text_of_which_the_page_shows_nothing_does_not_empty_it(monkeypatch):
    """The selector may read data for scripts: then nothing that the page shows would be left."""
    selector_says(monkeypatch, "Quite another story, which no element of the page has in it.")
    kept, gone = left(f"{MENU}{BODY}")
    assert kept == list(TEXTS)
    assert {code for code, _ in gone} == {"chrome-region"}


@pytest.mark.parametrize("options", [{}, {"selector": "none"}])
def test_a_page_of_menus_is_not_understood(monkeypatch, options):
    """Where every block stands in a menu, or is hidden, none goes."""
    selector_says(monkeypatch, "")
    html = f"<div hidden>{BODY}</div>" if options else f"{MENU}{FOOT}<aside>Weather</aside>"
    assert left(html, **options)[1] == []


def test_without_selector_only_hidden_text_goes():
    """`none` keeps menus and footers."""
    kept, gone = left(f"{MENU}{BODY}<p style='display:none'>Not for readers.</p>{FOOT}", selector="none")
    assert gone == [("hidden", "Not for readers.")]
    assert kept == ["Home", "News of the village", *TEXTS, "All rights reserved by the village."]


def test_what_the_parser_cannot_see_stays(monkeypatch):
    """A text of megabytes is never seen by the selector, so its silence says nothing."""
    selector_says(monkeypatch, TEXTS[0])
    long = "塩の道 " * 900_000
    kept, _ = left(f"<p>{TEXTS[0]}</p><p>{long}</p><p>{TEXTS[1]}</p>")
    assert [len(text) for text in kept] == [len(TEXTS[0]), len(long) - 1]


def test_min_share(monkeypatch):
    """How much of a block must be there is an option."""
    selector_says(monkeypatch, f"{TEXTS[0]}\n{TEXTS[1][:45]}")
    assert len(left(BODY)[0]) == 1
    assert len(left(BODY, min_share=0.3)[0]) == 2


@pytest.mark.parametrize("options", [{"selector": "magic"}, {"min_share": 0}, {"min_share": 1.1}])
def test_options_are_checked(options):
    """A selector that nobody knows and a share out of range are errors."""
    with pytest.raises(ValueError, match=r"selector|min_share"):
        OutsideMainContent(**options)


def test_the_selector_does_not_remember(monkeypatch):
    """The same page twice gives the same, whatever came between; trafilatura's own memory is not used."""
    page = document_of_html(f"{MENU}<article>{BODY}</article>{FOOT}").page
    first = selected(page)
    for _ in range(5):
        assert selected(page) == first
    assert TEXTS[1] in first.text and "Home" not in first.text


def test_a_selector_that_breaks_is_no_error(monkeypatch):
    """What trafilatura raises is told as the problem."""
    import trafilatura

    def broken(*args, **options):
        raise RuntimeError("odd page")

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    assert selection.selected(document_of_html(BODY).page) == Selection("", "RuntimeError: odd page")
    assert left(f"{MENU}{BODY}")[0] == list(TEXTS)
    # A page without a menu has no change to tell of it.
    done = run(OutsideMainContent(), document_of_html(BODY))
    assert done.changes == ()
    assert done.document.values("outside-main-content") == ("RuntimeError: odd page",)


def test_deep_pages_are_flattened_for_the_selector():
    """The text below 300 elements is selected, and the menu is not."""
    kept, _ = left(f"{MENU}{'<div>' * 300}<article>{BODY}</article>{'</div>' * 300}{FOOT}")
    assert set(TEXTS) <= set(kept) and "Home" not in kept


def test_threads_keep_their_answers():
    """Comments that are most of the page are its content."""
    answers = "".join(f"<div class=comment><p>{text} I saw {n} of them.</p></div>" for n, text in enumerate(TEXTS * 2))
    kept, _ = left(
        f"<article><h1>Where did the salt road run?</h1><p>I wonder.</p></article><div id=comments>{answers}"
    )
    assert sum("of them" in text for text in kept) == 6
