"""The filter `reversed-quotes`."""

from __future__ import annotations

import re
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.measure.edits import Edit
from docclean.repair.verbatim import outside_code
from docclean.verdict import KEEP, Effect, Reason, Verdict, edit

__all__ = ["ReversedQuotes"]

_SPACE = " \u00a0\u202f\u2009"
_SUSPECT = re.compile(f"”[{_SPACE}][^“”„‟\n]+[{_SPACE}]“")
_QUOTE = re.compile("[“”„‟]")
_OPENING = re.compile(rf"(?:^|(?<=[\s.!?…:;,(\[«—–-]))”[{_SPACE}]+(?=\S)")
_CLOSING = re.compile(rf"(?<=\S)[{_SPACE}]+“(?=$|\s|[.,;:!?)\]](?!\.))")
_PUNCTUATED = re.compile(r"\s*[.,;:!?)\]]")


@frozen
class ReversedQuotes:
    """Turn quotation marks that point the wrong way, and take the spaces inside them off.

    Why: some publishing systems curl a spaced straight quote to the wrong side, so that
        a quotation opens with ” and closes with “.
    Keeps: every block in which a single double quotation mark fits another reading.
    Never: touches „…“ (German, Czech …), ”…” (Swedish, Finnish), «…», straight quotes, or what a page sets as code.
    Measures: double curly quotation marks of a block; all must alternate ” … “ with a
        space inside each.
    Options: none
    Reasons: reversed-quotes   Effects: edited   Laws: idempotent, block-local
    Source: our own rule; 0 false hits in 484 web texts.
    Example:
        >>> from docclean.testing import judged
        >>> judged(ReversedQuotes(), "La course ” Grand Phare “ commence.")
        'La course “Grand Phare” commence.'
        >>> judged(ReversedQuotes(), "He said “stop”, then “go”.")
        'He said “stop”, then “go”.'
    """

    name: ClassVar[str] = "reversed-quotes"
    codes: ClassVar[tuple[str, ...]] = ("reversed-quotes",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits the marks and the spaces inside them."""
        text = document.text
        if "“" not in text or "”" not in text or not _SUSPECT.search(text):
            return KEEP
        changes = []
        for at, block in enumerate(document.blocks):
            edits = outside_code(block, _turned(block.text))
            if edits:
                reason = Reason(self.name, "reversed-quotes", len(edits), 0)
                changes.append(edit(document, at, edits, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP


def _turned(text: str) -> list[Edit]:
    """Edits of all marks, or none where one of them may be right."""
    marks = _QUOTE.findall(text)
    if not marks or len(marks) % 2 or marks != ["”", "“"] * (len(marks) // 2):
        return []
    opening, closing = list(_OPENING.finditer(text)), list(_CLOSING.finditer(text))
    if len(opening) != len(closing) or len(opening) + len(closing) != len(marks):
        return []
    for left, right in zip(opening, closing, strict=True):
        # "… home.” She said “ …" runs from the end of one quotation to the start of the next: one side must be sure.
        set_apart = text[: left.start()][-1:] in tuple(_SPACE + "([")
        if not set_apart and not _PUNCTUATED.match(text, right.end()):
            return []
    edits: list[Edit] = [(*match.span(), "“") for match in opening]
    edits += [(*match.span(), "”") for match in closing]
    return sorted(edits)
