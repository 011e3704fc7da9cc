"""The packs and the table that is made of them."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from docclean.filters.evidence import is_pointer
from docclean.phrases import table
from docclean.phrases.fold import fold
from docclean.phrases.matcher import MAX_LINE, load
from docclean.phrases.packs import KINDS, Phrase, Strength, languages, read_names, read_pack
from docclean.phrases.slots import SLOT

NEGATIVES = Path(__file__).parent / "negatives"
FILLED = {
    "n": "12",
    "date": "12/03/2024",
    "time": "10:30",
    "month": "May",
    "name": "Jane Example",
    "names": "Jane Example",
    "site": "The Lighthouse",
    "url": "https://example.org/page",
    "email": "post@example.org",
    "network": "Facebook",
    "networks": "Facebook",
    "agency": "Reuters",
    "agencies": "Reuters",
    "text": "A Bridge Reopens",
    "unit": "months",
    "part": "main content",
    "weekday": "Monday",
}
SLOTS = FILLED.keys()


def place(phrase: Phrase) -> tuple[str, str, bool]:
    """What may be there only once in a language: the key, where it is looked for, and whether a colon must be there."""
    where = {Strength.LEAD_IN: "lead-in", Strength.SUFFIX: "suffix"}.get(phrase.strength, "whole")
    return fold(SLOT.sub(r" q\1q ", phrase.text)), where, ":" in phrase.text and "{" in phrase.text


@pytest.mark.parametrize("language", languages())
def test_pack_loads(language: str) -> None:
    """Every pack has only known kinds, strengths and slots, and no empty or overlong phrase."""
    pack = read_pack(language)
    assert pack.phrases
    for phrase in pack.phrases:
        assert phrase.kind in KINDS
        assert set(SLOT.findall(phrase.text)) <= SLOTS, phrase
        assert "{" not in SLOT.sub("", phrase.text), phrase
        assert fold(SLOT.sub("", phrase.text)) or "{" in phrase.text, phrase
        assert len(phrase.text) <= MAX_LINE, phrase


@pytest.mark.parametrize("language", languages())
def test_no_phrase_twice_in_a_language(language: str) -> None:
    """A phrase with two kinds or strengths would get one of them by accident."""
    counts = Counter(map(place, read_pack(language).phrases))
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_conflict_between_languages() -> None:
    """What is a weak label in one language is not strong in another: all packs are always on."""
    strengths: dict[tuple[str, str, bool], set[bool]] = {}
    for language in languages():
        for phrase in read_pack(language).phrases:
            strengths.setdefault(place(phrase), set()).add(phrase.strength is Strength.WEAK)
    assert [key for key, found in strengths.items() if key[1] == "whole" and len(found) > 1] == []


@pytest.mark.parametrize("language", languages())
def test_every_phrase_is_found(language: str) -> None:
    """Each phrase, its slots filled, is recognised as some phrase, and a strong one as a strong one."""
    match = load().match
    for phrase in read_pack(language).phrases:
        line = SLOT.sub(lambda slot: FILLED[slot.group(1)], phrase.text)
        if phrase.strength is Strength.SUFFIX:
            line = "The bridge will open again on Monday. " + line
        found = match(line)
        assert found is not None, (phrase, line)
        if phrase.strength is Strength.SUFFIX:
            assert line[: found.start] == "The bridge will open again on Monday.", phrase
        elif phrase.strength in (Strength.STRONG, Strength.ANCHOR):
            assert found.phrase.strength in (Strength.STRONG, Strength.ANCHOR), (phrase, found)


def test_table_is_in_step() -> None:
    """The table that is loaded says what the packs say; `python -m docclean.phrases.table` renews it."""
    assert table.Table.read() == table.Table.parse(table.build())


def test_names_are_lists() -> None:
    """The closed lists hold each name once."""
    for name, values in read_names().items():
        assert len(values) == len(set(values)), name


@pytest.mark.parametrize("path", sorted(NEGATIVES.glob("*.txt")), ids=lambda path: path.stem)
def test_negative_lines_match_nothing(path: Path) -> None:
    """Sentences that begin or end like phrases are none; a lead-in before prose is not taken for a pointer."""
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not _is_taken(line), (line, load().match(line))


def test_enough_negative_lines() -> None:
    """There are hundreds of them, some for almost every language."""
    counts = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in NEGATIVES.glob("*.txt")}
    assert len(counts.keys() & set(languages())) >= len(languages()) - 3
    assert sum(count >= 10 for count in counts.values()) >= 60
    assert sum(counts.values()) >= 1000


def test_adversarial_lines_match_nothing(data: Path) -> None:
    """Real lines of articles that were chosen because they look like chrome."""
    rows = map(json.loads, (data / "content-lines.jsonl").read_text(encoding="utf-8").splitlines())
    lines = [row["text"] for row in rows if row["adversarial"] and row["unit"] != "fragment"]
    assert lines
    taken = [line for line in lines if _is_taken(line)]
    assert taken == []


def _is_taken(line: str) -> bool:
    found = load().match(line)
    return (
        found is not None and not (found.rest and not is_pointer(found)) and found.phrase.strength is not Strength.WEAK
    )


SCRIPTS = {
    "ar ckb fa ur": "ARABIC",
    "hi mr ne sa": "DEVANAGARI",
    "bn": "BENGALI",
    "ta": "TAMIL",
    "te": "TELUGU",
    "kn": "KANNADA",
    "ml": "MALAYALAM",
    "pa": "GURMUKHI",
    "si": "SINHALA",
    "th": "THAI",
    "my": "MYANMAR",
    "ka": "GEORGIAN",
    "hy": "ARMENIAN",
    "he": "HEBREW",
    "el": "GREEK",
    "am": "ETHIOPIC",
    "ko": "HANGUL",
    "zh": "CJK",
    "be bg kk mk mn ru uk": "CYRILLIC",
}


@pytest.mark.parametrize(
    ("language", "script"), [(language, script) for own, script in SCRIPTS.items() for language in own.split()]
)
def test_phrases_are_in_the_script_of_their_language(language: str, script: str) -> None:
    """Names such as RSS apart, each phrase has letters of the script that the language is written in."""
    texts = [SLOT.sub("", phrase.text) for phrase in read_pack(language).phrases]
    foreign = [text for text in texts if not any(script in unicodedata.name(char, "") for char in text)]
    assert len(foreign) <= 0.05 * len(texts), foreign[:20]


def test_latin_languages_have_no_letters_of_others() -> None:
    """Letters that only look alike (a Cyrillic о) are slips that no line would match."""
    others = {language for own in SCRIPTS for language in own.split()} | {"ja", "sr", "uz", "mul", "kk", "az"}
    for language in sorted(set(languages()) - others):
        for phrase in read_pack(language).phrases:
            names = {unicodedata.name(char).split()[0] for char in phrase.text if char.isalpha()}
            assert names <= {"LATIN", "MODIFIER", "FEMININE", "MASCULINE"}, phrase
