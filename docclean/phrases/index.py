"""Phrases that are found alike: by how a line begins, or by its last word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docclean.phrases.fold import fold
from docclean.phrases.packs import POINTING, Phrase, Strength
from docclean.phrases.slots import CLOSED, SLOT, parts_of
from docclean.phrases.slotted import Found, Parts, Slotted, SlottedPhrases
from docclean.phrases.table import DATE, END, NUMBER, Entry, Group, Table, opening_of, phrase_of
from docclean.phrases.vocabulary import Vocabulary

__all__ = ["Index"]

_COMMON = (
    "mul",
    *("en", "es", "de", "ja", "fr", "pt", "ru", "it", "nl", "pl", "tr", "zh", "fa", "vi", "id", "cs", "ko", "uk"),
)
"""Of packs with the same phrase that of the language with more pages on the web is named."""
_RANK = {strength: rank for rank, strength in enumerate(Strength)}


class _Candidates:
    """The phrases that are found by one word."""

    def __init__(self, grouped: Iterable[tuple[Group, list[str]]], vocabulary: Vocabulary) -> None:
        self.exact: dict[str, tuple[Group, str]] = {}
        self.lead_ins: dict[str, tuple[Group, str]] = {}
        slotted = []
        for group, texts in sorted(grouped, key=_rank):
            leads = group[2] == Strength.LEAD_IN
            for text in texts:
                if "{" in text:
                    slotted.append(phrase_of(group, text))
                    continue
                key = fold(text)  # a phrase is made of it when a line has this key
                self.exact.setdefault(key, (group, text))
                if leads:
                    self.lead_ins.setdefault(key, (group, text))
        self.pointers = {key: phrase_of(*own) for key, own in self.lead_ins.items() if own[0][1] in POINTING}
        # Packs of languages with a word in common have some phrases in common.
        alike: dict[tuple[Parts, tuple[str, ...], bool], Phrase] = {}
        for phrase in sorted(slotted, key=_precision):
            alike.setdefault(_frame_of(phrase), phrase)
        frames = tuple(Slotted(phrase, parts, vocabulary) for (parts, _, _), phrase in alike.items())
        leading = tuple(own for own in frames if own.phrase.strength is Strength.LEAD_IN)
        self.slotted = SlottedPhrases(frames)
        self.slotted_lead_ins = SlottedPhrases(leading)
        self.may_lead = bool(self.lead_ins or leading)


def _frame_of(phrase: Phrase) -> tuple[Parts, tuple[str, ...], bool]:
    """What a phrase with slots asks of a line. Lead-ins are looked for by themselves."""
    marks = tuple(mark for mark in ":/©@" if mark in phrase.text)
    return (parts_of(phrase.text), marks, phrase.strength is Strength.LEAD_IN)


def _rank(grouped: tuple[Group, list[str]]) -> tuple[int, int, Group]:
    """Strong phrases first; the rest is for one order whatever that of the packs."""
    language, _, strength = group = grouped[0]
    common = _COMMON.index(language) if language in _COMMON else len(_COMMON)
    return _RANK[Strength(strength)], common, group


def _precision(phrase: Phrase) -> tuple[bool, int]:
    """Weak phrases last, those with more fixed text first."""
    return phrase.strength is Strength.WEAK, -len(SLOT.sub("", phrase.text))


class Index:
    """One look-up of a folded key, then the few phrases with slots that begin or end with the same word."""

    def __init__(self, table: Table) -> None:
        self._vocabulary = Vocabulary(table.lists)
        self._table = table
        self._by_first: dict[str, _Candidates] = {}
        self._begun: dict[str, tuple[_Candidates, ...]] = {}
        self._by_last: dict[str, _Candidates] = {}
        self._by_suffix: dict[str, _Candidates] = {}
        self._seconds: dict[str, tuple[frozenset[str], ...]] = {}
        self._names: dict[str, Mapping[str, tuple[tuple[str, ...], bool]]] = {}
        self._opened: dict[str, frozenset[str]] = {}
        self._after: dict[str, frozenset[str]] = {}
        handles = [f"{{{name}}}" for name in sorted(set(CLOSED.values()))]
        self._first_lists = _words_of_lists(table.lists, 0, [own for own in handles if table.first(own)])
        last_lists = self._last_lists = _words_of_lists(table.lists, -1, [own for own in handles if own in table.last])
        self._in_dates = frozenset(table.date_words)
        self._dated = self._in_dates.union(self._expanded(table.first(DATE)), (NUMBER, END))
        self.ends = frozenset((*table.last, *table.suffix, *last_lists))
        """The last words of phrases that are found by it."""

    def seconds(self, word: str) -> tuple[frozenset[str], ...]:
        """The words that can follow a folded one at the beginning of a phrase; none where no phrase begins so.

        Numbers are `NUMBER`, the end is `END`; see `Table` for the words that stand for others.
        """
        known = self._seconds.get(word)
        if known is None:
            entry, handles, dated = self._table.first(word), self._first_lists.get(word, ()), word in self._in_dates
            if entry is None and not handles and not dated:
                return ()
            own = self._expanded(entry).union(*(self._after_list(handle, word) for handle in handles))
            dated = dated or DATE in own
            known = self._seconds[word] = (frozenset(own), self._dated) if dated else (frozenset(own),)
        return known

    def _after_list(self, handle: str, word: str) -> frozenset[str]:
        """The words that can follow one with which a slot of a list begins."""
        following, whole = self._inside(handle).get(word, ((), False))
        if not whole:
            return frozenset(following)
        if handle not in self._after:
            self._after[handle] = frozenset(self._expanded(self._table.first(handle)))
        return self._after[handle].union(following)

    def _inside(self, handle: str) -> Mapping[str, tuple[tuple[str, ...], bool]]:
        """For each first word of a list, the words that can follow it in its names, and whether it is one alone."""
        if handle not in self._names:
            found: dict[str, list[str]] = {}
            names = self._table.lists[handle[1:-1]]
            for name in names:
                first, _, rest = name.partition(" ")
                found.setdefault(first, []).extend([opening_of(rest.split(" "))] if rest else [])
            alone = frozenset(names)
            self._names[handle] = {first: (tuple(own), first in alone) for first, own in found.items()}
        return self._names[handle]

    def _expanded(self, entry: Entry | None) -> set[str]:
        """The words that can follow, those of lists one by one but those of dates."""
        own: set[str] = set()
        for second in str(entry[0]).split() if entry is not None else ():
            if second.startswith("{") and second != DATE:
                own |= self._openings(second)
            else:
                own.add(second)
        return own

    def _openings(self, handle: str) -> frozenset[str]:
        """How the names of a list begin."""
        known = self._opened.get(handle)
        if known is None:
            known = frozenset(opening_of(name.split(" ")) for name in self._table.lists[handle[1:-1]])
            self._opened[handle] = known
        return known

    def may_follow_number(self, word: str) -> bool:
        """Whether a folded word can be the second one of a phrase that begins with a number."""
        if self._table.first(f"{NUMBER} {word}") is not None or word in self._dated:
            return True
        return any(word in seconds for seconds in self.seconds(NUMBER))

    def is_number(self, key: str) -> bool:
        """Whether a key of numbers is a phrase, such as `404`."""
        return any(key in candidates.exact for candidates in self._beginning(key))

    def find(self, key: str, line: str) -> Found | None:
        """The phrase that a folded key is as a whole, and what stands in its slots."""
        beginning = self._beginning(key)
        for candidates in beginning:
            if key in candidates.exact:
                return phrase_of(*candidates.exact[key]), ()
        last = key.rpartition(" ")[2]
        handles = (last, *self._last_lists.get(last, ())) if last in self.ends else ()
        ending = [self._candidates(self._table.last.get(handle), self._by_last, handle) for handle in handles]
        for candidates in (*beginning, *filter(None, ending)):
            found = candidates.slotted.find(key, line)
            if found is not None:
                return found
        return None

    def may_lead(self, key: str) -> bool:
        """Whether a lead-in begins like a folded key."""
        return any(own.may_lead for own in self._beginning(key))

    def lead_in(self, key: str, line: str) -> Found | None:
        """The lead-in that a folded key is, and what stands in its slots."""
        beginning = self._beginning(key)
        for candidates in beginning:
            if key in candidates.lead_ins:
                return phrase_of(*candidates.lead_ins[key]), ()
        found = (candidates.slotted_lead_ins.find(key, line) for candidates in beginning)
        return next(filter(None, found), None)

    def pointers(self, key: str) -> tuple[Mapping[str, Phrase], ...]:
        """The lead-ins without slots that may stand before a title without a colon, of those that begin like a key."""
        return tuple(candidates.pointers for candidates in self._beginning(key) if candidates.pointers)

    def suffix(self, key: str) -> Phrase | None:
        """The suffix that a folded key is."""
        last = key.rpartition(" ")[2]
        candidates = self._candidates(self._table.suffix.get(last), self._by_suffix, last)
        return phrase_of(*candidates.exact[key]) if candidates is not None and key in candidates.exact else None

    def _beginning(self, key: str) -> tuple[_Candidates, ...]:
        """The phrases that begin like a key."""
        first = key.partition(" ")[0]
        number = first[:1].isdigit()
        handle = opening_of(key.split(" ")) if number else first
        found = self._begun.get(handle)
        if found is None:
            dated = (DATE,) if number or first in self._in_dates else ()
            handles = dict.fromkeys((handle, *((NUMBER,) if number else self._first_lists.get(first, ())), *dated))
            own = (self._candidates(self._table.first(word), self._by_first, word) for word in handles)
            found = tuple(candidates for candidates in own if candidates is not None)
            if found:
                self._begun[handle] = found
        return found

    def _candidates(self, entry: Entry | None, known: dict[str, _Candidates], word: str) -> _Candidates | None:
        candidates = known.get(word)
        if candidates is None and entry is not None:
            candidates = known[word] = _Candidates(self._table.grouped(entry), self._vocabulary)
        return candidates


def _words_of_lists(lists: Mapping[str, Sequence[str]], at: int, handles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each word that a slot of a closed list can begin (or end) with, how such phrases are found."""
    found: dict[str, list[str]] = {}
    for handle in handles:
        for word in {own.split(" ")[at] for own in lists.get(handle[1:-1], ())}:
            found.setdefault(word, []).append(handle)
    return {word: tuple(own) for word, own in found.items()}
