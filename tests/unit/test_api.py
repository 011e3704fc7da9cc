"""The public names, `clean` and `clean_many`."""

import subprocess
import sys
import threading
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

import docclean
from docclean.strategies import texts

HEAVY = (
    *("click", "rich", "cattrs", "ftfy", "langdetect", "regex", "numpy", "multiprocessing"),
    *("selectolax", "trafilatura", "htmldate", "lxml"),
)


def test_all_is_sorted_and_true():
    """Every public name exists, once, in the order of linters: constants, classes, the rest."""
    names = set(docclean.__all__)
    assert docclean.__all__ == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(docclean, name) for name in docclean.__all__)


def test_import_is_light():
    """Importing docclean imports none of the heavy packages, neither does cleaning plain ASCII with `minimal`."""
    for then in ("0", "docclean.clean('Bread < rolls.', preset='minimal')"):
        code = f"import sys, docclean; {then}; print([m for m in {HEAVY} if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


def test_logging_is_silent_by_default():
    """No handler of the root logger is touched, and nothing is printed."""
    code = "import docclean; docclean.clean('One.\\r\\n', preset='minimal')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_a_string_is_never_a_path(tmp_path):
    """The name of a file that exists is a text like another."""
    path = tmp_path / "a.txt"
    path.write_text("Bread.")
    assert docclean.clean(str(path), preset="minimal").text == str(path)
    assert docclean.clean(path, preset="minimal").text == "Bread."
    assert docclean.clean('{"text": "a"}', preset="minimal").text == '{"text": "a"}'


def test_bytes_are_decoded_and_say_how():
    """Latin bytes are read as windows-1252, which the source records."""
    document = docclean.clean("déjà vu".encode("latin-1"), preset="minimal")
    assert document.text == "déjà vu"
    assert document.document.source.charset == "windows-1252"


@pytest.mark.parametrize(("source", "key"), [("", "empty"), (b"\n", "empty"), (b"%PDF-1.4", "binary")])
def test_rejection_is_a_value(source, key):
    """Dropped documents come back with their reason and without text."""
    document = docclean.clean(source, preset="minimal")
    assert document.rejected.key == f"reader/{key}"
    assert document.text == ""
    assert document.counts[f"reader/{key}"].documents == 1


def test_url_and_record_fields():
    """The url of the call and fields of a mapping reach the record."""
    assert docclean.clean("Bread.", url="https://example.org/a", preset="minimal").url == "https://example.org/a"
    (document,) = docclean.clean_many([{"text": "Bread.", "id": "b1", "title": "Rye", "tag": [1]}], preset="minimal")
    record = document.record()
    assert (record["id"], record["title"], record["text"], record["tag"]) == ("b1", "Rye", "Bread.", [1])


def test_files(tmp_path):
    """A file of one record is one document; of several, a folder or a missing file, an error that says what to do."""
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    one.write_text('{"text": "One."}\n')
    two.write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert docclean.clean(one, preset="minimal").text == "One."
    for path, problem in ((two, "several records"), (tmp_path, "folder"), (tmp_path / "x", "cannot be read")):
        with pytest.raises(docclean.InputError, match=problem):
            docclean.clean(path, preset="minimal")


@pytest.mark.parametrize(
    "call",
    [
        lambda: docclean.clean("a", preset="wbe"),
        lambda: docclean.clean("a", preset=Path("missing.toml")),
        lambda: docclean.clean("a", preset="minimal", receipts="some"),
        lambda: docclean.clean("a", preset="minimal", input_format="pdf"),
        lambda: docclean.clean(7, preset="minimal"),
        lambda: docclean.clean_many([], jobs=0),
        lambda: docclean.clean_many([], preset="wbe"),
    ],
)
def test_wrong_arguments_raise_at_once(call):
    """Each is a ConfigError from the call itself, also for the lazy function."""
    with pytest.raises(docclean.ConfigError):
        call()


def test_preset_file_that_changes(tmp_path):
    """A pipeline file is read again after it was edited."""
    path = tmp_path / "mine.toml"
    path.write_text('version = 1\nname = "one"\n')
    before = docclean.clean("a", preset=path).pipeline
    path.write_text('version = 1\nname = "two"\n[[step]]\nuse = "line-ends"\n')
    assert before.startswith("one@")
    assert docclean.clean("a", preset=str(path)).pipeline.startswith("two@")


@given(texts())
def test_undo_gives_the_text_back(text):
    """Whatever the text, undoing gives it back, and the text does not depend on the receipts kept."""
    document = docclean.clean(text, preset="minimal", input_format="text")
    assert document.undo() == text
    for receipts in ("none", "counts"):
        assert docclean.clean(text, preset="minimal", input_format="text", receipts=receipts).text == document.text


def test_many_is_lazy():
    """Of an endless iterable only what is asked for is read."""
    read = []
    many = docclean.clean_many((read.append(n) or f"Line {n}." for n in count()), preset="minimal")
    assert [next(many).text for _ in range(3)] == ["Line 0.", "Line 1.", "Line 2."]
    assert len(read) == 3


def test_many_raises_in_its_turn():
    """What stands before a failure comes out first; then its error is raised."""
    many = docclean.clean_many(["One.", {"body": "x"}, "Three."], preset="minimal")
    assert next(many).text == "One."
    with pytest.raises(docclean.InputError, match="no field 'text'"):
        next(many)


def test_ids_are_unique():
    """Two documents of one id are an error; without ids they are numbered."""
    assert [d.id for d in docclean.clean_many(["a", "b"], preset="minimal")] == ["#0", "#1"]
    with pytest.raises(docclean.InputError, match="used before"):
        list(docclean.clean_many([{"id": "x", "text": "a"}, {"id": "x", "text": "b"}], preset="minimal"))


def items():
    """Enough items for several batches, of all kinds but files."""
    return [
        (f"Café {n}\r\n\u200b", f"Th\xe9 {n}".encode("latin-1"), {"text": f"e\u0301 {n}", "n": n})[n % 3]
        for n in range(200)
    ]


def test_jobs_change_nothing():
    """Two workers give what one process gives: the same documents, receipts and order."""
    serial = list(docclean.clean_many(items(), preset="minimal"))
    parallel = list(docclean.clean_many(items(), preset="minimal", jobs=2))
    assert [d.to_dict() for d in parallel] == [d.to_dict() for d in serial]


def test_failure_in_a_worker_raises_in_its_turn():
    """An error in a worker comes out at the place of its document."""
    many = docclean.clean_many([*items()[:70], {"body": "x"}, "after"], preset="minimal", jobs=2)
    assert len([next(many) for _ in range(70)]) == 70
    with pytest.raises(docclean.InputError):
        next(many)


def test_workers_read_ahead_within_bounds():
    """With workers, an endless iterable is read only a window ahead."""
    read = []
    many = docclean.clean_many((read.append(n) or f"Line {n}." for n in count()), preset="minimal", jobs=2)
    assert next(many).text == "Line 0."
    many.close()
    assert len(read) <= 1024


def test_what_cannot_be_sent_to_workers_is_said():
    """A pipeline around a function that does not pickle is refused before anything starts."""

    @docclean.filter(name="short-lines", code="too-short")
    def short(block):
        return len(block.text) < 3

    with pytest.raises(docclean.ConfigError, match="jobs=1"):
        docclean.clean_many(["a"], preset=docclean.Pipeline([short]), jobs=2)


def test_threads_share_a_pipeline():
    """Eight threads with one preset get what one thread gets."""
    expected = [document.record() for document in docclean.clean_many(items(), preset="minimal")]
    answers = []

    def work():
        answers.append([document.record() for document in docclean.clean_many(items(), preset="minimal")])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 8


def test_a_filter_that_breaks_is_an_error_with_its_name():
    """An exception in a filter, and an answer that is no verdict, name filter and document."""

    @docclean.filter(name="broken-rule", code="oops")
    def broken(block):
        raise ZeroDivisionError

    with pytest.raises(docclean.FilterError, match=r"broken-rule.*#0.*ZeroDivisionError"):
        docclean.clean("a", preset=docclean.Pipeline([broken]))

    class Wrong(type(broken)):
        def judge(self, document):
            return None

    wrong = Wrong(lambda block: None, "wrong-rule", "oops", None)
    with pytest.raises(docclean.FilterError, match="not a Verdict"):
        docclean.clean("a", preset=docclean.Pipeline([wrong]))


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_can_be_told_and_passed_over(jobs):
    """Every item is a document or an error with its number, in order; a used id is one too."""
    failed = []
    items = ["One.", {"body": "?"}, {"text": "Two.", "id": "a"}, {"text": "Three.", "id": "a"}, 7, "Four."]
    many = docclean.clean_many(items, preset="minimal", jobs=jobs, on_error=lambda *found: failed.append(found))
    assert [document.text for document in many] == ["One.", "Two.", "Four."]
    assert [number for number, _ in failed] == [1, 3, 4]
    assert all(isinstance(error, docclean.InputError) for _, error in failed)
