"""The filter `title-line`."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen
from attrs.validators import ge

from docclean.document import Block, Document, Kind
from docclean.lifting.zones import CONTENT_KINDS
from docclean.measure.prose import count_words, ends_sentence, is_prose
from docclean.phrases.matcher import load
from docclean.verdict import KEEP, Effect, Reason, Verdict, lift

__all__ = ["TitleLine"]

_NOT_AT_END = (".", ",", ";", ":", "。", "，", "、", "；", "：", "،", "؛", "।", "…")
_MIN_WORDS = 2
_NO_TITLES = CONTENT_KINDS | {Kind.LIST_ITEM}
_MAX_LABEL = 160
"""Longer lines of the head are not looked up as chrome."""


@frozen
class TitleLine:
    """Lift the line that is the title of the text into the note `title`.

    Why: a title in the body is read as a sentence, and repeats the field that tools look for.
    Keeps: a first line that is running text, a label, or followed by no text; items, cells, quotations and code of
        a page, and its headings below the first rank.
    Never: takes a second title: a document that has one is left alone.
    Measures: how often the line stands in the head (`repeated`), or how many line ends set it apart from the text
        (`set-apart`: heading-like, a blank line behind it, running text within the next lines); on a page, how many
        blocks stand before its first `<h1>` (`first-heading`), none of them running text.
    Options:
        max_head — how many blocks from the start are looked at; default 8.
        max_words — longest title in words; default 32.
    Reasons: repeated, set-apart, first-heading   Effects: lifted   Laws: idempotent
    Source: our own; the decisions are measured on plain-text dumps of news pages.
    Example:
        >>> from docclean.testing import judged
        >>> body = "The lighthouse was built in 1871 and still guides ferries today."
        >>> judged(TitleLine(), "A light for the ferries\\n\\n" + body) == "\\n\\n" + body
        True
        >>> judged(TitleLine(), body + "\\n\\n" + body.upper()) == body + "\\n\\n" + body.upper()
        True
    """

    max_head: int = field(default=8, validator=ge(1))
    max_words: int = field(default=32, validator=ge(1))

    name: ClassVar[str] = "title-line"
    codes: ClassVar[tuple[str, ...]] = ("repeated", "set-apart", "first-heading")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.LIFTED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("title",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)
    resources: ClassVar[tuple[str, ...]] = ("phrases/table.jsonl",)

    def judge(self, document: Document) -> Verdict:
        """Looks at the first lines that are neither chrome nor running text."""
        if document.values("title"):
            return KEEP
        head = document.blocks[: self.max_head]
        if document.page is not None:
            first = _first_heading(head)
            if first is not None:
                heading = Reason(self.name, "first-heading", first, self.max_head, (("line", first),))
                return Verdict((lift(document, first, reason=heading),), (("title", head[first].text),))
        for at, block in enumerate(head):
            if block.kind in _NO_TITLES or block.level > 1:
                return KEEP
            if is_prose(block.text) and count_words(block.text) > self.max_words:
                return KEEP
            if len(block.text) <= _MAX_LABEL and load().match(block.text) is not None:
                continue
            reason = self._reason(document, at)
            if reason is None:
                return KEEP
            change = lift(document, at, reason=reason)
            return Verdict((change,), (("title", block.text),))
        return KEEP

    def _reason(self, document: Document, at: int) -> Reason | None:
        text = document.blocks[at].text
        words = count_words(text)
        if not _MIN_WORDS <= words <= self.max_words or text.endswith(_NOT_AT_END):
            return None
        if ends_sentence(text) and is_prose(text):
            return None
        following = document.blocks[at + 1 : at + 1 + self.max_head]
        prose = next((index for index, block in enumerate(following) if self._is_text(block, text)), None)
        if prose is None:
            return None
        copies = 1 + sum(block.text == text for block in following[:prose])
        if copies > 1:
            return Reason(self.name, "repeated", copies, 2, (("line", at),))
        gap = following[0].gap.count("\n")
        if gap < 2 or not _starts_like_title(text):
            return None
        return Reason(self.name, "set-apart", gap, 2, (("line", at), ("text-after", prose + 1)))

    def _is_text(self, block: Block, title: str) -> bool:
        return block.text != title and is_prose(block.text)


def _first_heading(head: tuple[Block, ...]) -> int | None:
    """Where the heading of first rank stands that no running text is before."""
    for at, block in enumerate(head):
        if block.kind is Kind.HEADING and block.level == 1:
            return at
        if is_prose(block.text):
            return None
    return None


def _starts_like_title(text: str) -> bool:
    first = next((char for char in text if char.isalnum()), "")
    return bool(first) and not first.islower()
