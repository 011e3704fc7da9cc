"""Tests of the filter `invisible-characters`: what each script needs stays, the rest goes."""

from __future__ import annotations

import time

import pytest

from docclean.extract.plain import document_of
from docclean.repair.invisible_characters import InvisibleCharacters
from docclean.testing import check_filter, judged

FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
SPARED = {
    "persian": "می\u200cخواهم کتاب\u200cهای تازه بخوانم",
    "persian word end": "خانه\u200c ما",
    "urdu": "نہ\u200cیں",
    "arabic medial": "\u200dه\u200d",
    "arabic direction marks": "الرقم \u200e123\u200f و \u061c45",
    "hebrew direction marks": "השעה 12:00\u200e.",
    "hindi half form": "क्\u200dष और क्\u200cष",
    "bengali": "র\u200d্যাম",
    "malayalam chillu at a word end": "അവന്\u200d വന്നു",
    "kannada": "ರ್\u200dಕ",
    "sinhala": "ශ්\u200dරී ලංකා",
    "thai": "ห้อง\u200bสมุด\u200bเปิด",
    "khmer": "បណ្ណាល័យ\u200bបើក",
    "lao": "ຫໍສະໝຸດ\u200bເປີດ",
    "burmese": "စာကြည့်တိုက်\u200bဖွင့်သည်",
    "burmese selector": "\u1000\ufe00",
    "thai beside latin": "เปิด\u200bWiFi\u200bฟรี",
    "family": "👩\u200d👩\u200d👧\u200d👦",
    "skin tone and profession": "👩🏽\u200d🚀 🧑🏿\u200d⚕\ufe0f",
    "rainbow flag": "🏳\ufe0f\u200d🌈",
    "heart": "❤\ufe0f and ❤\ufe0e and ❤\ufe0f\u200d🔥",
    "keycaps": "1\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3",
    "subdivision flag": f"{FLAG}!",
    "country flag": "🇫🇷",
    "copyright": "©\ufe0f ™\ufe0f ℹ\ufe0f",
    "mongolian": "ᠮᠣᠩᠭᠣᠯ\u180b ᠪᠠᠢ\u180eᠨ᠎ᠠ",
    "ideographic variation": "葛\U000e0100城 辻\U000e0101",
    "cjk compatibility variation": "神\ufe00",
    "east asian punctuation": "、\ufe00。\ufe01",
    "mathematics": "∩\ufe00",
    "tibetan": "བོད་ཡིག",
    "hangul filler": "\u3164",
    "combining grapheme joiner": "a\u034fb",
    "invisible times": "2\u2062x",
}


@pytest.mark.parametrize("text", SPARED.values(), ids=SPARED.keys())
def test_what_a_script_needs_stays(text: str) -> None:
    """Right text of each script passes unchanged."""
    assert InvisibleCharacters().judge(document_of(text)).changes == ()


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("light\u00adhouse", "lighthouse", "soft-hyphen"),
        ("Leucht\u00adturm\u00adwärter", "Leuchtturmwärter", "soft-hyphen"),
        ("bread\u200b and\u2060 butter\ufeff", "bread and butter", "zero-width-space"),
        ("\ufeffFirst line", "First line", "zero-width-space"),
        ("图书\u200b馆", "图书馆", "zero-width-space"),
        ("เปิด\u200b\u200bแล้ว", "เปิด\u200bแล้ว", "zero-width-space"),
        ("Auf\u200clage", "Auflage", "stray-joiner"),
        ("gar\u200dden", "garden", "stray-joiner"),
        ("😀\u200d and", "😀 and", "stray-joiner"),
        ("می\u200c\u200cخواهم", "می\u200cخواهم", "stray-joiner"),
        ("a\ufe0fb", "ab", "stray-variation-selector"),
        ("❤\ufe0f\ufe0f\ufe01", "❤\ufe0f", "stray-variation-selector"),
        ("x\U000e0101\U000e0132", "x", "stray-variation-selector"),
        ("葛\U000e0100\U000e0101", "葛\U000e0100", "stray-variation-selector"),
        ("a\u180bb", "ab", "stray-variation-selector"),
        # Composing the letter must not make it stray only in the next pass.
        ("e\u0301\ufe0f", "e\u0301", "stray-variation-selector"),
        ("ISBN\u200e 978\u200f", "ISBN 978", "direction-mark"),
        ("photo\u202egpj.exe\u202c", "photogpj.exe", "direction-override"),
        ("\u2066name\u2069", "name", "direction-override"),
        ("open\U000e0068\U000e0069 door", "open door", "tag-character"),
        (f"{FLAG}\U000e0068\U000e0069", FLAG, "tag-character"),
        ("\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4", "tag-character"),
    ],
)
def test_the_rest_goes(text: str, expected: str, code: str) -> None:
    """Characters that their place has no use for go, each under its code."""
    verdict = InvisibleCharacters().judge(document_of(text))
    assert judged(InvisibleCharacters(), text) == expected
    assert verdict.changes[0].reason.code == code


def test_direction_marks_depend_on_the_whole_document() -> None:
    """A Latin line of a Hebrew document keeps its marks; overrides go even there."""
    text = "הגשר פתוח\nISBN\u200e 978\u202e"
    assert judged(InvisibleCharacters(), text) == "הגשר פתוח\nISBN\u200e 978"


def test_reason_counts_by_kind() -> None:
    """The most frequent kind is the code; the others are evidence."""
    reason = InvisibleCharacters().judge(document_of("a\u00adb\u00adc\u200bd")).changes[0].reason
    assert (reason.code, reason.value, reason.evidence) == ("soft-hyphen", 2, (("zero-width-space", 1),))


def test_block_of_nothing_is_removed() -> None:
    """A line of invisible characters alone goes as a block."""
    assert judged(InvisibleCharacters(), "one\n\u200b\ufeff\ntwo") == "one\ntwo"


def test_long_runs_are_linear() -> None:
    """A hundred thousand invisible characters take no noticeable time."""
    start = time.process_time()
    assert judged(InvisibleCharacters(), "a" + "\u200b" * 100_000 + "b") == "ab"
    assert time.process_time() - start < 2


def test_laws() -> None:
    """All laws hold, on right text of each script too."""
    check_filter(InvisibleCharacters(), texts=[*SPARED.values(), "\u200d\u200c\u200b", "ก\u200b\u200c\u200bข"])
