"""The command as a process, measured; and what a run of it made of every case."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fault_cases.case import Case

__all__ = ["ROOT", "Done", "Findings", "account", "command", "findings", "run"]

ROOT = Path(__file__).resolve().parents[2]
_ACCOUNT = re.compile(r"(\d+) documents? = (\d+) clean \+ (\d+) dropped \+ (\d+) failed")
_CRASH = re.compile(r"Traceback|Exception ignored|^(?:\w+\.)*\w+(?:Error|Exception|Warning): ", re.MULTILINE)
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What a terminal takes for a command, or what makes a line look like another."""


@dataclass(frozen=True)
class Done:
    """A run that has ended."""

    code: int
    stdout: bytes
    stderr: bytes
    seconds: float
    cpu: float
    mebibytes: float
    """The most that any one process of the run held."""

    @property
    def said(self) -> list[str]:
        """The lines on standard error."""
        return self.stderr.decode().splitlines()

    def complaint(self) -> str:
        """What no run may do whatever it was given; `""` if it did nothing of the kind."""
        text = self.stderr.decode("utf-8", "replace")
        unsafe = _UNSAFE.search(text)
        if _CRASH.search(text):
            return f"a traceback: {text[-800:]}"
        if unsafe:
            return f"{unsafe.group()!r} on standard error: {text[max(0, unsafe.start() - 80) : unsafe.end() + 80]!r}"
        return ""


def command(*arguments: str) -> list[str]:
    """The command line of a run."""
    return [sys.executable, "-m", "docclean", *arguments]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a run: this checkout before whatever is installed."""
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "PYTHONPATH")}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **changes}


def run(
    *arguments: str,
    cwd: Path,
    stdin: bytes = b"",
    timeout: float = 120,
    env: Mapping[str, str] | None = None,
    **popen,
) -> Done:
    """Run the command to its end.

    Raises:
        TimeoutError: it took longer; it was killed with all that it had started.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
        given.write(stdin)
        given.seek(0)
        streams = {"stdin": given, "stdout": out, "stderr": error} | popen
        start = time.monotonic()
        process = subprocess.Popen(
            command(*arguments), cwd=cwd, env=environment(**(env or {})), start_new_session=True, **streams
        )
        status, usage, watch = _waited(process, start + timeout)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        out.seek(0)
        error.seek(0)
        return Done(
            process.returncode,
            out.read(),
            error.read(),
            seconds,
            usage.ru_utime + usage.ru_stime + watch.cpu(but=process.pid),
            # Not `ru_maxrss`: it counts what this process held when it started the command.
            watch.mebibytes,
        )


class _Watch:
    """What the processes of a session take; workers are children of a server, so that `wait4` does not count them."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.mebibytes = 0.0
        self._ticks: dict[int, int] = {}

    def look(self) -> None:
        """Note what each process has taken so far."""
        for path in Path("/proc").glob("[0-9]*"):
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) != self.session:
                    continue
                self._ticks[int(path.name)] = int(fields[11]) + int(fields[12])
                peak = re.search(r"VmHWM:\s+(\d+)", (path / "status").read_text())
            except OSError:
                continue
            self.mebibytes = max(self.mebibytes, int(peak.group(1)) / 1024 if peak else 0)

    def cpu(self, *, but: int) -> float:
        """Seconds of all processes but one, as far as they were seen."""
        return sum(ticks for pid, ticks in self._ticks.items() if pid != but) / os.sysconf("SC_CLK_TCK")


def _waited(process: subprocess.Popen[bytes], deadline: float):
    """Status and usage of a process, and of what it started."""
    watch = _Watch(process.pid)
    looked = 0.0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return status, usage, watch
        if time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            os.wait4(process.pid, 0)
            raise TimeoutError(f"{process.args} did not end")
        if time.monotonic() - looked > 0.1:
            watch.look()
            looked = time.monotonic()
        time.sleep(0.01)


def account(done: Done) -> tuple[int, int, int]:
    """Clean, dropped and failed documents by the last line that a run said, which must add up."""
    last = done.said[-1] if done.said else ""
    found = _ACCOUNT.fullmatch(last)
    assert found, f"the last line is no account: {last!r}"
    total, *parts = map(int, found.groups())
    assert total == sum(parts), last
    return parts[0], parts[1], parts[2]


@dataclass
class Findings:
    """What became of the documents of one case."""

    clean: list[dict[str, object]] = field(default_factory=list)
    dropped: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def counts(self) -> tuple[int, int, int]:
        """Clean, dropped, failed."""
        return len(self.clean), self.dropped, len(self.failures)


def _lines(path: Path | bytes) -> list[dict[str, object]]:
    data = path if isinstance(path, bytes) else path.read_bytes()
    assert not data or data.endswith(b"\n"), "the last line does not end"
    return [json.loads(line.decode("utf-8")) for line in data.split(b"\n")[:-1]]


def findings(done: Done, removed: Path, errors: Path, cases: Sequence[Case]) -> dict[str, Findings]:
    """What became of the documents of each case in a run over a folder `in`.

    Args:
        done: the run, with documents on standard output.
        removed: what `--removed` wrote.
        errors: what `--errors` wrote.
        cases: all cases of the run.
    """
    found = {made.name: Findings() for made in cases}

    def of(path: object) -> Findings:
        return found["/".join(str(path).split("/", 3)[1:3])]

    for record in _lines(done.stdout):
        of(record["source"]).clean.append(record)
    for row in _lines(removed):
        if row["effect"] == "rejected":
            of(row["id"]).dropped += 1
    for row in _lines(errors):
        of(row["source"]).failures.append(json.dumps(row))
    return found


def tally(found: Mapping[str, Findings]) -> tuple[int, int, int]:
    """The sums over all cases."""
    total: Counter[int] = Counter()
    for one in found.values():
        total.update(dict(enumerate(one.counts)))
    return total[0], total[1], total[2]
