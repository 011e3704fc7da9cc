"""Texts made for training: such as somebody else has cleaned before, but for a few lines.

A dump of a page is mostly chrome and an edited text has none. What people bring is in between, often short, and with
white space of its own; in most languages nobody has marked pages at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from docclean.document import Block
from docclean.phrases.packs import Pack, Strength, languages, read_pack

__all__ = ["gaps_of", "surrounded", "thinned"]

_RATES = (0.0, 0.0, 0.03, 0.1, 0.3)
"""How many lines of chrome stay; near the text four times as many."""
_NEAR = 4.0
_NEIGHBOURS = 8
_PASSAGE = (3, 16)
"""How many lines or sentences a short text has."""
_TITLED = 0.7
_AT_START = 0.6
_HALF = 0.5
_CHROME = (0, 0, 2, 5, 10)
_TEXTS = 8
"""Texts made of the sentences of a language."""
_BETWEEN = (0, 0, 1, 2, 4)
"""Lines of chrome between others: offers and pointers stand inside of texts."""
_LONGEST_TITLE = 14
_MAX_TITLE = 90
_OWN = 0.8
"""How many phrases are in the text's own language; the others are English."""
_NO_CHROME = frozenset(("byline", "agency"))
_PROVEN = frozenset((Strength.ANCHOR, Strength.STRONG, Strength.WEAK))


def thinned(shares: NDArray[np.float32], title: int | None, rng: random.Random) -> list[int]:
    """Which lines of a dump to keep: its content, or a passage of it, and a few lines of chrome.

    Args:
        shares: how much of each line is content, 0 to 1.
        title: the line with the title.
        rng: what chooses.

    Returns:
        Indices, in order but for some lines of chrome, which stand anywhere; none where the dump has no content.
    """
    content = np.flatnonzero(shares >= _HALF).tolist()
    if not content:
        return []
    if rng.random() < _HALF:
        size = rng.randrange(*_PASSAGE)
        start = 0 if rng.random() < _AT_START else rng.randrange(max(1, len(content) - size))
        content = content[start : start + size]
    kept = set(content)
    if title is not None and rng.random() < _TITLED:
        kept.add(title)
    rate, first, last = rng.choice(_RATES), content[0], content[-1]
    for at in np.flatnonzero((shares < _HALF) & (shares >= 0)).tolist():
        near = first - _NEIGHBOURS <= at <= last + _NEIGHBOURS
        if rng.random() < rate * (_NEAR if near else 1):
            kept.add(at)
    chosen = sorted(kept)
    others = np.flatnonzero((shares < _HALF) & (shares >= 0)).tolist()
    for _ in range(rng.choice(_BETWEEN) if others else 0):
        chosen.insert(rng.randrange(len(chosen) + 1), rng.choice(others))
    return chosen


def gaps_of(blocks: Sequence[Block], rng: random.Random) -> list[str]:
    """White space before each line: as it is, or a line end before each, or an empty line."""
    style = rng.randrange(3)
    if style:
        return ["\n" * style] * len(blocks)
    return [block.gap if "\n" in block.gap else "\n" for block in blocks]


def surrounded(sentences: Mapping[str, Sequence[str]], seed: int) -> Iterator[tuple[str, str, list[float]]]:
    """Texts of consecutive sentences, with phrases of sites in the same language around some of them.

    Args:
        sentences: by language.
        seed: what chooses.

    Yields:
        Language, text, and 1 or 0 for each of its lines.
    """
    for language, lines in sentences.items():
        english = _phrases("en")
        own = _phrases(language) or _phrases(language.partition("-")[0]) or english
        rng = random.Random(f"{seed} {language}")
        for _ in range(_TEXTS):
            size = min(rng.randrange(*_PASSAGE), len(lines))
            start = rng.randrange(len(lines) - size + 1)
            body = [(line, 1.0) for line in _paragraphs(lines[start : start + size], rng)]
            for _ in range(rng.choice(_BETWEEN)):
                body.insert(rng.randrange(len(body) + 1), (_pick(own, english, rng), 0.0))
            most = rng.choice(_CHROME)
            head = [(_pick(own, english, rng), 0.0) for _ in range(rng.randint(0, most))]
            tail = [(_pick(own, english, rng), 0.0) for _ in range(rng.randint(0, most))]
            made = [*head, *_title(lines, rng), *body, *tail]
            text = ("\n" * rng.randint(1, 2)).join([line for line, _ in made])
            yield language, text, [mark for _, mark in made]


def _title(sentences: Sequence[str], rng: random.Random) -> list[tuple[str, float]]:
    """A short sentence without its full stop, for most texts."""
    short = [line for line in sentences if len(line.split()) <= _LONGEST_TITLE and len(line) <= _MAX_TITLE]
    if not short or rng.random() >= _TITLED:
        return []
    return [(" ".join(rng.choice(short).split()).rstrip(".。।۔።"), 1.0)]


def _pick(own: Sequence[str], english: Sequence[str], rng: random.Random) -> str:
    return rng.choice(own if rng.random() < _OWN else english)


def _paragraphs(sentences: Sequence[str], rng: random.Random) -> list[str]:
    """Paragraphs of one or two sentences each."""
    found = []
    at = 0
    while at < len(sentences):
        size = rng.choice((1, 1, 2))
        found.append(" ".join(" ".join(sentences[at : at + size]).split()))
        at += size
    return found


@cache
def _phrases(language: str) -> list[str]:
    """Phrases of a language without slots; none where there is no pack of it."""
    if language not in languages():
        return []
    pack: Pack = read_pack(language)
    return [
        " ".join(phrase.text.split())
        for phrase in pack.phrases
        if "{" not in phrase.text and phrase.strength in _PROVEN and phrase.kind not in _NO_CHROME
    ]
