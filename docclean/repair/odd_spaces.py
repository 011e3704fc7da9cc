"""The filter `odd-spaces`."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.measure.code_like import is_code_like
from docclean.measure.edits import Edit
from docclean.measure.scripts import CJK
from docclean.repair.rare import rare_in
from docclean.repair.verbatim import outside_code
from docclean.verdict import KEEP, Effect, Reason, Verdict, edit

__all__ = ["OddSpaces"]

_WIDTHS = "\u2000-\u200a\u205f\u3000"
_ODD = re.compile(f"[{_WIDTHS}]")
_RUN = re.compile(f"[ \u00a0\u202f{_WIDTHS}]{{2,}}|[{_WIDTHS}]")
_DOUBLES = (
    ("\u00a0", ("\u00a0 ", " \u00a0", "\u00a0\u00a0")),
    ("\u202f", ("\u202f ", " \u202f", "\u202f\u202f", "\u00a0\u202f", "\u202f\u00a0")),
)
"""Runs of two with a no-break space, by one of the two."""
_NO_BREAK = re.compile("[\u00a0\u202f]")
_CJK = re.compile(f"[{CJK}]")
_RULES = "\t|│├└"
_LAYOUT_START = re.compile(r"(?:>>>|\.\.\.) |--?\w[^.]{0,40} {2}|[\w.]+ = ")
_COMMENT = re.compile(r" {2}(?:#|//|--|/\*)")
"""Table rules and tree lines, interpreter prompts, command options, assignments, comments at a line's end."""
_MAX_PLAIN_RUNS = 2
"""Lines with more runs of plain spaces are tables or code: 170 of 1,550 double spaces in 484 web texts were such."""


@frozen
class OddSpaces:
    """Make one space of a run of spaces, and a plain space of typographic ones.

    Why: en quads, thin spaces and doubled spaces are traces of layout that split equal
        texts into different ones.
    Keeps: single no-break spaces (U+00A0, U+202F); one of a run where French or a number
        needs it; U+3000 in lines of Chinese, Japanese and Korean; tabs.
    Never: touches code (what a page sets as code, and lines that look like it) or lines with
        tabs, nor plain runs in lines with three or more, or right above or below another line with such runs
        (tables).
    Measures: runs and odd spaces in a block.
    Options: none
    Reasons: odd-space, repeated-space   Effects: edited   Laws: idempotent
    Source: Unicode Standard 6.2; the limit is our count over 484 web texts.
    Example:
        >>> from docclean.testing import judged
        >>> judged(OddSpaces(), "The  bakery\\u2003opens")
        'The bakery opens'
        >>> judged(OddSpaces(), "bread  2.40  rolls  0.60  cake")
        'bread  2.40  rolls  0.60  cake'
    """

    name: ClassVar[str] = "odd-spaces"
    codes: ClassVar[tuple[str, ...]] = ("odd-space", "repeated-space")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits the runs."""
        text = document.text
        signs = [sign for sign in _signs(document.derived(rare_in)) if sign in text]
        if not signs:
            return KEEP
        changes = []
        aligned = _aligned(document) if "  " in signs else frozenset()
        for at, block in enumerate(document.blocks):
            if not any(sign in block.text for sign in signs):
                continue
            edits = outside_code(block, _collapsed(block.text, keep_plain=at in aligned))
            if edits:
                odd = sum(bool(_ODD.search(block.text, start, end)) for start, end, _ in edits)
                code, value = ("odd-space", odd) if odd else ("repeated-space", len(edits))
                repeated = len(edits) - odd
                reason = Reason(self.name, code, value, 0, (("repeated-spaces", repeated),) if odd and repeated else ())
                changes.append(edit(document, at, edits, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP


def _aligned(document: Document) -> Set[int]:
    """Lines with runs of plain spaces right above or below another such line: columns, as in a table."""
    found: set[int] = set()
    above = False
    for at, block in enumerate(document.blocks):
        runs = "  " in block.text
        if runs and above and block.gap.count("\n") == 1:
            found |= {at - 1, at}
        above = runs
    return found


def _signs(rare: str) -> list[str]:
    """What one of stands in every run and odd space of a text with these rare characters."""
    doubles = [double for single, doubles in _DOUBLES if single in rare for double in doubles]
    return ["  ", *doubles, *_ODD.findall(rare)]


def _collapsed(text: str, *, keep_plain: bool) -> list[Edit]:
    """Edits that replace each run by one space, where the line is running text."""
    if any(rule in text for rule in _RULES) or _LAYOUT_START.match(text) or _COMMENT.search(text) or is_code_like(text):
        return []
    runs = list(_RUN.finditer(text))
    plain = sum(not match.group().strip(" ") for match in runs)
    wide = "\u3000" in text and bool(_CJK.search(text.replace("\u3000", "")))
    edits: list[Edit] = []
    for match in runs:
        run = match.group()
        if not run.strip(" "):
            if plain <= _MAX_PLAIN_RUNS and not keep_plain:
                edits.append((match.start() + 1, match.end(), ""))
        elif not (wide and "\u3000" in run):
            edits.append((*match.span(), _single(text, match)))
    return edits


def _single(text: str, match: re.Match[str]) -> str:
    """The one space that stands for a run: a no-break space where the run has one and its place needs it."""
    no_break = _NO_BREAK.search(match.group())
    if not no_break:
        return " "
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    needed = after in tuple(";:!?»%") or before == "«" or (before.isdigit() and after.isdigit())
    return no_break.group() if needed else " "
