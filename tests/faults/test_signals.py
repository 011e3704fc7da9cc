"""Signals, and readers that leave."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from program import account, command, environment, run

SLOW = b"".join(json.dumps({"id": f"n{n}", "text": f"FAULT:slow, page {n}."}).encode() + b"\n" for n in range(600))
PATIENCE = 30


def members(session):
    """The processes of a session that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def waited(condition, seconds=PATIENCE):
    """Wait until something holds; whether it came to hold."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def started(faulty, plugged):
    """Starts a slow run and waits until it works on documents."""
    processes = []

    def start(*arguments, content=SLOW):
        (faulty / "slow.jsonl").write_bytes(content)
        with (faulty / "error").open("wb") as error, (faulty / "output").open("wb") as output:
            process = subprocess.Popen(
                command("clean", "slow.jsonl", "--preset", "faulty.toml", *arguments),
                cwd=faulty,
                env=environment(**plugged),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=error,
                start_new_session=True,
                # Signals are ignored where tests run in the background; there are no threads here.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
            )
        processes.append(process)
        trace = faulty / "trace"
        assert waited(lambda: trace.exists() and trace.stat().st_size > 3)
        return process

    yield start
    for process in processes:
        for pid in members(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def said(folder):
    """What a run wrote on standard error, which must be harmless."""
    text = (folder / "error").read_text()
    assert "Traceback" not in text
    return text.splitlines()


@pytest.mark.parametrize(
    ("number", "code", "everybody"),
    [(signal.SIGINT, 130, True), (signal.SIGINT, 130, False), (signal.SIGTERM, 143, False)],
)
def test_signal(started, faulty, number, code, everybody):
    """A signal ends the run soon with its code and an account; no half line is left, and no process."""
    process = started("-o", "out.jsonl")
    if everybody:
        # As a terminal does.
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    assert process.wait(PATIENCE) == code
    last = said(faulty)[-1]
    assert " clean + 0 dropped + 0 failed" in last
    assert int(last.split()[0]) < 600
    for path in faulty.glob("out.jsonl*"):
        assert all(json.loads(line) for line in path.read_bytes().split(b"\n")[:-1])
        assert path.read_bytes().endswith(b"\n")
    assert waited(lambda: not members(process.pid), 5)


def test_second_signal_stops_at_once(started, faulty):
    """Who is in a hurry does not wait for the document under way."""
    process = started("-o", "out.jsonl", "--timeout", "500", content=SLOW[:600] + b"\n" + b'{"text": "FAULT:sleep"}\n')
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert said(faulty)
    assert waited(lambda: not members(process.pid), 5)


def test_no_worker_outlives_a_killed_run(started):
    """Workers end when the process that started them is gone."""
    process = started("-j", "2", "-o", "out.jsonl")
    process.kill()
    process.wait()
    assert waited(lambda: not members(process.pid), 10)


def test_reader_who_leaves(started, faulty, plugged):
    """A closed pipe ends the run soon and quietly."""
    (faulty / "slow.jsonl").write_bytes(SLOW)
    line = " ".join(command("clean", "slow.jsonl", "--preset", "faulty.toml", "--to", "text")) + " | head -1"
    begin = time.monotonic()
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=faulty, env=environment(**plugged), capture_output=True
    )
    assert (done.stdout, done.stderr) == (b"FAULT:slow, page 0.\n", b"")
    assert done.returncode in (0, 141)
    assert time.monotonic() - begin < PATIENCE * 0.8


def test_closed_streams(tmp_path):
    """A run without standard input, output or error says so, or does without."""
    (tmp_path / "a.txt").write_text("The lamp burns.")
    for number in (0, 1, 2):
        done = run("clean", "a.txt", "--preset", "minimal", cwd=tmp_path, preexec_fn=lambda at=number: os.close(at))
        assert done.complaint() == ""
        assert done.code == 0 if number != 1 else done.code in (0, 2, 3)
        if number == 0:
            assert account(done) == (1, 0, 0)
