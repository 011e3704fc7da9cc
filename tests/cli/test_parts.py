"""Numbered parts, going on behind them, and trying failures again."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from docclean.report import Account
from docclean.write.parts import Marker, found_parts

PARTS = ("-o", "out/part-{n}.jsonl.gz", "--part-size", "4kB")


def content(folder):
    """Every visible file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


@pytest.fixture
def many(tmp_path):
    """Two files of records, two of which are broken, and one that is empty."""
    for name in "ab":
        lines = [json.dumps({"id": f"{name}{n}", "text": f"Record {n}.\r\nOn {name}."}) for n in range(60)]
        lines[20] = "{broken"
        lines[40] = '{"text": " "}'
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_parts_hold_all_in_order(docclean, many):
    """Parts together are what one file would be, each about as large as asked; every one has its marker."""
    single = docclean("clean", "a.jsonl", "b.jsonl", "-o", "one.jsonl.gz", "--removed", "one-removed.jsonl")
    done = docclean("clean", "a.jsonl", "b.jsonl", *PARTS, "--removed", "out/removed-{n}.jsonl", "-j", "2")
    assert (single.returncode, done.returncode) == (1, 1)
    assert docclean.account(done) == docclean.account(single) == "120 documents = 116 clean + 2 dropped + 2 failed"
    whole = docclean.shell("zcat out/part-*.gz").stdout
    assert whole == docclean.shell("zcat one.jsonl.gz").stdout
    assert docclean.shell("cat out/removed-*.jsonl").stdout == (many / "one-removed.jsonl").read_bytes()
    parts = found_parts(str(many / "out/part-{n}.jsonl.gz"))
    assert len(parts) == 2 * len(list((many / "out").glob("part-*"))) >= 6


def run_until(docclean, folder, parts, *arguments):
    """Start a run that reads from a pipe, and wait for so many finished parts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "docclean", "clean", "a.jsonl", "-", *PARTS, "--preset", "minimal", *arguments],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=docclean.environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - there are no threads here
    )
    process.stdin.write(b'{"id": "p", "text": "Piped."}\n')
    process.stdin.flush()
    deadline = time.monotonic() + 30
    while len(list(folder.glob("out/.part-*.done"))) < parts and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    return process


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_going_on_gives_the_same_bytes(docclean, many, number):
    """A run that was killed or interrupted, then gone on with, leaves what one without a stop would have left."""
    piped = b'{"id": "p", "text": "Piped."}\n{"id": "q", "text": "More."}\n'
    whole = docclean("clean", "a.jsonl", "-", *PARTS, "--errors", "e.jsonl", "--report", "r.json", stdin=piped)
    expected, errors, report = content(many / "out"), (many / "e.jsonl").read_text(), (many / "r.json").read_text()
    (many / "out").rename(many / "whole")
    process = run_until(docclean, many, 2)
    process.send_signal(number)
    process.communicate()
    if number == signal.SIGINT:
        assert process.returncode == 130
    finished = {name: (many / "out" / name).stat().st_mtime_ns for name in content(many / "out")}
    assert 2 <= len(finished) < len(expected)
    arguments = ("clean", "a.jsonl", "-", *PARTS, "--resume")
    done = docclean(*arguments, "--errors", "e.jsonl", "--report", "r.json", stdin=piped)
    assert content(many / "out") == expected
    assert docclean.account(done) == docclean.account(whole)
    assert {name: (many / "out" / name).stat().st_mtime_ns for name in finished} == finished
    assert (many / "r.json").read_text() == report
    ids = [json.loads(line)["id"] for line in (many / "e.jsonl").read_text().splitlines()]
    assert ids == [json.loads(line)["id"] for line in errors.splitlines()]
    again = docclean(*arguments, stdin=piped)
    assert docclean.account(again) == docclean.account(whole)
    assert not [path for path in (many / "out").iterdir() if ".tmp." in path.name]


def test_going_on_refuses_what_does_not_fit(docclean, many):
    """Other options, a changed input, no parts to speak of, or parts without --resume: usage errors that say so."""
    parts = (*PARTS, "--resume")
    assert docclean("clean", "a.jsonl", *PARTS).returncode == 1
    before = content(many / "out")
    for arguments, message in (
        (PARTS, "--resume goes on"),
        ((*parts, "--field", "x"), "other options"),
        (("-o", "x.jsonl", "--resume"), "needs numbered parts"),
        (("-o", "x{n}/y.jsonl"), "in the name of the file"),
        (("-o", "x.jsonl", "--removed", "r{n}.jsonl"), "parts only if"),
    ):
        done = docclean("clean", "a.jsonl", *arguments)
        assert (done.returncode, message in done.stderr.decode()) == (2, True), done.stderr
    os.unlink(next((many / "out").glob(".part-00002*.done")))
    (many / "a.jsonl").write_text((many / "a.jsonl").read_text().replace("Record 1.", "Record one."))
    done = docclean("clean", "a.jsonl", *parts)
    assert (done.returncode, b"the input is not what it was" in done.stderr) == (2, True)
    assert content(many / "out") == before


def test_one_run_at_a_time(docclean, many):
    """A folder of parts belongs to one run as long as it lives, and no longer."""
    process = run_until(docclean, many, 1)
    done = docclean("clean", "a.jsonl", *PARTS, "--resume")
    assert (done.returncode, b"another run is writing there" in done.stderr) == (2, True)
    process.kill()
    process.communicate()
    assert docclean("clean", "a.jsonl", "-", *PARTS, "--resume", stdin=b'{"id": "p", "text": "Piped."}').returncode == 1


def test_failures_are_tried_again(docclean, many):
    """A file of failures names what to do again: once repaired, exactly that is cleaned."""
    first = docclean("clean", "a.jsonl", "b.jsonl", "gone.txt", "-o", "one.jsonl", "--errors", "e.jsonl")
    assert [line.partition(":")[0] for line in first.stderr.decode().splitlines()[:-1]].count("failed") == 3
    (many / "a.jsonl").write_text((many / "a.jsonl").read_text().replace("{broken", '{"id": "new", "text": "Whole."}'))
    (many / "gone.txt").write_text("Found.")
    done = docclean("clean", "--retry", "e.jsonl")
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert ids == ["new", "gone.txt#0"]
    assert docclean.account(done) == "3 documents = 2 clean + 0 dropped + 1 failed"
    assert docclean("clean", "--retry", "one.jsonl").returncode == 2


def test_a_cut_file_is_tried_again_from_the_cut_on(docclean, tmp_path):
    """Whoever fetches the rest of a file that was cut gets the documents behind the cut."""
    lines = "".join(json.dumps({"text": f"Record {n}."}) + "\n" for n in range(5)).encode()
    import gzip

    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-12])
    first = docclean("clean", "a.jsonl.gz", "--errors", "e.jsonl")
    read = first.stdout.count(b"\n")
    assert read < 5
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    done = docclean("clean", "--retry", "e.jsonl")
    assert first.stdout + done.stdout == docclean("clean", "a.jsonl.gz").stdout


def test_markers_round_trip():
    """What a marker says is read again; anything else is refused."""
    marker = Marker(run="r", place={"source": 1}, account=Account(1, 2, 3), ids=b"12345678")
    assert Marker.from_json(marker.to_json()) == marker
    for text in ("", "{}", "[]", '{"version": 1}', marker.to_json()[:40]):
        with pytest.raises(ValueError):  # noqa: PT011 - json has its own messages
            Marker.from_json(text)
