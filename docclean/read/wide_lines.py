"""Lines of UTF-16 and UTF-32, in which the byte of `\n` may be half of another character."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from docclean.errors import InputError
from docclean.read.charsets import MARKS, UTF_8

__all__ = ["line_charset", "wide_lines"]

_STEP = 2**16


def line_charset(head: bytes) -> str:
    r"""The charset that the first bytes of a stream show, if its lines cannot be cut at the byte of `\n`; else `""`.

    By a byte-order mark, or by the NUL that is half (or three quarters) of `{`, with which JSON Lines begin.

    >>> line_charset("{}".encode("utf-16")), line_charset(b"{}")
    ('utf-16-le', '')
    """
    for mark, charset in MARKS:
        if head.startswith(mark):
            return "" if charset == UTF_8 else charset
    for charset in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        if head.startswith("{".encode(charset)) and 0 in head[:2]:
            return charset
    return ""


def wide_lines(stream: BinaryIO, charset: str, *, head: bytes = b"", max_bytes: int) -> Iterator[bytes | None]:
    r"""The lines of a stream in UTF-16 or UTF-32, encoded as UTF-8; `None` for one that is too long to hold.

    Bytes that are no character are U+FFFD. What was read before an error comes before it.

    >>> from io import BytesIO
    >>> list(wide_lines(BytesIO("\ufeffpain\nblé".encode("utf-16-le")), "utf-16-le", max_bytes=100))
    [b'pain\n', b'bl\xc3\xa9']

    Args:
        stream: what is left to read.
        charset: `"utf-16-le"`, `"utf-16-be"`, `"utf-32-le"` or `"utf-32-be"`.
        head: bytes that were read from it already.
        max_bytes: the longest line, in bytes of UTF-8.

    Raises:
        InputError: as the stream raises it.
        OSError: the stream cannot be read.
    """
    decoder = codecs.getincrementaldecoder(charset)("replace")
    rest: list[bytes] = []
    held = 0
    fault: InputError | OSError | None = None
    data, is_first, is_last = head, True, False
    while not is_last:
        if not data:
            try:
                data = stream.read(_STEP)
            except (InputError, OSError) as problem:
                fault = problem
        is_last = not data
        text = decoder.decode(data, is_last)
        data = b""
        if is_first and text:
            text, is_first = text.removeprefix("\ufeff"), False
        for piece in BytesIO(text.encode("utf-8")):
            held += len(piece)
            if held <= max_bytes:
                rest.append(piece)
            else:
                rest.clear()
            if piece.endswith(b"\n"):
                yield b"".join(rest) if held <= max_bytes else None
                rest, held = [], 0
    if held:
        yield b"".join(rest) if held <= max_bytes else None
    if fault is not None:
        raise fault
