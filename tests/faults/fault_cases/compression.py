"""Compressed inputs: damaged, odd, and far larger inside than outside."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import zlib
from collections.abc import Callable
from functools import partial

from fault_cases.case import (
    CLEAN,
    COUNTED,
    DROPPED,
    FAILED,
    GOOD,
    SENTENCES,
    Case,
    Expected,
    cap,
    case,
    expected,
    noise,
    prose,
    records,
    size,
)

try:
    from backports import zstd
except ImportError:
    zstd = None


def _gz(data: bytes) -> bytes:
    # Without the time of day, which would make other bytes of the same input.
    return gzip.compress(data, mtime=0)


PACKERS: dict[str, Callable[[bytes], bytes]] = {"gz": _gz, "bz2": bz2.compress, "xz": lzma.compress}
if zstd is not None:
    # Without a checksum some damage is not damage but other text.
    PACKERS["zst"] = partial(zstd.compress, options={zstd.CompressionParameter.checksum_flag: 1})

# Numbers make lines that cannot be packed well, so that a cut half way leaves many lines before it.
_TEXTS = [f"{SENTENCES[number % 5]} {noise(800, str(number)).hex()}" for number in range(12)]
_LINES = records(_TEXTS)
_ALL = len(_TEXTS)


def _damaged(packed: bytes) -> bytes:
    middle = len(packed) // 2
    return packed[:middle] + bytes(byte ^ 0xFF for byte in packed[middle : middle + 8]) + packed[middle + 8 :]


def _named(suffix: str, name: str, file: str, data, outcome: Expected = CLEAN, **rest) -> Case:
    return case(f"compression/{suffix}-{name}", f"{file}.{suffix}", data, outcome, **rest)


def _zeros(packer: Callable[[bytes], bytes], scale: float) -> bytes:
    """A document of twice as many bytes as may be read, in as few as the method can."""
    return packer(b"one more of the same\n" * (2 * cap(scale) // 20))


def _of_each(suffix: str, packer: Callable[[bytes], bytes]) -> list[Case]:
    packed = packer(_LINES)
    part = expected((0, _ALL), failed=1)
    # The records in front of the fault are there; how many that are depends on the blocks of the method.
    early = expected((1, _ALL - 1), failed=1) if suffix == "gz" else part
    return [
        _named(suffix, "text", "a.txt", packer(GOOD.encode()), texts=(GOOD,)),
        _named(suffix, "page", "a.html", packer(f"<p>{GOOD}".encode()), texts=(GOOD,)),
        _named(suffix, "records", "a.jsonl", packed, expected(_ALL)),
        _named(suffix, "empty-inside", "a.txt", packer(b""), DROPPED),
        _named(suffix, "binary-inside", "a.txt", packer(b"\x89PNG\r\n\x1a\n" + noise(3_000)), DROPPED),
        _named(
            suffix,
            "two-members",
            "a.jsonl",
            packer(records(SENTENCES[:1])) + packer(records(SENTENCES[1:2])),
            expected(2),
        ),
        _named(
            suffix, "member-ends-in-line", "a.jsonl", packer(_LINES[:7_000]) + packer(_LINES[7_000:]), expected(_ALL)
        ),
        _named(
            suffix,
            "empty-member-between",
            "a.jsonl",
            packer(_LINES[:7_000]) + packer(b"") + packer(_LINES[7_000:]),
            expected(_ALL),
        ),
        _named(suffix, "cut-records", "a.jsonl", packed[: len(packed) // 2], early),
        _named(suffix, "cut-text", "a.txt", packer(_LINES.replace(b"{", b" "))[: len(packed) // 2], FAILED),
        _named(suffix, "cut-last-byte", "a.jsonl", packed[:-1], expected((0, _ALL), failed=1)),
        _named(suffix, "head-only", "a.txt", packed[:4], FAILED),
        _named(suffix, "damaged", "a.jsonl", _damaged(packed), expected((0, _ALL), failed=(1, 3))),
        _named(suffix, "noise-behind", "a.jsonl", packed + noise(300), expected(_ALL, failed=(0, 1))),
        _named(suffix, "zeros-behind", "a.jsonl", packed + bytes(512), expected(_ALL, failed=(0, 1))),
        _named(suffix, "packed-twice", "a.txt.gz", packer(_gz(GOOD.encode())), COUNTED),
        _named(suffix, "bomb", "a.txt", lambda scale: _zeros(packer, scale), FAILED, seconds=60, mebibytes=700),
        case(f"compression/{suffix}-without-suffix", "a.txt", packer(GOOD.encode()), texts=(GOOD,)),
        _named(suffix, "only-by-suffix", "a.txt", GOOD.encode(), COUNTED),
    ]


def _bad_crc() -> bytes:
    packed = bytearray(_gz(_LINES))
    packed[-8] ^= 0xFF
    return bytes(packed)


def _bad_length() -> bytes:
    return _gz(_LINES)[:-4] + struct.pack("<I", 7)


def _with_name_and_comment() -> bytes:
    body = zlib.compress(GOOD.encode())[2:-4]
    head = b"\x1f\x8b\x08\x18" + bytes(4) + b"\x00\xff" + b"../../etc/\x1b[31mpasswd\x00" + b"a comment\x00"
    return head + body + struct.pack("<II", zlib.crc32(GOOD.encode()), len(GOOD))


def _greedy_xz() -> bytes:
    """A file that asks for a dictionary of 4 GiB for one sentence."""
    packed = bytearray(lzma.compress(GOOD.encode(), format=lzma.FORMAT_XZ))
    length = (packed[12] + 1) * 4
    head = packed[12 : 12 + length - 4]
    head[4] = 40
    return bytes(packed[:12] + head + struct.pack("<I", zlib.crc32(bytes(head))) + packed[12 + length :])


def _greedy_zst() -> bytes:
    """A frame that asks for a window of 2 GiB, then one raw block."""
    body = GOOD.encode()
    return b"\x28\xb5\x2f\xfd\x00\xa8" + struct.pack("<I", len(body) << 3 | 1)[:3] + body


def _many_members(scale: float) -> bytes:
    return b"".join(_gz(records([text])) for text in _TEXTS * size(300, scale, 1))


_GZ = [
    _named("gz", "bad-checksum", "a.jsonl", _bad_crc(), expected((1, _ALL), failed=1)),
    _named("gz", "bad-checksum-text", "a.txt", _gz(GOOD.encode())[:-8] + bytes(8), FAILED),
    _named("gz", "bad-length", "a.jsonl", _bad_length(), expected((1, _ALL), failed=1)),
    _named("gz", "path-inside", "a.txt", _with_name_and_comment(), texts=(GOOD,)),
    _named("gz", "unknown-method", "a.txt", b"\x1f\x8b\x09\x00" + bytes(20), expected(0, (0, 1), (0, 1), total=1)),
    _named("gz", "reserved-flags", "a.txt", b"\x1f\x8b\x08\xff" + bytes(20), FAILED),
    _named("gz", "many-members", "a.jsonl", _many_members, lambda scale: expected(_ALL * size(300, scale, 1))),
    _named(
        "gz", "second-member-damaged", "a.jsonl", _gz(records(SENTENCES[:2])) + _gz(_LINES)[:50], expected(2, failed=1)
    ),
    _named(
        "gz",
        "long-records",
        "a.jsonl",
        lambda s: _gz(records([prose(cap(s) // 4).replace("\n", " ")] * 5)),
        expected(5),
        seconds=200,
    ),
    _named(
        "gz",
        "line-too-long",
        "a.jsonl",
        lambda s: _gz(records(["a" * 2 * cap(s)]) + _LINES),
        expected(_ALL, failed=1),
        seconds=60,
    ),
]

_OTHERS = [
    _named("xz", "greedy-dictionary", "a.txt", _greedy_xz(), expected((0, 1), 0, (0, 1), total=1), mebibytes=700),
    _named("xz", "no-check", "a.txt", lzma.compress(GOOD.encode(), check=lzma.CHECK_NONE), texts=(GOOD,)),
    _named("lzma", "alone", "a.txt", lzma.compress(GOOD.encode(), format=lzma.FORMAT_ALONE), COUNTED),
    case("compression/deflate-without-head", "a.z", zlib.compress(_LINES), COUNTED),
]
_ZST = (
    [
        _named(
            "zst",
            "skippable-frame",
            "a.txt",
            b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd" + zstd.compress(GOOD.encode()),
            COUNTED,
        ),
        _named("zst", "greedy-window", "a.txt", _greedy_zst(), expected((0, 1), 0, (0, 1), total=1), mebibytes=700),
        _named("zst", "unknown-dictionary", "a.txt", b"\x28\xb5\x2f\xfd\x03\x50\x39\x30\x00\x00" + bytes(9), FAILED),
        _named("zst", "reserved-block", "a.txt", b"\x28\xb5\x2f\xfd\x00\x50\x07\x00\x00", FAILED),
    ]
    if zstd is not None
    else []
)

CASES = [*(made for suffix, packer in PACKERS.items() for made in _of_each(suffix, packer)), *_GZ, *_OTHERS, *_ZST]
