"""The filter `bylines`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import ge

from docclean.document import Document
from docclean.lifting.zones import head_and_tail_of, lines_of
from docclean.measure.names import looks_like_name, name_key
from docclean.measure.prose import is_prose
from docclean.phrases.matcher import Match, load
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, lift

__all__ = ["Bylines"]

_AND = re.compile(r"\s*[,&;/]\s*|\s+(?:and|et|und|e|y|ed)\s+")
_MAX_LINE = 120
"""No byline is longer, so longer lines are not looked up."""


@frozen
class Bylines:
    """Lift lines that name the author into the note `authors`.

    Why: a byline in the text is read as a sentence, and who wrote a text is worth a field of its own.
    Keeps: names inside sentences, and name lines without evidence that an author is named.
    Never: takes `Photo Reporters`, an agency or a role for a person; touches a page that lists
        many articles with a byline each, or lines in the middle of the text.
    Measures: lines with a byline in the document (`byline`), role labels below a name (`author-box`),
        copies of a name standing one after the other (`repeated-name`).
    Options: max_bylines — default 2; a page with more of them lists articles or posts.
    Reasons: byline, author-box, repeated-name   Effects: lifted   Laws: none: what stands in the
        head depends on the lines around, which a first pass changes
    Source: our own, on plain-text dumps of news pages.
    Example:
        >>> from docclean.testing import judged
        >>> text = "The lighthouse was built in 1871 and still guides ferries today."
        >>> judged(Bylines(), "By Anna Example\\n" + text) == "\\n" + text
        True
        >>> judged(Bylines(), "Photo Reporters\\n" + text) == "Photo Reporters\\n" + text
        True
    """

    max_bylines: int = field(default=2, validator=ge(1))

    name: ClassVar[str] = "bylines"
    codes: ClassVar[tuple[str, ...]] = ("byline", "author-box", "repeated-name")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.LIFTED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("authors",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ("phrases/table.jsonl",)

    def judge(self, document: Document) -> Verdict:
        """Looks at the head and the tail of the document."""
        lines = document.derived(lines_of)
        head, tail = document.derived(head_and_tail_of)
        found: dict[int, tuple[Reason, tuple[str, ...]]] = {}
        bylines = list(self._bylines(lines, head, tail))
        # The rest of the document is looked at only once there is something to lose.
        if 0 < len(bylines) <= self.max_bylines and self._count(lines) <= self.max_bylines:
            for at, match in bylines:
                evidence = (("phrase", match.phrase.id), ("line", at))
                reason = Reason(self.name, "byline", len(bylines), self.max_bylines, evidence)
                found[at] = (reason, _names(match))
        for zone in (head, tail):
            found.update(self._boxes(lines, zone))
        found.update(self._repeated(lines, head))
        if not found:
            return KEEP
        changes: list[Change] = []
        notes: list[tuple[str, str]] = []
        for at in sorted(found):
            reason, names = found[at]
            changes.append(lift(document, at, reason=reason, group=f"{self.name}:{name_key(names[0])}"))
            notes += [("authors", name) for name in names]
        return Verdict(tuple(changes), tuple(notes))

    def _bylines(self, lines: list[str], head: Sequence[int], tail: Sequence[int]) -> Iterator[tuple[int, Match]]:
        for at in (*head, *tail):
            match = _byline(lines[at])
            if match is not None:
                yield at, match

    def _count(self, lines: list[str]) -> int:
        return sum(_byline(line) is not None for line in lines)

    def _boxes(self, lines: list[str], zone: Sequence[int]) -> Iterator[tuple[int, tuple[Reason, tuple[str, ...]]]]:
        """Names with role labels right below them."""
        for at in zone:
            if not looks_like_name(lines[at]):
                continue
            labels = 0
            while at + 1 + labels < len(lines) and _is_role(lines[at + 1 + labels]):
                labels += 1
            if labels and _is_person(lines[at]):
                yield at, (Reason(self.name, "author-box", labels, 1, (("line", at),)), (lines[at],))

    def _repeated(self, lines: list[str], head: Sequence[int]) -> Iterator[tuple[int, tuple[Reason, tuple[str, ...]]]]:
        """A name that stands twice, line after line, right before the text or inside the head of it."""
        for at in head:
            if at + 2 < len(lines) and lines[at] == lines[at + 1] and is_prose(lines[at + 2]) and _is_person(lines[at]):
                reason = Reason(self.name, "repeated-name", 2, 2, (("line", at),))
                yield at, (reason, (lines[at],))
                yield at + 1, (reason, (lines[at],))


def _byline(line: str) -> Match | None:
    if len(line) > _MAX_LINE:
        return None
    match = load().match(line)
    return match if match is not None and match.phrase.kind == "byline" and _names(match) else None


def _names(match: Match) -> tuple[str, ...]:
    return tuple(
        name
        for slot, value in match.slots
        if slot in ("name", "names")
        for name in _AND.split(value)
        if looks_like_name(name)
    )


def _is_person(line: str) -> bool:
    """A line with the shape of a name that is no phrase: `Photo Reporters` is a credit, `Read More` a link."""
    return looks_like_name(line) and load().match(line) is None


def _is_role(line: str) -> bool:
    if len(line) > _MAX_LINE:
        return False
    match = load().match(line)
    return match is not None and match.phrase.kind == "author-box"
