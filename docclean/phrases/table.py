"""The packs as one table, folded and sorted, so that loading them costs milliseconds.

`python -m docclean.phrases.table` writes `table.json` anew from the packs; a test keeps the two in step.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from docclean.phrases.fold import fold
from docclean.phrases.packs import Phrase, Strength, identifier, languages, read_names, read_pack
from docclean.phrases.slots import SLOT

__all__ = [
    "ANY",
    "END",
    "NUMBER",
    "PLACES",
    "build",
    "head_of",
    "opening_of",
    "or_number",
    "parts_of",
    "phrase_of",
    "read",
]

NUMBER = "#"
"""Stands for any number among first words."""
END = "$"
"""Stands for no second word in an opening."""
ANY = "*"
"""Stands for any second word in an opening, or none."""
_CLOCK_WORDS = ("h", "uhr", "a", "p", "am", "pm")
"""What follows the number in a time of day."""
_LONG_KEY = 20
"""Whole lines with shorter keys are looked up without asking how they begin."""
_FILE = "table.json"
_CLOSED = {"networks": "network", "agencies": "agency"}
_RANK = {strength: rank for rank, strength in enumerate(Strength)}
PLACES = ("whole", "lead-in", "suffix")
_PLACES = {Strength.LEAD_IN: ("whole", "lead-in"), Strength.SUFFIX: ("suffix",)}


def build() -> dict[str, Any]:
    """The table of all packs.

    Returns:
        `lists`: words for slots, folded, longest first; `phrases`: `[language, kind, strength, text]`, strongest
        first; `whole`, `lead-in`, `suffix`: how they are found, by index in `phrases`, and how they begin.
    """
    lists = {name: {fold(word) for word in words} for name, words in read_names().items()}
    phrases: list[Phrase] = []
    for language in languages():
        pack = read_pack(language)
        phrases += pack.phrases
        for name, words in pack.words:
            lists.setdefault(name, set()).update(fold(word) for word in words)
    phrases.sort(key=lambda phrase: (_RANK[phrase.strength], phrase.language != "en", phrase.id))
    table: dict[str, Any] = {
        "lists": {name: sorted(words, key=lambda word: (-len(word), word)) for name, words in sorted(lists.items())},
        "phrases": [[p.language, p.kind, p.strength.value, p.text] for p in phrases],
    }
    for place in PLACES:
        own = [(n, p) for n, p in enumerate(phrases) if place in _PLACES.get(p.strength, PLACES[:1])]
        table[place] = _place(own, table["lists"], _LONG_KEY if place == "whole" else 0)
    return table


def _place(phrases: list[tuple[int, Phrase]], lists: Mapping[str, Sequence[str]], least: int) -> dict[str, Any]:
    """How the phrases that are looked up alike are found."""
    exact: dict[str, int] = {}
    slotted: dict[str, dict[str, list[int]]] = {"by-first": {}, "by-last": {}}
    heads: set[str] = set()
    openings: set[str] = set()
    for number, phrase in phrases:
        if SLOT.search(phrase.text) is None:
            exact.setdefault(fold(phrase.text), number)
    for number, phrase in sorted(phrases, key=_precision):
        if SLOT.search(phrase.text) is None:
            continue
        by, words, head = _handle(phrase, lists)
        heads |= head
        openings |= _openings(phrase, lists) if by == "by-first" else set()
        for word in sorted(words):
            slotted[by].setdefault(word, []).append(number)
    heads |= {head_of(key) for key in exact if len(key) >= least}
    openings |= {opening_of(key) if " " in key else f"{opening_of(key)} {END}" for key in exact}
    lasts = {key.rpartition(" ")[2] for key in exact}
    return {
        "exact": exact,
        **slotted,
        "heads": sorted(heads),
        "openings": _by_word(openings),
        "lasts": sorted(lasts),
    }


def _by_word(openings: set[str]) -> dict[str, list[str]]:
    """For each first word the second ones; `ANY` alone where any word may follow."""
    seconds: dict[str, list[str]] = {}
    for first, _, second in sorted(opening.partition(" ") for opening in openings):
        seconds.setdefault(first, []).append(second or ANY)
    return {first: [ANY] if ANY in words else words for first, words in seconds.items()}


def _precision(item: tuple[int, Phrase]) -> tuple[bool, int, int]:
    """Strong phrases first, then those with more fixed text."""
    number, phrase = item
    return phrase.strength is Strength.WEAK, -len(SLOT.sub("", phrase.text)), number


def _handle(phrase: Phrase, lists: Mapping[str, Sequence[str]]) -> tuple[str, set[str], set[str]]:
    """By which words a phrase with slots is found, and how it begins where that is fixed."""
    slots, literals = parts_of(phrase.text)
    head, tail = literals[0], literals[-1]
    if head:
        return "by-first", {head.partition(" ")[0]}, {head_of(head)}
    if tail:
        return "by-last", {tail.rpartition(" ")[2]}, set()
    words = _words_of(slots[0], lists, first=True)
    if words:
        return "by-first", words, _heads_of_dates(words, lists) if slots[0] == "date" else words
    words = _words_of(slots[-1], lists, first=False)
    if words:
        return "by-last", words, set()
    raise ValueError(f"{phrase.id}: a phrase may not both begin and end with a free slot")


def _openings(phrase: Phrase, lists: Mapping[str, Sequence[str]]) -> set[str]:
    """How lines begin that can be a phrase found by its first word."""
    slots, literals = parts_of(phrase.text)
    if " " in literals[0] or (literals[0] and not slots):
        return {opening_of(literals[0])}
    if literals[0]:
        return {f"{literals[0]} {word}" for word in _starts(slots[0], lists)} or {literals[0]}
    if slots[0] == "date":
        return _words_of("date", lists, first=True) - {NUMBER} | {f"{NUMBER} {word}" for word in _after_number(lists)}
    if slots[0] not in ("n", "time"):
        return {opening_of(name) for name in _names(slots[0], lists)}
    following = {literals[1].partition(" ")[0]} if literals[1] else {END}
    if not literals[1] and len(slots) > 1:
        following = _starts(slots[1], lists)
        if not following:
            return {NUMBER}
    return {f"{NUMBER} {word}" for word in following | {NUMBER, *(_CLOCK_WORDS if slots[0] == "time" else ())}}


def _starts(slot: str, lists: Mapping[str, Sequence[str]]) -> set[str]:
    """The words that a slot inside a phrase can begin with; none for one that can begin with any, or is a date."""
    return {NUMBER} if slot in ("n", "time") else {opening_of(word.split()[0]) for word in _names(slot, lists)}


def _names(slot: str, lists: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return lists.get(_CLOSED.get(slot, slot), ())


def _after_number(lists: Mapping[str, Sequence[str]]) -> set[str]:
    """What can follow the number that a date begins with: more numbers, a month, or the unit of a time that passed."""
    words = {name.split()[0] for name in (*lists["month"], *lists["datelink"], *lists["unit"])}
    return {NUMBER, *words, *(template.split()[1] for template in lists["relative"] if template.startswith("n "))}


def _words_of(slot: str, lists: Mapping[str, Sequence[str]], *, first: bool) -> set[str]:
    """The words that a slot can begin (or end) with; none for a slot that can begin (or end) with any."""
    if slot in ("n", "time"):
        return {NUMBER} if first else set()
    if slot == "date":
        if not first:
            return set()
        words = {template.split()[0] for template in lists["relative"]} - {"n"}
        dates = (_words_of(name, lists, first=True) for name in ("month", "weekday", "day", "few"))
        return words.union({NUMBER}, *dates)
    return {word.split()[0 if first else -1] for word in _names(slot, lists)}


def _heads_of_dates(words: set[str], lists: Mapping[str, Sequence[str]]) -> set[str]:
    """How dates begin: an article is told from one by the unit of time after it, a month by the number."""
    units = {head_of(f"{few} {unit}") for few in lists["few"] for unit in lists["unit"]}
    months = {f"{month} {NUMBER}" for month in lists["month"]}
    relative = {head_of(template) for template in lists["relative"] if not template.startswith("n ")}
    vague = {word for name in ("few", "month") for word in lists[name]} | {template.split()[0] for template in relative}
    return (words - {word.split()[0] for word in vague}) | units | months | relative


def parts_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slots of a phrase, and its fixed parts before, between and after them, folded.

    >>> parts_of("Follow {site} on {networks}!")
    (('site', 'networks'), ('follow', 'on', ''))
    """
    pieces = SLOT.split(text)
    return tuple(pieces[1::2]), tuple(fold(piece) for piece in pieces[::2])


def head_of(key: str) -> str:
    """The first two words of a key, or the only one."""
    return " ".join(key.split(" ", 2)[:2])


def opening_of(key: str) -> str:
    """The first two words of a key, or the only one, with `NUMBER` for those that begin or end with a digit.

    >>> opening_of("404 page not found"), opening_of("in 3min")
    ('# page', 'in #')
    """
    return " ".join(map(or_number, key.split(" ", 2)[:2]))


def or_number(word: str) -> str:
    """A folded word, or `NUMBER` for one that begins or ends with a digit."""
    return NUMBER if word[0].isdigit() or word[-1].isdigit() else word


def read() -> dict[str, Any]:
    """The table as it was last written."""
    table: dict[str, Any] = json.loads((files("docclean.phrases") / _FILE).read_text(encoding="utf-8"))
    return table


def phrase_of(row: Sequence[str]) -> Phrase:
    """The phrase that a row of the table stands for."""
    language, kind, strength, text = row
    return Phrase(identifier(language, kind, text), language, kind, Strength(strength), text)


def main() -> None:
    """Write the table beside the packs."""
    path = Path(str(files("docclean.phrases") / _FILE))
    path.write_text(json.dumps(build(), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stderr.write(f"{path.name}: {len(read()['phrases'])} phrases\n")


if __name__ == "__main__":
    main()
