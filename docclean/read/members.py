"""The members of a compressed stream, one after the other, decompressed in bounded steps."""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import BinaryIO, Protocol

from attrs import field, frozen

__all__ = ["FORMATS", "Fault", "Format", "Members", "Plain"]

XZ_MEMORY = 128 * 2**20
"""Memory that an xz stream may ask for: its strongest preset needs 65 MiB."""

ZSTD_WINDOW_LOG = 27
"""Largest window of a Zstandard frame, as a power of two: 128 MiB, as for the command `zstd -d`."""

_PIECE = 4096
"""Compressed bytes that are handed over at once. Few, for what a piece gave is lost if its end is damaged …"""

_REPLAYED_IN = 2**20
"""… unless its member is shorter than this so far: then it is read again, and the damaged piece byte by byte."""

_REPLAYED_OUT = 64 * 2**20
"""The same for what came out of it: reading a bomb again would take as long as the bomb wants."""


class Fault(Exception):  # noqa: N818 -- never leaves the reader, which makes an error of docclean of it
    """A stream cannot be decompressed on. Args: what is wrong, bytes that came before it, whether it is damage."""

    def __init__(self, problem: str, before: bytes = b"", is_damage: bool = True) -> None:
        super().__init__(problem, before, is_damage)
        self.problem, self.before, self.is_damage = problem, before, is_damage


class Decompressor(Protocol):
    """Decompresses one member; `bz2.BZ2Decompressor` is one."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _GzipDecompressor:
    """A gzip member, with the interface of the other decompressors."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._is_full = False

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not self._is_full and not self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        given = self._member.decompress(self._member.unconsumed_tail + data, max(0, max_length))
        self._is_full = bool(self._member.unconsumed_tail) or len(given) == max_length
        return given


def _zstd() -> ModuleType:
    """The library, loaded when the first such file is read."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _zstd_decompressor() -> Decompressor:
    zstd = _zstd()
    decompressor: Decompressor = zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
    )
    return decompressor


def _zstd_errors() -> tuple[type[Exception], ...]:
    return (_zstd().ZstdError,)


@frozen
class Format:
    """A compression and how to know it."""

    name: str
    suffix: str
    signature: bytes
    """First bytes of a member; empty if only the suffix says what it is."""
    decompressor: Callable[[], Decompressor]
    errors: Callable[[], tuple[type[Exception], ...]]
    """What the decompressor raises."""
    others: tuple[bytes, ...] = field(default=())
    """Other first bytes, as long as the signature."""

    def matches(self, head: bytes) -> bool:
        """Whether some bytes open a member."""
        return bool(self.signature) and len(head) >= len(self.signature) and self.may_begin(head)

    def may_begin(self, head: bytes) -> bool:
        """Whether some bytes, however few, can be the start of a member."""
        openings = (self.signature, *self.others) if self.signature else ()
        return any(head.startswith(opening[: len(head)]) for opening in openings)


# The level stands between the mark of bzip2 and that of its first block, or that of its end if it is empty.
_BZIP2 = tuple(b"BZh%d%b" % (level, mark) for level in range(9, 0, -1) for mark in (b"1AY&SY", b"\x17rE8P\x90"))
_SKIPPED = tuple(bytes((low, 0x2A, 0x4D, 0x18)) for low in range(0x50, 0x60))
"""Signatures of Zstandard frames that hold something else than data."""

FORMATS = (
    Format("gzip", ".gz", b"\x1f\x8b\x08", _GzipDecompressor, lambda: (zlib.error,)),
    Format("bzip2", ".bz2", _BZIP2[0], bz2.BZ2Decompressor, lambda: (OSError, ValueError), _BZIP2[1:]),
    Format(
        "xz",
        ".xz",
        b"\xfd7zXZ\x00",
        lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, XZ_MEMORY),
        lambda: (lzma.LZMAError,),
    ),
    Format("Zstandard", ".zst", b"\x28\xb5\x2f\xfd", _zstd_decompressor, _zstd_errors, _SKIPPED),
    Format(
        "lzma",
        ".lzma",
        b"",
        lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, XZ_MEMORY),
        lambda: (lzma.LZMAError,),
    ),
)


class Plain:
    """Bytes that are not compressed: those that were looked at already, then the rest."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        # A pipe gives what it has; waiting for more would hold back what is there.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._pending = head

    def step(self, size: int) -> bytes:
        """At most `size` more bytes; none at the end."""
        return self._piece(size)

    def _piece(self, size: int) -> bytes:
        if not self._pending:
            return self._read(size)
        piece, self._pending = self._pending[:size], self._pending[size:]
        return piece


class Members(Plain):
    """What is inside all members of a compressed stream."""

    def __init__(self, stream: BinaryIO, head: bytes, form: Format) -> None:
        super().__init__(stream, head)
        self._form = form
        self._errors = form.errors()
        self._begin()

    def _begin(self) -> None:
        self._member: Decompressor | None = self._form.decompressor()
        self._pieces: list[bytes] | None = []
        self._taken = 0
        self._given = 0

    def step(self, size: int) -> bytes:
        """At most `size` more bytes; none at the end.

        Raises:
            Fault: the stream ends too early, or goes on with something else.
            OSError: it cannot be read.
        """
        while self._member is not None or self._has_next():
            member = self._member
            assert member is not None
            piece = b""
            if member.needs_input and not (piece := self._piece(_PIECE)):
                raise Fault(f"{self._form.name} data end too early: fetch or make the file again")
            data = self._decompressed(member, piece, size)
            if member.eof:
                self._pending = member.unused_data + self._pending
                self._member = None
            if data:
                return data
        return b""

    def _has_next(self) -> bool:
        """Go to the next member; zero bytes before it are padding (of xz, or of blocks on a tape)."""
        rest = b""
        while len(rest) < max(1, len(self._form.signature)) and (more := self._piece(_PIECE)):
            rest = (rest + more).lstrip(b"\0")
        if not rest:
            return False
        if not self._form.may_begin(rest):
            problem = (
                f"{self._form.name} data are followed by something else: cut it off, or see whether it was a member"
            )
            raise Fault(problem)
        self._pending = rest + self._pending
        self._begin()
        return True

    def _decompressed(self, member: Decompressor, piece: bytes, size: int) -> bytes:
        self._taken += len(piece)
        if self._taken > _REPLAYED_IN or self._given > _REPLAYED_OUT:
            self._pieces = None
        elif piece and self._pieces is not None:
            self._pieces.append(piece)
        try:
            data = member.decompress(piece, size)
        except self._errors as problem:
            # The libraries have no types for it.
            if "memory" in str(problem).lower():
                limit = max(XZ_MEMORY, 2**ZSTD_WINDOW_LOG) >> 20
                text = (
                    f"{self._form.name} data need more than {limit} MiB to decompress: compress them with less memory"
                )
                raise Fault(text, is_damage=False) from None
            text = f"{self._form.name} data are damaged ({problem}): fetch or make the file again"
            raise Fault(text, self._salvaged()) from None
        self._given += len(data)
        return data

    def _salvaged(self) -> bytes:
        """What came before the damage in the call that found it."""
        if not self._pieces:
            return b""
        member = self._form.decompressor()
        *sound, last = self._pieces
        known, found = self._given, []
        try:
            for piece in (*sound, *(last[place : place + 1] for place in range(len(last)))):
                data = member.decompress(piece, 2**20)
                while True:
                    found.append(data[known:])
                    known = max(0, known - len(data))
                    if member.needs_input or member.eof:
                        break
                    data = member.decompress(b"", 2**20)
        except self._errors:
            return b"".join(found)
        return b"".join(found)
