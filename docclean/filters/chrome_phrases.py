"""The filter `chrome-phrases`."""

from __future__ import annotations

import re
from typing import ClassVar

from attrs import frozen

from docclean.document import Block, Document, Kind
from docclean.filters.evidence import LIMIT, MAX_LINKS, MEASURES, Surroundings, is_pointer, is_sentence, is_title
from docclean.filters.links import host_of
from docclean.phrases.matcher import Match, load
from docclean.phrases.packs import KINDS, POINTING, Phrase, Strength
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop, edit

__all__ = ["ChromePhrases"]

LIFTED_KINDS = frozenset(("byline", "agency"))
"""Left to the filters that lift them."""
_POINTER = re.compile(r">> (?=[^\W\d_])|(?:[→►▶➡👉]\ufe0f?|>>>) ?(?=[\"“«]?[^\W_])")
_ARROWS = frozenset(">→►▶➡👉")
"""What a pointer may begin with."""
_QUOTED_LINE = "> "
_DATA = frozenset((Kind.TABLE_CELL, Kind.CODE))
"""A cell `Share` or `10 comments` is a value, whatever stands around it."""
_FIELD = re.compile(r"[^.!?]{1,30}[*:：]\Z")
"""A form's label that no pack knows: short, and ending with an asterisk or colon."""
_RUNS = {
    "comment-form": ("comment-count", "share", "login", "newsletter", "author-box", "print-email"),
    "author-box": ("follow", "share"),
    "cookie": ("copyright", "navigation"),
}
"""Kinds whose short lines stand in the run of an anchor of another kind."""


@frozen
class ChromePhrases:
    """Remove lines that are menu labels, skip links, share bars, forms and links to other pages.

    Why: a scraped page says "Skip to content", "Leave a comment" and "Read also: …" in the
        language of its software, which need not be that of its text.
    Keeps: bare labels ("Menu", "Comments") without evidence around them; lead-ins before prose;
        the sentence before "… Read more"; bylines and agencies, which other filters lift; cells and code of a
        page, and headings of a page with text right below.
    Never: removes a part from inside a sentence, or a line that is only quoted speech.
    Measures: points of evidence, as listed in `docclean.filters.evidence`; 2 for a phrase that
        is chrome wherever it stands; for lines that go with a label or form (`cluster`), how far off it is.
    Options: none
    Reasons: skip-link, navigation, breadcrumb, search, login, share, follow, related, read-more,
        comment-form, comment-count, newsletter, cookie, subscription, advertisement, promotion, copyright,
        author-box, byline, photo-credit, agency, tags, print-email, pagination, date-line, reading-time,
        loading, browser-notice, app-store, back-to-top, powered-by, error, cluster
    Effects: removed, edited   Laws: none
    Source: phrases of our own in `docclean/phrases/packs`.
    Example:
        >>> from docclean.testing import judged
        >>> judged(ChromePhrases(), "The bakery opens at six, even on Sundays.\\nLeave a comment\\nName *")
        'The bakery opens at six, even on Sundays.'
        >>> judged(ChromePhrases(), "Menu prices rose again, the baker said.\\nRead more books, the librarian said.")
        'Menu prices rose again, the baker said.\\nRead more books, the librarian said.'
    """

    name: ClassVar[str] = "chrome-phrases"
    codes: ClassVar[tuple[str, ...]] = (*KINDS, "cluster")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED, Effect.EDITED)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = ("phrases/table.jsonl",)

    def judge(self, document: Document) -> Verdict:
        """Drops lines that score enough, with the runs of their anchors, and cuts suffixes off."""
        matches = _matches(document)
        if not any(matches):
            return KEEP
        host = host_of(document.page.url) if document.page is not None else ""
        around = Surroundings(document.blocks, matches, titled=bool(document.values("title")), host=host)
        proposed = ((at, self._change(document, at, match, around)) for at, match in enumerate(matches) if match)
        changes = {at: change for at, change in proposed if change}
        self._add_runs(document, around, changes)
        self._add_links(document, around, changes)
        return Verdict(tuple(changes[at] for at in sorted(changes))) if changes else KEEP

    def _change(self, document: Document, at: int, match: Match, around: Surroundings) -> Change | None:
        kind = match.phrase.kind
        if kind in LIFTED_KINDS or (match.rest and (at == 0 or not is_pointer(match))) or around.heads_text(at):
            return None
        points = around.score(at, match)
        score = sum(points)
        if score < LIMIT:
            return None
        found = ((name, value) for name, value in zip(MEASURES, points, strict=True) if value)
        evidence = (("phrase", match.phrase.id), ("strength", match.phrase.strength.value), *found)
        reason = Reason(self.name, kind, score, LIMIT, evidence)
        if match.start:
            return edit(document, at, [(match.start, len(document.blocks[at].text), "")], reason=reason)
        return drop(document, at, reason=reason)

    def _add_runs(self, document: Document, around: Surroundings, changes: dict[int, Change]) -> None:
        """Give the lines of a form or dialog one group, and let its short lines go with their anchor."""
        anchors = [at for at in changes if _is_anchor(around.matches[at])]
        for anchor in anchors:
            kind = around.matches[anchor].phrase.kind  # type: ignore[union-attr]  # an anchor is a match
            group = f"{kind}-{anchor}"
            if changes[anchor].group:
                continue
            members = [anchor, *_members(around, anchor, kind, 1), *_members(around, anchor, kind, -1)]
            for at in members:
                if at in changes and changes[at].group:
                    continue
                known = changes.get(at)
                reason = known.reason if known else self._in_run(around.matches[at], kind, abs(at - anchor))
                changes[at] = drop(document, at, reason=reason, group=group)

    def _add_links(self, document: Document, around: Surroundings, changes: dict[int, Change]) -> None:
        """Let the links below a label such as `Related articles` go with it."""
        for label in sorted(changes):
            match = around.matches[label]
            if match is None or match.phrase.kind not in POINTING or match.rest or match.start:
                continue
            links = [at for at in around.links_below(label) if at not in changes]
            if 0 < len(links) < MAX_LINKS:
                group = changes[label].group or f"{match.phrase.kind}-{label}"
                changes[label] = drop(document, label, reason=changes[label].reason, group=group)
                for at in links:
                    evidence = (("anchor-kind", match.phrase.kind), ("link-characters", around.blocks[at].link_chars))
                    reason = Reason(self.name, "cluster", at - label, MAX_LINKS, evidence)
                    changes[at] = drop(document, at, reason=reason, group=group)

    def _in_run(self, match: Match | None, kind: str, distance: int) -> Reason:
        evidence: tuple[tuple[str, str], ...] = (("anchor-kind", kind),)
        if match is not None:
            evidence = (("phrase", match.phrase.id), ("strength", match.phrase.strength.value), *evidence)
        return Reason(self.name, "cluster", distance, _MAX_RUN, evidence)


_MAX_RUN = 15
"""Lines of one form on one side of its anchor: the longest dialogs that we met have fewer."""


def _matches(document: Document) -> list[Match | None]:
    match = load().match
    texts = [block.text if block.kind not in _DATA else "" for block in document.blocks]
    matches = [match(text) if text else None for text in texts]
    pointing = [at for at, text in enumerate(texts) if text[:1] in _ARROWS and matches[at] is None]
    if pointing and not any(text.startswith(_QUOTED_LINE) for text in texts):
        for at in pointing:
            matches[at] = _pointer(document.blocks[at])
    return matches


def _pointer(block: Block) -> Match | None:
    """A line of an arrow and the title of another page, in any language."""
    found = _POINTER.match(block.text)
    rest = block.text[found.end() :] if found else ""
    if not found or rest.endswith((".", "。", "।", ":", ",")) or not is_title(rest):
        return None
    certain = found.group() == ">> "
    return Match(_DOUBLE_ARROW if certain else _ARROW, rest=rest, separated=certain)


_DOUBLE_ARROW = Phrase("mul", "related", Strength.LEAD_IN, "double arrow")
_ARROW = Phrase("mul", "related", Strength.LEAD_IN, "arrow")


def _is_anchor(match: Match | None) -> bool:
    return match is not None and match.phrase.strength is Strength.ANCHOR


def _members(around: Surroundings, anchor: int, kind: str, step: int) -> list[int]:
    """The lines beside an anchor that belong to its form; a label above a sentence is its heading and stays."""
    members: list[int] = []
    at = anchor + step
    while 0 <= at < len(around.blocks) and len(members) < _MAX_RUN and _belongs(around, at, kind):
        members.append(at)
        at += step
    if members and step > 0 and _is_text(around, at) and members[-1] not in around.certain:
        members.pop()
    return members


def _belongs(around: Surroundings, at: int, kind: str) -> bool:
    match = around.matches[at]
    if around.blocks[at].kind in _DATA or around.heads_text(at):
        return False
    if match is None:
        return kind == "comment-form" and _FIELD.match(around.blocks[at].text) is not None
    if match.rest or match.start:
        return False
    return match.phrase.kind in (kind, *_RUNS.get(kind, ()))


def _is_text(around: Surroundings, at: int) -> bool:
    return at < len(around.blocks) and around.matches[at] is None and is_sentence(around.blocks[at].text)
