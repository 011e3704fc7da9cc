"""Tests of the filter `hard-wrapped-lines`."""

from __future__ import annotations

import textwrap

import pytest

from docclean.blocks.hard_wrapped_lines import HardWrappedLines
from docclean.extract.plain import document_of
from docclean.testing import check_filter, judged

PROSE = {
    "en": "The old lighthouse was painted again last summer, and the keeper, who lives beside it with two dogs, "
    "opened the door to visitors on Sundays. They climb the narrow stairs and look at the lamp. ",
    "fr": "La boulangerie du village ouvre à six heures, même le dimanche, et les premiers clients attendent déjà "
    "devant la porte quand le pain sort du four. On y parle du temps et des récoltes. ",
    "de": "Die Brücke über den Fluss wurde im Frühjahr gesperrt, weil die Pfeiler neu gesetzt werden mussten, und "
    "der Umweg über das nächste Dorf dauert seitdem eine halbe Stunde. Im Herbst soll sie öffnen. ",
    "ru": "Старый маяк покрасили прошлым летом, и смотритель, который живёт рядом с двумя собаками, открыл дверь "
    "для гостей по воскресеньям. Они поднимаются по узкой лестнице и смотрят на лампу. ",
}
CHINESE = (
    "图书馆昨天重新开放，许多读者很早就在门口排队等候，馆长说新的阅览室比原来大了一倍，孩子们也有了自己的房间。" * 10
)
VERSE = "\n".join(
    [
        "The Lamp Goes Round Above The Sea",
        "And Every Ship That Passes By",
        "Will See The Light And Turn Away",
        "Beneath A Dark And Windy Sky",
    ]
    * 6
)


@pytest.mark.parametrize("language", sorted(PROSE))
@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_prose_is_joined(language: str, width: int) -> None:
    """Wrapping paragraphs at a usual width and joining them gives them back."""
    paragraphs = [(PROSE[language] * times).strip() for times in (4, 6, 3)]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)
    assert judged(HardWrappedLines(), wrapped) == "\n\n".join(paragraphs)


def test_unspaced_scripts_are_joined_without_a_space() -> None:
    """Lines of Chinese come back without a space between them."""
    wrapped = "\n".join(CHINESE[at : at + 32] for at in range(0, len(CHINESE), 32))
    assert judged(HardWrappedLines(), wrapped) == CHINESE


def test_hyphenated_words_are_joined_without_a_space() -> None:
    """A hyphen at a line's end keeps the word together; a suspended hyphen keeps its space."""
    lines = textwrap.fill(PROSE["de"] * 5, 64).split("\n")
    width = max(map(len, lines))
    lines[2] = lines[2].ljust(width, "x")[: width - 1] + "-"
    lines[5] = lines[5].ljust(width, "x")[: width - 1] + "-"
    lines[3], lines[6] = "wort" + lines[3], "und " + lines[6]
    result = judged(HardWrappedLines(), "\n".join(lines))
    assert "-wort" in result
    assert "- und " in result


def test_list_items_in_wrapped_mail_stay_apart() -> None:
    """In a wrapped document quoted lines and list items keep their lines."""
    body = textwrap.fill(PROSE["en"] * 6, 70)
    result = judged(HardWrappedLines(), f"{body}\n\n- flour\n- salt\n- water\n")
    assert result.endswith("\n\n- flour\n- salt\n- water\n")
    assert "\n" not in result.partition("\n\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n".join(["Flour", "Salt", "Water", "Yeast", "Sugar", "Butter", "Milk", "Eggs", "Cream"]),
        VERSE,
        VERSE.lower(),
        "\n".join(f"- item number {number} of a list that is about as wide as prose is" for number in range(20)),
        "\n".join(f"{number}. item of a list that is about as wide as prose is wide" for number in range(20)),
        "\n".join(f"> quoted mail line that is about as wide as wrapped prose {number}" for number in range(20)),
        "\n".join(
            f"name {number}\tprice {number * 7}\tof a rather long kind of bread and rolls" for number in range(20)
        ),
        "\n".join(
            f"    total[{number}] += weights[{number}] * values[{number}];  /* add */ {{}}" for number in range(20)
        ),
        "\n".join(["Anna Example", "12 Harbour Street", "Bridgetown", ""] * 8),
        "\n".join([PROSE["en"].strip()] * 12),
        "\n".join([CHINESE] * 12),
        "\n".join(["The ferry leaves at nine.", "It comes back at noon, as a rule.", "Dogs are welcome."] * 8),
        "\n\n".join(textwrap.wrap(PROSE["en"] * 4, 70)),
        textwrap.fill(PROSE["en"], 70),
        "\n".join(
            f"{hour:02d}:00 the {kind} opens for everybody who comes"
            for hour in range(9, 19)
            for kind in ("old bakery", "mill")
        ),
    ],
)
def test_other_lines_stay(text: str) -> None:
    """Lists, verse, tables, code, addresses, whole paragraphs and short texts keep their lines."""
    assert HardWrappedLines().judge(document_of(text)).changes == ()


def test_reason_gives_share_and_width() -> None:
    """The reason says which share of the lines was full and how wide they are."""
    reason = HardWrappedLines().judge(document_of(textwrap.fill(PROSE["fr"] * 6, 66))).changes[0].reason
    assert reason.value >= reason.limit
    assert 50 <= dict(reason.evidence)["width"] <= 66


def test_laws() -> None:
    """All laws hold, on wrapped documents too."""
    texts = [textwrap.fill(PROSE[language] * 5, 66) for language in sorted(PROSE)]
    check_filter(HardWrappedLines(), texts=[*texts, VERSE, "\n\n".join(texts)])
