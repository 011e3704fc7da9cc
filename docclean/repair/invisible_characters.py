"""The filter `invisible-characters`."""

from __future__ import annotations

import re
from collections import Counter
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.measure.edits import Edit
from docclean.measure.scripts import CJK, EMOJI, IDEOGRAPHS, JOINING, MONGOLIAN, RIGHT_TO_LEFT, UNSPACED_SOUTH_EAST
from docclean.repair.rare import rare_in
from docclean.verdict import KEEP, Effect, Reason, Verdict, edit

__all__ = ["InvisibleCharacters"]

_BASIC = "\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u206f\ufe00-\ufe0f\ufeff"
_INVISIBLE = _BASIC + "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
_ANY = re.compile(f"[{_BASIC}\U000e0000-\U000e01ef]")
"""The two ranges of plane 14 as one: the gap between them is unassigned, and one range is tested faster."""
_RUN = re.compile(f"[{_INVISIBLE}]+")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""Emoji tag sequences: 3 to 6 letters and digits of a region on a black flag (Unicode Technical Standard 51, C)."""

_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")
_RTL = re.compile(f"[{RIGHT_TO_LEFT}]")
_JOINING = re.compile(f"[{JOINING}]")
_UNSPACED = re.compile(f"[{UNSPACED_SOUTH_EAST}]")
_EMOJI = re.compile(f"[{EMOJI}]")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_MONGOLIAN = re.compile(f"[{MONGOLIAN}]")
_NO_SELECTOR = re.compile(
    rf"(?![\u1000-\u109f\ua840-\ua877{CJK}{EMOJI}])[^\W\d]|[\s\x00-\x22$-)+-/:-@\[-\x7f\u0300-\u036f]|(?![0-9])\d"
)
"""Bases without a standardized or emoji variation: letters of most scripts and their accents, white space, ASCII
signs but # and *."""

_CODES = (
    ("soft-hyphen", re.compile("\u00ad")),
    ("zero-width-space", re.compile("[\u200b\u2060\ufeff]")),
    ("stray-joiner", re.compile("[\u200c\u200d]")),
    ("stray-variation-selector", re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")),
    ("direction-mark", re.compile("[\u061c\u200e\u200f]")),
    ("direction-override", re.compile("[\u202a-\u202e\u2066-\u206f]")),
    ("tag-character", re.compile("[\U000e0000-\U000e007f]")),
)


@frozen
class InvisibleCharacters:
    """Drop invisible characters that their script has no use for.

    Why: soft hyphens, zero-width spaces and direction controls split words for search,
        comparison and tokenizers, and can hide text or reverse how it reads.
    Keeps: (non-)joiners beside letters of Arabic, Indic and other joining scripts and
        joiners between emoji; zero-width spaces in Thai, Lao, Khmer and Burmese; variation
        selectors after a base that takes them; direction marks in documents with
        right-to-left letters; tag characters of flags.
    Never: touches a visible character.
    Measures: how many such characters a block holds.
    Options: none
    Reasons: soft-hyphen, zero-width-space, stray-joiner, stray-variation-selector,
        direction-mark, direction-override, tag-character   Effects: edited, removed   Laws: idempotent
    Source: Unicode Standard 23.2 to 23.4 and 23.9; Unicode Technical Standard 51; Unicode Technical Report 36.
    Example:
        >>> from docclean.testing import judged
        >>> judged(InvisibleCharacters(), "light\\u00adhouse\\u200b keeper")
        'lighthouse keeper'
        >>> judged(InvisibleCharacters(), "می\\u200cخوانم")
        'می\\u200cخوانم'
    """

    name: ClassVar[str] = "invisible-characters"
    codes: ClassVar[tuple[str, ...]] = tuple(code for code, _ in _CODES)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED, Effect.REMOVED)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits the characters out."""
        present = _ANY.findall(document.derived(rare_in))
        if not present:
            return KEEP
        right_to_left = not _DIRECTION_MARKS.isdisjoint(present) and bool(_RTL.search(document.text))
        changes = []
        for at, block in enumerate(document.blocks):
            if not any(char in block.text for char in present):
                continue
            edits = _stray(block.text, right_to_left)
            if edits:
                counts = Counter(_code(char) for start, end, _ in edits for char in block.text[start:end])
                code = max(counts, key=lambda key: (counts[key], -self.codes.index(key)))
                others = tuple(sorted((key, count) for key, count in counts.items() if key != code))
                reason = Reason(self.name, code, counts[code], 0, others)
                changes.append(edit(document, at, edits, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP


def _code(char: str) -> str:
    return next(code for code, pattern in _CODES if pattern.match(char))


def _stray(text: str, right_to_left: bool) -> list[Edit]:
    """Edits that take off all that is not needed where it stands."""
    flags = {at for match in _FLAG.finditer(text) for at in range(match.start() + 1, match.end())}
    edits: list[Edit] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else ""
        after = text[end : end + 1]
        kept = before
        for at, char in enumerate(match.group(), start):
            if at in flags or _wanted(char, before, kept, after, right_to_left):
                kept = char
            elif edits and edits[-1][1] == at:
                edits[-1] = (edits[-1][0], at + 1, "")
            else:
                edits.append((at, at + 1, ""))
    return edits


def _wanted(char: str, before: str, kept: str, after: str, right_to_left: bool) -> bool:
    """Whether a character has work to do.

    Args:
        char: the invisible character.
        before: the visible character before it, `""` at the start.
        kept: the last character before it that stays, visible or not.
        after: the visible character after it, `""` at the end.
        right_to_left: whether the document has right-to-left letters.
    """
    if char in _DIRECTION_MARKS:
        return right_to_left
    if char == "\u200b":
        return kept != char and bool(_UNSPACED.match(before) or _UNSPACED.match(after))
    if char in "\u200c\u200d":
        if kept == char:
            return False
        if _JOINING.match(before) or _JOINING.match(after):
            return True
        return char == "\u200d" and bool(_EMOJI.match(before) and _EMOJI.match(after))
    if "\ufe00" <= char <= "\ufe0f":
        return kept == before != "" and not _NO_SELECTOR.match(before)
    if char >= "\U000e0100":
        return kept == before and bool(_IDEOGRAPH.match(before))
    if "\u180b" <= char <= "\u180f":
        return kept == before and bool(_MONGOLIAN.match(before))
    return False
