"""Any bytes taken for JSON Lines give a record or an error for each line that is not blank."""

from __future__ import annotations

from io import BytesIO

from fuzzing import Grammar, main, valid
from grammar import BYTES, JSON

from docclean.errors import InputError
from docclean.read.jsonl import lines_of, records


def check(data: bytes) -> None:
    """Read all lines, and count them."""
    found = list(records(lines_of(BytesIO(data)), source="fuzz.jsonl"))
    for item in found:
        if isinstance(item, InputError):
            valid(str(item))
        else:
            valid(item.text)
            valid(item.id + item.url)
    lines = [line for line in data.split(b"\n") if line.strip(b" \t\r\n\xef\xbb\xbf")]
    assert len(found) == len(lines)


if __name__ == "__main__":
    main(check, Grammar(JSON, b""), Grammar((*JSON, *BYTES), b""))
