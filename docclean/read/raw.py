"""Documents as bytes, cut out of their sources but not yet decoded: light to read, light to send to a worker."""

from __future__ import annotations

from attrs import frozen

from docclean.document import Source
from docclean.read.incoming import MAX_BYTES, Incoming, incoming_bytes
from docclean.read.jsonl import incoming_line

__all__ = ["RawDocument", "Reading"]


@frozen(kw_only=True)
class Reading:
    """How the bytes of sources are to be read."""

    input_format: str = "auto"
    """`"text"` or `"html"` (one document), `"jsonl"` (one per line) or `"auto"`: what the suffix says; else JSON
    Lines where the first line that is not blank is a JSON object with a string under `text` or `html` (or
    `text_field`); else HTML if it clearly is a page; else text."""
    text_field: str = ""
    """Name of the field of JSON records that holds text or HTML."""
    url: str = ""
    """Address to assume where a record has none."""
    max_bytes: int = MAX_BYTES
    """Largest document, in bytes."""


@frozen
class RawDocument:
    """The bytes of one document, and where they stand."""

    source: str
    offset: int
    """Index of the record inside the source, from 0."""
    data: bytes
    line: int
    """Number of its line in JSON Lines, from 1; 0 for a document that is a whole source."""
    reading: Reading

    def read(self) -> Incoming:
        """The document as an input of the pipeline.

        Raises:
            InputError: there is no document in the bytes.
        """
        how = self.reading
        if self.line:
            source = Source(path=self.source, offset=self.offset)
            return incoming_line(self.data, source, self.line, text_field=how.text_field, url=how.url)
        return incoming_bytes(
            self.data, Source(path=self.source), url=how.url, input_format=how.input_format, max_bytes=how.max_bytes
        )
