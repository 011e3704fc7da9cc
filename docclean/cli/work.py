"""What is done with each document of a run, in a worker or here, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field, frozen

from docclean.document import Source
from docclean.engine.local import cleaned
from docclean.engine.stages import stage
from docclean.pipeline import Pipeline, Receipts
from docclean.read.incoming import default_id, incoming_text
from docclean.read.raw import RawDocument
from docclean.report import Tally, tally
from docclean.result import CleanDocument
from docclean.verdict import Reason
from docclean.write.ledger import ledger_lines

__all__ = ["Cleaning", "Done", "Explaining"]


_SAMPLE = "Skip to content\n\nThe lighthouse is open every day, and the keeper is at home.\n\nShare this page"


@frozen(kw_only=True)
class Done:
    """A document that did not fail, as it is written."""

    id: str
    rejected: Reason | None = None
    text: str = ""
    """The document in the output format; `""` if it was dropped or is not written."""
    language: str = "und"
    ledger: str = ""
    """The lines of `--removed`, if they are wanted."""
    counts: Mapping[str, Tally] = field(factory=dict)
    changed: bool = False
    """Whether it would change under `--check`, if that is asked."""


@frozen
class Explaining:
    """Cleans a document and gives all of it."""

    pipeline: Pipeline
    receipts: Receipts = "full"

    def __call__(self, raw: RawDocument) -> CleanDocument:
        return _cleaned(raw, self.pipeline, self.receipts)


@frozen(kw_only=True)
class Cleaning:
    """Cleans a document and gives what is written of it, which is lighter to send than the document."""

    pipeline: Pipeline
    receipts: Receipts
    render: Callable[[CleanDocument], str] | None = None
    """How documents are written; `None`: they are not."""
    ledger: bool = False
    compare: bool = False

    def __call__(self, raw: RawDocument) -> Done:
        document = _cleaned(raw, self.pipeline, self.receipts)
        with stage("write", document.id):
            return self._done(document)

    def warm(self) -> None:
        """Have models and tables loaded, by the steps of this package: nobody knows what others do with any text."""
        own = [step for step in self.pipeline.steps if type(step).__module__.startswith("docclean.")]
        cleaned(incoming_text(_SAMPLE, Source()), Pipeline(tuple(own)), "none")

    def _done(self, document: CleanDocument) -> Done:
        counts = document.counts
        if document.steps:
            counts = tally((step.verdict for step in document.steps), samples=True)
        written = self.render is not None and document.rejected is None
        return Done(
            id=document.id,
            rejected=document.rejected,
            text=self.render(document) if written and self.render else "",
            language=document.language,
            ledger="".join(ledger_lines(document)) if self.ledger else "",
            counts=counts,
            changed=self.compare and _would_change(document),
        )


def _cleaned(raw: RawDocument, pipeline: Pipeline, receipts: Receipts) -> CleanDocument:
    with stage("read", default_id(raw.source, raw.offset)):
        incoming = raw.read()
    with stage("filter", incoming.id):
        return cleaned(incoming, pipeline, receipts)


def _would_change(document: CleanDocument) -> bool:
    """Whether any character is not as it was. White space at the ends of a document does not count."""
    return document.rejected is not None or document.text != document.undo().strip()
