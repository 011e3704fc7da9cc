"""Speed of the text pipeline, by step, beside `ftfy.fix_text` + `langdetect.detect` in the same run.

    python tests/bench/text_pipeline.py [--data DIR] [--field dump|gold|text] [--limit N] [--rounds N] [--no-peers]

DIR holds `*.jsonl.xz` files, one JSON object with the field a line; without it the documents of
seeds/ are used. Process CPU time. The lines "docclean …" and the peers are one pass over documents
that were not seen before, after a warm-up on other ones, so that neither loading nor memory of the
same lines counts; the steps are the best of the rounds. Quote ratios, not seconds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import time
from collections.abc import Callable
from pathlib import Path

from docclean.apply import apply
from docclean.config import load_preset
from docclean.extract.plain import document_of
from docclean.pipeline import Pipeline
from docclean.strategies import DAMAGE, SENTENCES

SEEDS = Path(__file__).parents[2] / "seeds"


WARM_UP = 60
"""Documents that load what loads lazily: packs, patterns, ftfy, language profiles."""


def read(data: Path | None, field: str, limit: int) -> tuple[list[str], list[str]]:
    """The documents to warm up with, and those to time."""
    if data is None:
        seeds = [path.read_bytes().decode("utf-8", "replace") for path in sorted(SEEDS.glob("*.txt"))]
        return ["\n\n".join((*SENTENCES, *DAMAGE)), "\n".join(DAMAGE)], seeds
    texts = []
    for path in sorted(data.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts += [row[field] for row in map(json.loads, lines) if row.get(field)]
    chosen = random.Random(1).sample(texts, min(limit + WARM_UP, len(texts)))
    return chosen[:WARM_UP], chosen[WARM_UP:]


def best(rounds: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of some rounds."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def by_step(pipeline: Pipeline, texts: list[str], rounds: int) -> dict[str, float]:
    """CPU seconds of each step over all documents, its application included."""
    least: dict[str, float] = {}
    for _ in range(rounds):
        spent = dict.fromkeys(["(blocks)", *(step.name for step in pipeline)], 0.0)
        for text in texts:
            start = time.process_time()
            document = document_of(text)
            spent["(blocks)"] += time.process_time() - start
            for step in pipeline:
                start = time.process_time()
                verdict = step.judge(document)
                if verdict.changes or verdict.notes:
                    document, _ = apply(document, verdict, step)
                spent[step.name] += time.process_time() - start
        least = {name: min(value, least.get(name, value)) for name, value in spent.items()}
    return least


def run_all(pipeline: Pipeline, texts: list[str]) -> None:
    """Clean documents one by one and keep none, as a stream does."""
    for text in texts:
        pipeline.run(document_of(text), receipts="counts")


def peers(texts: list[str]) -> None:
    """What a user would write with the two libraries alone."""
    import ftfy
    from langdetect import LangDetectException, detect

    for text in texts:
        ftfy.fix_text(text)
        try:
            detect(text)
        except LangDetectException:
            continue


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--field", default="dump")
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true")
    args = parser.parse_args()
    warm_up, texts = read(args.data, args.field, args.limit)
    size = sum(len(text.encode("utf-8", "replace")) for text in texts) / 1e6
    print(f"{len(texts)} documents, {size:.2f} MB, from {args.data or 'seeds/ (no --data given)'}")
    web = load_preset("web")
    fast = Pipeline((step for step in web if not step.name.endswith("-language")), "web without language")
    run_all(web, warm_up)
    whole = [("docclean without language tags", best(1, lambda: run_all(fast, texts)))]
    whole += [("docclean with language tags", best(1, lambda: run_all(web, texts)))]
    rows: list[tuple[str, float]] = sorted(by_step(fast, texts, args.rounds).items(), key=lambda row: -row[1]) + whole
    if not args.no_peers:
        peers(warm_up)
        rows += [("ftfy.fix_text + langdetect.detect", best(1, lambda: peers(texts)))]
    print(f"{'':40} {'documents/s':>12} {'MB/s':>8} {'ms/document':>12}")
    for name, seconds in rows:
        spent = seconds or 1e-9
        print(f"{name:40} {len(texts) / spent:12.0f} {size / spent:8.2f} {1000 * spent / len(texts):12.3f}")
    if not args.no_peers:
        print(f"without language tags docclean is {rows[-1][1] / whole[0][1]:.1f} x as fast as the peers together")


if __name__ == "__main__":
    main()
