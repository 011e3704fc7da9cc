"""Alignment: which blocks of a page are in a text that somebody else made of it."""

import time

import pytest

from docclean.measure.alignment import align, words_of

ROAD = "The salt road ran from the coast to the hills."
INN = "Every village on it kept an inn for the drivers."
SEA = "The sea was two days away, and the carts were slow."
SOLD = "Bread and beer were sold at the gate until dark."


def kept(blocks, text, **options):
    return [aligned.share >= 0.5 for aligned in align(blocks, text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt, BREAD and-beer", ["salt", "bread", "and", "beer"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("塩の道", ["塩", "の", "道"]),
        ("e\u0301te\u0301", ["\u00e9t\u00e9"]),
        ("Straße", ["strasse"]),
        ("snake_case", ["snake", "case"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_words(text, expected):
    """Case, punctuation and what cannot be seen do not matter."""
    assert words_of(text) == expected


@pytest.mark.parametrize(
    ("blocks", "text", "expected"),
    [
        ([ROAD, INN], f"{ROAD}\n{INN}", [True, True]),
        (["Home", "News", ROAD, "Share"], ROAD, [False, False, True, False]),
        # In another order, with other spaces, a part of a block, a word changed.
        ([ROAD, INN, SEA], f"{SEA}\n{ROAD}\n{INN}", [True, True, True]),
        ([ROAD], "the salt  road ran from\nthe coast to the HILLS", [True]),
        ([f"{ROAD} {INN} {SEA} {SOLD}"], f"{ROAD} {INN}", [False]),
        ([f"{ROAD} {INN} {SEA}"], f"{ROAD} {SEA}", [True]),
        (["The old salt road ran from the coast to the high hills."], ROAD, [True]),
        # Short blocks between their neighbours.
        ([ROAD, "The inns", INN], f"{ROAD}\nThe inns\n{INN}", [True, True, True]),
        ([ROAD, "The inns", INN], f"{ROAD}\n{INN}\nAt the inns nearby", [True, False, True]),
        ([ROAD, "The inns", INN], f"{ROAD}\n{INN}\nThe inns", [True, True, True]),
        (["The coast", ROAD], ROAD, [False, True]),
        (["salt", "road", "inn"], "salt\nroad\ninn", [True, True, True]),
        # What is said twice on the page and once in the text.
        ([ROAD, INN, ROAD], f"{ROAD}\n{INN}", [True, True, False]),
        ([ROAD, SEA, ROAD, INN], f"{ROAD}\n{SEA}\n{ROAD}\n{INN}", [True, True, True, True]),
        # No words: as the neighbours.
        ([ROAD, "***", INN], f"{ROAD}\n***\n{INN}", [True, True, True]),
        ([ROAD, "***", "Home"], ROAD, [True, False, False]),
        (["***", ROAD], ROAD, [False, True]),
        (["***"], ROAD, [False]),
        ([], ROAD, []),
        ([ROAD, "inn"], "", [False, False]),
        (["塩の道は海岸から丘まで続いた。", "宿屋"], "塩の道は海岸から丘まで続いた。", [True, False]),
        (["شارع الملح يمتد من الساحل إلى التلال", "الرئيسية"], "شارع الملح يمتد من الساحل إلى التلال", [True, False]),
    ],
)
def test_blocks_are_found(blocks, text, expected):
    """Long blocks anywhere, short ones in their place, each word of the text for one block."""
    assert kept(blocks, text) == expected


def test_menus_say_nothing_that_the_text_says_too():
    """A short block outside of the main text must be a whole line of the selected text."""
    blocks = ["The coast", ROAD]
    text = f"About the coast and more\n{ROAD}"
    assert kept(blocks, text) == [True, True]
    assert kept(blocks, text, outside=frozenset((0,))) == [False, True]
    assert kept(blocks, f"The coast\n{ROAD}", outside=frozenset((0,))) == [True, True]


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        (["***"] * 50_000, ROAD),
        ([f"ab{number}" for number in range(30_000)], "other words " * 30_000),
        (["the salt"] * 20_000, "the road " * 20_000),
        (["the salt road ran to the hills"] * 5_000, "the salt road ran to the hills " * 5_000),
        ([" ".join(f"w{number + step}" for step in range(5)) for number in range(20_000, 0, -1)], "w1 w2 w3 " * 1_000),
        ([ROAD * 20_000], ROAD * 20_000),
    ],
)
def test_time_is_not_quadratic(blocks, text):
    """Many blocks without words, many short ones that are nowhere, the same again and again: seconds at most."""
    start = time.process_time()
    assert len(align(blocks, text)) == len(blocks)
    assert time.process_time() - start < 15
