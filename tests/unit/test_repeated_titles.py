"""The filter `repeated-titles`."""

from __future__ import annotations

import pytest

from docclean.dedup.repeated_titles import RepeatedTitles
from docclean.extract.plain import document_of
from docclean.testing import check_filter, run

TITLE = "The swing bridge opens again after eleven months"
BODY = (
    "Engineers replaced the bearings one by one, so that pedestrians could cross all through the winter, and "
    "the keeper will turn the wheel himself on the first day."
)


def cleaned(text: str, *titles: str) -> str:
    """The text after the filter, with these titles noted."""
    return run(RepeatedTitles(), document_of(text, notes=tuple(("title", title) for title in titles))).document.text


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (TITLE, TITLE),
        (TITLE.upper(), TITLE),
        (f"“{TITLE}”", TITLE),
        (f"{TITLE} - Example Gazette", TITLE),
        (f"Example Gazette | {TITLE}", TITLE),
        (TITLE, f"{TITLE} – Example Gazette"),
        (TITLE.replace(" ", "\u00a0"), TITLE + "."),
        ("旧图书馆下个月重新开放", "旧图书馆下个月重新开放"),
        ("تفتح المكتبة أبوابها", "تفتح المكتبة أبوابها"),
        ("สะพานเก่าเปิดอีกครั้ง", "สะพานเก่าเปิดอีกครั้ง"),
    ],
)
def test_title_in_head_goes(line: str, title: str) -> None:
    """The title in the head goes, whatever its case, marks, white space or site suffix."""
    assert cleaned(f"Bridges\n{line}\n{BODY}", title) == f"Bridges\n{BODY}"


def test_long_title_behind_the_text_goes() -> None:
    """Behind the text a line that is the whole title goes, with the evidence where it stood."""
    document = document_of(f"{BODY}\n{BODY[:-1]} again.\n{TITLE}", notes=(("title", TITLE),))
    (change,) = RepeatedTitles().judge(document).changes
    assert (change.at, change.reason.code, dict(change.reason.evidence)["place"]) == (2, "repeated-title", "foot")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"{TITLE}\n{BODY}", ()),
        (f"The swing bridge\n{BODY}", (TITLE,)),
        (f"{TITLE}, and the ferry stops\n{BODY}", (TITLE,)),
        (f"{TITLE},\n{BODY}", (TITLE,)),
        (f"{BODY}\nTurn, wheel, turn\n{BODY[:-1]} again.", ("Turn, wheel, turn",)),
        (f"{BODY}\n{TITLE}\n{BODY[:-1]} again.", (TITLE,)),
        (f"Colours\nPale\nSilver\n{BODY}", ("Silver",)),
        (f"{BODY}\n{TITLE} - Example Gazette", (TITLE,)),
        (f"{TITLE} - what the keeper, the engineers and the neighbours expect of it\n{BODY}", (TITLE,)),
        ("One verse\nAnother verse\nTurn, wheel, turn\nA last verse", ("Turn, wheel, turn",)),
        ("Home - News\nHome - Gardens", ("Home - Example",)),
        (f"Bridge 1\n{BODY}", ("Bridge 2",)),
        (f"…\n{BODY}", ("—",)),
    ],
)
def test_what_is_not_the_title_stays(text: str, titles: tuple[str, ...]) -> None:
    """Without a title, and for headings of sections, labels, verse, refrains and subtitles, nothing goes."""
    assert cleaned(text, *titles) == text


def test_laws() -> None:
    """All laws of filters, over hostile and generated documents."""
    check_filter(RepeatedTitles(), examples=50)
