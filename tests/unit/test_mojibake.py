"""Tests of the filter `mojibake`: repairs, right text that stays, and that the prefilter misses nothing."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time

import pytest
from ftfy.badness import MOJIBAKE_CATEGORIES, is_bad
from hypothesis import given, settings

from docclean.extract.plain import document_of
from docclean.repair.mojibake import Mojibake, _may_match, is_suspect
from docclean.repair.rare import rare_characters
from docclean.strategies import texts
from docclean.testing import check_filter, judged

RIGHT = [
    "La boulangerie ouvre à six heures, même le dimanche.",
    "L’été, les pêcheurs réparent leurs filets près du môle.",
    "Die Brücke über den Fluß wurde im Frühjahr grün gestrichen.",
    "Most jest otwarty, a ogród różany zaprasza gości.",
    "Příliš žluťoučký kůň skákal přes zahradní plot.",
    "El jardín botánico abrirá mañana; ¿quién vendrá?",
    "O farol da praia não funciona há três anos.",
    "Il caffè della stazione è già aperto, perché è lunedì.",
    "Fyret på øen blev tændt første gang i 1871.",
    "Bron över ån är öppen för fotgängare.",
    "Kirjastossa on käynyt yli tuhat kävijää tänään.",
    "A könyvtár újra megnyílt, örülnek az olvasók.",
    "Köprü açık, çocuklar bahçede şarkı söylüyor.",
    "Старый маяк покрасили прошлым летом.",
    "Η γέφυρα άνοιξε ξανά για τους πεζούς.",
    "Мостът е отворен за пешеходци.",
    "図書館は来月、駅の近くに開館する。",
    "博物馆展出了三百件古代陶器。",
    "도서관이 다시 문을 열었습니다.",
]
READ_AS = ("windows-1252", "latin-1")
SPARED = [
    "2 ×² and 3 ×³ make the formula",
    "x² × y³ = z",
    "frataraká§ 141",
    "« Quoi ? » dit-elle ; « Non ! »",
    "Il dit : «É un bel giardino».",
    "„Öffnet die Tür“, sagte er – „schnell“…",
    "„Żółw” i „Łódź”",
    "ŒUVRE, œuf, cœur, ŒDIPE",
    "¿Qué? ¡Año nuevo!",
    "25 °C, 10 µm, ½ £, 3 €",
    "Å i åa ä e ö",
    "Ðuro i Þór",
    "À la carte, Â dire",
    "NESTLÉ® et CAFÉ™",
    "§ 5 Abs. 2 ¶ 7",
    "¯\\_(ツ)_/¯",
    "╔═══╗",
    "ÇA VA À PARIS",
    "In Latin-1 the é of UTF-8 shows up as Ã©.",
    'text.replace("Ã©", "é"); // {mojibake}',
    "Ünïcödé",
    "50 % – 60 % … »",
    "Đường phố Hà Nội",
    "naïve façade — “quoted” ‘thus’",
    "В «Кремле» и “Вене” №5",
    "ªº ordinals: 1ª, 2º",
    "日本語（テスト）『本』",
]
MENDED = [
    ("PUERTO BOYACÁ, BoyacÃ¡", "PUERTO BOYACÁ, Boyacá"),
    ("ThÃ© et cafÃ© “déjà”", "Thé et café “déjà”"),
    ("lâ€™Ã©tÃ©", "l’été"),
    ("â€œbridgeâ€\x9d", "“bridge”"),
    ("voilÃ  le pain", "voilà le pain"),
    ("don\x92t \x93go\x94", "don’t “go”"),
    ("Ð¼Ð¾Ñ\x81Ñ‚", "мост"),
    ("paired \ud83d\ude00", "paired 😀"),
    ("lone \ud83d end", "lone \ufffd end"),
]


def mangled(text: str, codec: str) -> str:
    """UTF-8 read in a legacy encoding, undefined bytes as C1 controls."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", READ_AS)
@pytest.mark.parametrize("text", RIGHT)
def test_misread_text_is_restored(text: str, codec: str) -> None:
    """UTF-8 that was read as Latin-1 or windows-1252 comes back to the letter."""
    assert judged(Mojibake(), mangled(text, codec)) == text


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_cases(text: str, expected: str) -> None:
    """Mixed lines, lost no-break spaces, C1 controls and surrogates are mended."""
    assert judged(Mojibake(), text) == expected


@pytest.mark.parametrize("text", [*RIGHT, *SPARED])
def test_right_text_stays(text: str) -> None:
    """Right text, typography, formulas, code and lines about encodings stay."""
    assert Mojibake().judge(document_of(text)).changes == ()


def test_text_that_was_no_utf8_stays() -> None:
    """A Chinese line in another encoding is not repaired where it happens to look like UTF-8."""
    text = "图书馆昨天重新开放，很多读者来到这里阅读报纸和杂志，孩子们也有了自己的房间。".encode("gbk").decode(
        "latin-1"
    )
    text = "".join(char for char in text if not "\x80" <= char < "\xa0")
    assert judged(Mojibake(), text) == text


@pytest.mark.parametrize("text", ["新闻图片", "北方的桥", "桥梁和花园的老图书馆"])
def test_short_text_that_was_no_utf8_stays(text: str) -> None:
    """The same for a heading, whose only implausible places would all be repaired to nonsense."""
    misread = "".join(char for char in text.encode("gbk").decode("latin-1") if not "\x80" <= char < "\xa0")
    assert judged(Mojibake(), misread) == misread


def test_codes() -> None:
    """Each kind of damage has its code, with the number of implausible places."""
    reasons = [Mojibake().judge(document_of(text)).changes[0].reason for text in ("thÃ©", "don\x92t", "x\ud800")]
    assert [(reason.code, reason.value) for reason in reasons] == [
        ("wrong-encoding", 1),
        ("c1-control", 1),
        ("lone-surrogate", 1),
    ]


def fuzzed(rng: random.Random, characters: list[list[str]]) -> str:
    """A short string of characters from ftfy's classes, its special sequences and white space."""
    special = "×²³√±∂†≠®™´≤≥¥µø≈°¢‚Äìïòôúùâóàä°êвЂВГРСГўβ€ΒΓΞΟā€ŒœÃÂÎÐØÙ Ÿš©·ž"
    pools = [*characters, *[list(special)] * 5, list("aZ .,\n\t7")]
    return "".join(rng.choice(rng.choice(pools)) for _ in range(rng.randint(1, 9)))


def test_prefilter_misses_nothing_ftfy_calls_bad() -> None:
    """Over strings from ftfy's own character classes, whatever ftfy finds implausible is suspect."""
    everything = [chr(code) for code in (*range(0x2600), 0xF8FF, 0xFB01, 0xFB02, 0xFFFD)]
    classes = [[char for char in everything if re.match(f"[{body}]", char)] for body in MOJIBAKE_CATEGORIES.values()]
    rng = random.Random(7)
    bad = 0
    for _ in range(20_000):
        text = fuzzed(rng, classes)
        if is_bad(text):
            bad += 1
            assert is_suspect(text), ascii(text)
        if any(map(is_suspect, text.split("\n"))):
            sparse = text + 200 * " a?"
            assert _may_match(text, rare_characters(text)), ascii(text)
            assert _may_match(sparse, rare_characters(sparse)), ascii(text)
    assert bad > 5_000


@given(texts())
@settings(max_examples=200, deadline=None)
def test_prefilter_equals_the_full_pass(text: str) -> None:
    """With and without the prefilter the verdict is the same."""
    document = document_of(text)
    assert Mojibake().judge(document) == Mojibake().full_pass(document)


@pytest.mark.parametrize(
    "text", [*RIGHT, *SPARED, *(text for text, _ in MENDED), *(mangled(text, "latin-1") for text in RIGHT)]
)
def test_prefilter_equals_the_full_pass_on_cases(text: str) -> None:
    """The same for every case of this file, at the start of a line and behind white space."""
    for placed in (text, f"One line.\n  {text}\nAnother."):
        document = document_of(placed)
        assert Mojibake().judge(document) == Mojibake().full_pass(document)


def test_ftfy_is_not_imported_for_clean_text() -> None:
    """Clean text in any script does not pay for the import of ftfy."""
    code = (
        "import sys; from docclean.extract.plain import document_of; from docclean.repair.mojibake import Mojibake\n"
        f"for text in {RIGHT!r}: Mojibake().judge(document_of(text))\n"
        "sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_long_lines_are_linear() -> None:
    """A line of 200,000 damaged characters is repaired in segments."""
    start = time.process_time()
    assert judged(Mojibake(), "cafÃ© " * 33_000) == "café " * 33_000
    assert time.process_time() - start < 10


def test_laws() -> None:
    """All laws hold, on damaged text too."""
    check_filter(
        Mojibake(), texts=[mangled(text, "windows-1252") for text in RIGHT] + SPARED + [text for text, _ in MENDED]
    )


@pytest.mark.parametrize(
    "text",
    [
        "”Äldre fyrar lyser än”, sade vaktmästaren.",
        "”Ännu en bro över sundet”, skrev tidningen.",
        "“Čšký most je otevřen",
        "„Žáci sázejí stromy”",
    ],
)
def test_no_word_of_two_alphabets_is_made(text: str) -> None:
    """A quotation mark and the capital behind it are not read as one Cyrillic letter."""
    assert judged(Mojibake(), text) == text
