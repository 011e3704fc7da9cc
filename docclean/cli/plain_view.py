"""An explained document as plain lines, for pipes and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count

from docclean.cli.console import safe
from docclean.cli.rows import Fate, Row, rows_of, shown_parts
from docclean.result import CleanDocument

__all__ = ["head_lines", "plain_lines", "summary_lines"]

MARKERS = {Fate.REMOVED: "-", Fate.LIFTED: ">"}


def plain_lines(document: CleanDocument) -> Iterator[str]:
    """The document line by line.

    A kept line has its number, an edited one also `~`, a removed one `-`, a lifted one `>`; what an edit
    took out is `[-so-]`, what it put in `{+so+}`, and the reasons stand in brackets behind the line, where a line in
    another language than the document has its tag first.
    """
    yield f"== {safe(document.id)} =="
    for name, value in head_lines(document):
        yield f"{name:9} {value}"
    yield ""
    numbers = count(1)
    for row in rows_of(document):
        marker = MARKERS.get(row.fate) or f"{next(numbers)}{'~' if row.edited else ''}"
        why = f"   [{'; '.join(row.labels)}]" if row.labels else ""
        yield f"{marker:>5} {_text(row)}{why}"
    yield ""
    yield from summary_lines(document)
    yield ""


def _text(row: Row) -> str:
    if row.fate is not Fate.KEPT:
        return safe(row.text)
    pieces = []
    for part in shown_parts(row):
        if part.old == part.new:
            pieces.append(part.old)
        else:
            pieces.append((f"[-{part.old}-]" if part.old else "") + (f"{{+{part.new}+}}" if part.new else ""))
    return "".join(pieces)


def head_lines(document: CleanDocument) -> list[tuple[str, str]]:
    """What is known about the document, by name; what is empty left out."""
    language = document.language
    if language != "und":
        language = f"{language} ({document.language_confidence:.2f})"
    shares = document.languages
    if len(shares) > 1:
        language += f"   [{', '.join(f'{tag} {share:.0%}' for tag, share in shares)}]"
    source = document.document.source
    decoded = f"{source.charset} ({source.charset_reason})" if source.charset not in ("", "utf-8") else ""
    dropped = document.rejected
    facts = (
        ("dropped", f"{dropped.key}: {dropped.value} (allowed: {dropped.limit})" if dropped else ""),
        ("title", document.title),
        ("section", document.section),
        ("authors", "; ".join(document.authors)),
        ("credits", "; ".join(document.credits)),
        ("date", document.date),
        ("site", document.site),
        ("url", document.url),
        ("language", "" if dropped else language),
        ("charset", decoded),
    )
    reasons = _noted(document)
    return [(name, safe(value) + reasons.get(name, "")) for name, value in facts if value]


def _noted(document: CleanDocument) -> dict[str, str]:
    """For each fact that does not come from the text the reason to believe it, in brackets."""
    found: dict[str, str] = {}
    for step in document.steps:
        for item in step.verdict.noted:
            reason = item.reason
            others = ", ".join(f"{source} {value}" for source, value in reason.evidence)
            found.setdefault(
                item.key, safe(f"   [{reason.key}  from {reason.value}{'; else ' if others else ''}{others}]")
            )
    return found


def summary_lines(document: CleanDocument) -> list[str]:
    """How much was kept, then the tallies of what was done."""
    before, after = document.original, document.document
    total, kept = (sum(len(block.text) for block in item.blocks) for item in (before, after))
    if document.rejected:
        kept = 0
    fates = Counter(row.fate for row in rows_of(document))
    gone = "".join(f", {fates[fate]} {fate.value}" for fate in MARKERS if fates[fate])
    lines = [
        f"kept {len(document.blocks)} of {len(before.blocks)} lines{gone}; "
        f"kept {kept:,} of {total:,} characters; by {document.pipeline}"
    ]
    # What was only noted stands at the top.
    counts = {key: entry for key, entry in document.counts.items() if entry.blocks}
    width = max((len(key) for key in counts), default=0)
    for key, entry in counts.items():
        lines.append(f"  {key:{width}}  {_plural(entry.blocks, 'line')}, {_plural(entry.characters, 'character')}")
    return lines


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
