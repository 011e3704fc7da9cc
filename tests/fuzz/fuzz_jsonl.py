"""Any bytes taken for JSON Lines give a record or an error for each line that is not blank."""

from __future__ import annotations

from io import BytesIO

from fuzzing import Grammar, main, valid
from grammar import BYTES, JSON

from docclean.errors import InputError
from docclean.read.raw import Reading
from docclean.read.streams import records

_OTHER = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"{\x00", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
"""First bytes of what is not cut at the byte of a line end: UTF-16, UTF-32, archives."""


def check(data: bytes) -> None:
    """Read all lines, and count them."""
    found = list(records(BytesIO(data), "fuzz.jsonl", Reading()))
    for item in found:
        if isinstance(item, InputError):
            valid(str(item))
        else:
            valid(item.text)
            valid(item.id + item.url)
    if not data.startswith(_OTHER) and data[1:4] != b"\x2a\x4d\x18":
        lines = [line for line in data.split(b"\n") if line.replace(b"\xef\xbb\xbf", b"").strip(b" \t\r\n")]
        assert len(found) == len(lines)


if __name__ == "__main__":
    main(check, Grammar(JSON, b""), Grammar((*JSON, *BYTES), b""))
