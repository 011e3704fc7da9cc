"""Any text, page or bytes come out of a whole pipeline clean or refused, and can be had back to the character."""

from __future__ import annotations

import json

from fuzzing import Grammar, main, valid
from grammar import BYTES, MARKUP, TEXT

import docclean
from docclean.config import load_preset
from docclean.errors import InputError
from docclean.testing import idempotence, receipts_cover

WEB = load_preset("web")
MINIMAL = load_preset("minimal")


def check(source: str | bytes) -> None:
    """Clean, take back, write; and see that each filter keeps its laws."""
    for pipeline in (WEB, MINIMAL):
        try:
            result = docclean.clean(source, preset=pipeline)
        except InputError:
            continue
        valid(result.text)
        json.dumps(result.record(), allow_nan=False).encode()
        undone = result.undo()
        for receipt in result.receipts:
            assert 0 <= receipt.start <= receipt.end <= len(undone)
        if isinstance(source, str) and result.document.page is None:
            assert undone == source
    document = result.original
    for step in WEB:
        if "idempotent" in step.laws:
            idempotence(step, document)
        receipts_cover(step, document)


if __name__ == "__main__":
    page = "<!DOCTYPE html><html><body>"
    main(check, Grammar(TEXT, ""), Grammar(MARKUP, page), Grammar((*MARKUP, *TEXT), page), Grammar(BYTES, b""))
