"""Documents through a pipeline on this machine: in this process, or in workers with the same result."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from docclean.document import Document
from docclean.errors import ConfigError, DoccleanError, RecordError
from docclean.extract.plain import document_of
from docclean.pipeline import Pipeline, Receipts
from docclean.read.incoming import Incoming, blank
from docclean.report import Tally
from docclean.result import CleanDocument

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["UniqueIds", "cleaned", "mapped"]

T = TypeVar("T")
R = TypeVar("R")

_BATCH_ITEMS = 64
_BATCH_SIZE = 256 * 1024
"""A batch is sent when it holds this many items or this much text (in characters), whichever comes first."""
_BATCHES_PER_WORKER = 3
"""How many batches may be under way per worker: enough that none waits, and few enough that memory stays constant."""


def cleaned(incoming: Incoming, pipeline: Pipeline, receipts: Receipts = "full") -> CleanDocument:
    """One document that was read through a pipeline.

    Raises:
        FilterError: a filter broke.
    """
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

    def check(self, document: CleanDocument) -> None:
        """Note an id.

        Raises:
            RecordError: another document of the run has it.
        """
        digest = self._hash(document.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        key = int.from_bytes(digest, "big")
        if key in self._seen:
            source = document.document.source
            problem = f"the id {document.id!r} was used before in this run: give every document its own"
            raise RecordError(source.path, source.offset, problem)
        self._seen.add(key)


def mapped(
    work: Callable[[T], R], items: Iterable[T], *, jobs: int, size: Callable[[T], int]
) -> Iterator[R | DoccleanError]:
    """The answers to some items in their order, an error of docclean in place of an answer that failed.

    Args:
        work: what to do with an item; must pickle if `jobs` is above 1.
        items: read only as far ahead as the workers need.
        jobs: how many processes.
        size: roughly how many characters an item holds.

    Raises:
        ConfigError: `work` does not pickle.
        DoccleanError: a worker process died.
    """
    if jobs == 1:
        return (_attempt(work, item) for item in items)
    import pickle

    try:
        packed = pickle.dumps(work)
    except (pickle.PicklingError, AttributeError, TypeError) as problem:
        raise ConfigError(f"jobs={jobs}", f"the pipeline cannot be sent to workers ({problem}): use jobs=1") from None
    return _mapped_by_workers(packed, items, jobs, size)


def _attempt(work: Callable[[T], R], item: T) -> R | DoccleanError:
    try:
        return work(item)
    except DoccleanError as error:
        return error


def _mapped_by_workers(packed: bytes, items: Iterable[T], jobs: int, size: Callable[[T], int]) -> Iterator[Any]:
    # Here because they take as long to import as the rest of docclean.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Not fork: a thread of the caller may hold a lock at that moment, and the copy would wait for it for ever.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker, initargs=(packed,))
    under_way: deque[Future[list[Any]]] = deque()
    try:
        for batch in _batches(items, size):
            under_way.append(executor.submit(_work_on, batch))
            if len(under_way) >= jobs * _BATCHES_PER_WORKER:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenProcessPool:
        raise DoccleanError(
            "a worker process died: call clean_many(jobs=…) below `if __name__ == '__main__':`, "
            "or use jobs=1 to see which document it is"
        ) from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    batch: list[T] = []
    held = 0
    for item in items:
        batch.append(item)
        held += size(item)
        if len(batch) >= _BATCH_ITEMS or held >= _BATCH_SIZE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


_worker: list[Callable[[Any], Any]] = []
"""What this worker process was started for; empty in every other process."""


def _start_worker(packed: bytes) -> None:
    import pickle
    import signal

    # The parent answers to an interrupt and ends its workers; their tracebacks would only hide its message.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.append(pickle.loads(packed))


def _work_on(batch: list[Any]) -> list[Any]:
    return [_attempt(_worker[0], item) for item in batch]
