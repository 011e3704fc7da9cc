"""The same bytes in every surrounding; and after every kill."""

import json
import os
import signal
import subprocess
import time

import pytest
from catalogue import CASES, write
from fault_cases.case import SENTENCES
from program import command, environment, run

KINDS = ("binaries", "ids", "jsonl", "terminal", "typography", "unicode")
SURROUNDINGS = {
    "other hash seed": ({"PYTHONHASHSEED": "7"}, ()),
    "no locale": ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Asia/Kathmandu"}, ()),
    "in this process": ({}, ("-j", "0")),
    "two workers": ({}, ("-j", "2")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Some classes of the catalogue, below `in`, and what comes out of them."""
    made = tmp_path_factory.mktemp("same")
    write(made / "in", 0.001, tuple(one for one in CASES if one.kind in KINDS))
    return made


def outcome(folder, env, *arguments):
    """All that a run writes."""
    errors = ("--errors", "errors")
    done = run("clean", "in", "--preset", "minimal", "--removed", "removed", *errors, *arguments, cwd=folder, env=env)
    assert done.complaint() == ""
    rows = [json.loads(line) for line in (folder / "errors").read_bytes().splitlines()]
    failures = [[row[key] for key in ("id", "stage", "class", "message", "sha256")] for row in rows]
    return done.code, done.stdout, (folder / "removed").read_bytes(), failures, done.said[-1]


@pytest.fixture(scope="module")
def plain(folder):
    """What comes out in an ordinary run."""
    return outcome(folder, {"PYTHONHASHSEED": "0"})


@pytest.mark.parametrize("name", SURROUNDINGS, ids=lambda name: name.replace(" ", "-"))
def test_same_bytes(folder, plain, name):
    """Seed, locale, time zone and number of workers change nothing."""
    env, arguments = SURROUNDINGS[name]
    assert outcome(folder, env, *arguments) == plain


def test_killed_and_resumed(faulty, plugged):
    """A run that was killed twice and resumed writes the same shards as one that was not, and redoes little."""
    count = 300
    plugged = plugged | {"FAULTY_SECONDS": "0.01"}
    rows = [{"id": f"n{n}", "text": f"FAULT:slow {SENTENCES[n % 5]} Page {n}."} for n in range(count)]
    (faulty / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    given = ("clean", "in.jsonl", "--preset", "faulty.toml", "--part-size", "16KiB", "-j", "2")
    for folder in ("killed", "whole"):
        (faulty / folder).mkdir()
    assert run(*given, "-o", "whole/part-{n}.jsonl", cwd=faulty, env=plugged).code == 0
    trace = faulty / "trace"
    trace.unlink()
    for done in (count // 3, 2 * count // 3):
        process = subprocess.Popen(
            command(*given, "-o", "killed/part-{n}.jsonl", "--resume"),
            cwd=faulty,
            env=environment(**plugged),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + 60
        while (not trace.exists() or trace.stat().st_size < done) and time.monotonic() < end:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    last = run(*given, "-o", "killed/part-{n}.jsonl", "--resume", cwd=faulty, env=plugged)
    assert (last.code, last.complaint()) == (0, "")
    made, wanted = (
        {path.name: path.read_bytes() for path in (faulty / folder).glob("part-*.jsonl")}
        for folder in ("killed", "whole")
    )
    assert made == wanted
    largest = max(data.count(b"\n") for data in wanted.values())
    # What was under way in the workers when they were killed comes on top of the unfinished shard.
    assert trace.stat().st_size <= count + 2 * (largest + 2 * 64)
