"""Any bytes become text that is valid, by the rules for texts and by those for pages."""

from __future__ import annotations

from fuzzing import Grammar, main, valid
from grammar import BYTES

from docclean.read.binary import binary_reason
from docclean.read.encoding import decode


def check(data: bytes) -> None:
    """Decode, and see that what comes out can be written, and read again to the same."""
    binary_reason(data)
    for decoded in (decode(data, page=False), decode(data, page=True), decode(data, http_charset="shift_jis")):
        valid(decoded.text)
        assert decoded.charset
        again = decode(decoded.text.encode()).text
        assert again == decoded.text.removeprefix("\ufeff") or "\x00" in decoded.text or "\x1b" in decoded.text


if __name__ == "__main__":
    main(check, Grammar(BYTES, b""))
