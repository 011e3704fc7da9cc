"""The packs as one table, so that loading them costs milliseconds whatever their number.

`python -m docclean.phrases.table` writes `table.jsonl` anew from the packs; a test keeps the two in step.

The table is JSON Lines. The first line has `lists`, the words for slots, folded; `date_words`, all that dates are made
of; `groups`, each language, kind and strength that phrases share; `last` and `suffix`, see below. Each other line is a
bucket of `first`, which the checksum of a word tells, so that a page needs to read only the few that have its words.

`first` finds whole lines and lead-ins by how they begin: their first word, `# word` for those that begin with a
number. `last` finds those that begin with a slot by their last word, `suffix` suffixes by theirs. Those that begin and
end with a slot are found by the name of their closed list in braces. What is found by a word is a list:

- the words that can follow it, `ANY` where any may: most lines are no phrases, and this shows it at once;
- the number of a group and the texts of its phrases, the number of another group and its texts, and so on.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from attrs import field, frozen

from docclean.phrases.fold import fold
from docclean.phrases.packs import POINTING, Phrase, Strength, languages, read_names, read_pack
from docclean.phrases.slots import CLOSED, parts_of
from docclean.phrases.vocabulary import Vocabulary

__all__ = [
    "ANY",
    "APART",
    "DATE",
    "END",
    "NUMBER",
    "SIGN",
    "Entry",
    "Group",
    "Table",
    "build",
    "opening_of",
    "phrase_of",
]

NUMBER = "#"
"""Stands for any number."""
END = "$"
"""Stands for the end among the words that follow."""
ANY = "*"
"""Stands for any word that follows, or none."""
APART = ":"
"""Stands for any second word that a colon, dash or arrow sets apart from the first."""
SIGN = "©"
"""Stands for any second word of a line that has this sign."""
DATE = "{date}"
"""What phrases are found by that begin with a date; what dates are made of, among second words."""
_FILE = "table.jsonl"
_DECODER = json.JSONDecoder()
_BUCKETS = 4096
"""About a dozen words each."""
_NUMERIC = ("n", "time")
_MAGNITUDES = ("k", "m")
"""What makes thousands or millions of the number before: `3k comments`."""
_CLOCK_WORDS = {"h", "uhr", "a", "p", "am", "pm"}
"""What follows the number in a time of day."""

Group = tuple[str, str, str]
"""Language, kind and strength."""


Entry = Sequence[str | int]
"""The words that can follow, then numbers of groups and texts."""


@frozen
class Table:
    """Every phrase of every pack, and the words for slots. Phrases stay text until a line has their word."""

    lists: Mapping[str, Sequence[str]] = field(repr=False)
    date_words: Sequence[str] = field(repr=False)
    groups: Sequence[Group] = field(repr=False)
    last: Mapping[str, Entry] = field(repr=False)
    suffix: Mapping[str, Entry] = field(repr=False)
    _buckets: Sequence[bytes] = field(repr=False)
    _read: dict[str, Entry] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def parse(cls, stored: bytes) -> Table:
        """Read what `build` wrote."""
        head, *buckets = stored.rstrip(b"\n").split(b"\n")
        return cls(**json.loads(head), buckets=buckets)

    @classmethod
    def read(cls) -> Table:
        """The table as it was last written."""
        return cls.parse((files("docclean.phrases") / _FILE).read_bytes())

    def first(self, word: str) -> Entry | None:
        """What is found by a first word."""
        entry = self._read.get(word)
        if entry is None:
            # Most words are of no phrase: the bytes tell it without reading, for folded words need no escapes.
            key = f'"{word}":'.encode()
            _, found, after = self._buckets[_bucket_of(word, len(self._buckets))].partition(key)
            if found:
                entry = _DECODER.raw_decode(after.decode())[0]
                self._read[word] = entry
        return entry

    def grouped(self, entry: Entry) -> list[tuple[Group, list[str]]]:
        """The texts of the phrases that are found by a word, by group, sorted in each."""
        found: list[tuple[Group, list[str]]] = []
        for item in entry[1:]:
            if isinstance(item, int):
                found.append((self.groups[item], []))
            else:
                found[-1][1].append(item)
        return found

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase, in the order of the table."""
        for section in (*map(json.loads, self._buckets), self.last, self.suffix):
            for entry in section.values():
                yield from (phrase_of(group, text) for group, texts in self.grouped(entry) for text in texts)


def phrase_of(group: Group, text: str) -> Phrase:
    """A phrase of a group."""
    language, kind, strength = group
    return Phrase(language, kind, Strength(strength), text)


def _bucket_of(word: str, buckets: int) -> int:
    return zlib.crc32(word.encode()) % buckets


def build() -> bytes:
    """The table of all packs, as it is stored."""
    words = {name: {fold(word) for word in own} for name, own in read_names().items()}
    phrases: list[Phrase] = []
    for language in languages():
        pack = read_pack(language)
        phrases += pack.phrases
        for name, own in pack.words:
            words.setdefault(name, set()).update(fold(word) for word in own)
    lists = {name: sorted(own, key=lambda word: (-len(word), word)) for name, own in sorted(words.items())}
    groups = {group: number for number, group in enumerate(sorted({_group(phrase) for phrase in phrases}))}
    sections: dict[str, dict[str, list[Phrase]]] = {"first": {}, "last": {}, "suffix": {}}
    for phrase in sorted(phrases, key=lambda phrase: (_group(phrase), phrase.text)):
        section, word = _place(phrase)
        sections[section].setdefault(word, []).append(phrase)
    entries = {
        section: {word: _entry(section, found, groups) for word, found in sorted(by_word.items())}
        for section, by_word in sections.items()
    }
    buckets: list[dict[str, Entry]] = [{} for _ in range(_BUCKETS)]
    for word, entry in entries.pop("first").items():
        buckets[_bucket_of(word, _BUCKETS)][word] = entry
    date_words = sorted(Vocabulary(lists).date_words)
    stored = [{"lists": lists, "date_words": date_words, "groups": list(groups), **entries}, *buckets]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in stored).encode()


def _group(phrase: Phrase) -> Group:
    return phrase.language, phrase.kind, phrase.strength.value


def _entry(section: str, phrases: Sequence[Phrase], groups: Mapping[Group, int]) -> Entry:
    following: set[str] = set()
    if section == "first":
        following = following.union(*map(_following, phrases))
    items: list[str | int] = [ANY if ANY in following else " ".join(sorted(following))]
    last: Group | None = None
    for phrase in phrases:
        group = _group(phrase)
        if group != last:
            items.append(groups[group])
        items.append(phrase.text)
        last = group
    return items


def _place(phrase: Phrase) -> tuple[str, str]:
    """In which section a phrase is found, and by which word."""
    slots, literals = parts_of(phrase.text)
    last = literals[-1].rpartition(" ")[2]
    if phrase.strength is Strength.SUFFIX:
        return "suffix", last
    opens = bool(slots) and literals[0].count(" ") == 0 and slots[0] not in (*_NUMERIC, *CLOSED)
    if literals[0] and not (opens and last and phrase.strength is not Strength.LEAD_IN):
        return "first", opening_of(literals[0].split(" "))
    if slots[0] == "n" and literals[1]:
        return "first", f"{NUMBER} {literals[1].partition(' ')[0]}"
    if last:
        return "last", last
    if slots[0] in _NUMERIC:
        return "first", NUMBER
    if slots[0] == "date":
        return "first", DATE
    if slots[0] in CLOSED:
        return "first", f"{{{CLOSED[slots[0]]}}}"
    if slots[-1] in CLOSED:
        return "last", f"{{{CLOSED[slots[-1]]}}}"
    raise ValueError(f"{phrase.id}: a phrase may not both begin and end with a free slot")


def _following(phrase: Phrase) -> set[str]:
    """The words that can follow the one by which a phrase is found; names of lists in braces."""
    slots, literals = parts_of(phrase.text)
    if " " in literals[0]:
        second = literals[0].split(" ", 2)[1]
        return {NUMBER if second[0].isdigit() else second}
    if literals[0]:
        following = {_start(slots, 0)}
        if phrase.strength is not Strength.LEAD_IN:
            return following
        return following | {ANY if phrase.kind in POINTING and not slots else APART}
    following = {literals[1].partition(" ")[0] or _start(slots, 1)}
    if "©" in phrase.text:
        return {SIGN}
    if slots[0] in _NUMERIC:
        return following | {NUMBER, *_MAGNITUDES} | (_CLOCK_WORDS if slots[0] == "time" else set())
    if slots[0] == "date" and ANY in following:
        raise ValueError(f"{phrase.id}: a phrase may not begin with a date and a free slot")
    return following | ({DATE} if slots[0] == "date" else set())


def _start(slots: Sequence[str], at: int) -> str:
    """What a slot inside a phrase begins with: the name of its list, or its end."""
    if at == len(slots):
        return END
    if slots[at] in _NUMERIC:
        return NUMBER
    if slots[at] == "date":
        return DATE
    return f"{{{CLOSED[slots[at]]}}}" if slots[at] in CLOSED else ANY


def opening_of(words: Sequence[str]) -> str:
    """How phrases of folded words are found: by the first, or a number and the first that is none.

    >>> opening_of(["read", "also"]), opening_of(["1", "204", "comments"]), opening_of(["404"])
    ('read', '# comments', '#')
    """
    if not words[0][0].isdigit():
        return words[0]
    for word in words:
        if not word[0].isdigit() and word not in _MAGNITUDES:
            return f"{NUMBER} {word}"
    return NUMBER


def main() -> None:
    """Write the table beside the packs."""
    path = Path(str(files("docclean.phrases") / _FILE))
    path.write_bytes(build())
    sys.stderr.write(f"{path.name}: {sum(1 for _ in Table.read().phrases())} phrases\n")


if __name__ == "__main__":
    main()
