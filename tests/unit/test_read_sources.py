"""Files, folders and formats."""

import os
from io import BytesIO
from pathlib import Path

import pytest

from docclean.errors import FormatError, UnreadableError
from docclean.read.raw import Reading
from docclean.read.sources import sources
from docclean.read.streams import documents, records


def names(*inputs):
    """What is found: names of sources, `!name` for errors."""
    return [f"!{item.source}" if isinstance(item, UnreadableError) else item.name for item in sources(inputs)]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A folder with every kind of entry."""
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a/z.txt", "in/a.txt", "in/.hidden", "in/.git/x", "outside/o.txt", "in/dir.txt/c.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Bread.\n")
    os.mkfifo("in/fifo")
    Path("in/dangling").symlink_to("nowhere")
    Path("in/loop").symlink_to(".")
    Path("in/link.txt").symlink_to("b.txt")
    Path("in/out-file").symlink_to("../outside/o.txt")
    Path("in/out-folder").symlink_to("../outside")
    return tmp_path


def test_folder(tree):
    """Names in order, hidden ones passed over, no loop followed, what cannot be read an error in its place."""
    assert names("in") == [
        "in/a/z.txt",
        "in/a.txt",
        "in/b.txt",
        "!in/dangling",
        "in/dir.txt/c.txt",
        "!in/fifo",
        "in/link.txt",
        "!in/out-file",
        "!in/out-folder",
    ]


def test_names_given(tree):
    """What is named is kept in order, hidden or not, and an output name is relative to its folder."""
    assert names("in/.hidden", "./in/b.txt", "-") == ["in/.hidden", "in/b.txt", "-"]
    assert next(iter(sources(["in/a"]))).relative == "z.txt"


def test_names_that_are_no_utf8(tmp_path):
    """A file name of odd bytes becomes text that can be written."""
    folder = os.fsencode(tmp_path)
    with open(folder + b"/odd\xff.txt", "wb") as file:
        file.write(b"Bread.")
    (found,) = sources([str(tmp_path)])
    found.name.encode("utf-8")
    assert next(documents(found, Reading())).text == "Bread."


def test_missing_file_is_an_error_of_its_document():
    """A file that is not there gives an error, not an exception."""
    (source,) = sources(["no-such-file.txt"])
    (found,) = documents(source, Reading())
    assert isinstance(found, UnreadableError)


def stream(data, **options):
    """The documents of some bytes."""
    return list(records(BytesIO(data), options.pop("name", "-"), Reading(**options)))


def test_format_from_content():
    """JSON Lines are known by their first line that is not blank; everything else is one text."""
    assert [item.text for item in stream(b'\n{"text": "One."}\n{"text": "Two."}\n')] == ["One.", "Two."]
    assert [item.text for item in stream(b"{curly} bread\n{}")] == ["{curly} bread\n{}"]
    assert [item.text for item in stream('{"text": "Ä"}\n'.encode("utf-16"))] == ["Ä"]
    assert [item.text for item in stream("Ä\n".encode("utf-16"))] == ["Ä\n"]


def test_format_from_suffix_and_option():
    """The suffix decides where content does not, the option above both."""
    assert isinstance(stream(b"oops\n", name="a.ndjson")[0].args[2], str)
    line = b'{"text": "One."}\n'
    assert stream(line, input_format="text")[0].text == line.decode()
    assert stream(b'{"body": "B"}', text_field="body")[0].text == "B"


def test_text_is_read_to_the_byte():
    """What was read to find the format is part of the text."""
    assert stream(b"\n\n  One\r\nTwo")[0].text == "\n\n  One\r\nTwo"


@pytest.mark.parametrize(("data", "key"), [(b"", "empty"), (b" \n\t", "empty"), (b"\x89PNG\r\n\x00", "binary")])
def test_rejected(data, key):
    """Empty, blank and binary files are documents with a reason to be dropped."""
    (found,) = stream(data)
    assert found.rejected.key == f"reader/{key}"


def test_too_large():
    """A text above the cap is an error, not a full memory; one that just fits is read."""
    (found,) = stream(b"a" * 11, max_bytes=10)
    assert isinstance(found, FormatError)
    assert "split it" in str(found)
    assert stream(b"a" * 10, max_bytes=10)[0].text == "a" * 10
