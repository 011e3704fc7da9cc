"""Matching is the same under every folding, and never takes a part of a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.phrases.fold import _spans_by_character, fold, token_spans
from docclean.phrases.matcher import MAX_LINE, load
from docclean.phrases.packs import Phrase, Strength
from docclean.phrases.slots import SLOT

WHOLE = [
    p for p in load().phrases if "{" not in p.text and p.strength in (Strength.STRONG, Strength.ANCHOR, Strength.WEAK)
]
LINES = (
    "Suivez-nous sur Google Actualités et WhatsApp",
    "Pour ne manquer aucune actualité de Radio Phare, suivez-nous sur Google Actualités et WhatsApp",
    "Publié le 12 mars 2024 à 10h30",
    "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
    "Condividi su Facebook",
    "Vor 3 Stunden",
)
FILLED = {
    "n": ("12", "1 204", "3k"),
    "time": ("10:30", "10 h 30", "9 pm", "14 Uhr"),
    "date": (
        "12 mars 2024",
        "May 3rd, 2024",
        "3 hours ago",
        "vor einer Stunde",
        "a few minutes ago",
        "le 3 mai",
        "hier",
    ),
    "names": ("Jane Example", "Jane Example and John O'Sample"),
    "name": ("Jane Example",),
    "network": ("Google News", "Facebook"),
    "networks": ("Facebook and WhatsApp", "Google Actualités"),
    "agency": ("AFP", "Associated Press"),
    "agencies": ("AFP and Reuters", "The Associated Press"),
    "unit": ("minutes",),
    "part": ("main content", "footer"),
    "url": ("https://example.org/garden",),
    "email": ("jane@example.org",),
}
"""What stands in slots; where a name is not here, a title or site does."""
AROUND = (
    "",
    " ",
    "🔴 ",
    "- ",
    "« ",
    " »",
    ": The bridge reopens",
    " ?",
    "…",
    " and the garden",
    "The mill is sold. ",
    "12 ",
)
FOLDINGS = (
    str.upper,
    str.lower,
    lambda line: unicodedata.normalize("NFD", line),
    lambda line: line.replace(" ", "\u00a0"),
    lambda line: line.replace(" ", "  \t"),
    lambda line: line.replace("'", "’").replace("-", "\u2011"),
    lambda line: f"🔴 {line}",
    lambda line: f"→ {line} »",
    lambda line: f"• {line} :",
    lambda line: f"{line}…",
    lambda line: f"\u200b{line}\u200b",
    lambda line: "".join(chr(ord(char) + 0xFEE0) if "a" <= char <= "z" else char for char in line),
    lambda line: unicodedata.normalize("NFD", line).encode("ascii", "ignore").decode() if line.isascii() else line,
)


@given(st.sampled_from(WHOLE), st.lists(st.sampled_from(FOLDINGS), max_size=3))
def test_foldings_make_no_difference(phrase: Phrase, foldings: list[object]) -> None:
    """Case, width, spaces, quotes, dashes, arrows, bullets, emoji, decomposition: the match stays the same."""
    line = phrase.text
    expected = load().match(line)
    for folding in foldings:
        line = folding(line)  # type: ignore[operator]  # they are functions of a line
    found = load().match(line)
    assert found is not None
    assert expected is not None
    assert found.phrase == expected.phrase


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("folding", range(len(FOLDINGS)))
def test_slots_under_foldings(line: str, folding: int) -> None:
    """Phrases with slots are found under the same foldings; but the name of a site needs its capital."""
    if "Radio Phare" in line and FOLDINGS[folding] is str.lower:
        assert load().match(line.lower()) is None
        return
    expected = load().match(line)
    found = load().match(FOLDINGS[folding](line))
    assert expected is not None
    assert found is not None
    assert found.phrase == expected.phrase


@pytest.mark.parametrize(
    ("line", "kind", "slots"),
    [
        ("Par Jane Exemple", "byline", (("names", "Jane Exemple"),)),
        ("By Ana de la Example and John O'Sample", "byline", (("names", "Ana de la Example and John O'Sample"),)),
        ("La rédaction (avec Reuters)", "agency", (("agencies", "Reuters"),)),
        ("Source : exemple.org", "agency", (("site", "exemple.org"),)),
        ("BELGA", "agency", None),
        ("Foto: Jane Example / dpa", "photo-credit", None),
        ("12 Comments", "comment-count", (("n", "12"),)),
        ("Zuletzt aktualisiert am 3. Mai 2024 um 14:05 Uhr", "date-line", (("date", "3. Mai 2024 um 14:05 Uhr"),)),
        ("hace 3 horas", "date-line", (("date", "hace 3 horas"),)),
    ],
)
def test_slots(line: str, kind: str, slots: tuple[tuple[str, str], ...] | None) -> None:
    """Slots give what was written, for the filters that lift it."""
    found = load().match(line)
    assert found is not None
    assert found.phrase.kind == kind
    assert slots is None or found.slots == slots


def test_lead_in() -> None:
    """A lead-in is taken off its title, and says whether a colon set them apart."""
    found = load().match("Lire aussi : Le pont rouvre enfin")
    assert found is not None
    assert (found.rest, found.separated, found.stopped) == ("Le pont rouvre enfin", True, False)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("The mill is for sale. Read more »", "The mill is for sale."),
        ("Le moulin est à vendre […] Lire la suite", "Le moulin est à vendre […]"),
        ("Die Mühle ist verkauft … → Weiterlesen", "Die Mühle ist verkauft …"),
    ],
)
def test_suffix(line: str, rest: str) -> None:
    """A suffix is cut off after the end of a sentence, which stays whole."""
    found = load().match(line)
    assert found is not None
    assert line[: found.start] == rest


@pytest.mark.parametrize(
    "line",
    [
        "Nobody wanted to read more",
        "He said: “I have no time. Read more.”",
        "« Je ne sais pas. Lire la suite »",
        "“Menu”",
        "'An error occurred'",
        "page_not_found",
        "Reply.",
        "Comment ?",
        "Photo Reportage: The Bridge",
        "Menu of the day",
        "$29.95",
        ", like this:",
    ],
)
def test_no_match(line: str) -> None:
    """Quoted speech, code, questions and parts of sentences are no phrases."""
    assert load().match(line) is None


def test_a_name_has_capitals() -> None:
    """Slots for names take no words in lower case."""
    assert load().match("Par temps clair") is None
    assert load().match("By morning light") is None


@given(st.text(max_size=300))
def test_total(line: str) -> None:
    """Any line has an answer, and slots quote it."""
    found = load().match(line)
    if found is not None:
        assert all(value in line for _, value in found.slots)
        assert 0 <= found.start <= len(line)
        assert line.endswith(found.rest)


@given(
    st.sampled_from(load().phrases),
    st.sampled_from(AROUND),
    st.sampled_from(AROUND),
    st.sampled_from(FOLDINGS),
    st.data(),
)
def test_no_phrase_is_refused_unseen(
    phrase: Phrase, before: str, after: str, folding: Callable[[str], str], data: st.DataObject
) -> None:
    """What a line's first and last words refuse without folding it, the look-up does not find either."""
    text = SLOT.sub(lambda slot: data.draw(st.sampled_from(FILLED.get(slot[1], ("The Old Mill",)))), phrase.text)
    line = folding(before + text + after).strip()
    if 0 < len(line) <= MAX_LINE:
        assert load().match(line) == load()._look_up(line)


@given(st.text(max_size=60), st.sampled_from(load().phrases))
def test_no_line_is_refused_unseen(line: str, phrase: Phrase) -> None:
    """The same for any line, and for one that begins or ends like a phrase."""
    words = phrase.text.split()
    for near in (line, f"{words[0]} {line}", f"{line} {words[-1]}", f"{' '.join(words[:2])}{line}"):
        if near:
            assert load().match(near) == load()._look_up(near)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=60))
def test_ascii_is_folded_like_all_text(line: str) -> None:
    """The short way for ASCII gives what the table of all characters gives."""
    assert fold(line) == fold(line + "\u200b")


@given(st.text(max_size=60) | st.text("ab½?\u0301\u200b -ßﬁ…", max_size=20))
def test_spans_are_those_of_the_characters(line: str) -> None:
    """Reading off the shape of a line gives the same as following it character by character."""
    assert token_spans(line) == _spans_by_character(line)


@given(st.text(max_size=60))
def test_spans_are_the_words_of_the_key(line: str) -> None:
    """There is one span for each word of the folded key."""
    assert len(token_spans(line)) == len(fold(line).split())


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(line: str) -> None:
    """A key is its own key, so packs and lines meet."""
    assert fold(fold(line)) == fold(line)
