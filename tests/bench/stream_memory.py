#!/usr/bin/env python3
"""Peak memory of `docclean clean` over a long stream of JSON Lines.

    python tests/bench/stream_memory.py [--megabytes 1000] [--preset minimal] [--limit 300]

Makes records of about 3 kB on the fly, pipes them through the command line, and reads the
peak resident memory of the process that reads and of its largest worker. Exit 1 if it is above the limit (in
MiB) or documents are missing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = (
    "Le vieux pont de pierre relie deux quartiers de la ville depuis trois siècles.",
    "The lighthouse keeper climbs 180 steps every evening, whatever the weather.",
    "Die Gärtnerei am Fluss verkauft im Frühjahr vor allem Rosen und Kräuter.",
    "La biblioteca abre a las nueve y cierra cuando se va el último lector.",
)


def records(megabytes: int) -> tuple[bytes, int]:
    """A template of a text and how many of them make the size; only numbers differ, which is cheap to make."""
    text = "\n\n".join(f"{sentence} (%08d)" for sentence in SENTENCES * 9).encode()
    return text, megabytes * 1_000_000 // (len(text) + 60)


def feed(stream, template: bytes, count: int) -> None:
    """Write the records."""
    places = template.count(b"%08d")
    for number in range(count):
        text = (template % tuple(range(number, number + places))).decode()
        stream.write(json.dumps({"id": f"record-{number}", "text": text}, ensure_ascii=False).encode() + b"\n")
    stream.close()


def peaks(session: int) -> tuple[float, float]:
    """VmHWM, in MiB, of the process that reads and of the largest of all that it started."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # Behind the name in brackets: state, parent, group, session.
                own = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
                lines = [line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM")]
            except OSError:
                continue
            if own == session and lines:
                found[int(folder.name)] = int(lines[0].split()[1]) / 1024
    parent = found.pop(session, 0.0)
    return parent, max(found.values(), default=0.0)


def main() -> int:
    """Run, print, judge."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=1000)
    options.add_argument("--preset", default="minimal")
    options.add_argument("--limit", type=float, default=300)
    given = options.parse_args()
    template, count = records(given.megabytes)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "docclean", "clean", "-", "--preset", given.preset, "-o", os.devnull]
    start = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True
    )
    writer = threading.Thread(target=feed, args=(process.stdin, template, count))
    writer.start()
    peak, worker, early = 0.0, 0.0, 0.0
    while process.poll() is None:
        now, other = peaks(process.pid)
        peak, worker = max(peak, now), max(worker, other)
        if not early and time.monotonic() - start > 5:
            early = peak
        time.sleep(0.2)
    writer.join()
    account = process.stderr.read().decode().splitlines()[-1]
    seconds = time.monotonic() - start
    print(f"{given.megabytes} MB in {seconds:.0f} s ({given.megabytes / seconds:.1f} MB/s), preset {given.preset}")
    print(f"peak {peak:.0f} MiB (after 5 s: {early:.0f} MiB), worker {worker:.0f} MiB, limit {given.limit:.0f} MiB")
    print(account)
    return 0 if max(peak, worker) <= given.limit and account.startswith(f"{count} documents = {count} clean") else 1


if __name__ == "__main__":
    sys.exit(main())
