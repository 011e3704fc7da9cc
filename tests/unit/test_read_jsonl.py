"""JSON Lines: which line is a document, which field means what."""

import gzip
import json
from decimal import Decimal
from io import BytesIO, RawIOBase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.cli.console import safe
from docclean.document import Source
from docclean.errors import CutShortError, InputError, RecordError
from docclean.extract.plain import document_of
from docclean.read.encoding import decode
from docclean.read.incoming import Incoming
from docclean.read.json_values import MAX_DEPTH
from docclean.read.jsonl import is_record_line, parsed
from docclean.read.raw import Reading
from docclean.read.records import incoming_record, scrubbed
from docclean.read.streams import records
from docclean.result import CleanDocument
from docclean.write.jsonl import json_line, record_line


def read(data, **options):
    """All records of some bytes, as the reader gives them."""
    return list(records(BytesIO(data), "a.jsonl", Reading(**options)))


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
        b"[" * 100_000,
        b'{"text": NaN}',
        b"9" * 5000,
        b'{"text": "Two."}',
    ]
    found = read(b"\n".join(lines))
    assert [item.text for item in found if isinstance(item, Incoming)] == ["One.", "Two."]
    errors = [item for item in found if isinstance(item, RecordError)]
    assert len(errors) == 9
    assert [int(str(error.args[2]).split()[1].rstrip(":")) for error in errors] == [2, 4, 5, 6, 7, 8, 9, 10, 11]


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


def test_too_long_a_line_fails_and_the_next_is_read():
    """A line above the cap is one failure however long it is, and is never held."""
    found = read(b'{"text": "' + b"a" * 5000 + b'"}\n{"text": "Two."}\n', max_bytes=100)
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
    assert len(found) == sum(1 for line in data.split(b"\n") if line.replace(b"\xef\xbb\xbf", b"").strip(b" \t\r\n"))


def nested(levels):
    """A record with a value that goes down so many levels, itself being the first."""
    return b'{"text": "Deep.", "n": ' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


def written(found):
    """The record of a document that was not cleaned, as the output holds it."""
    document = CleanDocument(document=document_of(found.text), fields=found.fields)
    return json.loads(record_line(document), parse_float=Decimal, parse_constant=pytest.fail), document


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("9" * 4300, int("9" * 4300)),
        ("9" * 5000, "9" * 5000),
        ("-" + "7" * 100_000, "-" + "7" * 100_000),
        ("1e999", Decimal("1E+999")),
        ("-2.50e-400", Decimal("-2.50E-400")),
        ("0e999", 0.0),
        ("NaN", None),
        ("Infinity", Decimal("1E+999")),
        ("-Infinity", Decimal("-1E+999")),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("1.5", 1.5),
    ],
    ids=lambda value: str(value)[:12] if not isinstance(value, int) else "integer",
)
def test_odd_numbers_cost_no_document_and_keep_their_value(number, value):
    """A number that Python's own types cannot hold is carried exactly; NaN is a missing value."""
    found = read(f'{{"text": "Bread.", "n": {number}, "deep": [{{"n": {number}}}]}}'.encode())[0]
    assert (found.text, found.fields) == ("Bread.", {"n": value, "deep": [{"n": value}]})
    line = record_line(CleanDocument(document=document_of("Bread."), fields=found.fields))
    assert parsed(line)["n"] == value and parsed(line)["deep"] == [{"n": value}]


def test_long_numbers_are_written_as_numbers():
    """They stand in the output digit for digit, beside strings that look like them."""
    line = json_line({"a": Decimal("12e3000"), "b": ["0", Decimal("7")], "c": "1"})
    assert line == '{"a": 1.2E+3001, "b": ["0", 7], "c": "1"}\n'


def test_missing_values_of_tables_seed_nothing():
    """NaN in the title, url or id is no title, url or id."""
    found = read(b'{"text": "Bread.", "title": NaN, "url": NaN, "id": NaN, "date": NaN}')[0]
    assert (found.notes, found.id, found.fields) == ((), "a.jsonl#0", {})


def test_nesting_up_to_the_limit_is_carried_and_beyond_it_fails():
    """The deepest value that is read can be scrubbed, written and made a dict; one level more is one failure."""
    found = read(nested(MAX_DEPTH))[0]
    values, document = written(found)
    assert values["n"] == found.fields["n"]
    assert CleanDocument.from_dict(document.to_dict()) == document
    surrogates = nested(MAX_DEPTH).replace(b"Deep", b"\\ud800")
    assert read(surrogates)[0].text == "\ufffd."
    for levels in (MAX_DEPTH + 1, 900, 5000, 100_000):
        error = read(nested(levels))[0]
        assert isinstance(error, RecordError) and "nested too deep" in str(error)


def test_brackets_in_a_text_are_no_nesting():
    """Only arrays and objects count, not what stands in strings."""
    assert read(json.dumps({"text": "[{" * 1000}).encode())[0].text == "[{" * 1000


def test_siblings_are_no_nesting():
    """A thousand objects side by side are two levels."""
    found = read(json.dumps({"text": "a", "n": [{} for _ in range(1000)]}).encode())[0]
    assert len(found.fields["n"]) == 1000


def test_encoded_surrogates_do_not_change_the_charset():
    """A character of CESU-8 is read as that character, a lone half as U+FFFD, and all around it as UTF-8."""
    line = '{"text": "닭 été X Y Z"}'.encode()
    line = line.replace(b"X", b"\xed\xa0\x80").replace(b"Y", b"\xed\xb0\x80").replace(b"Z", b"\xed\xa0\xbd\xed\xb8\x80")
    found = read(line)[0]
    assert (found.text, found.source.charset) == ("닭 été \ufffd \ufffd 😀", "utf-8")


def test_windows_1252_that_looks_like_surrogates():
    """A line that is not UTF-8 anyway stays what it is."""
    assert read(b'{"text": "\xed\xa0\x80 \xe9"}')[0].text == "í\xa0€ é"


def test_keys_that_become_the_same_lose_no_value():
    """Replaced surrogates make no two keys one."""
    found = read(rb'{"text": "a", "k\ud800": 1, "k\udfff": 2, "k\ufffd": 3}')[0]
    assert sorted(found.fields.items()) == [("k\ufffd", 3), ("k\ufffd\ufffd", 1), ("k\ufffd\ufffd\ufffd", 2)]


@pytest.mark.parametrize(
    ("line", "identity", "fields"),
    [
        (b'{"text": "a", "id": 1.5}', "1.5", {}),
        (b'{"text": "a", "id": true}', "a.jsonl#0", {"input.id": True}),
        (b'{"text": "a", "id": ["x"]}', "a.jsonl#0", {"input.id": ["x"]}),
        (b'{"text": "a", "id": ' + b"9" * 5000 + b"}", "9" * 5000, {}),
        (b'{"text": "a", "id": "\\u0000\\u001b[31m\\r\\n"}', "\x00\x1b[31m", {}),
        (b'{"text": "a", "id": "../../x"}', "../../x", {}),
        (b'{"text": "a", "id": "x", "id": "y"}', "y", {}),
    ],
)
def test_odd_ids(line, identity, fields):
    """Numbers and strings are ids, whatever is in them; values of other types are carried."""
    found = read(line)[0]
    assert (found.id, found.fields) == (identity, fields)


def test_ids_drive_no_terminal():
    """An id is shown with its control characters escaped, and written with all of them."""
    found = read(b'{"text": "a", "id": "\\u001b[31m\\u0007\\u009b2J"}')[0]
    assert safe(found.id).isprintable() and "\x1b" in found.id


@pytest.mark.parametrize(
    "line",
    [
        b'\xef\xbb\xbf{"text": "a"}\r\n',
        b'\xef\xbb\xbf\xef\xbb\xbf{"text": "a"}',
        b' \t\xef\xbb\xbf {"text": "a"} \r\n',
    ],
)
def test_marks_and_blanks_before_a_record(line):
    """Marks at the start of a line are no part of it, on whichever line they stand and however many."""
    assert [item.text for item in read(b'{"text": "0"}\n\xef\xbb\xbf\r\n' + line)] == ["0", "a"]


def test_nul_characters_are_text():
    """An escaped NUL is a character of the text like another."""
    assert read(b'{"text": "a\\u0000b"}')[0].text == "a\x00b"


def test_names_of_fields_in_errors_are_short():
    """A key of a megabyte does not make a message of a megabyte."""
    error = read(json.dumps({"k" * 2**20: 1}).encode())[0]
    assert isinstance(error, RecordError) and len(str(error)) < 500


class Broken(RawIOBase):
    """A stream that gives some bytes, then fails."""

    def __init__(self, data, problem):
        self.data, self.problem = data, problem

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.data:
            raise self.problem
        part, self.data = self.data[: len(buffer)], self.data[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def unreadable(data):
    """A stream that the system does not read to its end."""
    return Broken(data, OSError(5, "Input/output error"))


def cut_gzip(data):
    """A gzip file that lost its end."""
    return BytesIO(gzip.compress(data)[:-8])


@pytest.mark.parametrize("stream", [unreadable, cut_gzip])
def test_a_line_cut_by_damage_is_one_failure(stream):
    """The half line and the damage that halved it are one document; a whole line without an end is read."""

    def broken(data):
        return list(records(stream(data), "b.jsonl", Reading()))

    one, error = broken(b'{"text": "One."}\n{"text": "Tw')
    assert one.text == "One."
    assert error.args[:2] == ("b.jsonl", 1) and "no JSON" not in str(error)
    assert isinstance(error, CutShortError)
    _, two, error = broken(b'{"text": "One."}\n{"text": "Two."}')
    assert two.text == "Two." and error.args[:2] == ("b.jsonl", 2)
    _, error = broken(b'{"text": "One."}\n')
    assert error.args[:2] == ("b.jsonl", 1)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([Decimal("-2E+999"), Decimal("7.25E-400")])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(JSON)
def test_scrubbing_clean_values_changes_nothing(value):
    """Values without surrogates come back equal."""
    assert scrubbed(value) == value


@settings(max_examples=60)
@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_what_is_written_is_read_again(values):
    """Any JSON object comes back equal from one line."""
    line = json_line(values)
    assert parsed(line) == values
    assert len(line.splitlines()) == 1


MARKUP = st.sampled_from([*(bytes([byte]) for byte in b'{}[],:"-\\\r'), b'{"text": "a"', b'"id":', b"null"])
VALUES = st.sampled_from([b"NaN", b"-Infinity", b"1e999", b"1e-999", b"9" * 4301])
ODD = st.sampled_from([b"\\ud800", b"\\u0000", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff"])


@given(st.lists(MARKUP | VALUES | ODD | st.binary(max_size=5), max_size=30).map(b"".join))
def test_any_line_is_a_value_that_can_be_written_or_one_error(line):
    """Nothing else is raised, and whatever was read can be written."""
    line = line.replace(b"\n", b" ")
    try:
        value = parsed(decode(line).text)
    except RecordError:
        return
    assert parsed(json_line({"value": value}))["value"] == value
