"""JSON Lines: bad lines among good ones, and files that are odd as a whole."""

from __future__ import annotations

import json

from fault_cases.case import GOOD, SENTENCES, Case, Expected, cap, case, expected, prose, records, size

_FIRST, _LAST = records(SENTENCES[:1]), records(SENTENCES[2:3])


def _nested(scale: float) -> bytes:
    return b'{"text": "deep", "x": ' + b"[" * size(100_000, scale, 5_000) + b"\n"


def _deep_but_whole(scale: float) -> bytes:
    depth = size(100_000, scale, 5_000)
    return b'{"text": "deep", "x": ' + b'{"a":' * depth + b"1" + b"}" * depth + b"}\n"


_FAILING: dict[str, bytes] = {
    "broken": b"{broken\n",
    "cut-in-string": b'{"text": "The end is mis\n',
    "cut-in-key": b'{"te\n',
    "array": b'["text", "One."]\n',
    "string": b'"text"\n',
    "number": b"7\n",
    "null": b"null\n",
    "true": b"true\n",
    "empty-object": b"{}\n",
    "no-text": b'{"body": "One."}\n',
    "text-is-number": b'{"text": 7}\n',
    "text-is-null": b'{"text": null}\n',
    "text-is-list": b'{"text": ["One."]}\n',
    "text-is-object": b'{"text": {"a": "One."}}\n',
    "html-is-number": b'{"html": 7}\n',
    "leading-zero": b'{"text": "t", "x": 007}\n',
    "hexadecimal": b'{"text": "t", "x": 0x1F}\n',
    "single-quotes": b"{'text': 'One.'}\n",
    "trailing-comma": b'{"text": "One.",}\n',
    "two-objects": b'{"text": "One."}{"text": "Two."}\n',
    "comment": b'// {"text": "One."}\n',
    "control-in-string": b'{"text": "a\x01b"}\n',
    "raw-tab-in-string": b'{"text": "a\tb"}\n',
    "bad-escape": b'{"text": "a\\x41"}\n',
    "half-escape": b'{"text": "\\ud8"}\n',
    "nul-line": b"\x00\x00\x00\n",
    "text-line": b"Just a line of words.\n",
    "html-line": b"<p>Just a line of words.</p>\n",
    "csv-line": b"id,text\n",
    "pickle-line": b"\x80\x04\x95\x0bcos\x94system\x94\n",
}

_CLEAN: dict[str, tuple[bytes, str]] = {
    "nan": (b'{"text": "t", "x": NaN}\n', "t"),
    "infinity": (b'{"text": "t", "x": -Infinity}\n', "t"),
    "float-overflow": (b'{"text": "t", "x": 1e999}\n', "t"),
    "big-integer": (b'{"text": "t", "x": ' + b"9" * 10_000 + b"}\n", "t"),
    "lone-high-surrogate": (rb'{"text": "a\ud800b"}' + b"\n", "a\ufffdb"),
    "lone-low-surrogate": (rb'{"text": "a\udc00b"}' + b"\n", "a\ufffdb"),
    "swapped-surrogates": (rb'{"text": "a\ude00\ud83db"}' + b"\n", "a\ufffd\ufffdb"),
    "surrogate-pair": (rb'{"text": "a\ud83d\ude00b"}' + b"\n", "a\U0001f600b"),
    "surrogate-in-key": (rb'{"text": "Bread", "k\ud800": "\udfff"}' + b"\n", "Bread"),
    "line-separator-inside": ('{"text": "one\u2028two"}\n'.encode(), "one\ntwo"),
    "paragraph-separator-inside": ('{"text": "one\u2029two"}\n'.encode(), "one\n\ntwo"),
    "next-line-inside": ('{"text": "one\u0085 two", "note": "a\u0085b"}\n'.encode(), "one… two"),
    "carriage-return-end": (b'{"text": "Bread"}\r\n', "Bread"),
    "white-space-around": (b'\t {"text": "Bread"} \t\n', "Bread"),
    "duplicate-keys": (b'{"text": "Rolls", "text": "Bread"}\n', "Bread"),
    "record-fields": (b'{"text": "Bread", "removed_counts": 7, "language": [1]}\n', "Bread"),
    "prototype": (b'{"text": "Bread", "__class__": "os", "__proto__": {"x": 1}}\n', "Bread"),
    "windows-1252-line": (
        '{"text": "d\u00e9j\u00e0 \u2019vu\u2019"}\n'.encode("cp1252"),
        "d\u00e9j\u00e0 \u2019vu\u2019",
    ),
    "escaped-everything": (b'{"text": "\\u0042\\u0072\\u0065\\u0061\\u0064\\/"}\n', "Bread/"),
    "many-fields": (json.dumps({"text": "Bread"} | {f"f{n}": n for n in range(2_000)}).encode() + b"\n", "Bread"),
    "long-key": (b'{"text": "Bread", "' + b"k" * 100_000 + b'": 1}\n', "Bread"),
    "authors-of-every-type": (b'{"text": "Bread", "authors": [1, null], "date": 7, "title": {}}\n', "Bread"),
    "html-and-text": (b'{"html": "<p>Bread", "text": "Rolls"}\n', "Bread"),
    "nul-escape": (b'{"text": "Bre\\u0000ad"}\n', "Bread"),
}


def _single(name: str, line: bytes, outcome: Expected, texts: tuple[str, ...] | None) -> Case:
    return case(f"jsonl/{name}", "a.jsonl", _FIRST + line + _LAST, outcome, texts=texts)


def _how_many(scale: float) -> int:
    return size(200_000, scale * scale, 100)


def _many(scale: float) -> bytes:
    return b"".join(b'{"text": "Line %d of the log."}\n' % number for number in range(_how_many(scale)))


def _long_line(share: float):
    def made(scale: float) -> bytes:
        text = prose(int(cap(scale) * share)).replace("\n", " ")
        return _FIRST + records([text]) + _LAST

    return made


def _every_second_bad(scale: float) -> bytes:
    good = SENTENCES[3]
    lines = [
        f"{{bad {number}\n".encode() if number % 2 else records([good])
        for number in range(size(4_000, scale * scale, 50))
    ]
    return b"".join(lines)


_WHOLE = [
    case("jsonl/blank-lines", "a.jsonl", b"\n\n \t\n" + _FIRST + b"\n\r\n" + _LAST + b"\n\n", expected(2)),
    case("jsonl/only-blank-lines", "a.jsonl", b"\n" * 50, expected((0, 0), (0, 1), total=(0, 1))),
    case("jsonl/no-last-line-end", "a.jsonl", _FIRST + _LAST.rstrip(), expected(2)),
    case("jsonl/mark-of-utf-8", "a.jsonl", b"\xef\xbb\xbf" + _FIRST + _LAST, expected(2), present=(GOOD,)),
    case("jsonl/mark-on-each-line", "a.jsonl", b"\xef\xbb\xbf" + _FIRST + b"\xef\xbb\xbf" + _LAST, expected(2)),
    case("jsonl/utf-16", "a.jsonl", (_FIRST + _LAST).decode().encode("utf-16"), expected(2), present=(GOOD,)),
    case("jsonl/utf-32", "a.jsonl", (_FIRST + _LAST).decode().encode("utf-32"), expected(2), present=(GOOD,)),
    case("jsonl/carriage-returns-only", "a.jsonl", (_FIRST + _LAST).replace(b"\n", b"\r"), expected(failed=1)),
    case("jsonl/nested-too-deep", "a.jsonl", lambda s: _FIRST + _nested(s) + _LAST, expected(2, failed=1)),
    case(
        "jsonl/deep-but-whole",
        "a.jsonl",
        lambda s: _FIRST + _deep_but_whole(s) + _LAST,
        expected((2, 3), 0, (0, 1), total=3),
    ),
    case("jsonl/many-lines", "a.jsonl", _many, lambda s: expected(_how_many(s)), seconds=600),
    case(
        "jsonl/every-second-line-bad",
        "a.jsonl",
        _every_second_bad,
        lambda s: expected((size(4_000, s * s, 50) + 1) // 2, failed=size(4_000, s * s, 50) // 2),
    ),
    case(
        "jsonl/long-line", "a.jsonl", _long_line(0.8), expected((2, 3), 0, (0, 1), total=3), seconds=120, mebibytes=2048
    ),
    case("jsonl/line-too-long", "a.jsonl", _long_line(1.1), expected(2, failed=1)),
    case("jsonl/one-json-array", "a.jsonl", b'[{"text": "One."},\n{"text": "Two."}]\n', expected(failed=2)),
    case("jsonl/pretty-printed", "a.jsonl", b'{\n "text": "One."\n}\n', expected(failed=3)),
    case(
        "jsonl/same-id-twice",
        "a.jsonl",
        b'{"text": "One.", "id": "twice"}\n' * 3,
        expected(1, failed=2),
        ids=("twice",),
    ),
    case("jsonl/called-text", "a.txt", _FIRST + _LAST, expected(2)),
    case("jsonl/called-page", "a.html", _FIRST + _LAST, expected((1, 2))),
    case(
        "jsonl/records-of-pages",
        "a.ndjson",
        b'{"html": "<p>Bread"}\n{"html": ""}\n{"html": "<p> </p>"}\n',
        expected(1, 2),
    ),
    case("jsonl/empty-text", "a.jsonl", b'{"text": ""}\n{"text": " \\n"}\n{"text": "\\u3000"}\n', expected(0, 3)),
]

CASES = [
    *(_single(name, line, expected(2, failed=1), (GOOD, SENTENCES[2])) for name, line in _FAILING.items()),
    *(_single(name, line, expected(3), (GOOD, text, SENTENCES[2])) for name, (line, text) in _CLEAN.items()),
    *_WHOLE,
]
