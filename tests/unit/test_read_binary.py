"""Bytes that are no text are dropped with a reason; text never is."""

import pytest

import docclean
from docclean.document import Source
from docclean.read.binary import binary_reason, unreadable_reason
from docclean.read.encoding import Decoded, decode
from docclean.read.incoming import incoming_bytes


@pytest.mark.parametrize(
    ("data", "value"),
    [(b"%PDF-1.7 text", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"PK\x03\x04 letters", "ZIP"), (b"\x7fELF aaa", "ELF")],
)
def test_signatures(data, value):
    """Known formats are binary even when the rest of the bytes is letters."""
    reason = binary_reason(data)
    assert reason is not None
    assert (reason.key, reason.value) == ("reader/binary", value)


@pytest.mark.parametrize(
    "data", [b"abc\x00def", b"garden" * 10 + b"\x01\x02", b"\x00" * 64, b"\x01\x00\x02\x00" * 50, bytes(range(256)) * 9]
)
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
        "Сад у моря".encode("utf-16-le"),
        "Rye".encode("utf-32-be"),
        "등대".encode("iso-2022-kr"),
        "Gar\u0085".encode("latin-1"),
    ],
)
def test_texts_are_not_binary(data):
    """White space, escape sequences, a stray NUL, UTF-16 with and without a mark are found in texts."""
    assert binary_reason(data) is None
    assert unreadable_reason(decode(data)) is None


def test_what_cannot_be_read_after_all():
    """Too many U+FFFD or controls drop a text; a few of either do not."""
    assert unreadable_reason(Decoded("Rye \ufffd" * 9, "utf-8", "utf8")).key == "reader/binary"
    assert unreadable_reason(Decoded("Bread and salt, and butter \ufffd", "utf-8", "utf8")) is None
    assert unreadable_reason(Decoded("\x01Rye\x02", "utf-16-le", "bom")).limit == 0.01
    assert unreadable_reason(Decoded("", "utf-8", "utf8")) is None


def test_binary_input_is_dropped_with_its_reason():
    """The whole way: a rejected document without text."""
    document = docclean.clean(b"\xff\xfe" + b"\x00\xd8" * 20, preset="minimal")
    assert (document.rejected.key, document.text) == ("reader/binary", "")


def test_charset_and_replaced_bytes_are_in_the_record():
    """Of bytes; a text that was given as text has none."""
    record = docclean.clean(
        "Käse für Gäste, schön öfter, ähnlich überall.".encode() * 2 + b"\x93", preset="minimal"
    ).record()
    assert (record["encoding"], record["encoding_source"], record["replaced_bytes"]) == ("utf-8", "nearly-utf8", 1)
    record = docclean.clean("Käse", preset="minimal").record()
    assert (record["encoding"], record["encoding_source"], record["replaced_bytes"]) == ("", "", 0)


def test_fields_of_the_input_with_these_names_are_carried():
    """They move beside, as all that the record uses itself."""
    (document,) = docclean.clean_many([{"text": "Rye", "encoding": "mine", "replaced_bytes": 7}], preset="minimal")
    assert (document.fields["input.encoding"], document.fields["input.replaced_bytes"]) == ("mine", 7)
    again = type(document).from_dict(document.to_dict())
    assert again.record() == document.record()


def test_label_of_the_server():
    """What a reader knows from it is used."""
    found = incoming_bytes("Сад".encode("koi8-r"), Source(), http_charset="koi8-r")
    assert (found.text, found.source.charset_reason) == ("Сад", "http")
