"""The words that slots of closed lists stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from docclean.phrases.dates import BIT, IN_DATES, SIGNS_FROM, dates_over, number_sign
from docclean.phrases.fold import GLUED, fold
from docclean.phrases.slots import MOST_WORDS

__all__ = ["Vocabulary"]


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


_MAGNITUDES = ("tys", "tis", "тыс", "тис", "хил", "mil", "tsd", "mln", "млн", "mn", "千", "万", "萬", "億", "천", "만")
_NUMBER = re.compile(rf"\d+(?: \d+)*(?: (?:k|m|{'|'.join(map(fold, _MAGNITUDES))}))?")
_SERIES = {"networks": ("network", 10), "agencies": ("agency", 5)}
"""Slots of several names from a list, and how many."""
_BUILT_IN = {
    "datelink": _words("er ere st nd rd th o a e eme ma ko eko an ean го й е η г р"),
    "datemark": _words("年 月 日 号 號 년 월 일"),
    "clock": ("a m", "p m", *_words("am pm h t z uhr 時 时 点 點 分 秒 시 분 초")),
    "joint": _words("و ו 和 与 與 及 と"),
}
"""What needs no pack: endings of ordinals and marks of years, parts of numeric dates, of times, prefixed "and"."""
_PIECE = re.compile(r"\d+|[^\d ]+")
_GLUED = re.compile(f"[{GLUED}]+")
_LONGEST_ZONE = 4
_ZONE = re.compile(rf"[a-z]{{2,{_LONGEST_ZONE}}}\Z")
"""Names of time zones are no list: any short word after a time of day may be one."""
_MOST_PIECES = 12
"""Of a relative time, such as "a little more than 3 hours and a half ago"."""


class Vocabulary:
    """The closed lists that slots draw on, folded: months, units, networks, agencies …

    Dates are judged word by word: a word becomes one sign for the kinds it is of (month, link, …), a number one
    for its size, and a short pattern over signs says which orders are dates. So the lists may be long.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.lists = lists
        self._lasts: dict[str, frozenset[str]] = {}
        # Phrases that are alike ask about the same parts of a line; the answer depends on the part alone.
        self._holds = lru_cache(maxsize=1024)(self._judge)

    def pattern(self, slot: str) -> str:
        """The pattern of what may stand in a slot, over folded text; for closed lists any words, see `holds`."""
        return _NUMBER.pattern if slot == "n" else rf"\S+(?: \S+){{0,{MOST_WORDS.get(slot, MOST_WORDS['text']) - 1}}}"

    def holds(self, slot: str, part: str) -> bool:
        """Whether a folded part of a line is what a slot of closed lists stands for; any part is for an open slot."""
        if slot in MOST_WORDS:
            return True
        return _NUMBER.fullmatch(part) is not None if slot == "n" else self._holds(slot, part)

    def may_end(self, name: str, key: str) -> bool:
        """Whether a folded line ends with the last word of a list's words, or as dates can."""
        last = key.rpartition(" ")[2]
        if name == "date":
            return last[0].isdigit() or len(last) <= _LONGEST_ZONE or not last.isascii() or last in self.date_words
        if name not in self._lasts:
            self._lasts[name] = frozenset(word.rpartition(" ")[2] for word in self.lists.get(name, ()))
        return last in self._lasts[name]

    def _may_be_in_date(self, word: str) -> bool:
        return len(word) <= _LONGEST_ZONE or word in self.date_words or word.isdigit()

    def _judge(self, slot: str, part: str) -> bool:
        if slot in ("date", "time") and part.isascii() and not all(map(self._may_be_in_date, part.split(" "))):
            return False
        pieces = self._pieces(part)
        if slot in _SERIES:
            return self._is_series(pieces, *_SERIES[slot])
        if slot in ("date", "time"):
            signs = self._signs(pieces)
            found = signs and self._dates[slot].fullmatch(signs) is not None
            return bool(found) or (slot == "date" and self._is_relative(pieces))
        return self._known(pieces, 0, BIT[slot]) == (BIT[slot], len(pieces))

    @cached_property
    def _kinds(self) -> Mapping[str, int]:
        """The kinds that each word of the lists is of, as bits."""
        kinds: dict[str, int] = {}
        for name, bit in BIT.items():
            for word in (*self.lists.get(name, ()), *map(fold, _BUILT_IN.get(name, ()))):
                key = " ".join(_PIECE.findall(word))
                kinds[key] = kinds.get(key, BIT["zone"] if _ZONE.match(key) else 0) | bit
        return kinds

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        """For every piece of a word or template, how many pieces the longest word has that it begins."""
        longest = dict.fromkeys(self._template_words, 1)
        for word in self._kinds:
            pieces = word.split()
            for piece in pieces:
                longest.setdefault(piece, 1)
            longest[pieces[0]] = max(longest[pieces[0]], len(pieces))
        return longest

    @cached_property
    def _dates(self) -> Mapping[str, re.Pattern[str]]:
        return dates_over({kinds & IN_DATES for kinds in self._kinds.values()})

    @cached_property
    def date_words(self) -> frozenset[str]:
        """All words of dates and times, folded."""
        own = (key for key, kinds in self._kinds.items() if kinds & (IN_DATES | BIT["unit"] | BIT["few"]))
        return frozenset(word for key in own for word in key.split()) | self._template_words

    @cached_property
    def _lone_signs(self) -> Mapping[str, str]:
        """The signs of words that begin no longer ones."""
        lone = ((word, kinds & IN_DATES) for word, kinds in self._kinds.items() if self._longest.get(word) == 1)
        return {word: chr(SIGNS_FROM + kinds) for word, kinds in lone if kinds}

    @cached_property
    def _templates(self) -> frozenset[str]:
        """Templates of relative time. Folding took their braces off: `il y a n unit`."""
        return frozenset(" ".join(_PIECE.findall(template)) for template in self.lists.get("relative", ()))

    @cached_property
    def _template_words(self) -> frozenset[str]:
        return frozenset(word for template in self._templates for word in template.split()) - {"n", "unit"}

    @cached_property
    def _unit_words(self) -> frozenset[str]:
        """One of which each relative time has: the first of a unit, or those of a template that names its own."""
        units = {word.split()[0] for word, kinds in self._kinds.items() if kinds & BIT["unit"]}
        return frozenset(units.union(*(own for own in map(str.split, self._templates) if "unit" not in own)))

    def _pieces(self, part: str) -> list[str]:
        """The words of a part: numbers without their endings, unspaced writing cut into words of the lists."""
        found: list[str] = _PIECE.findall(part)
        if part.isascii():
            return found
        pieces = []
        for piece in found:
            if piece in self._longest:
                pieces.append(piece)
            elif piece[0] in "وו" and piece[1:] in self._longest:
                pieces += [piece[0], piece[1:]]
            else:
                pieces += self._cut(piece) if _GLUED.match(piece) else [piece]
        return pieces

    def _cut(self, piece: str) -> list[str]:
        """Unspaced writing as words of the lists, the longest first; whole where it is not made of them."""
        words, at = [], 0
        while at < len(piece):
            end = next((end for end in range(len(piece), at, -1) if piece[at:end] in self._longest), 0)
            if not end:
                return [piece]
            words.append(piece[at:end])
            at = end
        return words

    def _known(self, pieces: Sequence[str], at: int, wanted: int) -> tuple[int, int]:
        """Which of the wanted kinds the longest word at a place is of, and where it ends."""
        if at < len(pieces):
            for end in range(min(at + self._longest.get(pieces[at], 1), len(pieces)), at, -1):
                kinds = self._kinds.get(" ".join(pieces[at:end]), 0) & wanted
                if kinds:
                    return kinds, end
        return 0, at + 1

    def _signs(self, pieces: Sequence[str]) -> str:
        """One sign for each word; none at all where a word is not of a date."""
        signs, at = [], 0
        while at < len(pieces):
            piece = pieces[at]
            sign = self._lone_signs.get(piece)
            if sign is not None:
                signs.append(sign)
                at += 1
                continue
            kinds, at = self._known(pieces, at, IN_DATES)
            if not kinds and piece.isdecimal():
                signs.append(number_sign(piece))
            elif kinds or _ZONE.match(piece):
                signs.append(chr(SIGNS_FROM + (kinds or BIT["zone"])))
            else:
                return ""
        return "".join(signs)

    def _is_relative(self, pieces: Sequence[str]) -> bool:
        """Whether a template has these words: "3 hours ago", "vor einer Stunde"."""
        if len(pieces) > _MOST_PIECES or self._template_words.isdisjoint(pieces) or self._unit_words.isdisjoint(pieces):
            return False
        numbered = self._replaced(pieces, BIT["few"], "n")
        ways = (words for one in numbered for words in self._replaced(one, BIT["unit"], "unit"))
        return any(" ".join(words) in self._templates for words in ways)

    def _replaced(self, pieces: Sequence[str], kind: int, name: str) -> Iterator[Sequence[str]]:
        """The pieces, and again with a word of a kind (or a number, for `n`) replaced by the name of its slot."""
        yield pieces
        for at, piece in enumerate(pieces):
            kinds, end = self._known(pieces, at, kind)
            if kinds or (name == "n" and piece.isdecimal()):
                yield [*pieces[:at], name, *pieces[end:]]

    def _is_series(self, pieces: Sequence[str], name: str, most: int) -> bool:
        """Whether these are up to so many names of a list, perhaps with a word for "and" between them."""
        at = count = 0
        while at < len(pieces) and count < most:
            kinds, end = self._known(pieces, at, BIT[name])
            if not kinds and count:
                joint, end = self._known(pieces, at, BIT["joint"])
                kinds, end = self._known(pieces, end, BIT[name]) if joint else (0, end)
            if not kinds:
                return False
            at, count = end, count + 1
        return count > 0 and at >= len(pieces)
