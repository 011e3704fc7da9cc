"""Limits on failures and sizes, messages for programs and for terminals."""

import json
import os
import pty
import subprocess
import sys

import pytest

LINES = b'{"text": "One."}\n{bad\n{"text": ""}\n{worse\n{"text": "Two."}\n'


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--max-errors", "2"], 1, ""),
        (["--max-errors", "1"], 3, "2 of 4 documents failed, allowed: 1"),
        (["--max-errors", "40%"], 1, ""),
        (["--max-errors", "30%"], 3, "2 of 5 documents failed"),
        (["--on-error", "fail"], 3, "1 of 2 documents failed, allowed: 0"),
        (["--on-error", "fail", "--max-errors", "3"], 2, "leave out --max-errors"),
        (["--max-errors", "many"], 2, "a number of documents"),
        (["--max-errors", "1.5"], 2, "a number of documents"),
        (["--max-bytes", "12 parsecs"], 2, "64MiB"),
        (["--jobs", "-1"], 2, "--jobs"),
        (["--timeout", "-1"], 2, "--timeout"),
    ],
)
def test_how_many_may_fail(docclean, tmp_path, arguments, code, message):
    """A run with too many failures ends with 3 and leaves no output; what makes no sense is refused."""
    done = docclean("clean", "-o", "out.jsonl", *arguments, stdin=LINES)
    assert (done.returncode, message in done.stderr.decode()) == (code, True), done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "out.jsonl").exists() == (code == 1)
    assert list(tmp_path.glob(".*")) == []


def test_largest_document(docclean, tmp_path):
    """A file or line above the limit fails, with the option to raise it named; what just fits is cleaned."""
    (tmp_path / "a.txt").write_text("x" * 100)
    (tmp_path / "b.txt").write_text("x" * 101)
    done = docclean("clean", "a.txt", "b.txt", "--max-bytes", "100")
    assert docclean.account(done) == "2 documents = 1 clean + 0 dropped + 1 failed"
    assert "--max-bytes" in json.loads(done.stderr.splitlines()[0])["message"]


def test_messages_for_programs(docclean):
    """With --log-json every line on standard error is an object; the last one is the account."""
    done = docclean("clean", "--log-json", "--verbose", stdin=LINES)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["clean", "failed", "dropped", "failed", "clean", "account"]
    assert events[-1] == {"event": "account", "read": 5, "clean": 2, "dropped": 1, "failed": 2}
    assert events[1]["class"] == "RecordError"


def test_verbose_names_every_document(docclean):
    """Each document has its line."""
    lines = docclean("clean", "-v", stdin=LINES).stderr.decode().splitlines()
    assert [line.split(":")[0] for line in lines[:-1] if not line.startswith("{")] == ["clean", "dropped", "clean"]


def test_failures_go_to_their_file(docclean, tmp_path):
    """With --errors failures are JSON there, and words on standard error."""
    done = docclean("clean", "--errors", "e.jsonl", stdin=LINES)
    records = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text().splitlines()]
    assert [record["offset"] for record in records] == [1, 3]
    assert set(records[0]) == {
        *("id", "source", "offset", "stage", "class", "message", "seconds", "sha256", "cut_short"),
    }
    assert done.stderr.count(b"failed: -#") == 2


def on_a_terminal(docclean, *arguments, stream="stderr", **environment):
    """What a terminal gets on standard error, or on standard output."""
    leader, follower = pty.openpty()
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: follower}
    process = subprocess.Popen(
        [sys.executable, "-m", "docclean", "clean", *arguments, "--preset", "minimal"],
        **streams,
        cwd=docclean.folder,
        env={**docclean.environment, "TERM": "xterm", **environment},
    )
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(leader)
    process.wait()
    return b"".join(parts).decode()


def test_progress_on_a_terminal(docclean, tmp_path):
    """Somebody who watches sees documents and rate, failures in words; --quiet and dumb terminals show no bar."""
    lines = [json.dumps({"text": f"Record {n}."}) for n in range(2000)]
    lines[7] = "{\x1b[31mbad"
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    seen = on_a_terminal(docclean, "a.jsonl")
    assert "documents  " in seen and "/s" in seen and "1 failed" in seen
    assert "failed: a.jsonl#7: line 8" in seen and "\x1b[31mbad" not in seen
    assert "2000 documents = 1999 clean + 0 dropped + 1 failed" in seen
    for arguments, environment in ((["-q"], {}), ([], {"TERM": "dumb"})):
        seen = on_a_terminal(docclean, "a.jsonl", *arguments, **environment)
        assert "/s" not in seen and "\x1b[" not in seen


def test_documents_cannot_drive_a_terminal(docclean, tmp_path):
    """A title may hold commands for a terminal: there it is shown, and in a pipe it is what it was."""
    (tmp_path / "a.jsonl").write_text('{"title": "red \\u001b[31m \\u009b1m", "text": "Bread."}')
    for form in ("text", "jsonl"):
        seen = on_a_terminal(docclean, "a.jsonl", "--to", form, stream="stdout")
        assert "\x1b" not in seen and "\x9b" not in seen and "\\u001b[31m \\u009b1m" in seen
    assert docclean("clean", "a.jsonl", "--to", "text").stdout.startswith("red \x1b[31m \x9b1m".encode())


@pytest.mark.skipif(sys.platform != "linux", reason="needs named pipes and /dev/fd")
def test_pipes(docclean, tmp_path):
    """A pipe that the shell hands over is read; a named one, into which nobody may ever write, is refused at once."""
    os.mkfifo(tmp_path / "fifo")
    done = docclean.shell("docclean clean --preset minimal <(echo Bread.) fifo /dev/zero; echo code $?")
    assert done.stdout.count(b"Bread.") == 1
    assert b"code 1" in done.stdout
    assert docclean.account(done) == "3 documents = 1 clean + 0 dropped + 2 failed"
    assert done.stderr.count(b"no regular file") == 2


def test_closed_streams(docclean, tmp_path):
    """Without standard input, output or error stream a run still ends with its code and without a traceback."""
    (tmp_path / "a.txt").write_text("Bread.")
    for command, code in (
        ("docclean clean - --preset minimal <&-", 1),
        ("docclean clean a.txt --preset minimal >&-", 2),
        ("docclean clean a.txt --preset minimal 2>&-", 0),
    ):
        done = docclean.shell(command)
        assert (done.returncode, b"Traceback" in done.stderr) == (code, False), (command, done.stderr)
