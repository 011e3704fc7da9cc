"""Slots: the parts of a phrase that differ from page to page, as patterns over folded text.

A pattern says where a slot may begin and end; `VERIFIED` slots are then held against
the text as it was written, because folding hides what makes a name a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

__all__ = ["SLOT", "VERIFIED", "Vocabulary", "is_names", "pattern_of"]

SLOT = re.compile(r"\{([a-z]+)\}")
_PARTICLES = frozenset(
    (
        *("al", "ap", "bin", "da", "dal", "dalla", "de", "degli", "dei", "del", "della", "den", "der", "des", "di"),
        *("do", "dos", "du", "e", "el", "et", "i", "ibn", "la", "le", "los", "ten", "ter", "van", "von", "y"),
        *("zu", "zum", "zur"),
    )
)
_JOINED = re.compile(r"\s*(?:,|;|/|\||&|\+|\s(?:and|et|und|y|e|with|avec|mit|con)\s)\s*")
_MAX_NAME_WORDS = 4
_WORD_IN_NAME = re.compile(r"[^\W\d_][\w.'’\-]*\Z")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_PROSE_INSIDE = re.compile(r"[.!?;:]\s")


class Vocabulary:
    """The closed lists that slots draw on, folded, longest first: months, units, networks, agencies …"""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.lists = lists
        self._patterns: dict[str, str] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def pattern(self, slot: str) -> str:
        """The pattern of a slot over folded text."""
        if slot not in self._patterns:
            self._patterns[slot] = self._build(slot)
        return self._patterns[slot]

    def holds(self, slot: str, part: str) -> bool:
        """Whether a folded part of a line is what a slot of closed lists stands for; any part is for an open slot."""
        if slot in _OPEN:
            return True
        if slot not in self._compiled:
            self._compiled[slot] = re.compile(self.pattern(slot))
        return self._compiled[slot].fullmatch(part) is not None

    def _any(self, name: str) -> str:
        return "(?:" + "|".join(re.escape(word) for word in self.lists.get(name, ())) + ")"

    def _build(self, slot: str) -> str:
        if slot in ("month", "weekday", "unit", "network", "agency"):
            return self._any(slot)
        if slot == "networks":
            one = self._any("network")
            return f"{one}(?: (?:{self._any('joint')} )?{one}){{0,9}}"
        if slot == "agencies":
            one = self._any("agency")
            return f"{one}(?: (?:{self._any('joint')} )?{one}){{0,4}}"
        if slot == "date":
            return self._date()
        return _OPEN[slot]

    def _date(self) -> str:
        month, weekday, link = self._any("month"), self._any("weekday"), self._any("datelink")
        day = r"\d{1,2}(?:er|st|nd|rd|th|o|a)?"
        year = r"(?:19|20)\d\d"
        written = f"(?:{day} (?:{link} )?{month}(?: (?:{link} )?{year})?|{month} {day}(?: {year})?|{month} {year})"
        plain = rf"(?:\d{{1,2}} \d{{1,2}} (?:{year}|\d\d)|{year} \d{{1,2}} \d{{1,2}}(?:t\d\d)?)"
        relative = "|".join(self._template(t) for t in self.lists.get("relative", ()))
        clock = rf"(?: (?:{link} )?{_CLOCK}(?: [a-z]{{2,4}})?)?"
        return f"(?:(?:(?:{weekday} )?(?:{link} )?(?:{written}|{plain}){clock})|{relative}|{self._any('day')}{clock})"

    def _template(self, folded: str) -> str:
        """Folding took the braces of a template of relative time off: `il y a n unit`."""
        words = {"n": rf"(?:\d+|{self._any('few')})", "unit": self._any("unit")}
        return " ".join(words.get(word) or re.escape(word) for word in folded.split())


_CLOCK = r"(?:\d{1,2}(?: \d{2}){1,2}(?: [ap] ?m| uhr| h)?|\d{1,2} ?(?:h|uhr|[ap] ?m)(?: ?\d{2})?)"
_ANY_WORDS = r"\S+(?: \S+){0,24}"
_OPEN = {
    "n": r"\d+(?: \d+)*[km]?",
    "time": _CLOCK,
    "name": r"\S+(?: \S+){0,7}",
    "names": r"\S+(?: \S+){0,15}",
    "site": r"\S+(?: \S+){0,5}",
    "url": r"\S+(?: \S+){0,20}",
    "email": r"\S+(?: \S+){1,8}",
    "text": _ANY_WORDS,
}
"""Bounds keep matching linear: a name has up to 8 folded words (hyphens part them), a site 6."""


def pattern_of(literals: Sequence[str], slots: Sequence[str], vocabulary: Vocabulary) -> re.Pattern[str]:
    """The pattern over folded text of a phrase: its fixed parts, folded, with a group for each slot between them.

    A slot of closed lists stands as any few words here, for `Vocabulary.holds` to judge: the lists are long, and
    compiling them into every phrase would cost more than all matching. Only between two slots must the list decide.
    """
    parts = [re.escape(literals[0])]
    for number, slot in enumerate(slots):
        touching = (number > 0 and not literals[number]) or (number + 1 < len(slots) and not literals[number + 1])
        pattern = vocabulary.pattern(slot) if slot in _OPEN or touching else _ANY_WORDS
        parts += [f"({pattern})", re.escape(literals[number + 1])]
    return re.compile(" ".join(part for part in parts if part))


def is_name(text: str) -> bool:
    """Whether a text is one to four capitalised words, particles between them allowed."""
    words = text.split()
    capitalised = 0
    for word in words:
        bare = word.strip(".,()")
        if not bare or not _WORD_IN_NAME.match(bare):
            return False
        if not bare[0].islower():
            capitalised += 1
        elif bare.lower() not in _PARTICLES and not bare.lower().startswith(("d'", "d’", "l'", "l’", "al-")):
            return False
    return 0 < capitalised <= _MAX_NAME_WORDS and len(words) <= 2 * _MAX_NAME_WORDS


def is_names(text: str) -> bool:
    """Whether a text is a list of names, joined by commas, slashes or a word for "and"."""
    parts = _JOINED.split(text)
    return all(is_name(part) for part in parts)


def _is_site(text: str) -> bool:
    """Names of sites begin with a capital or digit, or are domains, and hold no end of a sentence."""
    return (not text[0].islower() or "." in text) and not _PROSE_INSIDE.search(text)


def _is_titled(text: str) -> bool:
    """Titles begin with a capital or digit, perhaps after a quotation mark."""
    return not text.lstrip("\"'“”„«»‘’ ")[:1].islower()


VERIFIED: dict[str, Callable[[str], bool]] = {
    "name": is_name,
    "names": is_names,
    "site": _is_site,
    "text": _is_titled,
    "url": lambda text: _URL.fullmatch(text) is not None,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
}
