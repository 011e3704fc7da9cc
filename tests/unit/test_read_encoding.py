"""Bytes to text: decoding, binary files, lone surrogates."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.read.encoding import binary_reason, decode, without_surrogates


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_utf8_comes_back_with_and_without_mark(text):
    """What was written as UTF-8 is read as written, and a mark at the start is no part of it."""
    plain, marked = decode(text.encode()), decode(codecs.BOM_UTF8 + text.encode())
    if not text.startswith("\ufeff"):
        assert (plain.text, plain.charset, plain.reason) == (text, "utf-8", "utf8")
    assert (marked.text, marked.charset, marked.reason) == (text, "utf-8", "bom")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_with_a_mark(charset):
    """UTF-16 and UTF-32 with a mark are decoded, UTF-32-LE not taken for UTF-16-LE."""
    assert decode(("\ufeff" + "Phare 🌊").encode(charset)).text == "Phare 🌊"
    assert decode(("\ufeff" + "Phare").encode(charset)).charset == charset


@given(st.binary())
def test_every_byte_string_decodes(data):
    """No bytes raise, and what is not UTF-8 keeps one character per byte."""
    decoded = decode(data)
    if decoded.charset == "windows-1252":
        assert len(decoded.text) == len(data)


def test_undefined_bytes_of_windows_1252_are_controls():
    """The five undefined bytes become the C1 controls of the WHATWG table, the others characters."""
    assert decode(b"\x81\x8d\x8f\x90\x9d\x80").text == "\x81\x8d\x8f\x90\x9d€"


@pytest.mark.parametrize(
    ("data", "value"),
    [(b"%PDF-1.7 text", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"PK\x03\x04 letters", "ZIP"), (b"\x7fELF aaa", "ELF")],
)
def test_signatures(data, value):
    """Known formats are binary even when the rest of the bytes is letters."""
    reason = binary_reason(data)
    assert reason is not None
    assert (reason.key, reason.value) == ("reader/binary", value)


@pytest.mark.parametrize("data", [b"abc\x00def", b"garden" * 10 + b"\x01\x02"])
def test_control_bytes(data):
    """NUL bytes and many other controls make a file binary, with the measured share."""
    reason = binary_reason(data)
    assert reason is not None
    assert reason.value > reason.limit


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"A text about PDF files: %PDF- comes first.",
        b"PK was here",
        b"Ein Garten.\r\n\tZwei\f\x0b",
        b"\x1b[1mcoloured\x1b[0m log",
        b"one stray NUL in a long text\x00" + b" and more text" * 100,
        "ﾀﾞ".encode("utf-16"),
        "Gar\u0085".encode("latin-1"),
    ],
)
def test_texts_are_not_binary(data):
    """White space, escape sequences, a single stray NUL and UTF-16 with a mark are found in texts."""
    assert binary_reason(data) is None


@given(st.text(st.characters()))
def test_no_surrogate_is_left_and_nothing_else_changes(text):
    """The result can be encoded, and differs only where a surrogate stood."""
    clean = without_surrogates(text)
    clean.encode("utf-8")
    assert all(a == b or "\ud800" <= a <= "\udfff" for a, b in zip(text, clean, strict=True))
