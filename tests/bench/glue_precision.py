"""List every hit of `glued-sentences` and `glued-labels`, so that each can be judged by eye.

    python tests/bench/glue_precision.py [--data DIR] [--json]

`DIR` holds files `*.jsonl.xz`, one JSON object a line; of each the text fields `gold` (what a page
says) and `dump` (all visible text of the page) are run, and hits are shown with 40 characters on
either side, ⟦⟧ where something was put in and ⟦label⟧ where something was taken out. Precision is
for a person to say: the counts at the end are the denominators. Without `--data` the project's
own `seeds/` are run.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docclean.extract.plain import document_of
from docclean.lifting.glued_labels import GluedLabels
from docclean.protocols import Filter
from docclean.repair.glued_sentences import GluedSentences
from docclean.repair.reversed_quotes import ReversedQuotes
from docclean.testing import run
from docclean.verdict import flat

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FIELDS = ("gold", "dump")
CONTEXT = 40


def texts(data: Path | None) -> Iterator[tuple[str, str, str, str]]:
    """Name of the set, id, field and text of everything to run."""
    if data is None:
        for path in sorted(SEEDS.glob("*.txt")):
            yield "seeds", path.name, "text", path.read_text(encoding="utf-8", errors="replace")
        return
    for path in sorted(data.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                for field in FIELDS:
                    if isinstance(record.get(field), str):
                        yield path.name.removesuffix(".jsonl.xz"), str(record.get("id", "")), field, record[field]


def hits(step: Filter, text: str) -> Iterator[tuple[str, str]]:
    """Code of each edit that a filter makes, and the characters around it; quotes are put right first."""
    document = run(ReversedQuotes(), document_of(text)).document
    for change in step.judge(document).changes:
        before = flat(change.before)
        for start, end, _ in change.edits:
            left, right = before[max(0, start - CONTEXT) : start], before[end : end + CONTEXT]
            yield change.reason.code, f"{left}⟦{before[start:end]}⟧{right}".replace("\n", " ").strip()


def main() -> None:
    """Print the hits, then how many there are by set, field and code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of *.jsonl.xz files (default: the project's seeds)")
    parser.add_argument("--json", action="store_true", help="one JSON object a hit instead of text")
    options = parser.parse_args()
    if options.data is None:
        print(f"no --data: running over {SEEDS.name}/", file=sys.stderr)
    count: Counter[tuple[str, str, str]] = Counter()
    fields: Counter[tuple[str, str]] = Counter()
    for group, name, field, text in texts(options.data):
        fields[group, field] += 1
        for step in (GluedSentences(), GluedLabels()):
            for code, hit in hits(step, text):
                count[group, field, code] += 1
                row = {"set": group, "id": name, "field": field, "code": code, "hit": hit}
                print(json.dumps(row, ensure_ascii=False) if options.json else "  ".join(row.values()))
    for (group, field), number in sorted(fields.items()):
        found = {code: hits for (*key, code), hits in sorted(count.items()) if key == [group, field]}
        print(f"{group} {field}: {number} texts, hits {found or 0}", file=sys.stderr)


if __name__ == "__main__":
    main()
