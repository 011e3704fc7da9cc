"""What is in no language, and what only quotes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.language.identify import find_languages
from docclean.measure.unspoken import is_unspoken

JUNK = {
    "empty": "",
    "spaces": " \t ",
    "digits": "12 345 678,90",
    "punctuation": "…!? — ;:",
    "emoji": "👩‍🌾🌻🌍🚲🎈",
    "address": "https://example.org/harbor/tides?day=2",
    "host": "www.example.com/shop",
    "mail": "keeper@lighthouse.example.org",
    "python": "def tide(hour):\n    return hour + 1",
    "c": "for (int i = 0; i < n; i++) { sum += a[i]; }",
    "javascript": 'const tides = require("tides");',
    "sql": "SELECT id FROM tides WHERE hour = 1",
    "json": '{"id": 3, "name": "x", "tags": []}',
    "markup": '<div class="a"><span id="x"></span></div>',
    "hexadecimal": "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
    "base64": "SGVsbG8gd29ybGQhIFRoaXMgaXMgYSB0ZXN0",
    "uuid": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "time": "2026-05-12T08:00:00Z",
    "cjk punctuation": "。、「」！？",
    "path": "/usr/local/lib/python3.11/site.py",
    "windows path": "C:\\Windows\\System32\\drivers",
    "identifiers": "user_id, created_at, is_active",
    "one letter": "aaaaaaaaaaaaaaaaaaaaaaaa",
    "box drawing": "─────┼─────",
    "invisible": "\u200b\u200b\x00\x01",
    "keyboard": "asdfghjkl qwertz yxcvb",
}


@pytest.mark.parametrize("kind", JUNK)
def test_junk_gets_the_name_of_no_language(kind: str) -> None:
    """Undecided, or no language at all."""
    (found,) = find_languages([JUNK[kind]])
    assert found.guess.code in ("und", "zxx")


@pytest.mark.parametrize(
    "text",
    [
        "The tide table is at https://example.org/harbor/tides?day=2 and is renewed every night.",
        "Write to keeper@lighthouse.example.org if the lamp is out.",
        "Call `config.Load()` before `config.Save()`; otherwise the mode stays as it was.",
        "The variable user_id holds the number of the keeper who wrote the entry.",
        "Le prix est de 12 € (TVA comprise) ; les enfants paient 50 % de moins.",
        "Die Datei hafen.pdf liegt im Ordner des Hafenamts.",
        "Return the key to the harbor master; he keeps the spare one.",
        "What & why: 3 + 4 = 7, said the miller.",
        "Import of apples from the valley was forbidden until 1891.",
        "The function of the lamp (and of the horn) is to warn ships.",
    ],
)
def test_sentences_about_code_and_addresses_are_language(text: str) -> None:
    """They have words around them."""
    assert not is_unspoken(text)


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    """It never raises."""
    assert is_unspoken(text) in (True, False)


@pytest.mark.parametrize("part", ["a", "a@", "A/", "_", "<a", "0a", "a.", "aA", "&", "://"])
def test_a_flood_is_answered_at_once(part: str) -> None:
    """A pattern that tries again from each character would take minutes."""
    assert is_unspoken(part * 100_000) in (True, False)
