"""Tests of the filter `reversed-quotes`."""

from __future__ import annotations

import pytest

from docclean.extract.plain import document_of
from docclean.repair.reversed_quotes import ReversedQuotes
from docclean.testing import check_filter, judged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le projet ” Grand Phare “, lancé hier.", "Le projet “Grand Phare”, lancé hier."),
        ("La course ”\u00a0Les Deux Ponts\u00a0“ commence.", "La course “Les Deux Ponts” commence."),
        ("Au ” Four “ et au ” Moulin “ aussi.", "Au “Four” et au “Moulin” aussi."),
        (
            "Il revint du port.” Nous sommes partis à l’aube “, explique le pêcheur.",
            "Il revint du port.“Nous sommes partis à l’aube”, explique le pêcheur.",
        ),
        ("” Le pain est prêt “, dit-elle.", "“Le pain est prêt”, dit-elle."),
        ("(” Vieux Pont “)", "(“Vieux Pont”)"),
        ("Le ” Vieux Pont “", "Le “Vieux Pont”"),
    ],
)
def test_reversed_pairs_are_turned(text: str, expected: str) -> None:
    """Pairs that alternate in reversed order with spaces inside are turned and lose those spaces."""
    assert judged(ReversedQuotes(), text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "English: “The bridge is open,” she said, “and the ferry stops.”",
        "“ Spaced but right ” stays.",
        "German: „Der Garten ist offen“, sagte er.",
        "Czech: „Most je otevřen.“",
        "Polish: „Most jest otwarty”, powiedziała.",
        "Hungarian: „A híd nyitva van” – mondta.",
        "Romanian: „Podul este deschis”, a spus.",
        "Swedish: ”Bron är öppen”, sade hon, ”kom nu”.",
        "Finnish: ”Silta on auki”, hän sanoi.",
        "French: « Le pont est ouvert », dit-elle.",
        "Danish: »Broen er åben«, sagde hun.",
        "Chinese: “桥开了。”她说，“走吧。”",
        "Japanese: 「橋が開いた」と言った。",
        "Dutch: ‘De brug is open’, zei ze. “Kom!”",
        "Bulgarian: „Мостът е отворен“, каза тя.",
        "Russian: «Мост открыт», сказала она.",
        "Hebrew: ”הגשר פתוח“, אמרה.",
        "Greek: «Η γέφυρα άνοιξε», είπε.",
        "Turkish: “Köprü açık” dedi.",
        "Spanish: “El puente está abierto”, dijo, “ven”.",
        "Portuguese: “A ponte está aberta”, disse.",
        "Italian: “Il ponte è aperto”, disse.",
        "Inches: a 12” pipe and a 14” pipe",
        "and went home.” Then she added, “We shall see.",
        "and went home.” Then she added, “… and so on",
        "and went home.” She added “ and so on",
        "” and “",
        "” une seule",
        "un ” ici “ et un “ là ”",
        "le mot” Phare “ collé",
        "le ”Phare“ sans espaces",
        "„ Phare ” et “",
    ],
)
def test_right_quotes_stay(text: str) -> None:
    """Every language's right quotes and every ambiguous block stay untouched."""
    assert ReversedQuotes().judge(document_of(text)).changes == ()


def test_blocks_are_judged_alone() -> None:
    """A quotation that runs over two lines is no pair."""
    assert ReversedQuotes().judge(document_of("She said ” yes\nand “ went")).changes == ()


def test_laws() -> None:
    """All laws hold."""
    check_filter(ReversedQuotes(), texts=["a ” b “ c ” d “, e", "” “", "x ”  “ y", " ” a “ “ ” b “ "])
