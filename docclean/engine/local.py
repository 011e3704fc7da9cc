"""Documents through a pipeline on this machine: in this process, or in workers with the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from docclean.document import Document
from docclean.engine.feed import Feed
from docclean.engine.stages import stage
from docclean.engine.worker import Limits
from docclean.errors import ConfigError, DoccleanError, RecordError
from docclean.extract.plain import document_of
from docclean.pipeline import Pipeline, Receipts
from docclean.read.incoming import Incoming, blank
from docclean.report import Tally
from docclean.result import CleanDocument

__all__ = ["UniqueIds", "cleaned", "mapped", "packed"]

T = TypeVar("T")
R = TypeVar("R")


def cleaned(incoming: Incoming, pipeline: Pipeline, receipts: Receipts = "full") -> CleanDocument:
    """One document that was read through a pipeline.

    Raises:
        FilterError: a filter broke.
        StageError: the document could not be made into blocks.
    """
    with stage("extract", incoming.id):
        document = _document(incoming)
    url = incoming.url or (document.page.url if document.page else "")
    # Whether a page shows anything is known only now.
    rejected = incoming.rejected or (None if document.blocks else blank(document.text))
    if rejected is None:
        return pipeline.run(document, receipts=receipts, url=url, fields=incoming.fields)
    return CleanDocument(
        document=document,
        counts={} if receipts == "none" else {rejected.key: Tally(documents=1)},
        rejected=rejected,
        url=url,
        pipeline=f"{pipeline.name}@{pipeline.fingerprint}",
        fields=incoming.fields,
    )


def _document(incoming: Incoming) -> Document:
    if not incoming.is_page:
        return document_of(incoming.text, id=incoming.id, source=incoming.source, notes=incoming.notes)
    # Here because plain text needs no parser of HTML, which takes longer to import than all of docclean.
    from docclean.extract.html import document_of_html

    return document_of_html(
        incoming.text, id=incoming.id, source=incoming.source, notes=incoming.notes, url=incoming.url
    )


class UniqueIds:
    """Which ids a run has seen; eight bytes of hash for each."""

    def __init__(self) -> None:
        from hashlib import blake2b

        self._hash = blake2b
        self._seen: set[int] = set()
        self.remember = False
        """Whether what is new is collected in `fresh`."""
        self.fresh = bytearray()
        """The hashes of ids noted since whoever needs them emptied this."""

    def check(self, id: str, source: str, record: int) -> None:
        """Note an id.

        Args:
            id: of a document.
            source: where it stands.
            record: its index there.

        Raises:
            RecordError: another document of the run has it.
        """
        digest = self._hash(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "big")
        if key in self._seen:
            raise RecordError(source, record, f"the id {id!r} was used before in this run: give every document its own")
        self._seen.add(key)
        if self.remember:
            self.fresh += digest

    def restore(self, keys: bytes) -> None:
        """Note the ids that an earlier run noted; see `fresh`."""
        self._seen.update(int.from_bytes(keys[at : at + 8], "big") for at in range(0, len(keys), 8))


def mapped(
    work: Callable[[T], R], items: Iterable[T], *, jobs: int, size: Callable[[T], int], limits: Limits
) -> Iterator[R | DoccleanError]:
    """The answers to some items in their order, an error of docclean in place of an answer that failed.

    Args:
        work: what to do with an item; must pickle if `jobs` is above 1.
        items: read only as far ahead as the workers need.
        jobs: how many processes; 1 is this one, in which nothing limits what an item takes.
        size: roughly how many characters an item holds.
        limits: what an item may take in a worker.

    Raises:
        ConfigError: `work` does not pickle.
        DoccleanError: workers cannot be started.
    """
    if jobs == 1:
        return (_attempt(work, item) for item in items)
    # Here because it takes as long to import as the rest of docclean.
    from docclean.engine.pool import Pool
    from docclean.engine.starters import Spawner

    # Not forks: nobody knows what threads and locks the caller's process holds.
    pool: Pool[T] = Pool(
        Spawner(packed(work), limits), jobs, load=lambda item: item, size=size, name=_numbered, limits=limits
    )
    return (outcome.result for outcome in pool.outcomes(Feed(items)))


def packed(work: Callable[[T], Any]) -> bytes:
    """What is done with each item, to be sent to workers.

    Raises:
        ConfigError: it cannot be sent.
    """
    import pickle

    try:
        return pickle.dumps(work)
    except (pickle.PicklingError, AttributeError, TypeError) as problem:
        raise ConfigError("jobs", f"the pipeline cannot be sent to workers ({problem}): use jobs=1") from None


def _numbered(item: object) -> str:
    return f"#{item[0]}" if isinstance(item, tuple) else str(item)


def _attempt(work: Callable[[T], R], item: T) -> R | DoccleanError:
    try:
        return work(item)
    except DoccleanError as error:
        return error
