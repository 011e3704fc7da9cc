"""What readers hand over: one text with what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from docclean.document import Note, Source
from docclean.errors import FormatError
from docclean.read.encoding import binary_reason, decode, looks_like_html
from docclean.verdict import Reason
from docclean.version import __version__

__all__ = ["MAX_BYTES", "Incoming", "default_id", "incoming_bytes", "incoming_text", "no_html"]

MAX_BYTES = 64 * 2**20
"""Largest document that is read, in bytes: a file without line ends must not fill the memory."""


@frozen(kw_only=True)
class Incoming:
    """One document as it was read, before it is made into blocks."""

    id: str
    text: str
    source: Source
    notes: tuple[Note, ...] = ()
    """What the input says about the document under reserved keys."""
    url: str = ""
    fields: Mapping[str, Any] = field(factory=dict)
    """Fields of the input record to carry along."""
    rejected: Reason | None = None
    """Why the reader drops it: `reader/empty` or `reader/binary`."""


def default_id(source: str, record: int) -> str:
    """The id of a document whose input names none."""
    return f"{source}#{record}"


def no_html(source: str, record: int) -> FormatError:
    """The error for HTML, which this version does not read."""
    return FormatError(
        source,
        record,
        f"is HTML, which docclean {__version__} does not read: give it the extracted text "
        "(or --from text, to clean the markup as it stands)",
    )


def incoming_text(text: str, source: Source, *, url: str = "", input_format: str = "auto") -> Incoming:
    """A text as an input.

    Raises:
        FormatError: it is an HTML page, and `input_format` does not say that it is to be taken as text.
    """
    if input_format == "html" or (input_format == "auto" and looks_like_html(text)):
        raise no_html(source.path, source.offset)
    return Incoming(
        id=default_id(source.path, source.offset),
        text=text,
        source=source,
        notes=(("url", url),) if url else (),
        url=url,
        rejected=blank(text),
    )


def incoming_bytes(data: bytes, source: Source, *, url: str = "", input_format: str = "auto") -> Incoming:
    """The bytes of a text as an input: decoded, or rejected as binary.

    Raises:
        FormatError: it is an HTML page (see `incoming_text`) or too large.
    """
    if len(data) > MAX_BYTES:
        problem = f"is larger than {MAX_BYTES >> 20} MiB: split it into documents"
        raise FormatError(source.path, source.offset, problem)
    reason = binary_reason(data)
    if reason is None:
        decoded = decode(data)
        source = evolve(source, charset=decoded.charset, charset_reason=decoded.reason)
        return incoming_text(decoded.text, source, url=url, input_format=input_format)
    source = evolve(source, media_type="application/octet-stream")
    return Incoming(id=default_id(source.path, source.offset), text="", source=source, url=url, rejected=reason)


def blank(text: str) -> Reason | None:
    """Why a text without a visible character is dropped, or `None`."""
    return None if text and not text.isspace() else Reason("reader", "empty", 0, 1)
