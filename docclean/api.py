"""`clean` and `clean_many`: the whole of docclean for one text, and for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import frozen

from docclean.document import Source
from docclean.engine.local import UniqueIds, cleaned, mapped
from docclean.errors import ConfigError, DoccleanError, FormatError, InputError, UnreadableError
from docclean.pipeline import Pipeline, Receipts
from docclean.read.incoming import Incoming, incoming_bytes, incoming_text
from docclean.read.jsonl import lines_of, records
from docclean.read.records import incoming_record, scrubbed
from docclean.read.sources import SourceFile, display_name, documents
from docclean.result import CleanDocument

__all__ = ["Item", "clean", "clean_many", "pipeline_of"]

Item = str | bytes | Path | Mapping[str, Any]

INPUT_FORMATS = ("auto", "text", "jsonl")


def pipeline_of(preset: str | Path | Pipeline) -> Pipeline:
    """A pipeline by the name of a preset or the path of a TOML file; built once per process.

    Raises:
        ConfigError: there is no such preset, or the file cannot be used.
    """
    if isinstance(preset, Pipeline):
        return preset
    if isinstance(preset, Path) or preset.endswith(".toml"):
        path = Path(preset)
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            changed = 0
        return _from_file(path, changed)
    return _from_preset(preset)


@cache
def _from_preset(name: str) -> Pipeline:
    return Pipeline.from_preset(name)


@lru_cache(maxsize=16)
def _from_file(path: Path, changed: int) -> Pipeline:  # noqa: ARG001 - part of the key: an edited file is read again
    return Pipeline.from_file(path)


def clean(
    source: str | bytes | Path,
    *,
    input_format: str = "auto",
    url: str | None = None,
    preset: str | Path | Pipeline = "web",
    receipts: Receipts = "full",
) -> CleanDocument:
    r"""Clean one document.

    Args:
        source: a text (a `str` is always the text itself, never a path), its bytes, or the path of a file.
        input_format: `"text"`, `"jsonl"` (exactly one record), or `"auto"`: a file may be either,
            everything else is text.
        url: the document's address.
        preset: name of a preset, path of a TOML file, or a pipeline.
        receipts: what to keep of what was done: `"full"`, `"counts"` or `"none"`; the text is the same.

    Returns:
        The clean document. One that the reader or a filter dropped (empty, binary, …) says why in `rejected`.

    Raises:
        InputError: the file cannot be read, is HTML, or holds another number of documents than one.
        ConfigError: an argument cannot be used.
        FilterError: a filter broke.

    >>> clean("One line.\r\nAnother.\r\n", preset="minimal").text
    'One line.\nAnother.'
    """
    if not isinstance(source, str | bytes | Path):
        raise ConfigError("clean", f"takes str, bytes or Path, not {type(source).__name__}")
    return _Job(pipeline_of(preset), _format(input_format), url or "", _receipts(receipts))((0, source))


def clean_many(
    items: Iterable[Item],
    *,
    jobs: int = 1,
    input_format: str = "auto",
    preset: str | Path | Pipeline = "web",
    receipts: Receipts = "full",
) -> Iterator[CleanDocument]:
    r"""Clean many documents, lazily and in their order.

    With several jobs the pipeline runs in worker processes; what comes out is the same to the byte. A script
    must then call it below `if __name__ == "__main__":`, as for everything that starts processes.

    A document that cannot be read or cleaned raises when its turn comes, and ends the iteration: to go on
    behind it, call `clean` for each document and catch `DoccleanError`, or use the command line, which
    counts it as failed.

    Args:
        items: what `clean` takes, or mappings, which are records as in JSON Lines.
        jobs: how many processes clean.
        input_format: as for `clean`.
        preset: as for `clean`.
        receipts: as for `clean`.

    Raises:
        ConfigError: an argument cannot be used (raised at once).
        InputError: an item cannot be read, or has the id of another one.
        FilterError: a filter broke.

    >>> [document.text for document in clean_many(["Bread. \r", {"text": "Roses."}], preset="minimal")]
    ['Bread.', 'Roses.']
    """
    if jobs < 1:
        raise ConfigError("jobs", f"must be at least 1, not {jobs}")
    job = _Job(pipeline_of(preset), _format(input_format), "", _receipts(receipts))
    return _in_order(mapped(job, enumerate(items), jobs=jobs, size=_size))


def _in_order(outcomes: Iterator[CleanDocument | DoccleanError]) -> Iterator[CleanDocument]:
    ids = UniqueIds()
    for outcome in outcomes:
        if isinstance(outcome, DoccleanError):
            raise outcome
        ids.check(outcome)
        yield outcome


def _format(input_format: str) -> str:
    # "html" goes through: the reader says of each document what to do about it.
    if input_format not in (*INPUT_FORMATS, "html"):
        raise ConfigError("input_format", f"{input_format!r} is none of {', '.join(INPUT_FORMATS)}")
    return input_format


def _receipts(receipts: Receipts) -> Receipts:
    if receipts not in ("none", "counts", "full"):
        raise ConfigError("receipts", f'{receipts!r} is none of "none", "counts", "full"')
    return receipts


def _size(numbered: tuple[int, Item]) -> int:
    item = numbered[1]
    if isinstance(item, Mapping):
        return sum(len(value) for value in item.values() if isinstance(value, str))
    return len(item) if isinstance(item, str | bytes) else 0


@frozen
class _Job:
    """What is done with each (number, item); travels to workers."""

    pipeline: Pipeline
    input_format: str
    url: str
    receipts: Receipts

    def __call__(self, numbered: tuple[int, Item]) -> CleanDocument:
        return cleaned(self._read(*numbered), self.pipeline, self.receipts)

    def _read(self, number: int, item: Item) -> Incoming:
        if isinstance(item, Mapping):
            return incoming_record(scrubbed(dict(item)), Source(offset=number), url=self.url)
        if isinstance(item, Path):
            return self._read_file(item)
        if self.input_format == "jsonl":
            data = item.encode("utf-8", "surrogatepass") if isinstance(item, str) else item
            return _only(records(lines_of(BytesIO(data)), source="", url=self.url), "")
        if isinstance(item, str):
            return incoming_text(item, Source(offset=number), url=self.url, input_format=self.input_format)
        if isinstance(item, bytes):
            return incoming_bytes(item, Source(offset=number), url=self.url, input_format=self.input_format)
        raise FormatError("", number, f"is of type {type(item).__name__}: give str, bytes, Path or a mapping")

    def _read_file(self, path: Path) -> Incoming:
        name = display_name(path)
        if path.is_dir():
            raise UnreadableError(name, 0, "is a folder: give its files, or use `docclean clean`")
        source = SourceFile(path, name, name)
        return _only(documents(source, input_format=self.input_format, url=self.url), name)


def _only(found: Iterator[Incoming | InputError], name: str) -> Incoming:
    """The one document of a source."""
    first, second = next(found, None), next(found, None)
    if isinstance(first, InputError):
        raise first
    if first is None or second is not None:
        how_many = "no record" if first is None else "several records"
        raise FormatError(name, 0, f"holds {how_many}: give clean_many one mapping per record, or use `docclean clean`")
    return first
