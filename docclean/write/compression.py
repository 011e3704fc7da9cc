"""Compressed output, chosen by the suffix of its name: the same bytes for the same text, whenever and wherever."""

from __future__ import annotations

import bz2
import lzma
import sys
import zlib
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Protocol, Self

__all__ = ["SUFFIXES", "Compressing", "compressing"]


class Compressor(Protocol):
    """Compresses one member; `bz2.BZ2Compressor` is one."""

    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def _zstd_compressor() -> Compressor:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    parameter = zstd.CompressionParameter
    compressor: Compressor = zstd.ZstdCompressor(options={parameter.compression_level: 3, parameter.checksum_flag: 1})
    return compressor


# zlib writes a gzip header without a name and with time 0.
_COMPRESSORS: dict[str, Callable[[], Compressor]] = {
    ".gz": lambda: zlib.compressobj(6, wbits=31),
    ".bz2": lambda: bz2.BZ2Compressor(9),
    ".xz": lambda: lzma.LZMACompressor(lzma.FORMAT_XZ, preset=6),
    ".zst": _zstd_compressor,
}

SUFFIXES = tuple(_COMPRESSORS)
"""Suffixes of names that ask for compression."""


class Compressing:
    """Writes to another stream, compressed.

    The frame ends with `finish`, after which the stream can be synced and closed by whoever opened it; `close` does
    both. An object that is dropped without either writes nothing more, and what it wrote shows as cut.
    """

    def __init__(self, stream: BinaryIO, compressor: Compressor | None) -> None:
        self._stream = stream
        self._compressor = compressor
        self._is_finished = False

    def write(self, data: bytes) -> int:
        """Take all of some bytes.

        Raises:
            OSError: the stream below cannot be written.
            ValueError: it was finished before.
        """
        if self._is_finished:
            raise ValueError("write to a finished stream")
        self._pass_on(self._compressor.compress(data) if self._compressor else data)
        return len(data)

    def flush(self) -> None:
        """Pass on what is compressed so far. It does not end a block, so the bytes do not depend on it."""
        self._stream.flush()

    def finish(self) -> None:
        """End the frame and flush the stream below, which stays open. A second call does nothing."""
        if self._is_finished:
            return
        self._is_finished = True
        if self._compressor:
            self._pass_on(self._compressor.flush())
        self._stream.flush()

    def close(self) -> None:
        """Finish, and close the stream below even if that failed."""
        try:
            self.finish()
        finally:
            self._stream.close()

    def fileno(self) -> int:
        """The descriptor of the stream below, to sync it after `finish`."""
        return self._stream.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            # A frame that is ended would look complete.
            self._stream.close()

    def _pass_on(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            # Streams without a buffer may take a part.
            rest = rest[self._stream.write(rest) :]


def compressing(stream: BinaryIO, name: str) -> Compressing:
    r"""What writes to a stream, compressed as the suffix of a name says: `.gz`, `.bz2`, `.xz`, `.zst`, else not at all.

    >>> import gzip, io
    >>> below = io.BytesIO()
    >>> out = compressing(below, "clean.jsonl.gz")
    >>> out.write(b"Bread.\n"), out.finish()
    (7, None)
    >>> gzip.decompress(below.getvalue())
    b'Bread.\n'
    """
    lower = name.lower()
    make = next((make for suffix, make in _COMPRESSORS.items() if lower.endswith(suffix)), None)
    return Compressing(stream, make() if make else None)
