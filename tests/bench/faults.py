#!/usr/bin/env python3
"""Bad inputs at full size, one process for each; and kills at random times.

    python tests/bench/faults.py [--scale 1.0] [--preset minimal] [--only CLASS] [--timeout 30]
    python tests/bench/faults.py --kill 8 [--documents 20000]

The first makes each case of `tests/faults/catalogue.py` in turn, runs the command over it, and compares what became
of its documents, what time it took and what memory with what is expected. It prints a line for each case that is not
as expected and a table by class. The second runs the command with its output in shards, kills it with all its workers
at random times, resumes it as often, and compares all shards with those of a run that was left alone; it prints how
many documents were cleaned a second time.

Exit code 1 if anything is not as expected.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "faults"))

from catalogue import CASES, write
from fault_cases.case import SENTENCES, Case, cap, records
from program import ROOT, Findings, account, command, environment, findings, run

BASE_MEBIBYTES = 250
"""What a process holds before it has read anything, with the models of every preset."""


def problems(made: Case, folder: Path, given: argparse.Namespace, base: float) -> tuple[list[str], float, float]:
    """What is not as expected of a case, with its seconds and MiB."""
    arguments = ["clean", "in", "--preset", given.preset, "--removed", "removed"]
    errors = folder / "errors"
    arguments += ["--errors", "errors", "--max-bytes", str(cap(given.scale)), "--timeout", str(given.timeout)]
    limit = made.seconds * max(given.scale, 0.1)
    try:
        done = run(*arguments, cwd=folder, timeout=base + 4 * limit + 60)
    except TimeoutError:
        return ["hangs"], base + 4 * limit + 60, 0
    try:
        found: Findings = findings(done, folder / "removed", errors, (made,))[made.name]
        counts = account(done)
    except (AssertionError, OSError, ValueError, KeyError) as problem:
        return [f"exit {done.code}: {problem}: {done.stderr[-300:]!r}"], done.seconds, done.mebibytes
    wrong = [made.outcome(given.scale).problem(found.counts), done.complaint()]
    wrong += ["the account is not what was written"] if counts != found.counts else []
    wrong += [f"exit {done.code}"] if done.code != (1 if counts[2] else 0) else []
    wrong += [f"{done.seconds:.0f} s of {limit:.0f}"] if done.seconds - base > limit else []
    memory = BASE_MEBIBYTES + made.mebibytes
    wrong += [f"{done.mebibytes:.0f} MiB of {memory}"] if done.mebibytes > memory else []
    return [problem for problem in wrong if problem], done.seconds - base, done.mebibytes


def catalogue(given: argparse.Namespace) -> int:
    """Run all cases and print the table."""
    rows: dict[str, list[tuple[float, float, bool]]] = defaultdict(list)
    chosen = [made for made in CASES if made.name.startswith(given.only)]
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / "a.txt").write_text(SENTENCES[0])
        base = run("clean", "a.txt", "--preset", given.preset, cwd=Path(empty)).seconds
    for made in chosen:
        folder = Path(tempfile.mkdtemp())
        try:
            write(folder / "in", given.scale, (made,))
            wrong, seconds, mebibytes = problems(made, folder, given, base)
        finally:
            for path in folder.rglob("secret"):
                path.chmod(0o700)
            shutil.rmtree(folder)
        rows[made.kind].append((seconds, mebibytes, bool(wrong)))
        if wrong:
            print(f"{made.name}: {'; '.join(wrong)}", flush=True)
    print(f"\n{'class':14} {'cases':>5} {'wrong':>5} {'slowest s':>9} {'sum s':>7} {'most MiB':>8}")
    for kind, found in rows.items():
        slowest, total, most = max(row[0] for row in found), sum(row[0] for row in found), max(row[1] for row in found)
        print(f"{kind:14} {len(found):5} {sum(row[2] for row in found):5} {slowest:9.1f} {total:7.1f} {most:8.0f}")
    print(f"start of a run: {base:.1f} s, taken off; scale {given.scale}, preset {given.preset}")
    return int(any(row[2] for found in rows.values() for row in found))


def cleaned(folder: Path) -> int:
    """How many documents the faulty filter has seen."""
    trace = folder / "trace"
    return trace.stat().st_size if trace.exists() else 0


def kills(given: argparse.Namespace) -> int:
    """Kill and resume; compare with a run that was left alone."""
    folder = Path(tempfile.mkdtemp())
    texts = [f"FAULT:slow {SENTENCES[number % 5]} Page {number}." for number in range(given.documents)]
    (folder / "in.jsonl").write_bytes(records(texts))
    (folder / "faulty.toml").write_text('version = 1\n[[step]]\nuse = "docclean-faulty:faulty"\n')
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests/faults/plugin")))
    env = environment(PYTHONPATH=path, FAULTY_TRACE=str(folder / "trace"), FAULTY_SECONDS="0.001")
    arguments = ["clean", "in.jsonl", "--preset", "faulty.toml", "--part-size", "64KiB", "-j", "2"]
    for name in ("whole", "killed"):
        (folder / name).mkdir()
    subprocess.run(command(*arguments, "-o", "whole/part-{n}.jsonl"), cwd=folder, env=env, check=True)
    (folder / "trace").unlink()
    # How many documents each run gets is the same each time, what is under way then is not.
    moments = random.Random("kills")
    for _ in range(given.kill):
        before = cleaned(folder)
        goal = moments.randint(1, given.documents * 3 // (2 * given.kill))
        process = subprocess.Popen(
            command(*arguments, "-o", "killed/part-{n}.jsonl", "--resume"), cwd=folder, env=env, start_new_session=True
        )
        while process.poll() is None and cleaned(folder) - before < goal:
            time.sleep(0.01)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kept = sum(path.read_bytes().count(b"\n") for path in (folder / "killed").glob("part-*.jsonl"))
        print(f"killed after {cleaned(folder) - before} documents; {kept} are in finished shards")
    last = subprocess.run(command(*arguments, "-o", "killed/part-{n}.jsonl", "--resume"), cwd=folder, env=env)
    made, wanted = (
        {path.name: path.read_bytes() for path in (folder / name).glob("part-*.jsonl")} for name in ("killed", "whole")
    )
    shard = max(data.count(b"\n") for data in wanted.values())
    again = cleaned(folder) - given.documents
    print(f"same bytes: {made == wanted}; {len(wanted)} shards of up to {shard} documents")
    print(f"documents cleaned again: {again}, {again / max(1, given.kill):.0f} for each kill")
    shutil.rmtree(folder)
    return int(made != wanted or last.returncode != 0 or again > given.kill * (shard + 2 * 64 * 3))


def main() -> int:
    """Read the options."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scale", type=float, default=1.0)
    options.add_argument("--preset", default="minimal")
    options.add_argument("--only", default="", help="a class, or the start of a name")
    options.add_argument("--timeout", type=float, default=30, help="deadline of a document")
    options.add_argument("--kill", type=int, default=0, help="how often to kill, instead of the catalogue")
    options.add_argument("--documents", type=int, default=20_000, help="with --kill: how many documents")
    given = options.parse_args()
    return kills(given) if given.kill else catalogue(given)


if __name__ == "__main__":
    sys.exit(main())
