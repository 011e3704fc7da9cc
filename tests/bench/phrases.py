"""How fast phrases are found: `python tests/bench/phrases.py --data DIR`.

DIR holds JSON Lines files (`.jsonl` or `.jsonl.xz`) of pages with a text field. Lines are asked about in the order of
the pages: the first half of the pages is for warming up, the second is measured, each of its lines for the first time.
The peer is one compiled alternation of all phrases without slots, in lower case, on a sample of the same lines.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from docclean.phrases.matcher import MAX_LINE, load
from docclean.phrases.packs import Strength

SHORT = 100
SAMPLE = 300
RUNS = 7
LOAD = (
    "import time; from docclean.phrases.matcher import load; start = time.perf_counter(); load(); "
    "print(time.perf_counter() - start)"
)


def pages(folder: Path, field: str) -> Iterator[list[str]]:
    """The lines of each page."""
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.xz")]):
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                text = json.loads(row).get(field)
                if text:
                    yield [line.strip() for line in text.splitlines() if line.strip()]


def seconds(match: object, lines: list[str]) -> float:
    """The time of one pass."""
    start = time.perf_counter()
    for line in lines:
        match(line)  # type: ignore[operator]  # a function of a line
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--field", default="dump")
    arguments = parser.parse_args()
    loads = sorted(
        float(subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS)
    )
    print(f"load: {loads[RUNS // 2] * 1000:.1f} ms (median of {RUNS})")
    documents = list(pages(arguments.data, arguments.field))
    half = len(documents) // 2
    match = load().match
    first = [line for page in documents[:half] for line in page]
    print(f"first pass: {len(first) / seconds(match, first):,.0f} lines/s of {len(first):,}")
    second = [line for page in documents[half:] for line in page]
    short = [line for line in second if len(line) <= SHORT]
    rate = len(short) / seconds(match, short)
    print(f"short lines (up to {SHORT} characters): {rate:,.0f} lines/s of {len(short):,}")
    long = [line for line in second if len(line) > MAX_LINE]
    print(f"long paragraphs: {sum(map(len, long)) / 1e6 / seconds(match, long):,.1f} MB/s of {len(long):,}")
    whole = {Strength.STRONG, Strength.ANCHOR, Strength.WEAK}
    exact = {p.text.lower() for p in load().phrases if "{" not in p.text and p.strength in whole}
    alternation = re.compile("|".join(map(re.escape, sorted(exact))))
    sample = [line.lower() for line in short[:: max(1, len(short) // SAMPLE)]]
    peer = len(sample) / seconds(alternation.fullmatch, sample)
    print(f"one alternation of {len(exact):,} phrases: {peer:,.0f} lines/s; {rate / peer:,.1f} times as fast")


if __name__ == "__main__":
    main()
