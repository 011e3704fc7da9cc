"""JSON Lines: which line is a document, which field means what."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.document import Source
from docclean.errors import InputError, RecordError
from docclean.read import jsonl
from docclean.read.incoming import Incoming
from docclean.read.jsonl import is_record_line, lines_of, records
from docclean.read.records import incoming_record, scrubbed


def read(data, **options):
    """All records of some bytes, as the reader gives them."""
    return list(records(lines_of(BytesIO(data)), source="a.jsonl", **options))


def only(values, **options):
    """One record that must be readable."""
    return incoming_record(values, Source(path="a.jsonl", offset=4), **options)


def test_broken_lines_fail_alone():
    """Each unusable line is an error that names its line, and those around it are read."""
    lines = [
        b'{"text": "One."}',
        b"{broken",
        b"",
        b"[1, 2]",
        b'"text"',
        b"null",
        b'{"body": "no text"}',
        b'{"text": 7}',
        b'{"text": "t", "n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"text": "t", "n": NaN}',
        b'{"text": "t", "n": 1e999}',
        b'{"text": "Two."}',
    ]
    found = read(b"\n".join(lines))
    assert [item.text for item in found if isinstance(item, Incoming)] == ["One.", "Two."]
    errors = [item for item in found if isinstance(item, RecordError)]
    assert len(errors) == 10
    assert [int(str(error.args[2]).split()[1].rstrip(":")) for error in errors] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]


def test_ids_count_records_and_not_blank_lines():
    """A blank line is no document and takes no number; a broken one does."""
    found = read(b'\n  \n{"text": "One."}\r\n\n{oops\n{"text": "Two."}\n')
    assert [item.id for item in found if isinstance(item, Incoming)] == ["a.jsonl#0", "a.jsonl#2"]


def test_line_separators_inside_strings_do_not_end_a_line():
    """U+2028, U+0085 and a lone CR stand inside records."""
    text = "one\u2028two\u0085three"
    found = read(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
    assert [item.text for item in found] == [text]


def test_mark_and_charset():
    """A mark on the first line is no part of it; a line that is not UTF-8 is windows-1252, and says so."""
    found = read(b'\xef\xbb\xbf{"text": "One."}\n{"text": "d\xe9j\xe0"}')
    assert [(item.text, item.source.charset) for item in found] == [("One.", "utf-8"), ("déjà", "windows-1252")]


def test_lone_surrogates_become_replacement_characters_everywhere():
    """Escapes of lone surrogates are replaced in text, keys and deep values; pairs are characters."""
    found = read(rb'{"text": "a\ud800b \ud83d\ude00", "k\udfff": ["x\uD9ff"]}')[0]
    assert found.text == "a\ufffdb 😀"
    assert found.fields == {"k\ufffd": ["x\ufffd"]}


def test_too_long_a_line_fails_and_the_next_is_read(monkeypatch):
    """A line above the cap is one failure however long it is, and is never held."""
    monkeypatch.setattr(jsonl, "MAX_BYTES", 100)
    found = read(b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "Two."}\n')
    assert isinstance(found[0], RecordError)
    assert found[1].text == "Two."


def test_seeds_of_the_record():
    """Known fields become what is known about the document."""
    found = only({"text": "Bread.", "id": 12, "url": "https://example.org", "title": " T ", "authors": ["A", ""]})
    assert (found.id, found.url, found.fields) == ("12", "https://example.org", {})
    assert found.notes == (("url", "https://example.org"), ("title", "T"), ("authors", "A"))


def test_empty_and_odd_seeds_are_no_seeds():
    """Null and empty fields seed nothing; values of other types are carried, not lost."""
    found = only({"text": "Bread.", "id": None, "title": "", "date": 2024, "authors": [{"name": "A"}]}, url="u")
    assert (found.id, found.url, found.notes) == ("a.jsonl#4", "u", (("url", "u"),))
    assert found.fields == {"input.date": 2024, "input.authors": [{"name": "A"}]}


def test_names_of_the_output_record_are_moved_aside():
    """What the output writes itself is carried as input.<name>, again if that is there already."""
    found = only({"text": "Bread.", "source": "s", "input.source": "older", "language": "fr", "mine": 1})
    assert found.fields == {"input.input.source": "s", "input.source": "older", "input.language": "fr", "mine": 1}


def test_field_names_the_text():
    """With a field named, `text` is a field like another and `id` may be the text."""
    found = only({"body": "Bread.", "text": "other"}, text_field="body")
    assert (found.text, found.fields) == ("Bread.", {"input.text": "other"})


def test_blank_text_is_dropped_and_not_failed():
    """A record without a visible character is rejected with a reason."""
    assert only({"text": " \n"}).rejected.key == "reader/empty"


@pytest.mark.parametrize("line", [b'{"text": "a"}', b' {"html": "a"}\r\n', b'\xef\xbb\xbf{"text": ""}'])
def test_record_lines(line):
    """An object with a string under text or html is a record."""
    assert is_record_line(line)


@pytest.mark.parametrize("line", [b"", b"Bread.", b"{", b"[1]", b'{"text": 1}', b'{"body": "a"}', b"{bread} rolls"])
def test_other_lines(line):
    """Prose, broken JSON and objects without text are not."""
    assert not is_record_line(line)


@given(st.binary(max_size=300))
def test_any_bytes_give_records_or_errors(data):
    """Nothing raises, and every line that is not blank gives exactly one of both."""
    found = read(data)
    assert all(isinstance(item, Incoming | InputError) for item in found)
    assert len(found) == sum(1 for line in data.split(b"\n") if line.strip(b" \t\r\n\xef\xbb\xbf"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_scrubbing_clean_values_changes_nothing(value):
    """Values without surrogates come back equal."""
    assert scrubbed(value) == value
