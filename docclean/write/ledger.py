"""The ledger of `--removed`: what is not in the output, line by line, and why."""

from __future__ import annotations

from collections.abc import Iterator

from docclean.result import CleanDocument
from docclean.verdict import Reason
from docclean.write.jsonl import json_line

__all__ = ["REJECTED", "ledger_lines"]

REJECTED = "rejected"
"""Effect of the line for a whole document that was dropped."""


def ledger_lines(document: CleanDocument) -> Iterator[str]:
    """One line of JSON per receipt, then one for the document itself if it was dropped."""
    for receipt in document.receipts:
        yield json_line(receipt.to_dict())
    if document.rejected is not None:
        yield json_line(_rejection(document, document.rejected))


def _rejection(document: CleanDocument, reason: Reason) -> dict[str, object]:
    return {
        "id": document.id,
        "step": len(document.steps),
        "filter": reason.filter,
        "code": reason.code,
        "effect": REJECTED,
        "value": reason.value,
        "limit": reason.limit,
        "evidence": dict(reason.evidence),
        "group": "",
        "start": 0,
        "end": len(document.undo()),
        "before": document.document.text,
        "after": "",
    }
