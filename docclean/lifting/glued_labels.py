"""The filter `glued-labels`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.lifting.zones import CONTENT_KINDS
from docclean.verdict import KEEP, Effect, Reason, Verdict, lift

__all__ = ["GluedLabels"]

_KNOWN, _REPEATED = "label-before-known-line", "label-repeated"
_LONGEST_LABEL = 40
"""Section names on news pages are shorter; the bound keeps the work per block constant."""
_MIN_LETTERS = 3
"""Capital letters of a label: `IDF` is one, two letters are initials or an ordinal."""
_MIN_WORDS_EQUAL = 3
"""Words of a line that counts as evidence when it stands a second time without the label."""
_MIN_WORDS_REPEATED = 6
"""Words of a line that counts as running text, and so as evidence of a label that comes back."""
_MIN_LETTERS_REPEATED = 4
"""Capital letters of a label whose only evidence is that it comes back: three are a brand or an acronym."""
_ELIDED = frozenset("CDJLMNQST")
"""What French, Italian and Catalan put before an apostrophe at the start of a sentence; other letters are genitives."""
_APOSTROPHES = "’'"
_LABEL_SIGNS = frozenset(" -–&/.")
_WORD = re.compile(r"[^\W\d_]+")
_NEUTRAL = re.compile("[\\s\"«»“”„'’‘]+")


@frozen
class _Candidate:
    """A block that may begin with a label, cut in two."""

    at: int
    label: str
    rest: str
    word: str
    """First word of the rest, after an elided article."""
    capitals: bool
    """Whether the label is in capitals; one that is not needs more evidence."""


@frozen
class GluedLabels:
    """Lift a section label that is glued to the first word of a line.

    Why: `CULTUREThe …` comes from pages whose label and headline were joined without a space. It spoils the first
        word, and hides that the line repeats the title.
    Keeps: the line without its label; the label goes into the note `section`.
    Never: goes by the shape alone, which brands share (`YouTube`, `NBCUniversal`, `DVDs`, `GmbH`). Evidence must
        stand in the document: the rest of the line is another line (but for case, quotation marks and spaces), or
        the same label is glued to different plain words of running lines. A label with its next letter that is a
        word of the document (`NATO` in `NATOs`) and a label in use as an acronym are left alone.
    Measures: places of the document at which the label is glued with evidence.
    Options: none
    Reasons: label-before-known-line, label-repeated   Effects: lifted   Laws: idempotent
    Source: own measurements: by shape alone nearly all such words in 2,200 pages are names (2026-11).
    Example:
        >>> from docclean.testing import judged
        >>> judged(GluedLabels(), "CULTUREThe library opens again\\nThe library opens again")
        'The library opens again\\nThe library opens again'
        >>> judged(GluedLabels(), "NBCUniversal opens a library\\nNBCUniversal opens a garden")
        'NBCUniversal opens a library\\nNBCUniversal opens a garden'
    """

    name: ClassVar[str] = "glued-labels"
    codes: ClassVar[tuple[str, ...]] = (_KNOWN, _REPEATED)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.LIFTED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("section",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Lifts the labels for which the document gives evidence."""
        candidates = []
        for at, block in enumerate(document.blocks):
            if block.kind in CONTENT_KINDS:
                continue
            # The first word of nearly every line has no capital behind its first letter: an exact and cheap test.
            word = block.text[1:_LONGEST_LABEL].partition(" ")[0]
            if word.islower() or word == word.lower():
                continue
            candidate = _cut(at, block.text)
            if candidate:
                candidates.append(candidate)
        if not candidates or not _may_have_evidence(document, candidates):
            return KEEP
        codes = _evidence(document, candidates)
        places = Counter(candidate.label for candidate in candidates if candidate.at in codes)
        changes, notes = [], []
        for candidate in candidates:
            if candidate.at in codes:
                label = candidate.label
                reason = Reason(self.name, codes[candidate.at], places[label], 1, (("label", label),))
                changes.append(lift(document, candidate.at, candidate.rest, reason=reason))
                notes.append(("section", label))
        return Verdict(tuple(changes), tuple(dict.fromkeys(notes))) if changes else KEEP


def _may_have_evidence(document: Document, candidates: list[_Candidate]) -> bool:
    """Cheap and exact: without a label in capitals only a line that equals a rest to the letter is evidence."""
    if any(candidate.capitals for candidate in candidates):
        return True
    lines = {block.text for block in document.blocks}
    return any(candidate.rest in lines for candidate in candidates)


def _cut(at: int, text: str) -> _Candidate | None:
    """A line cut before the first word that begins inside a run of letters, or None."""
    head = text[: _LONGEST_LABEL + 2]
    lower = 0 if head.isupper() else next((index for index, char in enumerate(head) if char.islower()), 0)
    cut = lower - 1
    if cut > 0 and head[cut] in _APOSTROPHES and head[cut - 1] in _ELIDED:
        cut -= 1
    if cut < 1:
        return _cut_mixed(at, text, head)
    label, first = head[:cut], cut
    opening = label[-1] in "«“„"
    if opening:
        label, first = label[:-1], cut - 1
    letters = sum(char.isupper() for char in label)
    if letters < _MIN_LETTERS or not head[cut].isupper() or not label[-1:].isupper() or not label[0].isupper():
        return None
    if not all(char.isupper() or char.isdigit() or char in _LABEL_SIGNS for char in label):
        return None
    return _candidate(at, label, text[first:], capitals=True)


def _cut_mixed(at: int, text: str, head: str) -> _Candidate | None:
    """A line cut where a capital follows a small letter inside its first word, as in `GartenDie Rosen`, or None."""
    word = _WORD.match(head)
    for index in range(_MIN_LETTERS, word.end() if word else 0):
        if head[index].isupper():
            label = head[:index]
            return _candidate(at, label, text[index:], capitals=False) if label.istitle() else None
    return None


def _candidate(at: int, label: str, rest: str, *, capitals: bool) -> _Candidate | None:
    """The two parts of a line, or None where the second does not begin with one plain word."""
    words = _WORD.findall(rest[:_LONGEST_LABEL])
    word = words[1] if len(words) > 1 and rest[1:2] in tuple(_APOSTROPHES) else words[0]
    if len(word) > 1 and not word[1:].islower():
        return None
    return _Candidate(at, label, rest, word.lower(), capitals)


def _evidence(document: Document, candidates: list[_Candidate]) -> dict[int, str]:
    """Codes by block of the candidates for which the document gives evidence.

    What is found out about one candidate (that its label is one, that its rest is a line) is
    evidence for others; it is passed on until nothing new is found.
    """
    shapes = {candidate.at for candidate in candidates}
    others = [block.text for at, block in enumerate(document.blocks) if at not in shapes]
    exact, known = frozenset(others), frozenset(map(_key, others))
    by_rest: defaultdict[str, list[_Candidate]] = defaultdict(list)
    by_label: defaultdict[str, list[_Candidate]] = defaultdict(list)
    labels = Counter(candidate.label for candidate in candidates if candidate.capitals)
    running = _running(others, candidates) if any(count > 1 for count in labels.values()) else frozenset()
    for candidate in candidates:
        if len(_WORD.findall(candidate.rest)) >= _MIN_WORDS_EQUAL:
            by_rest[_key(candidate.rest)].append(candidate)
        if candidate.at in running:
            by_label[candidate.label].append(candidate)
    codes: dict[int, str] = {}
    queue: list[_Candidate] = []

    def found(group: Iterable[_Candidate], code: str) -> None:
        for candidate in group:
            if candidate.at not in codes:
                codes[candidate.at] = code
                queue.append(candidate)

    for key, group in by_rest.items():
        found([item for item in group if (key in known if item.capitals else item.rest in exact)], _KNOWN)
    for label, group in by_label.items():
        letters = sum(char.isupper() for char in label)
        if letters >= _MIN_LETTERS_REPEATED and len({candidate.word for candidate in group}) > 1:
            found(group, _REPEATED)
    while queue:
        proved = queue.pop()
        found(by_label.pop(proved.label, ()), _REPEATED)
        same = by_rest.pop(_key(proved.rest), ())
        found([item for item in same if item.capitals or item.rest == proved.rest], _KNOWN)
    return codes


def _running(others: list[str], candidates: list[_Candidate]) -> frozenset[int]:
    """Blocks of the candidates in capitals whose rest reads as running text and whose label is no acronym in use.

    Only what follows the first word of each line is looked at, so that lifting a label changes nothing here.
    """
    words: set[str] = set()
    for text in (*others, *(candidate.rest for candidate in candidates)):
        words.update(_WORD.findall(text.partition(" ")[2]))
    running = []
    for candidate in candidates:
        last, rest = _WORD.findall(candidate.label)[-1], _WORD.findall(candidate.rest)
        acronym = not words.isdisjoint((last, last + rest[0][0], last + rest[0]))
        plain = candidate.word in words or candidate.rest[1:2] in _APOSTROPHES
        if candidate.capitals and plain and not acronym and len(rest) >= _MIN_WORDS_REPEATED:
            running.append(candidate.at)
    return frozenset(running)


def _key(text: str) -> str:
    """A line as it is compared: without case, quotation marks and differences of white space."""
    return _NEUTRAL.sub(" ", text).strip().casefold()
