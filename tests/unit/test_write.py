"""Clean documents as text, Markdown and JSON Lines; files that appear only when complete."""

import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from docclean.document import Block, Document, Kind
from docclean.errors import OutputError
from docclean.extract.plain import document_of
from docclean.result import CleanDocument
from docclean.verdict import Reason
from docclean.write.files import OutputFile
from docclean.write.jsonl import json_line, record_line
from docclean.write.ledger import ledger_lines
from docclean.write.markdown import markdown
from docclean.write.text import SEPARATOR, plain_text


def of(text, title=""):
    """A clean document of some text."""
    return CleanDocument(document=document_of(text, notes=(("title", title),) if title else ()))


@given(st.text(), st.text())
def test_a_document_cannot_hold_the_separator(text, title):
    """However many form feeds a document has, its text has none, so that splitting gives the documents back."""
    assert "\f" not in plain_text(of(text, title))
    assert "\f" not in markdown(of(text, title))
    joined = SEPARATOR.join([plain_text(of(text, title)), "Roses\n"])
    assert joined.split(SEPARATOR)[1:] == ["Roses\n"]


def test_title_first_and_on_one_line():
    """The title stands before the body, without line ends of its own; without one the body stands alone."""
    assert plain_text(of("Rye.\n\nOats.\n", "The\noven")) == "The oven\n\nRye.\n\nOats.\n"
    assert plain_text(of("Rye.")) == "Rye.\n"


def test_kinds_in_markdown():
    """Headings, lists, quotes and code get their marks, and what belongs together stays together."""
    blocks = (
        Block("Bread", kind=Kind.HEADING, level=1),
        Block("Flour", "\n", kind=Kind.LIST_ITEM, level=1),
        Block("of rye", "\n", kind=Kind.LIST_ITEM, level=2),
        Block("Said the baker.", "\n\n", kind=Kind.QUOTE),
        Block("x = *y", "\n\n", kind=Kind.CODE),
        Block("Sixth", "\n\n", kind=Kind.HEADING, level=9),
    )
    assert markdown(CleanDocument(document=Document(blocks=blocks))) == (
        "## Bread\n\n- Flour\n  - of rye\n\n> Said the baker.\n\n```\nx = *y\n```\n\n###### Sixth\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Not a heading", "\\# Not a heading"),
        ("- not a list", "\\- not a list"),
        ("12) not a list", "12\\) not a list"),
        ("> not a quote", "\\> not a quote"),
        ("<b>no tag</b> &amp; [no link]", "\\<b>no tag\\</b> \\&amp; \\[no link]"),
        ("_no_ *stress* `code` \\", "\\_no\\_ \\*stress\\* \\`code\\` \\\\"),
        ("---", "\\---"),
    ],
)
def test_marks_are_escaped(text, expected):
    """A text that looks like Markdown is shown as it is."""
    assert markdown(of(text)) == f"{expected}\n"


@pytest.mark.parametrize(
    "text", ["#hashtag", "-5 degrees", "1871 was dry.", "snake_case", "a < b & c", "R&D", "3.5 kg"]
)
def test_ordinary_text_is_not_escaped(text):
    """Characters that mean nothing to Markdown where they stand get no backslash."""
    assert markdown(of(text)) == f"{text}\n"


@given(st.text())
def test_a_json_line_is_one_line_and_equal(text):
    """For any text: one line to every tool, UTF-8, and the same value when read."""
    line = json_line({"text": text})
    assert len(line.splitlines()) == 1
    assert line.endswith("\n")
    assert json.loads(line.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")) == {"text": text}


def test_record_of_a_document():
    """The record has its fields in the documented order, carried ones last."""
    record = json.loads(record_line(evolve(of("Rye."), fields={"mine": [1]})))
    assert next(iter(record)) == "id"
    assert list(record)[-1] == "mine"
    assert record["text"] == "Rye."


def test_ledger_of_a_dropped_document():
    """A document that was dropped has a line of its own that quotes all of it."""
    dropped = evolve(of("Rye. "), rejected=Reason("short-documents", "too-short", 1, 5))
    (line,) = [json.loads(line) for line in ledger_lines(dropped)]
    assert (line["effect"], line["start"], line["end"], line["before"]) == ("rejected", 0, 5, "Rye. ")
    assert list(ledger_lines(of("Rye."))) == []


def test_a_file_appears_when_it_is_complete(tmp_path):
    """Before the commit the name holds what it held; after it, all that was written; discarded, nothing new."""
    path = tmp_path / "out.txt"
    path.write_text("before")
    file = OutputFile(str(path))
    file.write("déjà")
    assert path.read_text() == "before"
    file.commit()
    assert path.read_text() == "déjà"
    other = OutputFile(str(path))
    other.write("lost")
    other.discard()
    assert [item.name for item in tmp_path.iterdir()] == ["out.txt"]
    assert path.read_text() == "déjà"


def test_a_link_is_written_through(tmp_path):
    """An output that is a link stays one: the file it names is replaced."""
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    file = OutputFile(str(tmp_path / "link"))
    file.write("after")
    file.commit()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


def test_no_place_to_write(tmp_path):
    """A folder that is not there is an error that names the path."""
    with pytest.raises(OutputError, match="cannot write"):
        OutputFile(str(tmp_path / "no" / "out.txt"))
