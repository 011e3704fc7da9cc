"""The filter `decomposed-letters`."""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.measure.edits import Edit
from docclean.repair.mark_runs import has_long_run
from docclean.repair.rare import rare_in
from docclean.repair.verbatim import outside_code
from docclean.verdict import KEEP, Effect, Reason, Verdict, edit

__all__ = ["DecomposedLetters"]

_MARKS = (
    "\u0300-\u0304\u0306-\u030c\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d\u032e\u0330\u0331\u0338\u0342\u0345"
    "\u0653-\u0655\u0c56\u3099\u309a"
)
_VOWELS = (
    "\u093c\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u102e\u1161-\u1175\u11a8-\u11c2"
    "\u1b35\U000110ba-\U00011930"
)
_FIRSTS = (
    "\u0928\u0930\u0933\u09c7\u0b47\u0b92\u0bc6\u0bc7\u0cbf\u0cc6\u0cca\u0d46\u0d47\u0dd9\u0ddc\u1025\u1100-\u1112\u1161-\u1175"
    "\u1b05-\u1b42\uac00-\ud788\U00011099-\U00011935"
)
_ANY = re.compile(f"[{_MARKS}{_VOWELS}]")
_SECOND = re.compile(f"[{_MARKS}{_VOWELS}](?:(?<=[{_MARKS}])|(?<=[{_FIRSTS}].))")
"""Every character that can be the second of a canonical composition (Unicode 14; a test compares with `unicodedata`).

The vowel signs are frequent in Bengali or Hindi, so they count only behind what they compose with.
"""

_MAX_CLUSTER = 32
"""A base and the 30 marks that stream-safe text allows, and one more; longer clusters are no letters."""


@frozen
class DecomposedLetters:
    """Compose letters that were written as a base and combining marks.

    Why: "é" in one code point and in two look alike and compare as different words.
    Keeps: the text under canonical equivalence; clusters that have no composed form.
    Never: decomposes anything (U+0958, Hebrew presentation forms) and never replaces a
        sign by its look-alike (Å U+212B, K U+212A, Ω U+2126 stay), as plain NFC would; touches what a page sets
        as code.
    Measures: clusters of a block that have a shorter composed form.
    Options: none
    Reasons: decomposed-letter   Effects: edited   Laws: idempotent, block-local
    Source: Unicode Standard Annex 15 (NFC), applied only where it composes.
    Example:
        >>> from docclean.testing import judged
        >>> len("caf" + "e\\u0301"), len(judged(DecomposedLetters(), "caf" + "e\\u0301"))
        (5, 4)
        >>> judged(DecomposedLetters(), "10 \\u212b") == "10 \\u212b"
        True
    """

    name: ClassVar[str] = "decomposed-letters"
    codes: ClassVar[tuple[str, ...]] = ("decomposed-letter",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits the clusters."""
        text = document.text
        if not _ANY.search(document.derived(rare_in)) or not _SECOND.search(text):
            return KEEP
        # Over a long run of marks `is_normalized` could take quadratic time.
        if not has_long_run(text) and unicodedata.is_normalized("NFC", text):
            return KEEP
        changes = []
        for at, block in enumerate(document.blocks):
            edits = outside_code(block, _compositions(block.text))
            if edits:
                reason = Reason(self.name, "decomposed-letter", len(edits), 0)
                changes.append(edit(document, at, edits, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP


def _compositions(text: str) -> list[Edit]:
    """Edits that compose each cluster which becomes shorter by it."""
    edits: list[Edit] = []
    done = 0
    for match in _SECOND.finditer(text):
        if match.start() < done:
            continue
        start, end = _cluster(text, match.start(), done)
        done = end
        cluster = text[start:end]
        if len(cluster) > _MAX_CLUSTER or not all(unicodedata.is_normalized("NFC", char) for char in cluster):
            continue
        composed = unicodedata.normalize("NFC", cluster)
        if len(composed) < len(cluster):
            edits.append((start, end, composed))
    return edits


def _cluster(text: str, at: int, floor: int) -> tuple[int, int]:
    """Start and end of the letter with all its marks around a combining character."""
    start, end = max(at - 1, floor), at + 1
    while start > floor and unicodedata.combining(text[start]):
        start -= 1
    # Conjoining Hangul and split Indic vowels compose with a base although they are no marks.
    while end < len(text) and (unicodedata.combining(text[end]) or _SECOND.match(text, end)):
        end += 1
    return start, end
