"""The filter `unlikely-content`."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen
from attrs.validators import and_, gt, in_, lt

from docclean.content.model import PAGES, TEXTS, Judgement, judge
from docclean.document import Document, Kind, Region
from docclean.phrases.matcher import load
from docclean.verdict import KEEP, Change, Effect, Noted, Reason, Verdict, drop

__all__ = ["UnlikelyContent"]

_SELECTORS = ("model", "trafilatura", "none")
_INPUTS = ("all", "pages", "texts")
_AROUND = frozenset((Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE, Region.FORM, Region.HIDDEN))
_CLEAN = 0.7
"""A text with more content has been cleaned by somebody: what still looks odd in it is rather a part of it."""
_NOTHING = 0.05
"""A page on which no block reaches this has no text of its own."""


@frozen
class UnlikelyContent:
    """Remove blocks that the content model takes for no part of the document.

    Why: what is chrome says no list of phrases or elements to the end; how blocks read, where they stand, and what
        stands around them says most of it, in any language.
    Keeps: what may belong to the text: the limit is lower where the model is less sure of the page as a whole; the
        heading that says the noted title, which other filters see to, or that would be one where none is noted.
    Never: judges a page that was selected by something else without being asked to.
    Measures: probability that the block belongs to the document, 0 to 1, by a network trained on marked pages
        (`docclean/content/pages.md`, `texts.md`). Limit: `min_probability` times the F1 that the best choice of blocks
        can be expected to have (evidence `expected-f1`), which is the choice that is best for F1. Of a plain text that
        is seven tenths content (evidence `content-share`) and more the limit falls, to 0 for one that is all content.
    Options:
        selector — of pages: `"model"` judges them; `"trafilatura"` judges what that selector left, with half of the
            limit; `"none"` leaves them alone. A preset may say `selector = …` at its top, for this step and
            `outside-main-content`.
        inputs — `"all"`, or only `"pages"` or `"texts"`: pages are best judged before anything else, the lines of a
            text after names, dates and sources have been lifted from them.
        min_probability — default 0.5, which is best for F1; higher for precision, lower for recall.
    Reasons: unlikely; page-type (value: how sure it is of the page's type, noted as `page_type`); nothing-likely (the
        page is dropped: no block reaches the limit)   Effects: removed, noted
    Laws: none: a block is judged by all others
    Source: the network is our own; limit after Ye et al. 2012, "Optimizing F-measures: a tale of two approaches".
    Example:
        >>> from docclean.testing import judged
        >>> judged(UnlikelyContent(), "The bakery by the harbour opens at six, even on Sundays, and closes at noon.")
        'The bakery by the harbour opens at six, even on Sundays, and closes at noon.'
    """

    selector: str = field(default="model", validator=in_(_SELECTORS))
    inputs: str = field(default="all", validator=in_(_INPUTS))
    min_probability: float = field(default=0.5, validator=and_(gt(0.0), lt(1.0)))

    name: ClassVar[str] = "unlikely-content"
    codes: ClassVar[tuple[str, ...]] = ("unlikely", "page-type", "nothing-likely")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED, Effect.NOTED)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("page_type", "unlikely-content")
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[tuple[str, ...]] = (PAGES, TEXTS, "phrases/table.jsonl")

    def judge(self, document: Document) -> Verdict:
        """Asks the model once for all blocks."""
        if not document.blocks or not self._judges(document):
            return KEEP
        judgement = judge(document)
        noted = self._page_type(judgement) if judgement.page_type else ()
        notes = (("unlikely-content", judgement.page_type_probability),) if judgement.page_type else ()
        likeliest = float(judgement.probabilities.max())
        if document.page is not None and likeliest < _NOTHING:
            reason = Reason(self.name, "nothing-likely", likeliest, _NOTHING)
            return Verdict(reject=reason, noted=noted, notes=notes)
        return Verdict(self._unlikely(document, judgement), notes=notes, noted=noted)

    def _judges(self, document: Document) -> bool:
        if document.page is None:
            return self.inputs != "pages"
        return self.inputs != "texts" and self.selector != "none"

    def _page_type(self, judgement: Judgement) -> tuple[Noted, ...]:
        reason = Reason(self.name, "page-type", judgement.page_type_probability, 0.0)
        return (Noted("page_type", judgement.page_type, reason),)

    def _unlikely(self, document: Document, judgement: Judgement) -> tuple[Change, ...]:
        limit = self.min_probability * judgement.expected_f1
        evidence: tuple[tuple[str, float], ...] = (("expected-f1", judgement.expected_f1),)
        if document.page is None and judgement.content_share > _CLEAN:
            limit *= (1 - judgement.content_share) / (1 - _CLEAN)
            evidence += (("content-share", judgement.content_share),)
        elif document.page is not None and self.selector == "trafilatura":
            limit /= 2
        limit = round(limit, 3)
        spared = _title_of(document)
        changes = []
        for at, probability in enumerate(judgement.probabilities.tolist()):
            if probability < limit and at not in spared:
                said = _phrase(document.blocks[at].text) if document.page is None else ()
                reason = Reason(self.name, "unlikely", probability, limit, (*said, *evidence))
                changes.append(drop(document, at, reason=reason))
        return tuple(changes)


def _phrase(line: str) -> tuple[tuple[str, str], ...]:
    """The phrase that a line is: of a text the model knows it, and it tells more than a number."""
    found = load().match(line)
    return (("phrase", found.phrase.id),) if found is not None and not found.start else ()


def _title_of(document: Document) -> set[int]:
    """The headings that say the noted title; where none is noted the first one of the highest rank."""
    titles = {_folded(str(title)) for title in document.values("title")}
    headings = [at for at, block in enumerate(document.blocks) if block.kind is Kind.HEADING]
    if titles:
        return {at for at in headings if _folded(document.blocks[at].text) in titles}
    highest = [at for at in headings if document.blocks[at].level == 1 and document.blocks[at].region not in _AROUND]
    return set(highest[:1])


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
