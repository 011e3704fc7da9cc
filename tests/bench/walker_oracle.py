"""Is everything that belongs to a page's text among the walker's blocks?

    python tests/bench/walker_oracle.py --data DIR [--limit N]

DIR holds `*.jsonl.xz` files with the fields `html` and `gold` (an edited text of the page), and perhaps
`page_type`. An oracle keeps the blocks that the gold text has: of four words and more those with at least half
of their runs of four words in it (each run counted as often as it is there), of shorter ones those that it has
as a whole. What it reaches is the most that any choice of blocks can; what it misses the walker has lost, or
joined with something else. Without --data there is nothing to measure against.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import Counter, defaultdict
from pathlib import Path

from docclean.document import Document
from docclean.extract.html import document_of_html
from docclean.measure.alignment import words_of

RUN = 4


def runs(words: list[str]) -> Counter[tuple[str, ...]]:
    length = min(RUN, len(words)) or 1
    return Counter(zip(*(words[at:] for at in range(length)), strict=False))


def chosen(document: Document, gold: list[str]) -> list[str]:
    """The words of the blocks that the oracle keeps."""
    left, flat = runs(gold), f" {' '.join(gold)} "
    kept: list[str] = []
    for block in document.blocks:
        own = words_of(block.text)
        if len(own) < RUN:
            if own and f" {' '.join(own)} " in flat:
                kept += own
            continue
        wanted = runs(own)
        if 2 * (wanted & left).total() >= wanted.total():
            left -= wanted
            kept += own
    return kept


def f_score(found: Counter, gold: Counter) -> float:
    hit = (found & gold).total()
    return 2 * hit / (found.total() + gold.total()) if hit else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=10**9)
    args = parser.parse_args()
    for path in sorted(args.data.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if (row.get("gold") or "").strip()]
        scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for row in random.Random(1).sample(rows, min(args.limit, len(rows))):
            gold = words_of(row["gold"])
            kept = chosen(document_of_html(row["html"]), gold)
            score = (f_score(runs(kept), runs(gold)), f_score(Counter(kept), Counter(gold)))
            scores["all"].append(score)
            scores[row.get("page_type") or "all"].append(score)
        for kind, pairs in scores.items():
            shingles, words = (sum(pair[at] for pair in pairs) / len(pairs) for at in (0, 1))
            print(f"{path.name:36} {kind:14} {len(pairs):5} pages   4-word F {shingles:.4f}   word F {words:.4f}")


if __name__ == "__main__":
    main()
