"""The filter `hard-wrapped-lines`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import ClassVar

from attrs import evolve, field, frozen

from docclean.document import Block, Document
from docclean.measure.code_like import is_code_like
from docclean.measure.edits import Edit, apply_edits
from docclean.measure.scripts import IDEOGRAPHS, UNSPACED_SOUTH_EAST
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, flat

__all__ = ["HardWrappedLines"]

_GAP = re.compile(r"\n[ \t]{0,8}")
_FIRST_WORD = re.compile(r"\S+")
_UNSPACED = re.compile(f"[\u3001-\u30ff{IDEOGRAPHS}{UNSPACED_SOUTH_EAST}]")
_STARTS_ANEW = re.compile(r"[-*+•·–—>|#=~_]|\(?\w{1,3}[.)]\s|\[\d+\]|https?:")
"""A list item, a quoted mail line, a heading or a table rule begins a line of its own."""
_TABULAR = re.compile(r"\t|\S {2,}\S.* {2,}\S|\|.*\|")
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_SUSPENDED = re.compile(r"(?:und|oder|bzw|sowie|and|or|to|en|of|och|eller|og)\b", re.IGNORECASE)
"""After a hyphen that stands for a left-out part ("vor- und nachher") the space stays."""

_MAX_WIDTH_UNSPACED = 50
"""Ideographs are two columns wide: half the limit of other scripts."""
_RAGGED_UNSPACED = 2
"""Line-breaking rules move at most a punctuation mark or two to another line."""
_MIN_LINES = 8
_MIN_FULL_SHARE = 0.9
"""Of the lines that another follows at once, in documents we wrapped with `textwrap` at 60 to 90 columns ≥ 0.97."""
_MAX_SENTENCE_END_SHARE = 0.5
_MIN_LOWER_SHARE = 0.3
"""Lines of verse start with capitals; lines of wrapped prose in most languages start as the words fall."""
_WIDTH_QUANTILE = 0.98
"""The width is taken from the longest lines but one in fifty: an unbreakable address may overflow."""


@frozen
class HardWrappedLines:
    """Join the lines of paragraphs that were broken at a fixed width.

    Why: in mail, plain-text books and old pages a line is a piece of a sentence, which
        every filter that judges lines misreads.
    Keeps: paragraphs, list items, headings, quoted mail lines and tables on lines of their own.
    Never: joins verse, lists, tables, code, addresses, or anything in documents whose
        lines are not filled up to one width.
    Measures: share of lines that are full: the first word of the next line would not
        have fitted before the widest line's end; 0.0 for a document of fewer than 8 such lines.
    Options: min_width, max_width — default 40 and 100 columns: common widths are 55 to 80.
    Reasons: hard-wrapped   Effects: joined   Laws: idempotent
    Source: our own rule; compare `group_broken_paragraphs` of unstructured, which asks for no width.
    Example:
        >>> import textwrap
        >>> from docclean.testing import judged
        >>> prose = "The lighthouse keeper counts the ships that pass and writes them down. " * 12
        >>> judged(HardWrappedLines(), textwrap.fill(prose, 60)) == prose.strip()
        True
        >>> judged(HardWrappedLines(), "Flour\\nSalt\\nWater\\nYeast\\n")
        'Flour\\nSalt\\nWater\\nYeast\\n'
    """

    name: ClassVar[str] = "hard-wrapped-lines"
    codes: ClassVar[tuple[str, ...]] = ("hard-wrapped",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.JOINED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ()

    min_width: int = field(default=40, kw_only=True)
    max_width: int = field(default=100, kw_only=True)

    def judge(self, document: Document) -> Verdict:
        """Joins runs of full lines, if the document as a whole is wrapped."""
        blocks = document.blocks
        # A page says itself where its paragraphs end.
        if len(blocks) < _MIN_LINES or blocks[0].path:
            return KEEP
        # Cheapest first: a document with more than a few long lines is not wrapped.
        long = [at for at, block in enumerate(blocks) if len(block.text) > self.max_width]
        if len(long) > len(blocks) * (1 - _WIDTH_QUANTILE):
            return KEEP
        follows = [at - 1 for at in range(1, len(blocks)) if _GAP.fullmatch(blocks[at].gap)]
        if len(follows) < _MIN_LINES - 1:
            return KEEP
        unspaced = _is_unspaced(blocks, follows)
        width = _width(blocks, follows)
        least, most = (self.min_width // 2, _MAX_WIDTH_UNSPACED) if unspaced else (self.min_width, self.max_width)
        if not least <= width <= most:
            return KEEP
        follows = [at for at in follows if not _STARTS_ANEW.match(blocks[at + 1].text)]
        if len(follows) < _MIN_LINES - 1:
            return KEEP
        full = [at for at in follows if _is_full(blocks[at].text, blocks[at + 1].text, width, unspaced)]
        share = len(full) / len(follows)
        if share < _MIN_FULL_SHARE:
            return KEEP
        full = [at for at in full if _runs_on(blocks[at].text, blocks[at + 1].text)]
        if len(full) < _MIN_LINES - 1 or not _reads_on(blocks, full, unspaced):
            return KEEP
        evidence = (("width", width), ("lines", len(follows)))
        reason = Reason(self.name, "hard-wrapped", round(share, 3), _MIN_FULL_SHARE, evidence)
        return Verdict(tuple(_joined(document, start, stop, unspaced, reason) for start, stop in _runs(full)))


def _runs_on(line: str, following: str) -> bool:
    """Whether neither of two lines has to stand alone."""
    return not (_TABULAR.search(line) or _TABULAR.search(following) or is_code_like(line) or is_code_like(following))


def _is_unspaced(blocks: tuple[Block, ...], follows: list[int]) -> bool:
    """Whether most lines are in scripts without spaces between words."""
    return 2 * sum(bool(_UNSPACED.match(blocks[at].text[-1])) for at in follows) > len(follows)


def _width(blocks: tuple[Block, ...], follows: list[int]) -> int:
    lengths = sorted(len(blocks[at].text) for at in follows)
    return lengths[int((len(lengths) - 1) * _WIDTH_QUANTILE)]


def _is_full(line: str, following: str, width: int, unspaced: bool) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    if unspaced:
        return len(line) >= width - _RAGGED_UNSPACED
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (len(word.group()) if word else 0) > width


def _reads_on(blocks: tuple[Block, ...], full: list[int], unspaced: bool) -> bool:
    """Whether the lines are pieces of sentences, not verses or entries."""
    ends = sum(bool(_SENTENCE_END.search(blocks[at].text)) for at in full)
    if ends > len(full) * _MAX_SENTENCE_END_SHARE:
        return False
    if unspaced:
        return True
    firsts = [blocks[at + 1].text[0] for at in full]
    cased = [char for char in firsts if char.lower() != char.upper()]
    lower = sum(char.islower() for char in cased)
    return not cased or lower >= len(cased) * _MIN_LOWER_SHARE


def _runs(full: list[int]) -> list[tuple[int, int]]:
    """Start and stop of the stretches of blocks that full lines tie together."""
    runs: list[tuple[int, int]] = []
    for at in full:
        if runs and runs[-1][1] == at + 1:
            runs[-1] = (runs[-1][0], at + 2)
        else:
            runs.append((at, at + 2))
    return runs


def _joined(document: Document, start: int, stop: int, unspaced: bool, reason: Reason) -> Change:
    """The change that joins some blocks, each pair with the separator it needs."""
    before = document.blocks[start:stop]
    edits: list[Edit] = []
    position = len(before[0].gap) + len(before[0].text)
    for left, right in pairwise(before):
        edits.append((position, position + len(right.gap), _separator(left.text, right.text, unspaced)))
        position += len(right.gap) + len(right.text)
    first = before[0]
    after = evolve(
        first,
        text=apply_edits(flat(before), edits)[len(first.gap) :],
        span=(first.span[0], before[-1].span[1]),
        link_chars=sum(block.link_chars for block in before),
    )
    return Change(start, before, (after,), reason, Effect.JOINED, tuple(edits))


def _separator(left: str, right: str, unspaced: bool) -> str:
    if unspaced and (_UNSPACED.match(left[-1]) or _UNSPACED.match(right)):
        return ""
    if _BROKEN_WORD.search(left) and right[0].islower() and not _SUSPENDED.match(right):
        return ""
    return " "
