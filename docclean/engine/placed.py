"""The documents of many sources in their order, each with its place, from which a run can go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from attrs import define, field, frozen

from docclean.errors import ConfigError, InputError
from docclean.read.raw import RawDocument, Reading
from docclean.read.sources import SourceFile, sources
from docclean.read.streams import raw_documents

__all__ = ["Offsets", "Place", "Placed", "Trace", "placed_documents"]


@frozen
class Placed:
    """A document, a failure to read one, or the end of a source."""

    source: SourceFile
    number: int
    """Index of the source in the run."""
    index: int
    """Index of this in the source."""
    raw: RawDocument | InputError | None
    """`None` behind the last document of a source."""

    @property
    def load(self) -> RawDocument | None:
        """What there is to work on."""
        return self.raw if isinstance(self.raw, RawDocument) else None

    @property
    def size(self) -> int:
        """Bytes that it holds."""
        return len(self.raw.data) if isinstance(self.raw, RawDocument) else 0


@frozen
class Place:
    """Where a run stands, and what its input was up to there."""

    source: int = 0
    """Index of the source that comes next."""
    index: int = 0
    """Index of what comes next in it."""
    sources: str = ""
    """Hash of names, sizes and times of the sources before it."""
    documents: str = ""
    """Hash of the documents before it in its source."""


@define
class Trace:
    """Follows a run through its input. Hashes are chained, so that they can go on from what a marker says."""

    source: int = 0
    index: int = 0
    _sources: bytes = b""
    _documents: bytes = b""

    @classmethod
    def at(cls, place: Place) -> Trace:
        """The trace of a run that goes on."""
        return cls(place.source, place.index, bytes.fromhex(place.sources), bytes.fromhex(place.documents))

    @property
    def place(self) -> Place:
        return Place(self.source, self.index, self._sources.hex(), self._documents.hex())

    def passed(self, placed: Placed) -> None:
        """Note that something is done with."""
        if placed.raw is None:
            self.passed_source(placed.source)
            return
        self.index = placed.index + 1
        data = placed.raw.data if isinstance(placed.raw, RawDocument) else b""
        self._documents = _chained(self._documents, data)

    def passed_source(self, source: SourceFile) -> None:
        """Note that all of a source is done with; it is known again by name, size and time."""
        facts: tuple[object, ...] = (source.name,)
        if source.path is not None:
            try:
                found = source.path.stat()
                facts += (found.st_size, found.st_mtime_ns)
            except OSError as problem:
                facts += (problem.strerror,)
        self._sources = _chained(self._sources, repr(facts).encode("utf-8", "surrogatepass"))
        self._documents = b""
        self.source += 1
        self.index = 0


def _chained(before: bytes, data: bytes) -> bytes:
    # The length keeps apart what could be cut in two ways.
    return blake2b(data, digest_size=16, key=before, salt=len(data).to_bytes(16, "big")).digest()


def placed_documents(
    inputs: Sequence[str],
    reading: Reading,
    *,
    start: Place | None = None,
    only: Mapping[str, Offsets] | None = None,
) -> Iterator[Placed]:
    """What there is to do, in order.

    Args:
        inputs: see `sources`.
        reading: how to read them.
        start: where to go on.
        only: the documents wanted of each source by name; all of those not named are left out.

    Raises:
        ConfigError: what stands before `start` is not what stood there.
    """
    trace = Trace()
    start = start or Place()
    for number, found in enumerate(sources(inputs)):
        source = SourceFile(None, found.source, found.source) if isinstance(found, InputError) else found
        if number < start.source:
            trace.passed_source(source)
            continue
        if number == start.source and start.sources and trace.place.sources != start.sources:
            raise ConfigError("--resume", _CHANGED)
        wanted = only.get(source.name) if only is not None else None
        if only is not None and wanted is None:
            continue
        raws = iter([found]) if isinstance(found, InputError) else raw_documents(found, reading)
        for placed in _of_source(source, number, raws, start, trace):
            if wanted is None or placed.raw is None or wanted.has(placed.raw):
                yield placed


def _of_source(
    source: SourceFile, number: int, raws: Iterator[RawDocument | InputError], start: Place, trace: Trace
) -> Iterator[Placed]:
    goes_on = number == start.source and start.index > 0
    index = 0
    for index, raw in enumerate(raws, 1):
        placed = Placed(source, number, index - 1, raw)
        if goes_on and index <= start.index:
            trace.passed(placed)
            if index == start.index and trace.place.documents != start.documents:
                raise ConfigError("--resume", _CHANGED)
            continue
        yield placed
    if goes_on and index < start.index:
        raise ConfigError("--resume", _CHANGED)
    yield Placed(source, number, index, None)


@define
class Offsets:
    """Which documents of a source are wanted."""

    offsets: set[int] = field(factory=set)
    rest_from: int | None = None
    """From this one on all of them: what stands behind a fault was never read."""

    def has(self, raw: RawDocument | InputError) -> bool:
        """Whether a document, or the failure to read it, is wanted."""
        offset = raw.offset if isinstance(raw, RawDocument) else int(raw.args[1])
        return offset in self.offsets or (self.rest_from is not None and offset >= self.rest_from)

    def add(self, offset: int, *, cut_short: bool) -> None:
        """Want one more, or all from there on."""
        self.offsets.add(offset)
        if cut_short:
            self.rest_from = offset if self.rest_from is None else min(offset, self.rest_from)


_CHANGED = (
    "the input is not what it was when the finished parts were written: "
    "give the same input, or name another place with -o and leave out --resume"
)
