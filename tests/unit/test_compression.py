"""Compressed input and output: every format, cut and damaged files, bombs, pipes, bytes that do not change."""

import bz2
import gzip
import io
import lzma
import os
import sys
import threading
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.errors import DamagedError, FormatError, InputError
from docclean.read.compression import Decompressed, opened, plain_name
from docclean.write.compression import SUFFIXES, compressing

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b"".join(b'{"id": %d, "text": "Bread of day %d."}\n' % (n, n * n) for n in range(2000))
NOISE = b"".join(zlib.crc32(b"%d" % n).to_bytes(4, "big") for n in range(75_000))
"""Bytes that compress to their own length."""

SKIPPABLE = b"\x53\x2a\x4d\x18\x05\x00\x00\x00hello"


def packed(data, suffix):
    """Some bytes compressed by our own writer."""
    below = io.BytesIO()
    with_compression = compressing(below, f"a{suffix}")
    with_compression.write(data)
    with_compression.finish()
    return below.getvalue()


class Trickle(io.RawIOBase):
    """A stream that cannot seek and gives a few bytes at a time, as a pipe may."""

    def __init__(self, data, sizes=(1,)):
        self.data, self.sizes, self.place, self.calls = data, sizes, 0, 0

    def readable(self):
        return True

    def readinto(self, buffer):
        size = min(self.sizes[self.calls % len(self.sizes)], len(buffer))
        piece = self.data[self.place : self.place + size]
        buffer[: len(piece)] = piece
        self.place += len(piece)
        self.calls += 1
        return len(piece)


def drained(stream, size=1000):
    """Everything a stream gives before its end or error, and that error."""
    pieces = []
    try:
        while piece := stream.read(size):
            pieces.append(piece)
    except (InputError, OSError) as error:
        return b"".join(pieces), error
    return b"".join(pieces), None


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40)
@given(members=st.lists(st.binary(max_size=200) | st.just(TEXT), max_size=4), sizes=st.lists(st.integers(1, 50)))
def test_any_bytes_come_back(suffix, members, sizes):
    """However the bytes are split into members, and in whatever pieces the stream gives them."""
    data = b"".join(packed(member, suffix) for member in members) or packed(b"", suffix)
    stream = opened(io.BufferedReader(Trickle(data, sizes or [7])), "a")
    assert isinstance(stream, Decompressed)
    assert drained(stream) == (b"".join(members), None)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40)
@given(lines=st.lists(st.binary(max_size=30)), limit=st.integers(1, 40))
def test_lines_are_those_of_the_plain_stream(suffix, lines, limit):
    """`readline`, with a limit and without, is that of any stream."""
    data = b"\n".join(lines)
    for size in (limit, -1):
        found, plain = opened(io.BytesIO(packed(data, suffix)), "a"), io.BytesIO(data)
        while line := plain.readline(size):
            assert found.readline(size) == line
        assert found.readline(size) == b""


@pytest.mark.parametrize(
    ("data", "inside"),
    [
        (gzip.compress(b"a") + b"\0" * 5000, b"a"),
        (gzip.compress(b"a") + b"\0" * 7 + gzip.compress(b"b"), b"ab"),
        (lzma.compress(b"a") + b"\0" * 8 + lzma.compress(b"b") + b"\0" * 4, b"ab"),
        (SKIPPABLE + zstd.compress(b"a") + SKIPPABLE + SKIPPABLE + zstd.compress(b"b") + SKIPPABLE, b"ab"),
        (bz2.compress(b"") + bz2.compress(b"a", 1), b"a"),
        (gzip.compress(gzip.compress(b"a", mtime=0)), gzip.compress(b"a", mtime=0)),
    ],
    ids=["zeros", "zeros between", "xz padding", "skippable", "empty member", "nested"],
)
def test_members_and_padding(data, inside):
    """Padding and frames to be skipped hold nothing, and what is compressed twice is opened once."""
    assert drained(opened(io.BytesIO(data), "a")) == (inside, None)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("junk", [b"x", b"<html>", b"\0\0\0junk", b"\x1f\x8bxyz"])
def test_junk_behind_the_data_is_an_error_after_them(suffix, junk):
    """All data are given first."""
    found, error = drained(opened(io.BytesIO(packed(TEXT, suffix) + junk), "a"))
    assert found == TEXT
    assert isinstance(error, DamagedError) and "followed by something else" in str(error)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("data", [b"Bread of rye.\n" * 3, TEXT[:3000]], ids=["short", "long"])
def test_a_cut_anywhere_gives_what_there_is_and_an_error(suffix, data):
    """No byte can be missing at the end without an error; what is given before it is a part of the data."""
    whole = packed(data, suffix)
    longest = 0
    for end in range(len(whole)):
        found, error = drained(opened(io.BytesIO(whole[:end]), f"a{suffix}"))
        assert isinstance(error, DamagedError) and "end too early" in str(error), end
        assert data.startswith(found) and len(found) >= longest
        longest = len(found)
    assert longest == len(data)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_cut_second_member_costs_nothing_of_the_first(suffix):
    """Wherever the second one is cut."""
    one = packed(b"One.\n", suffix)
    for end in range(1, len(one)):
        found, error = drained(opened(io.BytesIO(one + one[:end]), "a"))
        assert found.startswith(b"One.\n") and isinstance(error, DamagedError)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(st.data())
def test_a_changed_byte_is_never_another_exception(suffix, data):
    """Damage anywhere gives bytes, and then an error of ours or none where the byte does not matter."""
    whole = bytearray(packed(TEXT[:2000], suffix))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    found, error = drained(opened(io.BytesIO(bytes(whole)), f"a{suffix}"))
    assert error is None or isinstance(error, DamagedError | FormatError)
    assert error is not None or found in (TEXT[:2000], b"", bytes(whole))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_wrong_checksum_costs_no_data(suffix):
    """Everything that was decompressed before the checksum is given, however short the file."""
    whole = bytearray(packed(TEXT, suffix) + packed(TEXT, suffix))
    # That of xz stands before its index, whose length does not change here.
    place = {".gz": -8, ".bz2": -2, ".xz": -30, ".zst": -1}[suffix]
    whole[place] ^= 0x55
    found, error = drained(opened(io.BytesIO(bytes(whole)), "a"))
    assert found == TEXT + TEXT and isinstance(error, DamagedError)


@pytest.mark.parametrize("suffix", [".gz", ".xz", ".zst"])
def test_data_before_damage_in_the_middle_are_given(suffix):
    """Members that are whole are given whole."""
    broken = bytearray(packed(NOISE, suffix))
    broken[len(broken) // 2 :] = b"\xff" * (len(broken) - len(broken) // 2)
    found, error = drained(opened(io.BytesIO(packed(TEXT, suffix) + bytes(broken)), "a"))
    assert found.startswith(TEXT) and isinstance(error, DamagedError)


def test_errors_are_told_late_and_again():
    """Every call gives what there is; the first without anything raises, and so do those after it."""
    stream = opened(io.BytesIO(gzip.compress(b"One.\nTwo")[:-4]), "a.gz")
    assert stream.readline() == b"One.\n"
    assert stream.readline() == b"Two"
    for call in (stream.readline, stream.read, stream.read1):
        with pytest.raises(DamagedError, match=r"a\.gz#0: gzip data end too early"):
            call()
    assert isinstance(stream.fault, DamagedError)
    assert stream.read(0) == b""


def test_what_cannot_be_read_is_told_after_the_data():
    """An error of the system costs nothing that was read before it."""

    class Failing(Trickle):
        def readinto(self, buffer):
            if self.place >= len(self.data):
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    whole = packed(NOISE, ".zst")
    stream = opened(io.BufferedReader(Failing(whole[:-1000], [512])), "a")
    found, error = drained(stream, 777)
    assert "Input/output error" in str(error)
    assert len(found) > len(NOISE) // 2 and NOISE.startswith(found)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_bomb_is_stopped_at_the_limit_in_little_memory(suffix):
    """What is allowed is given, then the error; neither needs the memory of what would come."""
    bomb = packed(bytes(24 * 2**20), suffix)
    tracemalloc.start()
    stream = opened(io.BytesIO(bomb), "a", max_bytes=20 * 2**20)
    count = sum(len(stream.read(2**20)) for _ in range(20))
    with pytest.raises(FormatError, match="decompresses to more than 20 MiB: "):
        stream.read(1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20 * 2**20
    assert peak < 16 * 2**20


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exactly_the_limit_is_allowed(suffix):
    """Only more than the limit is too much."""
    assert drained(opened(io.BytesIO(packed(TEXT, suffix)), "a", max_bytes=len(TEXT))) == (TEXT, None)


def test_huge_windows_are_refused():
    """A Zstandard frame that asks for 2 GiB, or an xz stream that asks for 1 GiB, gets an error and no memory."""
    frame = b"\x28\xb5\x2f\xfd\x00" + bytes([(31 - 10) << 3]) + b"\x09\x00\x00a"
    header = io.BytesIO()
    header.write(lzma.compress(b"a", lzma.FORMAT_ALONE))
    alone = b"\x5d" + (2**30).to_bytes(4, "little") + header.getvalue()[5:]
    for data, name in ((frame, "a.zst"), (alone, "a.lzma")):
        found, error = drained(opened(io.BytesIO(data), name))
        assert found == b"" and isinstance(error, FormatError) and "need more than 128 MiB" in str(error)


def test_lzma_goes_by_its_suffix():
    """The old format has no signature; its end is known, and nothing may follow it."""
    data = lzma.compress(TEXT, lzma.FORMAT_ALONE)
    assert drained(opened(io.BytesIO(data), "a.LZMA")) == (TEXT, None)
    assert isinstance(opened(io.BytesIO(data), "a.xz"), io.BytesIO | Decompressed)
    assert isinstance(drained(opened(io.BytesIO(data + b"x"), "a.lzma"))[1], DamagedError)
    assert isinstance(drained(opened(io.BytesIO(data[:-3]), "a.lzma"))[1], DamagedError)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_and_other_files(suffix):
    """A suffix makes no archive: text stays text. An empty file with it was cut, one without is empty."""
    assert drained(opened(io.BytesIO(b"Bread."), f"a{suffix}")) == (b"Bread.", None)
    assert isinstance(drained(opened(io.BytesIO(), f"a{suffix}"))[1], DamagedError)
    assert drained(opened(io.BytesIO(), "a")) == (b"", None)


@given(st.binary(max_size=40) | st.sampled_from([b"BZh9 is a name", b"(\xb5/", b"P*M", b"\x1f\x8b"]), st.integers(1, 9))
def test_plain_bytes_stay_as_they_are(data, size):
    """From any stream, whatever its first read gives."""
    for stream in (io.BytesIO(data), io.BufferedReader(Trickle(data, [size])), Trickle(data, [size])):
        found = drained(opened(stream, "a.txt"))
        assert found[1] is not None or found[0] == data
        assert found[1] is None or data.startswith((b"\x1f\x8b\x08", b"BZh", b"(\xb5/\xfd", b"\xfd7zXZ", b"P", b"Q"))


def test_plain_files_are_not_wrapped(tmp_path):
    """The ordinary case costs nothing."""
    (tmp_path / "a.txt").write_bytes(b"Bread of rye and oats.")
    with (tmp_path / "a.txt").open("rb") as stream:
        assert opened(stream, "a.txt") is stream
        assert stream.read() == b"Bread of rye and oats."


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_pipes(suffix):
    """A pipe gives its first lines before its writer is done."""
    reading, writing = os.pipe()
    whole = packed(NOISE, suffix)

    def feed():
        with os.fdopen(writing, "wb", buffering=0) as below:
            for place in range(0, len(whole), 999):
                below.write(whole[place : place + 999])

    thread = threading.Thread(target=feed)
    thread.start()
    with opened(os.fdopen(reading, "rb"), "-") as stream:
        assert drained(stream) == (NOISE, None)
    thread.join()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_text_gives_the_same_bytes(suffix):
    """Whatever pieces it is written in, flushed or not, and without a time or name."""
    below = io.BytesIO()
    out = compressing(below, f"other{suffix.upper()}")
    for place in range(0, len(TEXT), 1234):
        assert out.write(TEXT[place : place + 1234]) in (1234, len(TEXT) % 1234)
        out.flush()
    out.finish()
    out.finish()
    assert below.getvalue() == packed(TEXT, suffix)
    assert len(below.getvalue()) < len(TEXT) / 3
    if suffix == ".gz":
        assert below.getvalue()[3:8] == bytes(5)


@pytest.mark.parametrize(
    ("suffix", "read"),
    [(".gz", gzip.decompress), (".bz2", bz2.decompress), (".xz", lzma.decompress), (".zst", zstd.decompress)],
)
def test_other_tools_read_it(suffix, read):
    """The standard library opens what was written."""
    assert read(packed(TEXT, suffix)) == TEXT


def test_names_without_a_known_suffix_are_written_as_they_are():
    """Nothing is added."""
    assert packed(TEXT, ".jsonl") == TEXT


def test_closing_order():
    """`finish` leaves the stream open for syncing, `close` closes it; after an error nothing looks complete."""
    below = io.BytesIO()
    out = compressing(below, "a.gz")
    out.finish()
    assert gzip.decompress(below.getvalue()) == b"" and not below.closed
    with pytest.raises(ValueError, match="finished"):
        out.write(b"x")
    out.close()
    assert below.closed
    broken = io.BytesIO()
    with pytest.raises(KeyError), compressing(broken, "a.gz") as out:
        raise KeyError
    assert broken.closed


def test_a_full_disk_is_an_error_of_the_system():
    """It is not swallowed, neither while writing nor at the end, and the stream below is closed all the same."""

    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    below = Full()
    out = compressing(below, "a.zst")
    with pytest.raises(OSError, match="No space left"):
        out.write(NOISE * 4)
    with pytest.raises(OSError, match="No space left"):
        out.close()
    assert below.closed


def test_streams_that_take_a_part():
    """Without a buffer a write may take less than it was given."""

    class Partial(io.BytesIO):
        def write(self, data):
            return super().write(bytes(data)[:100])

    below = Partial()
    out = compressing(below, "a.xz")
    out.write(NOISE)
    out.finish()
    assert lzma.decompress(below.getvalue()) == NOISE


@pytest.mark.parametrize(
    ("name", "plain"),
    [("a.jsonl.zst", "a.jsonl"), ("A.HTML.GZ", "A.HTML"), ("a.txt", "a.txt"), ("-", "-"), ("a.gz.gz", "a.gz")],
)
def test_plain_names(name, plain):
    """One suffix of a compression goes, in any case."""
    assert plain_name(name) == plain
