"""The filter `credit-lines`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import ge

from docclean.document import Document, Kind
from docclean.lifting.zones import CONTENT_KINDS, head_and_tail_of, lines_of
from docclean.measure.prose import count_words, is_prose
from docclean.phrases.matcher import Match, load
from docclean.phrases.packs import Strength
from docclean.verdict import KEEP, Effect, Reason, Verdict, lift

__all__ = ["CreditLines"]

_MAX_LINE = 120
_MAX_SOURCE_WORDS = 8
_MAX_SIGNATURE = 20
_MAX_SIGNATURE_WORDS = 2
_ITEMS = CONTENT_KINDS | {Kind.LIST_ITEM}
"""A list may well name agencies: its items are no credits of the text."""


@frozen
class CreditLines:
    """Lift agencies, sources and site signatures into the note `credits`.

    Why: `BELGA`, `Source : example.org` or the site's own signature say where a text comes
        from; in the body they are noise, lost they would be a loss.
    Keeps: agencies named inside sentences, lists, tables and quotations; short lines without evidence.
    Never: touches a page with many such lines, or takes a label of the site for a signature.
    Measures: lines with a credit in the document (`agency`), copies of a signature that closes the
        text (`signature`).
    Options:
        max_credits — default 4; a page with more of them lists texts or pictures.
        min_copies — how often an unknown signature must stand in the text; default 2.
    Reasons: agency, signature   Effects: lifted   Laws: none: what is the tail depends on the
        lines that a first pass takes
    Source: our own, on plain-text dumps of news pages.
    Example:
        >>> from docclean.testing import judged
        >>> text = "The lighthouse was built in 1871 and still guides ferries today."
        >>> judged(CreditLines(), text + "\\n\\nREUTERS")
        'The lighthouse was built in 1871 and still guides ferries today.'
        >>> judged(CreditLines(), text + "\\n\\nCONCLUSIONS") == text + "\\n\\nCONCLUSIONS"
        True
    """

    max_credits: int = field(default=4, validator=ge(1))
    min_copies: int = field(default=2, validator=ge(2))

    name: ClassVar[str] = "credit-lines"
    codes: ClassVar[tuple[str, ...]] = ("agency", "signature")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.LIFTED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("credits",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ("phrases/table.jsonl",)

    def judge(self, document: Document) -> Verdict:
        """Looks at the head, the tail, and the seams between copies of a text."""
        lines = document.derived(lines_of)
        head, tail = document.derived(head_and_tail_of)
        found = dict(self._agencies(document, head, tail))
        if len(found) > self.max_credits:
            found = {}
        found.update(self._signatures(lines, tail))
        if not found:
            return KEEP
        changes = tuple(lift(document, at, reason=found[at]) for at in sorted(found))
        return Verdict(changes, tuple(("credits", lines[at]) for at in sorted(found)))

    def _agencies(self, document: Document, head: Sequence[int], tail: Sequence[int]) -> Iterator[tuple[int, Reason]]:
        lines = document.derived(lines_of)
        for at in sorted({*head, *tail, *_seams(lines)}):
            if len(lines[at]) > _MAX_LINE or document.blocks[at].kind in _ITEMS:
                continue
            match = load().match(lines[at])
            if match is None or match.phrase.kind != "agency" or not _names_somebody(match):
                continue
            if document.page is None or _is_site(match.slot("site")):
                yield at, Reason(self.name, "agency", 1, 1, (("phrase", match.phrase.id), ("line", at)))

    def _signatures(self, lines: list[str], tail: Sequence[int]) -> Iterator[tuple[int, Reason]]:
        """Lines in capitals that close the text and close an earlier copy of it as well."""
        if not tail or not _is_signature(lines[tail[0]]):
            return
        signature = lines[tail[0]]
        copies = Counter(lines)[signature]
        places = [at for at, line in enumerate(lines) if line == signature]
        if copies >= self.min_copies and all(at > 0 and is_prose(lines[at - 1]) for at in places):
            for at in places:
                yield at, Reason(self.name, "signature", copies, self.min_copies, (("line", at),))


def _seams(lines: list[str]) -> list[int]:
    """Lines right before one that stood earlier: where a second copy of the text begins, the first one ends."""
    if len(set(lines)) == len(lines):
        return []
    seen: set[str] = set()
    seams = []
    for at, line in enumerate(lines):
        if at and line in seen and is_prose(line):
            seams.append(at - 1)
        seen.add(line)
    return seams


def _names_somebody(match: Match) -> bool:
    """`Source : example.org` does; a heading `Sources`, `Source code` and `Sources of light` do not."""
    if match.phrase.strength is not Strength.LEAD_IN:
        return True
    return match.separated and 0 < count_words(match.rest) <= _MAX_SOURCE_WORDS


def _is_site(text: str) -> bool:
    """Whether what stands before an agency is no sentence: most of its words are capitalized, or there are none."""
    words = text.split()
    return 2 * sum(word[0].islower() for word in words) <= len(words)


def _is_signature(line: str) -> bool:
    """Capitals and digits, one or two words, nothing that is known as a label."""
    words = line.split()
    short = len(line) <= _MAX_SIGNATURE and len(words) <= _MAX_SIGNATURE_WORDS
    if not (short and line.isupper() and line.replace(" ", "").isalnum()):
        return False
    match = load().match(line)
    # "9SUR9" reads like "9 sur 9", the ninth of nine pages; in one word it is the name of a site.
    return match is None or (match.phrase.kind == "pagination" and len(words) == 1)
