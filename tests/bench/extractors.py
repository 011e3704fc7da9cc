"""docclean beside other extractors of main content, on marked pages, in one run.

    python tests/bench/extractors.py --data DIR [--weights DIR] [--limit N] [--markdown]

DIR holds `*.jsonl.xz` files, one page a line: `html`, `url` or `id`, and `gold` (its text) or `with` and `without`
(segments that belong to the text, and that do not); perhaps `page_type`. Extractors that are not installed are named
and left out: pip install resiliparse readability-lxml jusText newspaper4k goose3 html-text lxml_html_clean.

`--weights` names the folder that `python -m docclean.content.train --cross N` wrote: each page is then judged by the
network that has not seen its site. Without it the network that ships has seen all pages of its training data, and its
figures on those say nothing.

Word F1 is the mean of the pages' F1 over words; shingle F1 the same over runs of four words, where order and repeats
count; exact: pages whose shingles all match; segment F1 over all segments; CPU: process time of all pages, beside
`trafilatura.extract`. Every extractor gets each page in turn, so that all meet the same load.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from docclean.config import load_preset
from docclean.content import model
from docclean.content.ensemble import Ensemble
from docclean.content.examples import fold_of, site_of
from docclean.content.labels import has_gold, has_segments
from docclean.extract.html import document_of_html
from docclean.measure.alignment import words_of
from docclean.pipeline import Pipeline

Extractor = Callable[[str], str]
RUN = 4
BASE = "trafilatura"
EXACT = 0.99999


def pipeline(selector: str) -> Pipeline:
    """The preset `web` without language tagging, with a selector."""
    from docclean.config import parse_preset

    text = f'version = 1\nextends = "web"\nselector = "{selector}"\n'
    steps = parse_preset(text, where="bench").build().steps if selector != "model" else load_preset("web").steps
    return Pipeline([step for step in steps if not step.name.endswith("-language")])


def through(steps: Pipeline) -> Extractor:
    return lambda html: steps.run(document_of_html(html), receipts="none").text


def extractors() -> Iterator[tuple[str, Extractor]]:
    """Those that are installed."""
    yield "docclean", through(pipeline("model"))
    yield "docclean, selector trafilatura", through(pipeline("trafilatura"))
    import trafilatura

    def trafilatura_with(**options: bool) -> Extractor:
        return lambda html: trafilatura.extract(html, include_comments=False, include_tables=True, **options) or ""

    yield BASE, trafilatura_with()
    yield "trafilatura fast", trafilatura_with(fast=True)
    yield "trafilatura precision", trafilatura_with(favor_precision=True)
    yield "trafilatura recall", trafilatura_with(favor_recall=True)
    for name, made in (
        ("resiliparse", resiliparse),
        ("readability-lxml", readability),
        ("jusText", justext),
        ("newspaper4k", newspaper),
        ("goose3", goose),
    ):
        try:
            yield name, made()
        except ImportError as problem:
            print(f"left out: {name} ({problem})")


def resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: extract_plain_text(html, main_content=True, alt_texts=False)


def readability() -> Extractor:
    import html_text
    from readability import Document

    return lambda html: html_text.extract_text(Document(html).summary())


def justext() -> Extractor:
    import justext as library

    words = frozenset().union(*(library.get_stoplist(name) for name in library.get_stoplists()))
    return lambda html: "\n".join(part.text for part in library.justext(html, words) if not part.is_boilerplate)


def newspaper() -> Extractor:
    from newspaper import Article

    def extract(html: str) -> str:
        article = Article("https://page.example/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return article.text

    return extract


def goose() -> Extractor:
    from goose3 import Goose

    library = Goose({"enable_image_fetching": False})
    return lambda html: library.extract(raw_html=html).cleaned_text or ""


def pages_of(folder: Path, limit: int) -> list[dict]:
    """The same sample of each file every time."""
    found = []
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row.get("html")]
        rows = [row for row in rows if has_gold(row) or has_segments(row)]
        found += [
            {**row, "set": path.name.removesuffix(".jsonl.xz")}
            for row in random.Random(1).sample(rows, min(limit, len(rows)))
        ]
    return found


def overlap(found: Counter, gold: Counter) -> float:
    hit = (found & gold).total()
    return 2 * hit / (found.total() + gold.total()) if hit else float(not found and not gold)


def runs(words: list[str]) -> Counter:
    size = min(RUN, len(words)) or 1
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))


def squashed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def scored(text: str, page: dict) -> dict[str, float | tuple[int, int, int]]:
    """What a text is worth: F1 where the page has gold, counts of segments where it has those."""
    if has_gold(page):
        found, gold = words_of(text), words_of(page["gold"])
        shingle = overlap(runs(found), runs(gold))
        return {"word": overlap(Counter(found), Counter(gold)), "shingle": shingle, "exact": float(shingle > EXACT)}
    flat = squashed(text)
    kept, leaked = (sum(squashed(item) in flat for item in page.get(key) or ()) for key in ("with", "without"))
    return {"segments": (kept, leaked, len(page["with"]) - kept)}


def unseen(folder: Path | None) -> Callable[[dict], None]:
    """What gives the model the weights that have not seen a page."""
    if folder is None:
        return lambda page: None
    names = sorted(folder.glob("pages-without-*.npz"))
    if not names:
        raise SystemExit(f"error: {folder} holds no pages-without-K-of-N.npz: run the training with --cross first")
    networks = [Ensemble(dict(np.load(name))) for name in names]

    def choose(page: dict) -> None:
        network = networks[fold_of(site_of(page), len(networks))]
        model.load = lambda name: network

    return choose


def segment_f1(counts: list[tuple[int, int, int]]) -> float:
    kept, leaked, lost = (sum(column) for column in zip(*counts, strict=True))
    return 2 * kept / (2 * kept + leaked + lost)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--limit", type=int, default=10**9, help="pages of each file")
    args = parser.parse_args()
    candidates = dict(extractors())
    choose = unseen(args.weights)
    results: dict[str, dict[str, list]] = {name: defaultdict(list) for name in candidates}
    for page in pages_of(args.data, args.limit):
        choose(page)
        for name, extract in candidates.items():
            start = time.process_time()
            try:
                text = extract(page["html"])
            except Exception as problem:  # a crash is a result: it counts as an empty text
                text = ""
                results[name]["errors"].append(f"{type(problem).__name__}: {problem}"[:80])
            results[name]["seconds"].append(time.process_time() - start)
            for measure, value in scored(text, page).items():
                results[name][f"{page['set']} {measure}"].append(value)
                if measure == "word" and page.get("page_type"):
                    results[name][f"{page['page_type']} word"].append(value)
    report(results)


def report(results: dict[str, dict[str, list]]) -> None:
    """A table in Markdown: an extractor a row."""
    ignored = {"seconds", "errors"}
    measures = sorted({key for row in results.values() for key in row} - ignored, key=lambda key: (" " in key, key))
    print("| extractor | " + " | ".join(measures) + " | errors | CPU, total | CPU, median |")
    print("|---" * (len(measures) + 4) + "|")
    base = results[BASE]["seconds"]
    for name, row in results.items():
        cells = []
        for key in measures:
            values = row[key]
            cells.append(f"{segment_f1(values) if key.endswith('segments') else sum(values) / len(values):.3f}")
        total = sum(row["seconds"]) / sum(base)
        median = statistics.median(row["seconds"]) / statistics.median(base)
        print(f"| {name} | {' | '.join(cells)} | {len(row['errors'])} | {total:.2f} × | {median:.2f} × |")
    for name, row in results.items():
        for problem in row["errors"]:
            print(f"{name}: {problem}")


if __name__ == "__main__":
    main()
