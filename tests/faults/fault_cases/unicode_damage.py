"""Characters that must go, be repaired, or stay although they look damaged."""

from __future__ import annotations

from fault_cases.case import CLEAN, READ, case

# What goes in, and what must come out.
_REPAIRED = {
    "zalgo": ("Z" + "\u0335" * 200 + " lamp", "Z" + "\u0335" * 30 + " lamp"),
    "override": ("user\u202etxt.exe\u202c lamp", "usertxt.exe lamp"),
    "isolates": ("a\u2066b\u2069 c\u2067d\u2069", "ab cd"),
    "embedding-unended": ("\u202b\u202b\u202bThe lamp", "The lamp"),
    "tag-characters": ("The lamp\U000e0001\U000e0069\U000e0067\U000e006e burns", "The lamp burns"),
    "noncharacters": ("The\ufdd0 lamp\ufffe burns\U0001ffff", "The lamp burns"),
    "annotation": ("The \ufff9lamp\ufffaburns\ufffb", "The lampburns"),
    "zero-width-space": ("The la\u200bmp bu\u2060rns\ufeff", "The lamp burns"),
    "soft-hyphen": ("The light\u00adhouse", "The lighthouse"),
    "joiner-in-latin": ("The la\u200cmp b\u200durns", "The lamp burns"),
    "selectors-as-payload": ("The lamp" + "".join(chr(0xE0100 + n) for n in range(90)), "The lamp"),
    "controls": ("The\x01 lamp\x07 burns " + "all night " * 30, "The lamp burns " + "all night " * 29 + "all night"),
    "escape-sequences": ("The \x1b[31mred\x1b[0m lamp", "The red lamp"),
    "title-sequence": ("\x1b]0;owned\x07" + "The lamp. " * 20 + "End", "The lamp. " * 20 + "End"),
    "decomposed": ("cafe\u0301 nin\u0303o", "caf\u00e9 ni\u00f1o"),
    "vertical-tab": ("The lamp\x0bburns", "The lamp\nburns"),
    "form-feed": ("The lamp\x0cburns", "The lamp\n\nburns"),
    "line-separator": ("The lamp\u2028burns", "The lamp\nburns"),
    "mojibake": (
        "La boulangerie ouvre Ã\u00a0 six heures, mÃªme le dimanche.",
        "La boulangerie ouvre à six heures, même le dimanche.",
    ),
    "ideographic-space-in-latin": ("The lamp\u3000burns", "The lamp burns"),
    "direction-marks-in-latin": ("The\u200e lamp\u200f burns", "The lamp burns"),
    "nul-characters": ("The lamp burns. " * 100 + "\0", ("The lamp burns. " * 100).strip()),
}

_KEPT = {
    "replacement-character": "The lamp \ufffd burns",
    "object-replacement": "The lamp \ufffc burns",
    "private-use": "The lamp \ue000\U000f0000 burns",
    "unassigned": "The lamp \u0378 burns",
    "last-emoji": "The lamp \U0001fae9 burns",
    "compatibility": "x² ½ ™ Ⅷ № ℡ ﷲ",
    "ligatures": "eﬃcient ﬂow, œuvre, æther, ĳs",
    "angstrom": "10 \u212b, 300 \u212a, 5 \u2126",
    "musical": "\U0001d11e\U0001d160",
    "hieroglyphs": "\U00013000\U00013001 on a wall",
    "tangut": "\U00017000\U00017001",
    "braille": "⠓⠑⠇⠇⠕",
    "marks-thirty": "a" + "\u0349" * 30 + " lamp",
    "hangul-filler": "\u3164lamp",
    "interrobang": "The lamp\u203d",
    "letters-as-words": "The letters Â and Ã are found in Portuguese.",
    "capitals-of-mojibake": "AMANHÃ DE MANHÃ, À TARDE, ROMÃ, 3 × 4 ² Âmbar",
    "greek-question-mark": "τι\u037e",
    "dotless": "ISPARTA ıspanak İZMİR",
}

_KNOWN = {
    "letters-as-words": "a lone Ã becomes à, and a lone Â is dropped",
    "replacement-character": "a short text with one is taken for no text",
}

CASES = [
    *(case(f"unicode/{name}", "a.txt", given, CLEAN, texts=(wanted,)) for name, (given, wanted) in _REPAIRED.items()),
    *(
        case(f"unicode/{name}", "a.txt", text, CLEAN, texts=(text,), known=_KNOWN.get(name, ""))
        for name, text in _KEPT.items()
    ),
    case("unicode/only-direction-marks", "a.txt", "\u200e\u200f\u202e", READ),
    case("unicode/only-soft-hyphens", "a.txt", "\u00ad\u00ad", READ),
    case("unicode/only-replacement", "a.txt", "\ufffd" * 50, READ),
    case("unicode/only-controls", "a.jsonl", b'{"text": "\\u0001\\u0002"}\n', READ),
]
