"""Any bytes become text that is valid, by the rules for texts and by those for pages."""

from __future__ import annotations

from fuzzing import Grammar, main, valid
from grammar import BYTES

from docclean.read.encoding import binary_reason, decode
from docclean.read.page_encoding import decode_page


def check(data: bytes) -> None:
    """Decode, and see that what comes out can be written, and read again to the same."""
    binary_reason(data)
    for decoded in (decode(data), decode_page(data)):
        valid(decoded.text)
        assert decoded.charset
        again = decode(decoded.text.encode()).text
        assert again == decoded.text.removeprefix("\ufeff") or "\x00" in decoded.text or "\x1b" in decoded.text


if __name__ == "__main__":
    main(check, Grammar(BYTES, b""))
