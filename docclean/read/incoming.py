"""What readers hand over: one text with what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from docclean.document import Note, Source
from docclean.errors import FormatError
from docclean.read.binary import binary_reason, unreadable_reason
from docclean.read.encoding import decode, without_surrogates
from docclean.read.html_detection import looks_like_html
from docclean.verdict import Reason

__all__ = ["MAX_BYTES", "Incoming", "blank", "default_id", "incoming_bytes", "incoming_text", "shown_size"]

MAX_BYTES = 64 * 2**20
"""Largest document that is read, in bytes: a file without line ends must not fill the memory."""


@frozen(kw_only=True)
class Incoming:
    """One document as it was read, before it is made into blocks."""

    id: str
    text: str
    """The text, or the HTML of a page."""
    source: Source
    notes: tuple[Note, ...] = ()
    """What the input says about the document under reserved keys."""
    url: str = ""
    is_page: bool = False
    """Whether `text` is HTML."""
    fields: Mapping[str, Any] = field(factory=dict)
    """Fields of the input record to carry along."""
    rejected: Reason | None = None
    """Why the reader drops it: `reader/empty` or `reader/binary`."""


def shown_size(size: int) -> str:
    """A number of bytes in the largest unit that fits.

    >>> shown_size(64 * 2**20), shown_size(1_500)
    ('64 MiB', '1500 bytes')
    """
    for unit, name in ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB")):
        if size >= unit and size % unit == 0:
            return f"{size // unit} {name}"
    return f"{size} bytes"


def default_id(source: str, record: int) -> str:
    """The id of a document whose input names none."""
    return f"{source}#{record}"


def incoming_text(text: str, source: Source, *, url: str = "", input_format: str = "auto") -> Incoming:
    """A text as an input.

    Args:
        text: a text or the HTML of a page.
        source: where it comes from.
        url: its address, if known.
        input_format: `"html"`, `"text"`, or `"auto"`: a page if it clearly is one.
    """
    is_page = input_format == "html" or (input_format == "auto" and looks_like_html(text))
    if is_page:
        text = without_surrogates(text)
        source = evolve(source, media_type="text/html")
    return Incoming(
        id=default_id(source.path, source.offset),
        text=text,
        source=source,
        notes=(("url", url),) if url else (),
        url=url,
        is_page=is_page,
        rejected=blank(text),
    )


def incoming_bytes(
    data: bytes,
    source: Source,
    *,
    url: str = "",
    input_format: str = "auto",
    max_bytes: int = MAX_BYTES,
    http_charset: str = "",
) -> Incoming:
    """The bytes of a text or page as an input: decoded, or rejected as binary.

    Args:
        data: the bytes.
        source: where they come from.
        url: see `incoming_text`.
        input_format: see `incoming_text`.
        max_bytes: how many there may be.
        http_charset: what the server says about their charset, as it stands in its header.

    Raises:
        FormatError: there are too many of them.
    """
    if len(data) > max_bytes:
        problem = f"is larger than {shown_size(max_bytes)}: split it into documents, or allow more (--max-bytes)"
        raise FormatError(source.path, source.offset, problem)
    reason = binary_reason(data)
    if reason is None:
        decoded = decode(
            data, http_charset=http_charset, page=None if input_format == "auto" else input_format == "html"
        )
        source = evolve(source, charset=decoded.charset, charset_reason=decoded.reason, replaced=decoded.replaced)
        reason = unreadable_reason(decoded)
    if reason is None:
        return incoming_text(decoded.text, source, url=url, input_format=input_format)
    source = evolve(source, media_type="application/octet-stream")
    return Incoming(id=default_id(source.path, source.offset), text="", source=source, url=url, rejected=reason)


def blank(text: str) -> Reason | None:
    """Why a text without a visible character is dropped, or `None`."""
    return None if text and not text.isspace() else Reason("reader", "empty", 0, 1)
