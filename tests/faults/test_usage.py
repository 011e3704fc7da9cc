"""What cannot work is refused before the start; an input that is missing is a document that failed."""

import pytest
from program import account, run

WRONG = {
    "unknown option": ["--wrong"],
    "unknown format": ["--to", "pdf"],
    "unknown kind": ["--from", "pdf"],
    "unknown preset": ["--preset", "wbe"],
    "preset that is missing": ["--preset", "missing.toml"],
    "preset that is no configuration": ["--preset", "broken.toml"],
    "preset of an unknown filter": ["--preset", "unknown.toml"],
    "preset that is binary": ["--preset", "binary.toml"],
    "folder of the output missing": ["-o", "missing/out.jsonl"],
    "output name too long": ["-o", "n" * 300],
    "option without a value": ["--removed"],
}
WRONG_OF_RUNS = {
    "workers below none": ["-j", "-1"],
    "workers that are no number": ["-j", "two"],
    "deadline below nothing": ["--timeout", "-1"],
    "deadline that is no number": ["--timeout", "soon"],
    "size that is none": ["--max-bytes", "large"],
    "size below nothing": ["--max-bytes", "-1"],
    "memory that is none": ["--max-memory", "12 parsecs"],
    "what to do on errors": ["--on-error", "panic"],
    "number of errors": ["--max-errors", "many"],
    "share of errors": ["--max-errors", "101%"],
    "size of shards": ["--part-size", "0", "-o", "part-{n}.jsonl"],
    "resuming without shards": ["--resume"],
    "retrying what is missing": ["--retry", "missing.jsonl"],
    "retrying what holds no errors": ["--retry", "a.txt"],
}


@pytest.fixture
def folder(tmp_path):
    """A document, and configurations that are none."""
    (tmp_path / "a.txt").write_text("The lamp burns.")
    (tmp_path / "broken.toml").write_text("version = \n")
    (tmp_path / "unknown.toml").write_text('version = 1\n[[step]]\nuse = "polish"\n')
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    return tmp_path


@pytest.mark.parametrize("wrong", [*WRONG, *WRONG_OF_RUNS], ids=lambda name: name.replace(" ", "-"))
def test_refused(folder, wrong):
    """Exit code 2 with a message, nothing on standard output, and no file."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    arguments = (WRONG | WRONG_OF_RUNS)[wrong]
    preset = () if "--preset" in arguments else ("--preset", "minimal")
    done = run("clean", "a.txt", *preset, *arguments, cwd=folder)
    assert (done.code, done.stdout) == (2, b"")
    assert done.complaint() == ""
    assert done.said
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_missing_input_is_a_failed_document(folder):
    """The others are cleaned."""
    done = run("clean", "missing.txt", "a.txt", "missing/", "a.txt/b", "--preset", "minimal", cwd=folder)
    assert done.complaint() == ""
    assert (done.code, account(done)) == (1, (1, 0, 3))


@pytest.mark.parametrize("name", ["n" * 300, "a/" * 3000], ids=["name", "path"])
def test_impossible_names_are_failed_documents(folder, name):
    """Names that no file can have are inputs that cannot be read."""
    done = run("clean", name, "--preset", "minimal", cwd=folder)
    assert done.complaint() == ""
    assert (done.code, account(done)) == (1, (0, 0, 1))
