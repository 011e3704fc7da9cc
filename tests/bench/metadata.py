"""Title, authors and date of marked pages, found by docclean and by trafilatura in one run.

    python tests/bench/metadata.py [--data DIR] [--every N] [--show KEY]

`DIR` holds files `*.jsonl.xz`, one JSON object a line with `html`, `url` and what was marked: `title`,
`author` (a string or a list) and `date` (`YYYY-MM-DD`); rows without marks are left out. A title is right
when it is equal after folding case, quotes and white space, and near when its words overlap by F1 >= 0.8; authors
are right when the sets of names are equal; a date when the day is. As marks name offices like persons, docclean
is scored with its credits where it found no person ("authors"), and by persons alone on the pages whose marks
name no office ("persons").
`--show` prints the pages on which only one of the two is right. Without `--data` the project's own `seeds/`
are run; they are text, so each is made a page that marks its first line.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from trafilatura import extract_metadata

from docclean.document import Document, Page
from docclean.extract.metadata import facts_of
from docclean.extract.names import is_person
from docclean.lifting.page_date import PageDate
from docclean.lifting.page_metadata import PageMetadata
from docclean.testing import run

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
NEAR = 0.8
SPLIT = re.compile(r"\s*[;,]\s*|\s+(?:and|und|&)\s+")
QUOTES = str.maketrans("’‘“”", "''\"\"")
Answer = dict[str, Any]


def pages(data: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name of the set and row of each marked page."""
    if data is None:
        for path in sorted(SEEDS.glob("*.txt")):
            lines = [line for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
            body = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
            head = escape(lines[0])
            yield "seeds", {"title": lines[0], "html": f"<title>{head}</title><h1>{head}</h1>{body}", "url": ""}
        return
    for path in sorted(data.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("title") or row.get("author") or row.get("date"):
                    yield path.name.removesuffix(".jsonl.xz"), row


def ours(html: str, url: str, times: Counter[str]) -> Answer:
    """What docclean's steps find, CPU time by step."""
    start = time.process_time()
    parser = LexborHTMLParser(html)
    parsed = time.process_time()
    facts = facts_of(parser, url)
    page = Document(page=Page(html=html, text="", url=url, facts=facts))
    noted = run(PageMetadata(), page).document
    collected = time.process_time()
    dated = run(PageDate(), noted).document
    end = time.process_time()
    times["parse"] += parsed - start
    times["facts + page-metadata"] += collected - parsed
    times["page-date"] += end - collected
    authors = noted.values("authors")
    return {
        "title": next(iter(noted.values("title")), ""),
        "authors": authors or noted.values("credits"),
        "persons": authors,
        "date": next(iter(dated.values("date")), ""),
        "date, no page-date": next(iter(noted.values("date")), ""),
    }


def theirs(html: str, url: str, times: Counter[str]) -> Answer:
    """What trafilatura finds."""
    start = time.process_time()
    found = extract_metadata(html, default_url=url or None)
    times["trafilatura"] += time.process_time() - start
    authors = tuple((found.author or "").split("; ")) if found.author else ()
    answer = {"title": found.title or "", "authors": authors, "date": found.date or ""}
    return {**answer, "persons": authors, "date, no page-date": answer["date"]}


def folded(text: str) -> str:
    """Case, white space and the kind of quotes folded."""
    return " ".join(str(text).translate(QUOTES).casefold().split())


def overlap(one: str, other: str) -> float:
    """F1 of the words of two strings."""
    first, second = Counter(re.findall(r"\w+", one.casefold())), Counter(re.findall(r"\w+", other.casefold()))
    shared = sum((first & second).values())
    return 2 * shared / (first.total() + second.total()) if shared else 0.0


def names(value: object) -> set[str]:
    """Names as marked or as found."""
    items = value if isinstance(value, list | tuple) else [value]
    return {folded(name) for item in items for name in SPLIT.split(str(item)) if folded(name)}


def scores(row: dict[str, Any], answer: Answer) -> dict[str, float]:
    """1 or 0 for each key that the page has a mark for, and the F1 of names."""
    found: dict[str, float] = {}
    if title := row.get("title"):
        found["title"] = folded(title) == folded(answer["title"])
        found["title near"] = overlap(str(title), answer["title"]) >= NEAR
    if author := row.get("author"):
        gold = names(author)
        for key in ("authors", "persons") if all(map(is_person, gold)) else ("authors",):
            mine = names(answer[key])
            found[key] = gold == mine
            found[f"{key} F1"] = 2 * len(gold & mine) / (len(gold) + len(mine))
    if date := row.get("date"):
        for key in ("date", "date, no page-date"):
            found[key] = str(date)[:10] == answer[key]
    return found


def main() -> None:
    """Print a table per set: marks, share right of both, then CPU time per page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of *.jsonl.xz files (default: the project's seeds)")
    parser.add_argument("--every", type=int, default=1, help="take every n-th page only")
    parser.add_argument("--show", default="", help="print the pages on which one alone is right about this key")
    options = parser.parse_args()
    if options.data is None:
        print(f"no --data: running over {SEEDS.name}/", file=sys.stderr)
    table: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    times: Counter[str] = Counter()
    count = 0
    for number, (group, row) in enumerate(pages(options.data)):
        if number % options.every:
            continue
        count += 1
        url = row.get("url") or ""
        url = url if url.startswith("http") else ""
        mine, other = ours(row["html"], url, times), theirs(row["html"], url, times)
        for (key, right), reference in zip(scores(row, mine).items(), scores(row, other).values(), strict=True):
            table[group, key].append((right, reference))
            if key == options.show and right != reference:
                marked = row.get(key.removesuffix("s"))
                print(f"{right:.0f}:{reference:.0f} {url}\n  {marked!r}\n  {mine[key]!r}\n  {other[key]!r}")
    for (group, key), values in sorted(table.items()):
        right, reference = (sum(column) / len(values) for column in zip(*values, strict=True))
        both = f"docclean {right:.3f}  trafilatura {reference:.3f}  {right - reference:+.3f}"
        print(f"{group:24} {key:20} {len(values):5} {both}")
    print(", ".join(f"{name} {1000 * spent / count:.2f}" for name, spent in times.items()), "ms CPU a page")


if __name__ == "__main__":
    main()
