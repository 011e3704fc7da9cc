"""Which line is a phrase of a pack: one look-up of its folded key, slots in a second step.

    >>> match = load().match("🔴 Suivez-nous sur Facebook et WhatsApp !")
    >>> match.phrase.kind, match.slot("networks")
    ('follow', 'Facebook et WhatsApp')
    >>> load().match("Share prices fell sharply on Monday.") is None
    True

Phrases are indexed by their first folded word (or their last, where they begin with a
free slot), so the cost does not grow with the number of languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from attrs import frozen

from docclean.phrases.fold import fold, token_spans
from docclean.phrases.packs import Pack, Phrase, Strength, languages, read_names, read_pack
from docclean.phrases.slots import SLOT, VERIFIED, Vocabulary, pattern_of

__all__ = ["Match", "Matcher", "load"]

MAX_LINE = 250
"""Longest line that can be a phrase as a whole; the longest phrase of a pack (a cookie notice) has about 200 characters."""
MAX_TAIL = 48
"""Where a suffix is looked for, in characters from the line's end."""
MAX_HEAD = 60
"""Where a lead-in is looked for, in characters from the line's start."""
MAX_HEAD_WORDS = 6
_HEAD = 40
_SEPARATOR = re.compile(r"\s?[:：»›→►▶]\s*|\s[|–—-]\s+")
_FINAL_STOP = re.compile(r"(?<![.…])[.!。！।؟?？][\"'”’»)\]*\s]*\Z")
_LABEL_STOP = re.compile(r"(?<![.…])[.!。！।][\"'”’»)\]\s]*\Z")
_APART = re.compile(r"[:：|/©–—-]")
"""What a phrase with a colon or © asks for: "Photo: Jane Example" is a credit, "Photo Album" may be anything."""
_QUOTED = re.compile(r"(?:[\"“„«‘‚「].*[\"”“»’」]|['`].*['`])[.,;!?]?\Z|[,;]", re.DOTALL)
"""Quoted speech, a string in code, or the torn end of a sentence."""
_BEFORE_SUFFIX = re.compile(r"(?:[.!?…。！？।؟][\"'”’»)]*|[\])])\s*[\[(]?\s*(?:[-–—>→»|]\s*)?\Z")
_AFTER_SUFFIX = re.compile(r"[\s.…:>»›→►▶⟶➔\])]*\Z")
_LAST_WORD = re.compile(r"[^\W_]+(?=[\W_]*\Z)")
_NUMBER = "#"


@frozen
class Match:
    """A line, and the phrase that it is."""

    phrase: Phrase
    slots: tuple[tuple[str, str], ...] = ()
    """What stands in the slots, as written, in order."""
    start: int = 0
    """Where the phrase begins: after the sentence that a suffix follows, else 0."""
    rest: str = ""
    """What follows a lead-in."""
    separated: bool = False
    """Whether a colon, dash or arrow sets the rest apart from the lead-in."""
    stopped: bool = False
    """Whether the line, or the rest, ends like a sentence."""

    def slot(self, name: str) -> str:
        """What stands in the first slot of that name; `""` if there is none."""
        return next((value for key, value in self.slots if key == name), "")


@frozen
class _Slotted:
    """A phrase with slots, compiled when first needed."""

    phrase: Phrase
    vocabulary: Vocabulary

    def match(self, key: str, line: str) -> tuple[tuple[str, str], ...] | None:
        """What stands in the slots of `line`, whose folded key is `key`; None where it does not match."""
        pattern, names = _compiled(self.phrase.text, self.vocabulary)
        found = pattern.fullmatch(key)
        if found is None or not _set_apart_alike(self.phrase.text, line):
            return None
        spans = token_spans(line)
        slots = []
        for index, name in enumerate(names, 1):
            first = key.count(" ", 0, found.start(index))
            last = key.count(" ", 0, found.end(index))
            value = line[spans[first][0] : spans[last][1]]
            if name in VERIFIED and not VERIFIED[name](value):
                return None
            slots.append((name, value))
        return tuple(slots)


def _set_apart_alike(phrase: str, line: str) -> bool:
    """Whether the line has the colon, © or @ that the phrase has, which folding hides."""
    return (":" not in phrase or _APART.search(line) is not None) and all(mark in line for mark in "©@" if mark in phrase)


@cache
def _compiled(phrase: str, vocabulary: Vocabulary) -> tuple[re.Pattern[str], tuple[str, ...]]:
    return pattern_of(phrase, vocabulary)


class _Index:
    """Phrases that are looked up alike: whole lines, lead-ins or suffixes."""

    def __init__(self, phrases: Iterable[Phrase], vocabulary: Vocabulary) -> None:
        self.exact: dict[str, Phrase] = {}
        self.by_first: dict[str, list[_Slotted]] = {}
        self.by_last: dict[str, list[_Slotted]] = {}
        self.first_words: set[str] = set()
        self.last_words: set[str] = set()
        for phrase in phrases:
            if "{" not in phrase.text:
                key = fold(phrase.text)
                self.exact.setdefault(key, phrase)
                self.first_words.add(key.split()[0])
                self.last_words.add(key.split()[-1])
            else:
                self._add_slotted(phrase, vocabulary)
        for table in (self.by_first, self.by_last):
            for slotted in table.values():
                slotted.sort(key=_precision)
        self.first_words |= self.by_first.keys()
        self.last_words |= self.by_last.keys()

    def _add_slotted(self, phrase: Phrase, vocabulary: Vocabulary) -> None:
        slotted = _Slotted(phrase, vocabulary)
        head = fold(SLOT.split(phrase.text, maxsplit=1)[0])
        if head:
            firsts = {head.split()[0]}
        else:
            firsts = _first_words_of(SLOT.search(phrase.text).group(1), vocabulary)  # type: ignore[union-attr]  # it has a slot
        if firsts:
            for word in firsts:
                self.by_first.setdefault(word, []).append(slotted)
            return
        tail = fold(SLOT.split(phrase.text)[-1])
        lasts = {tail.split()[-1]} if tail else _last_words_of(SLOT.findall(phrase.text)[-1], vocabulary)
        if not lasts:
            raise ValueError(f"{phrase.id}: a phrase may not both begin and end with a free slot")
        for word in lasts:
            self.by_last.setdefault(word, []).append(slotted)

    def find(self, key: str, line: str) -> tuple[Phrase, tuple[tuple[str, str], ...]] | None:
        """The phrase that a folded key is, and what stands in its slots."""
        phrase = self.exact.get(key)
        if phrase is not None:
            return phrase, ()
        first, _, rest = key.partition(" ")
        candidates = self.by_first.get(_NUMBER if first.isdigit() else first, ())
        for slotted in candidates:
            slots = slotted.match(key, line)
            if slots is not None:
                return slotted.phrase, slots
        for slotted in self.by_last.get(rest.rpartition(" ")[2], ()):
            slots = slotted.match(key, line)
            if slots is not None:
                return slotted.phrase, slots
        return None


def _precision(slotted: _Slotted) -> tuple[int, int, str]:
    """Strong phrases first, then those with more fixed text."""
    phrase = slotted.phrase
    return phrase.strength is Strength.WEAK, -len(SLOT.sub("", phrase.text)), phrase.id


def _first_words_of(slot: str, vocabulary: Vocabulary) -> set[str]:
    """The words that a slot can begin with; none for a slot that can begin with any."""
    if slot in ("n", "time"):
        return {_NUMBER}
    if slot == "date":
        words = {template.split()[0] for template in vocabulary.lists.get("relative", ())} - {"n"}
        return words.union({_NUMBER}, *(_first_words_of(name, vocabulary) for name in ("month", "weekday", "day", "few")))
    return {word.split()[0] for word in vocabulary.lists.get(_CLOSED.get(slot, slot), ())}


def _last_words_of(slot: str, vocabulary: Vocabulary) -> set[str]:
    """The words that a slot of a closed list can end with; none for any other slot."""
    return {word.split()[-1] for word in vocabulary.lists.get(_CLOSED.get(slot, slot), ())}


_CLOSED = {"networks": "network", "agencies": "agency"}


class Matcher:
    """All packs, ready to be looked up. Holds nothing that changes an answer."""

    def __init__(self, packs: Iterable[Pack], names: Mapping[str, list[str]]) -> None:
        packs = list(packs)
        lists: dict[str, list[str]] = {name: list(values) for name, values in names.items()}
        for pack in packs:
            for name, words in pack.words:
                lists.setdefault(name, []).extend(words)
        vocabulary = Vocabulary(lists)
        self.phrases = tuple(phrase for pack in packs for phrase in pack.phrases)
        order = sorted(self.phrases, key=lambda p: (_RANK[p.strength], p.language != "en", p.id))
        self._whole = _Index((p for p in order if p.strength is not Strength.SUFFIX), vocabulary)
        self._lead_in = _Index((p for p in order if p.strength is Strength.LEAD_IN), vocabulary)
        self._suffix = _Index((p for p in order if p.strength is Strength.SUFFIX), vocabulary)
        self._heads = frozenset(self._lead_in.first_words)
        self._first = frozenset(self._whole.first_words)
        self._last = frozenset(self._whole.by_last)

    def match(self, line: str) -> Match | None:
        """The phrase that a line is, begins with (a lead-in) or ends with (a suffix); None for content."""
        if len(line) <= MAX_LINE:
            head = fold(line) if len(line) <= _HEAD else fold(line[:_HEAD])
            first = head.partition(" ")[0]
            if first in self._first or first.isdigit() or self._ends_known(line):
                found = self._whole_line(head if len(line) <= _HEAD else fold(line), line)
                if found is not None:
                    return found
            if first in self._heads:
                found = self._led_in(line)
                if found is not None:
                    return found
        return self._suffixed(line)

    def _ends_known(self, line: str) -> bool:
        """Whether the last word is one that a phrase with a free slot at its start ends with."""
        last = _LAST_WORD.search(line, max(0, len(line) - MAX_TAIL))
        return last is not None and fold(last.group()) in self._last

    def _whole_line(self, key: str, line: str) -> Match | None:
        found = self._whole.find(key, line)
        if found is None or _QUOTED.match(line):
            return None
        phrase, slots = found
        stopped = _LABEL_STOP.search(line, max(0, len(line) - MAX_TAIL)) is not None
        if stopped and phrase.strength in (Strength.WEAK, Strength.LEAD_IN) and " " not in key:
            return None  # "Reply." is a word of somebody's, "No comments yet." a notice
        return Match(phrase, slots, stopped=stopped)

    def _led_in(self, line: str) -> Match | None:
        """A lead-in before a colon, or the longest one that the line begins with."""
        separator = _SEPARATOR.search(line, 0, MAX_HEAD)
        if separator is not None:
            head, rest = line[: separator.start()], line[separator.end() :]
            found = self._lead_in.find(fold(head), head)
            if found is not None and rest:
                return Match(found[0], found[1], rest=rest, separated=True, stopped=_stops(rest))
        spans = token_spans(line[:MAX_HEAD])[: MAX_HEAD_WORDS + 1]
        for count in range(min(MAX_HEAD_WORDS, len(spans) - 1), 0, -1):
            head, rest = line[: spans[count - 1][1]], line[spans[count][0] :]
            phrase = self._lead_in.exact.get(fold(head))
            if phrase is not None and line[spans[count - 1][1] : spans[count][0]].isspace():
                return Match(phrase, (), rest=rest, stopped=_stops(rest))
        return None

    def _suffixed(self, line: str) -> Match | None:
        """A suffix after the end of a sentence, itself at the end of the line."""
        tail_from = max(0, len(line) - MAX_TAIL)
        last = _LAST_WORD.search(line, tail_from)
        if last is None or fold(last.group()) not in self._suffix.last_words:
            return None
        tail = line[tail_from:]
        spans = token_spans(tail)
        for start, _ in reversed(spans[-MAX_HEAD_WORDS:]):
            phrase = self._suffix.exact.get(fold(tail[start:]))
            if phrase is None:
                continue
            before = _BEFORE_SUFFIX.search(line, 0, tail_from + start)
            if before is None or not _AFTER_SUFFIX.search(tail, spans[-1][1]) or _closes_quote(line, tail_from + start):
                return None
            return Match(phrase, start=_cut(line, tail_from + start))
        return None


_RANK = {strength: rank for rank, strength in enumerate((Strength.ANCHOR, Strength.STRONG, Strength.WEAK, Strength.LEAD_IN, Strength.SUFFIX))}


def _stops(rest: str) -> bool:
    return _FINAL_STOP.search(rest, max(0, len(rest) - MAX_TAIL)) is not None and not rest.endswith(("?", "!", "？", "！"))


def _closes_quote(line: str, at: int) -> bool:
    """Whether a quotation that is open at `at` ends with the line, so that the suffix is somebody's words."""
    kept = line[:at]
    return any(kept.count(left) > kept.count(right) and right in line[at:] for left, right in ("«»", "“”", "„“", "()", "「」"))


def _cut(line: str, at: int) -> int:
    """Where the suffix begins, with the arrow or bracket before it but not the end of the sentence."""
    while at > 0 and (line[at - 1].isspace() or line[at - 1] in "[(>→»|–—-"):
        at -= 1
    return at


@cache
def load() -> Matcher:
    """The matcher with all packs. Loaded once; it never changes."""
    return Matcher([read_pack(language) for language in languages()], read_names())
