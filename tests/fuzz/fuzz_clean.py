"""Any text, page or bytes come out of a whole pipeline clean or refused, and can be had back to the character."""

from __future__ import annotations

import json

from fuzzing import Grammar, main, valid
from grammar import BYTES, MARKUP, TEXT

import docclean
from docclean.config import load_preset
from docclean.errors import InputError
from docclean.pipeline import Pipeline

WEB = Pipeline([step for step in load_preset("web") if not step.name.endswith("-language")], "web-untagged")
"""The default pipeline but for language tags, which take most of its time."""
MINIMAL = load_preset("minimal")


def check(source: str | bytes) -> None:
    """Clean, take back, write, and clean once more."""
    for pipeline in (WEB, MINIMAL):
        try:
            result = docclean.clean(source, preset=pipeline)
        except InputError:
            continue
        valid(result.text)
        json.dumps(result.record(), allow_nan=False).encode()
        for receipt in result.receipts:
            assert 0 <= receipt.start <= receipt.end <= len(result.undo())
        undone = result.undo()
        if result.rejected is None or result.rejected.filter != "reader":
            assert result.original.text == undone
            if isinstance(source, str) and result.document.page is None:
                assert undone == source
            elif result.document.page is not None:
                assert undone.strip() == result.document.page.text.strip()
    if result.document.page is None:
        again = docclean.clean(result.text, preset=MINIMAL, input_format="text")
        assert again.text == result.text


if __name__ == "__main__":
    page = "<!DOCTYPE html><html><body>"
    main(check, Grammar(TEXT, ""), Grammar(MARKUP, page), Grammar((*MARKUP, *TEXT), page), Grammar(BYTES, b""))
