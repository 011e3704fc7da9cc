#!/usr/bin/env python3
"""What worker processes and their guards cost: `docclean clean` with --jobs 0 (one process), 1 and 2.

    python tests/bench/jobs.py [--data DIR] [--preset web] [--documents 600] [--rounds 3]

Prints CPU seconds (of all processes together) and wall seconds, each as a ratio to one process, and compares the
bytes. DIR holds *.jsonl.xz files whose lines have `html`; without it the documents of seeds/ are used again and again.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import lzma
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PR_SET_CHILD_SUBREAPER = 36


def records(data: Path | None, count: int) -> list[bytes]:
    """So many lines of JSON, every one with an id of its own."""
    found: list[dict[str, str]] = []
    if data is None:
        for path in sorted((ROOT / "seeds").iterdir()):
            if path.suffix in (".txt", ".html"):
                found.append({"html" if path.suffix == ".html" else "text": path.read_text("utf-8")})
    else:
        # By turns, so that a few files with many pages do not crowd out the others.
        # They stay open side by side until the program ends.
        files = [lzma.open(path, "rt", encoding="utf-8") for path in sorted(data.glob("*.jsonl.xz"))]  # noqa: SIM115
        while files and len(found) < count:
            for file in list(files):
                line = file.readline()
                if line:
                    found.append({"html": json.loads(line)["html"]})
                else:
                    files.remove(file)
    return [json.dumps({**found[n % len(found)], "id": str(n)}).encode() + b"\n" for n in range(count)]


def measured(path: Path, jobs: int, preset: str) -> tuple[float, float, str]:
    """CPU seconds, wall seconds, and a hash of what was written."""
    command = [sys.executable, "-m", "docclean", "clean", str(path), "--preset", preset, "-j", str(jobs), "-q"]
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        cpu = 0.0
        while True:
            # Workers outlive their parent by a moment, and come to us then: their time is counted too.
            try:
                pid, _, usage = os.wait4(-1, 0)
            except ChildProcessError:
                break
            cpu += usage.ru_utime + usage.ru_stime
            if pid == process.pid:
                wall = time.monotonic() - start
        process.returncode = 0
        out.seek(0)
        return cpu, wall, hashlib.file_digest(out, "sha256").hexdigest()


def main() -> int:
    """Run, print, judge."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path)
    options.add_argument("--preset", default="web")
    options.add_argument("--documents", type=int, default=600)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    lines = records(given.data, given.documents)
    print(f"{len(lines)} documents, {sum(map(len, lines)) / 1e6:.1f} MB, preset {given.preset}")
    times: dict[int, list[tuple[float, float]]] = {0: [], 1: [], 2: []}
    hashes = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(b"".join(lines))
        for _ in range(given.rounds):
            for jobs, found in times.items():
                cpu, wall, digest = measured(path, jobs, given.preset)
                found.append((cpu, wall))
                hashes.add(digest)
    base = [statistics.median(column) for column in zip(*times[0], strict=True)]
    for jobs, found in times.items():
        cpu, wall = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"--jobs {jobs}: CPU {cpu / base[0]:.3f}, wall {wall / base[1]:.3f} of one process")
    print("same bytes" if len(hashes) == 1 else "DIFFERENT BYTES")
    return 0 if len(hashes) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
