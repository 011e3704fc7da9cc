"""Texts that make careless patterns, tables and normalization take for ever."""

from __future__ import annotations

from collections.abc import Callable

from fault_cases.case import GOOD, READ, Case, case, noise, size

_REPEATED: dict[str, tuple[str, int]] = {
    "blank-lines": ("\n", 2_000_000),
    "spaces": (" ", 2_000_000),
    "tabs": ("\t", 1_000_000),
    "no-break-spaces": ("\u00a0", 700_000),
    "thin-and-plain-spaces": ("\u2009 ", 500_000),
    "spaces-and-letters": ("a  ", 500_000),
    "carriage-returns": ("\r", 1_000_000),
    "hyphen-lines": ("-\n", 700_000),
    "rule-lines": ("-" * 70 + "\n", 20_000),
    "tiny-lines": ("a\n", 300_000),
    "same-lines": ("Read more about it here\n", 60_000),
    "same-sentences": ("The lamp burns. ", 100_000),
    "letters": ("a", 2_000_000),
    "capitals": ("A", 2_000_000),
    "digits": ("7", 2_000_000),
    "dots": (".", 1_000_000),
    "dots-and-letters": ("a.", 700_000),
    "glued-sentences": ("ended.The ", 200_000),
    "camel-case": ("aB", 700_000),
    "commas": (",", 1_000_000),
    "colons": ("a: ", 400_000),
    "pipes": ("| ", 700_000),
    "quotes": ("\u201d a \u201d ", 200_000),
    "open-quotes": ("\u201c", 500_000),
    "apostrophes": ("'", 1_000_000),
    "round-brackets": ("(", 1_000_000),
    "square-brackets": ("[", 1_000_000),
    "links-of-markdown": ("[a](", 400_000),
    "stars": ("*", 1_000_000),
    "stars-and-letters": ("*a ", 500_000),
    "backticks": ("`", 1_000_000),
    "hashes": ("# ", 700_000),
    "left-brackets": ("<", 1_000_000),
    "open-tags": ("<a ", 500_000),
    "ampersands": ("&amp;", 300_000),
    "nested-entities": ("&amp;amp;amp;", 100_000),
    "backslashes": ("\\", 1_000_000),
    "literal-escapes": ("\\u00e9", 200_000),
    "at-signs": ("a@", 700_000),
    "addresses": ("https://a.example/", 80_000),
    "half-addresses": ("http://", 200_000),
    "slashes": ("/", 1_000_000),
    "dates": ("2024-05-12 ", 150_000),
    "half-dates": ("12.05.", 200_000),
    "times": ("12:30:", 200_000),
    "by-by": ("By ", 400_000),
    "by-lines": ("By Anna Example\n", 60_000),
    "mojibake": ("Ã©", 400_000),
    "mojibake-twice": ("ÃƒÂ©", 200_000),
    "mojibake-words": ("mÃªme lâ€™Ã©tÃ© ", 70_000),
    "a-tilde": ("Ã", 700_000),
    "c1-controls": ("\u0085a\u0093", 300_000),
    "escapes-unended": ("\x1b[ aa bb cc dd ee ff gg hh ii jj kk ll mm ", 30_000),
    "marks-acute": ("\u0301", 300_000),
    "marks-alternating": ("\u0301\u0316", 100_000),
    "marks-on-letters": ("e\u0316\u0301", 200_000),
    "decomposed": ("e\u0301", 400_000),
    "hangul-jamo": ("\u1112\u1161\u11ab", 200_000),
    "joiners": ("\u200d", 500_000),
    "joiners-and-letters": ("a\u200d", 400_000),
    "zero-width-spaces": ("a\u200b", 400_000),
    "soft-hyphens": ("a\u00ad", 400_000),
    "variation-selectors": ("\ufe0f", 400_000),
    "emoji-joined": ("\U0001f468\u200d", 200_000),
    "flags": ("\U0001f1e9\U0001f1ea", 200_000),
    "flag-tags": ("\U0001f3f4\U000e0067", 200_000),
    "direction-controls": ("\u202ea\u202c", 200_000),
    "ideographs": ("\u4e00", 700_000),
    "kana": ("\u30a2\u309a", 300_000),
    "thai": ("\u0e01\u0e33", 300_000),
    "arabic": ("\u0639\u0631\u0628 ", 300_000),
}


def _bait(piece: str, full: int) -> Callable[[float], str]:
    return lambda scale: f"{GOOD}\n\n{piece * size(full, scale)}\n\n{GOOD}\n"


def _marks(classes: str) -> Callable[[float], str]:
    """Marks in falling order of their combining class, which sorting by insertion takes worst."""
    return lambda scale: f"{GOOD}\n\na" + "".join(mark * size(60_000, scale) for mark in classes)


_OTHERS: list[Case] = [
    case("regex-bait/marks-falling", "a.txt", _marks("\u0345\u0301\u0316\u0338"), present=(GOOD,)),
    case(
        "regex-bait/hexadecimal-noise",
        "a.txt",
        lambda s: GOOD + "\n\n" + noise(size(700_000, s)).hex(),
        present=(GOOD,),
    ),
    case("regex-bait/latin-noise", "a.txt", lambda s: bytes(byte | 0xA0 for byte in noise(size(700_000, s))), READ),
    case("regex-bait/only-blank-lines", "a.txt", lambda s: "\n" * size(5_000_000, s), READ),
    case("regex-bait/only-marks", "a.txt", lambda s: "\u0301" * size(500_000, s), READ),
    case("regex-bait/only-invisible", "a.txt", lambda s: "\u200b\u200d\ufeff" * size(100_000, s), READ),
    case(
        "regex-bait/growing-lines",
        "a.txt",
        lambda s: GOOD + "\n" + "\n".join("a " * n for n in range(size(1_500, s))),
        present=(GOOD,),
    ),
]

CASES = [
    *(
        case(f"regex-bait/{name}", "a.txt", _bait(piece, full), present=(GOOD,))
        for name, (piece, full) in _REPEATED.items()
    ),
    # Little else than what could not be read may be taken for no text.
    case("regex-bait/replacement-characters", "a.txt", _bait("\ufffd", 500_000), READ),
    *_OTHERS,
]
