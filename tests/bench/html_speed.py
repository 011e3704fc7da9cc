"""Speed of pages through docclean beside trafilatura, in the same run.

    python tests/bench/html_speed.py [--data DIR] [--limit N]

DIR holds `*.jsonl.xz` files, one JSON object with a field `html` a line; without it the pages of
seeds/ are used, which are too few and too small to quote. Process CPU time; page after page every
candidate takes its turn, so that all meet the same load. Quote ratios, not seconds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from docclean.config import load_preset
from docclean.extract.html import document_of_html
from docclean.extract.walker import Walk
from docclean.pipeline import Pipeline
from docclean.read.encoding import decode

SEEDS = Path(__file__).parents[2] / "seeds"
WARM_UP = 20
FULL = load_preset("web")
PIPELINE = Pipeline([step for step in FULL if not step.name.endswith("language")])
WITHOUT_DATE = Pipeline([step for step in PIPELINE if step.name != "page-date"])


def walk(html: str) -> None:
    parser = LexborHTMLParser(html)
    if parser.root is not None:
        Walk().walk(parser.root)


CANDIDATES: dict[str, Callable[[str], object]] = {
    "trafilatura.extract": trafilatura.extract,
    "trafilatura.bare_extraction(with_metadata)": lambda html: trafilatura.bare_extraction(html, with_metadata=True),
    "docclean walker (with parsing)": walk,
    "docclean document (walker, metadata)": document_of_html,
    "docclean web without language": lambda html: PIPELINE.run(document_of_html(html), receipts="counts"),
    "docclean web without page-date either": lambda html: WITHOUT_DATE.run(document_of_html(html), receipts="counts"),
}


def read(data: Path | None, limit: int) -> list[str]:
    """Pages; of a data folder the same sample each time."""
    if data is None:
        return [decode(path.read_bytes()).text for path in sorted(SEEDS.glob("*.html"))]
    pages = []
    for path in sorted(data.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pages += [row["html"] for row in map(json.loads, lines) if row.get("html")]
    return random.Random(1).sample(pages, min(limit + WARM_UP, len(pages)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    args = parser.parse_args()
    pages = read(args.data, args.limit)
    if args.data is None:
        print("no --data: on the pages of seeds/, which are few and small")
    for html in pages[:WARM_UP]:
        for work in CANDIDATES.values():
            work(html)
    pages = pages[WARM_UP:] if len(pages) > WARM_UP else pages
    spent: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for html in pages:
        for name, work in CANDIDATES.items():
            start = time.process_time()
            work(html)
            spent[name].append(time.process_time() - start)
    extract, metadata = spent["trafilatura.extract"], spent["trafilatura.bare_extraction(with_metadata)"]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / len(pages) / 1000:.0f} kB on average")
    print(f"{'':44} ms median    mean   of extract: median  total   of bare with metadata: median  total")
    for name, times in spent.items():
        shares = [
            share
            for peer in (extract, metadata)
            for share in (statistics.median(times) / statistics.median(peer), sum(times) / sum(peer))
        ]
        print(
            f"{name:44} {1000 * statistics.median(times):9.2f} {1000 * statistics.mean(times):7.2f}"
            f"   {shares[0]:18.3f} {shares[1]:6.3f}   {shares[2]:29.3f} {shares[3]:6.3f}"
        )


if __name__ == "__main__":
    main()
