"""`docclean clean`: inputs, outputs, account, exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from docclean.write.text import SEPARATOR


def put(folder, **files):
    """Write files by name (`__` stands for `/`, `_` for `.`)."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def records(done):
    """The JSON Lines on standard output."""
    return [json.loads(line) for line in done.stdout.split(b"\n") if line]


@pytest.fixture
def mixed(tmp_path):
    """A folder with good, empty, binary, unreadable and broken input."""
    put(
        tmp_path,
        in__good_txt="The lighthouse is open.\r\nDaily.\n",
        in__empty_txt="",
        in__picture_png=b"\x89PNG\r\n\x1a\n\x00\x00",
        in__page_html="<!doctype html><p>Bread",
        in__records_jsonl='{"text": "One.", "id": 1}\n{broken\n\n{"text": "Two."}\n{"text": "Again", "id": 1}\n',
    )
    (tmp_path / "in/dangling").symlink_to("nowhere")
    (tmp_path / "in/folder.txt").mkdir()
    os.mkfifo(tmp_path / "in/fifo")
    return tmp_path


def test_account_adds_up(docclean, mixed):
    """Every document of a mixed folder is clean, dropped or failed, and each failure has one line."""
    done = docclean("clean", "in", "gone.txt")
    assert done.returncode == 1
    assert [record["id"] for record in records(done)] == ["in/good.txt#0", "in/page.html#0", "1", "in/records.jsonl#2"]
    errors = done.stderr.decode().splitlines()
    assert docclean.account(done) == "11 documents = 4 clean + 2 dropped + 5 failed"
    failures = [json.loads(line) for line in errors if line.startswith("{")]
    assert len(failures) == 5
    assert sum(line.startswith("dropped: ") for line in errors) == 2
    broken = next(failure for failure in failures if failure["id"] == "in/records.jsonl#1")
    assert (broken["source"], broken["offset"], broken["stage"]) == ("in/records.jsonl", 1, "read")
    assert broken["message"].startswith("line 2: ")
    assert broken["sha256"] == sha256(b"{broken\n").hexdigest()


def test_quiet_still_says_failures_and_account(docclean, mixed):
    """Quiet leaves out what was dropped, nothing else."""
    errors = docclean("clean", "in", "-q").stderr.decode().splitlines()
    assert len(errors) == 5
    assert errors[-1] == "10 documents = 4 clean + 2 dropped + 4 failed"


def test_nothing_to_read_is_no_failure(docclean, tmp_path):
    """An empty folder gives an account of nothing."""
    (tmp_path / "in").mkdir()
    done = docclean("clean", "in")
    assert (done.returncode, done.stdout, docclean.account(done)) == (
        0,
        b"",
        "0 documents = 0 clean + 0 dropped + 0 failed",
    )


def test_standard_input(docclean):
    """Without an input, with `-` and with JSON Lines, standard input is read."""
    assert records(docclean("clean", stdin=b"One.\r\nTwo."))[0]["text"] == "One.\nTwo."
    assert records(docclean("clean", "-", stdin="déjà".encode("latin-1")))[0]["text"] == "déjà"
    done = docclean("clean", stdin=b'{"text": "A", "x": [1.5, null]}\n{"text": "B"}')
    assert [(r["id"], r["text"]) for r in records(done)] == [("-#0", "A"), ("-#1", "B")]
    assert records(done)[0]["x"] == [1.5, None]


def test_text_and_markdown(docclean):
    """The title comes first, documents are set apart by a line with a form feed, marks are escaped in Markdown."""
    stdin = b'{"text": "Bread\\n* rye", "title": "Oven"}\n{"text": "Roses"}'
    assert docclean("clean", "--to", "text", stdin=stdin).stdout == f"Oven\n\nBread\n* rye\n{SEPARATOR}Roses\n".encode()
    assert docclean("clean", "--to", "markdown", stdin=stdin).stdout == (
        f"# Oven\n\nBread\n\n\\* rye\n{SEPARATOR}Roses\n".encode()
    )


def test_json_lines_are_lines_for_every_tool(docclean):
    """No character in a record is a line end for anyone, and no character is escaped without need."""
    done = docclean("clean", stdin='{"text": "déjà", "note": "a\u2028b\u0085c"}'.encode())
    text = done.stdout.decode()
    assert len(text.splitlines()) == 1
    assert "déjà" in text
    assert json.loads(text)["note"] == "a\u2028b\u0085c"


def test_output_file_ledger_and_report(docclean, mixed):
    """Documents, receipts and tallies go where they are wanted, and agree with each other."""
    done = docclean("clean", "in", "-o", "out.jsonl", "--removed", "removed.jsonl", "--report", "report.json")
    assert done.stdout == b""
    assert len((mixed / "out.jsonl").read_bytes().splitlines()) == 4
    ledger = [json.loads(line) for line in (mixed / "removed.jsonl").read_text().splitlines()]
    assert {(row["id"], row["effect"]) for row in ledger} == {
        ("in/good.txt#0", "edited"),
        ("in/empty.txt#0", "rejected"),
        ("in/picture.png#0", "rejected"),
    }
    report = json.loads((mixed / "report.json").read_text())
    assert report["documents"] == {"read": 10, "clean": 4, "dropped": 2, "failed": 4}
    assert report["reasons"]["line-ends/foreign-line-end"]["blocks"] == 1
    assert report["reasons"]["reader/binary"]["documents"] == 1
    assert not [path for path in mixed.iterdir() if ".tmp." in path.name]


def test_output_folder(docclean, mixed):
    """One file per source with a clean document, where it stood; equal names are told apart."""
    put(mixed, in__deep__good_txt="Deep.", in__deep__good_md="Other.")
    docclean("clean", "in", "-o", "out/", "--to", "text")
    found = sorted(path.relative_to(mixed / "out").as_posix() for path in (mixed / "out").rglob("*.*"))
    assert found == ["deep/good.txt", "deep/good.txt.txt", "good.txt", "page.txt", "records.txt"]
    assert (mixed / "out/deep/good.txt").read_text() == "Other.\n"


def test_check(docclean, tmp_path):
    """Exit 1 where text would change, 0 where only white space at the ends would; nothing is written."""
    put(tmp_path, dirty_txt="One.\r\nTwo.", clean_txt="\n One.\n\nTwo. \n\n")
    dirty = docclean("clean", "--check", "dirty.txt", "clean.txt", "-o", "out")
    assert (dirty.returncode, dirty.stdout) == (1, b"")
    assert dirty.stderr.decode().count("would change: ") == 1
    assert docclean("clean", "--check", "clean.txt").returncode == 0
    assert not (tmp_path / "out").exists()


def test_dry_run(docclean, tmp_path):
    """No document is written; what would be removed is told by reason, and receipts are there if wanted."""
    put(tmp_path, a_txt="One.\r\nTwo.")
    done = docclean("clean", "--dry-run", "a.txt", "-o", "out", "--removed", "r.jsonl")
    assert (done.returncode, done.stdout, (tmp_path / "out").exists()) == (0, b"", False)
    assert b"line-ends/foreign-line-end" in done.stderr
    assert (tmp_path / "r.jsonl").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--frm", "text"], "--from"),
        (["--from", "pdf"], "auto"),
        (["--to", "html"], "jsonl"),
        (["--preset", "wbe"], "'web'"),
        (["--preset", "no.toml"], "no.toml"),
        (["-o", "a.txt"], "the input itself"),
        (["--removed", "./a.txt"], "the input itself"),
        (["-o", "./", "--to", "text"], "the input itself"),
        (["-o", "x", "--report", "x"], "too"),
        (["-o", "no/where/x"], "No such file"),
        (["--report", "-"], "need a file"),
    ],
)
def test_usage(docclean, tmp_path, arguments, message):
    """What cannot work is refused before the start with 2 and a message that helps, and leaves no file."""
    put(tmp_path, a_txt="One.\r\n")
    done = docclean("clean", "a.txt", *arguments, preset=None)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"One.\r\n"


def test_output_inside_the_input_folder(docclean, tmp_path):
    """An output that the next run would read as input is refused."""
    put(tmp_path, in__a_txt="One.")
    assert docclean("clean", "in", "-o", "in/out.jsonl").returncode == 2
    assert docclean("clean", "in", "-o", "in/out/").returncode == 2


def test_pages(docclean, tmp_path):
    """Pages are read from files, folders, standard input and records; what is called text keeps its tags."""
    page = "<!doctype html><link rel=canonical href=https://example.org/oven><p>Bread</p>"
    put(tmp_path, in__a_html="<p>Bread", in__b_txt=page, in__c_jsonl=json.dumps({"html": page, "text": "Rolls"}))
    found = records(docclean("clean", "in"))
    assert [(r["id"], r["text"]) for r in found] == [
        ("in/a.html#0", "Bread"),
        ("in/b.txt#0", "Bread"),
        ("in/c.jsonl#0", "Bread"),
    ]
    assert [r["url"] for r in found] == ["", "https://example.org/oven", "https://example.org/oven"]
    assert (found[2]["input.text"], "html" in found[2]) == ("Rolls", False)
    assert records(docclean("clean", stdin=page.encode()))[0]["text"] == "Bread"
    assert records(docclean("clean", "--from", "html", stdin=b"Rye <b>bread</b>"))[0]["text"] == "Rye bread"
    assert records(docclean("clean", "--from", "text", stdin=page.encode()))[0]["text"] == page
    assert records(docclean("clean", "in/b.txt", "--url", "https://example.org/b"))[0]["url"] == "https://example.org/b"


def test_page_in_its_own_charset(docclean, tmp_path):
    """The bytes of a page are read in the charset that it declares."""
    (tmp_path / "a.html").write_bytes("<meta charset=koi8-r><p>Сад".encode("koi8-r"))
    assert records(docclean("clean", "a.html"))[0]["text"] == "Сад"


def test_records_called_pages(docclean, tmp_path):
    """JSON Lines read as HTML would be nonsense: they fail with advice."""
    put(tmp_path, a_jsonl='{"html": "<p>Bread"}')
    done = docclean("clean", "--from", "html", "a.jsonl")
    assert done.returncode == 1
    assert b"leave out --from html" in done.stderr


def test_check_of_pages(docclean, tmp_path):
    """What a page shows is compared, so that its tags are no change; a page that shows nothing is dropped."""
    put(tmp_path, a_html="<html><h1>Oven</h1><p>Bread</p></html>", b_html="<html><p> </p></html>")
    assert docclean("clean", "--check", "a.html").returncode == 0
    done = docclean("clean", "--check", "b.html")
    assert done.returncode == 1
    assert b"dropped: b.html#0: reader/empty" in done.stderr


def test_closed_pipe_ends_quietly(docclean, tmp_path):
    """Who reads only the first line gets it, and no complaint follows."""
    with (tmp_path / "a.jsonl").open("w") as file:
        file.writelines(f'{{"text": "Line {n} of many about gardens."}}\n' for n in range(3000))
    done = docclean.shell("cat a.jsonl | docclean clean --to text --preset minimal | head -1")
    assert (done.stdout, done.stderr) == (b"Line 0 of many about gardens.\n", b"")
    for command in ("explain --preset minimal a.jsonl", "filters", "presets web"):
        done = docclean.shell(f"docclean {command} | head -1")
        assert done.stdout.count(b"\n") == 1
        assert b"Traceback" not in done.stderr
        assert b"Broken" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_lost_output(docclean, tmp_path):
    """A full disk is exit 3 with the account last, on standard output and in a file."""
    put(tmp_path, a_txt="One.")
    for command in (
        "docclean clean a.txt --preset minimal > /dev/full",
        "docclean clean a.txt -o /dev/full --preset minimal",
    ):
        done = docclean.shell(command)
        assert done.returncode == 3
        assert b"error: cannot write" in done.stderr
        assert docclean.account(done).startswith("1 document = 1 clean")
        assert b"Traceback" not in done.stderr


def test_devices_are_written_and_not_replaced(docclean, tmp_path):
    """An output that is no regular file stays what it is."""
    put(tmp_path, a_txt="One.")
    assert docclean("clean", "a.txt", "-o", "/dev/null", "--removed", "/dev/null").returncode == 0
    assert not os.path.isfile("/dev/null")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals(docclean, tmp_path, number, code):
    """A signal ends the run with its code and the account last; what was done is kept under another name."""
    process = subprocess.Popen(
        [sys.executable, "-m", "docclean", "clean", "--preset", "minimal", "-o", "out.jsonl"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=docclean.environment,
        # Signals are ignored where tests run in the background; there are no threads here.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509
    )
    process.stdin.write(b'{"text": "One."}\n')
    process.stdin.flush()
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".out*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(number)
    error = process.communicate()[1].decode()
    assert process.returncode == code
    assert error.splitlines() == [
        "kept what was done: out.jsonl.partial",
        "1 document = 1 clean + 0 dropped + 0 failed",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl.partial"]
    assert json.loads((tmp_path / "out.jsonl.partial").read_text())["text"] == "One."


def test_hash_seed_changes_nothing(docclean, mixed):
    """Two hash seeds give the same bytes on both streams."""
    runs = [docclean("clean", "in", "--removed", "r.jsonl", PYTHONHASHSEED=seed) for seed in ("0", "1")]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stderr == runs[1].stderr


def test_failures_cannot_drive_a_terminal(docclean, tmp_path):
    """Control characters of a file name are escaped in messages, which stay one line each."""
    (tmp_path / "a\x1b[31m\nb.txt").write_bytes(b"")
    done = docclean("clean", ".")
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_a_filter_crash_fails_its_document_only(docclean, tmp_path):
    """The documents around one that breaks a filter are cleaned."""
    site = tmp_path / "site"
    put(
        site,
        acme_py=(
            "import docclean\n"
            "@docclean.filter(name='fragile-rule', code='oops')\n"
            "def fragile(block):\n"
            "    return 1 / (block.text != 'zero')\n"
        ),
    )
    put(site / "acme-1.dist-info", METADATA="Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
    (site / "acme-1.dist-info/entry_points.txt").write_text("[docclean.filters]\nfragile = acme:fragile\n")
    put(tmp_path, mine_toml='version = 1\n[[step]]\nuse = "acme:fragile"\n')
    path = os.pathsep.join((docclean.environment["PYTHONPATH"], str(site)))
    stdin = b'{"text": "one"}\n{"text": "zero"}\n{"text": "two"}\n'
    done = docclean("clean", stdin=stdin, preset="mine.toml", PYTHONPATH=path)
    assert done.returncode == 1
    assert [record["id"] for record in records(done)] == ["-#0", "-#2"]
    failure = json.loads(done.stderr.splitlines()[0])
    assert (failure["id"], failure["stage"], failure["class"]) == ("-#1", "filter", "CrashError")
    assert failure["message"].startswith("filter 'fragile-rule'")
    assert docclean.account(done) == "3 documents = 2 clean + 0 dropped + 1 failed"
