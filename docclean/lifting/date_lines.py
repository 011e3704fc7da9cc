"""The filter `date-lines`."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen
from attrs.validators import ge

from docclean.document import Document
from docclean.lifting.zones import head_and_tail_of, lines_of
from docclean.phrases.matcher import Match, load
from docclean.phrases.packs import Strength
from docclean.verdict import KEEP, Effect, Reason, Verdict, lift

__all__ = ["DateLines"]

_MAX_LINE = 120
"""No date line is longer, so longer lines are not looked up."""


@frozen
class DateLines:
    """Lift the line that says when the text was published into the note `date`.

    Why: `Published on 3 May 2024` is no sentence of the text, and lost with the chrome it would be a loss.
    Keeps: dates inside sentences, lines with other words beside the date, and a date alone where no title was found.
    Never: touches a page with many such lines, which lists articles or posts, or lines below the head.
    Measures: date lines in the document.
    Options: max_dates — default 2: a text can say when it was published and when it was updated.
    Reasons: date-line   Effects: lifted   Laws: none: what stands in the head depends on the lines
        around, which a first pass changes
    Source: our own. The date is noted as written; the first one is the document's.
    Example:
        >>> from docclean.testing import judged
        >>> text = "The lighthouse was built in 1871 and still guides ferries today."
        >>> judged(DateLines(), "Published on 3 May 2024\\n" + text) == "\\n" + text
        True
        >>> judged(DateLines(), "Opened on 3 May 2024 by the mayor\\n" + text).startswith("Opened")
        True
    """

    max_dates: int = field(default=2, validator=ge(1))

    name: ClassVar[str] = "date-lines"
    codes: ClassVar[tuple[str, ...]] = ("date-line",)
    effects: ClassVar[tuple[Effect, ...]] = (Effect.LIFTED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("date",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ("phrases/table.jsonl",)

    def judge(self, document: Document) -> Verdict:
        """Looks at the head of the document."""
        lines = document.derived(lines_of)
        head, _ = document.derived(head_and_tail_of)
        titled = bool(document.values("title"))
        found = {at: match for at in head if (match := _date_line(lines[at], bare=titled)) is not None}
        # The rest of the document is looked at only once there is something to lose.
        if not found or sum(_date_line(line, bare=True) is not None for line in lines) > self.max_dates:
            return KEEP
        changes = []
        for at, match in found.items():
            evidence = (("phrase", match.phrase.id), ("line", at))
            changes.append(
                lift(document, at, reason=Reason(self.name, "date-line", len(found), self.max_dates, evidence))
            )
        return Verdict(tuple(changes), tuple(("date", match.slot("date")) for match in found.values()))


def _date_line(line: str, *, bare: bool) -> Match | None:
    """The phrase of a line that says a date; a date alone, as it stands under a title, only where `bare` is set."""
    if len(line) > _MAX_LINE or not any(map(str.isdigit, line)):
        return None
    match = load().match(line)
    if match is None or match.phrase.kind != "date-line" or (match.phrase.strength is Strength.WEAK and not bare):
        return None
    return match if match.slot("date") else None
