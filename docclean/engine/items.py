"""What `clean` takes, as documents that were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import frozen

from docclean.document import Source
from docclean.engine.local import cleaned
from docclean.errors import FormatError, InputError, UnreadableError
from docclean.pipeline import Pipeline, Receipts
from docclean.read.incoming import Incoming, incoming_bytes, incoming_text
from docclean.read.raw import Reading
from docclean.read.records import incoming_record, scrubbed
from docclean.read.sources import SourceFile, display_name
from docclean.read.streams import documents, records
from docclean.result import CleanDocument

__all__ = ["Item", "Job", "size"]

Item = str | bytes | Path | Mapping[str, Any]


def size(numbered: tuple[int, Item]) -> int:
    """Roughly how many characters travel with an item; a path is light."""
    item = numbered[1]
    if isinstance(item, Mapping):
        return sum(len(value) for value in item.values() if isinstance(value, str))
    return len(item) if isinstance(item, str | bytes) else 0


@frozen
class Job:
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
            return _only(records(BytesIO(data), "", Reading(input_format="jsonl", url=self.url)), "")
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
        return _only(documents(source, Reading(input_format=self.input_format, url=self.url)), name)


def _only(found: Iterator[Incoming | InputError], name: str) -> Incoming:
    """The one document of a source."""
    first, second = next(found, None), next(found, None)
    if isinstance(first, InputError):
        raise first
    if first is None or second is not None:
        how_many = "no record" if first is None else "several records"
        raise FormatError(name, 0, f"holds {how_many}: give clean_many one mapping per record, or use `docclean clean`")
    return first
