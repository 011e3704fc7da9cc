"""Bytes to text, beside what else decodes bytes, in one run: how many come back to the character.

    python tests/bench/encodings.py [--data DIR] [--sentences odd|even] [--details]

DIR holds `*.jsonl.xz` files of pages, one JSON object with a field `html` a line, and `news-sentences.jsonl`
(`lang`, `text`). Without it the texts of seeds/ are used, which are too few to quote. Rules are made on odd
sentences; quote even ones. charset-normalizer, chardet and trafilatura are asked where they are installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import lzma
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from docclean.read.charsets import charset_of_label, in_charset
from docclean.read.encoding import decode
from docclean.read.page_encoding import declared_charset

SEEDS = Path(__file__).parents[2] / "seeds"
LENGTHS = (60, 300, 2_000)
PER_PAIR = 12
STRAY_PAGES = 40
PAIRS = (
    ("fr", "windows-1252"),
    ("de", "windows-1252"),
    ("pl", "windows-1250"),
    ("pl", "iso-8859-2"),
    ("cs", "windows-1250"),
    ("cs", "iso-8859-2"),
    ("ru", "windows-1251"),
    ("ru", "koi8-r"),
    ("el", "windows-1253"),
    ("tr", "windows-1254"),
    ("ar", "windows-1256"),
    ("ja", "shift_jis"),
    ("ja", "euc-jp"),
    ("zh", "gb18030"),
    ("ko", "euc-kr"),
)
"""Eleven languages in the twelve charsets that they are found in."""

CODECS = {"shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030", "big5": "big5hkscs", "windows-874": "cp874"}
MARKER = "\ue000"


class Case(NamedTuple):
    """Bytes and the text that they are; in it MARKER stands for up to three characters that nobody can know."""

    data: bytes
    text: str
    page: bool

    def is_read_by(self, tool: Callable[[bytes, bool], str]) -> bool:
        """Whether a tool gives the text."""
        found = tool(self.data, self.page)
        if MARKER not in self.text:
            return found == self.text
        pattern = "[^\\n]{0,3}".join(map(re.escape, self.text.split(MARKER)))
        return re.fullmatch(pattern, found) is not None


def by_chardet(data: bytes, page: bool) -> str:
    found = importlib.import_module("chardet").detect(data)["encoding"] or "utf-8"
    return data.decode("cp1252" if found.lower() in {"iso-8859-1", "ascii"} else found, "replace")


def by_charset_normalizer(data: bytes, page: bool) -> str:
    best = importlib.import_module("charset_normalizer").from_bytes(data).best()
    return "" if best is None else str(best)


def by_trafilatura(data: bytes, page: bool) -> str:
    return str(importlib.import_module("trafilatura.utils").decode_file(data))


def by_resiliparse(data: bytes, page: bool) -> str:
    module = importlib.import_module("resiliparse.parse.encoding")
    return str(module.bytes_to_str(data, module.detect_encoding(data)))


def by_docclean(data: bytes, page: bool) -> str:
    return decode(data, page=page).text


TOOLS = {
    "docclean": ("docclean", by_docclean),
    "charset-normalizer": ("charset_normalizer", by_charset_normalizer),
    "chardet": ("chardet", by_chardet),
    "trafilatura": ("trafilatura", by_trafilatura),
    "resiliparse": ("resiliparse", by_resiliparse),
}


def installed() -> dict[str, Callable[[bytes, bool], str]]:
    """The tools that are here."""
    found = {}
    for name, (module, tool) in TOOLS.items():
        try:
            version = getattr(importlib.import_module(module), "__version__", "")
        except ImportError:
            print(f"{name} is not installed")
            continue
        found[f"{name} {version}".strip()] = tool
    return found


def pages_of(data: Path | None) -> list[str]:
    """Pages as decoded text."""
    if data is None:
        return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.html"))]
    pages = []
    for path in sorted(data.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pages += [row["html"] for row in map(json.loads, lines) if row.get("html")]
    return pages


def declared_cases(pages: list[str]) -> Iterator[Case]:
    """Pages that declare another charset, in it, where they can be and have characters beyond ASCII."""
    for page in pages:
        if page.isascii():
            continue
        charset, _ = declared_charset(page.encode("utf-8", "replace"))
        if charset in ("", "utf-8"):
            continue
        try:
            data = page.encode(CODECS.get(charset, charset))
        except UnicodeEncodeError:
            continue
        if in_charset(data, charset) == (page, 0):
            yield Case(data, page, True)


def stray_cases(pages: list[str], cut: bool) -> Iterator[Case]:
    """UTF-8 pages with one to four bytes that are none: of a cut character, or a quote of windows-1252."""
    rng = random.Random(6)
    candidates = [
        page
        for page in pages
        if not page.isascii()
        and MARKER not in page
        and len(page) < 400_000
        and declared_charset(page.encode("utf-8", "replace"))[0] in ("", "utf-8")
    ]
    for number, page in enumerate(rng.sample(candidates, min(STRAY_PAGES, len(candidates)))):
        count = 1 + number % 4
        if cut:
            places = [match.start() for match in re.finditer("[^\x00-\x7f]", page)]
            chosen = sorted(rng.sample(places, min(count, len(places))))
            parts = [
                page[start:end]
                for start, end in zip([0, *(place + 1 for place in chosen)], [*chosen, None], strict=True)
            ]
            data = parts[0].encode()
            for place, part in zip(chosen, parts[1:], strict=True):
                data += page[place].encode()[:-1] + part.encode()
            yield Case(data, MARKER.join(parts), True)
        else:
            places = [match.start() for match in re.finditer(" ", page[len(page) // 4 :])]
            chosen = sorted(len(page) // 4 + place for place in rng.sample(places, min(count, len(places))))
            parts = [page[start:end] for start, end in zip([0, *chosen], [*chosen, None], strict=True)]
            yield Case(b"\x92".join(part.encode() for part in parts), "’".join(parts), True)


def blurred(data: bytes) -> str:
    """The text of UTF-8 with MARKER where a byte is none."""
    return re.sub("[\udc80-\udcff]", MARKER, data.decode("utf-8", "surrogateescape"))


def sentences_of(data: Path | None, parity: int) -> dict[str, list[str]]:
    """Sentences by language: every other one."""
    rows: dict[str, list[str]] = {}
    if data is None:
        for path in sorted(SEEDS.glob("*-*-*.txt")):
            lines = [line for line in path.read_text(encoding="utf-8").split("\n") if len(line) > 40]
            rows.setdefault(path.name.split("-")[1], []).extend(lines)
    else:
        with (data / "news-sentences.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                rows.setdefault(row["lang"], []).append(row["text"])
    return {language: texts[parity::2] for language, texts in rows.items()}


def snippets(sentences: list[str], charset: str, length: int) -> Iterator[Case]:
    """Stretches of running text with characters beyond ASCII, without those that the charset has not."""
    codec = CODECS.get(charset, charset)
    for start in range(0, len(sentences), max(1, len(sentences) // PER_PAIR)):
        text = " ".join(sentences[start:] + sentences[:start])
        text = text.encode(codec, "ignore").decode(codec)[:length]
        if not text.isascii():
            yield Case(text.encode(codec), text, False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sentences", choices=["odd", "even"], default="even")
    parser.add_argument("--pairs", help="other pairs, as fr:windows-1252,ru:koi8-r")
    parser.add_argument("--details", action="store_true", help="a row for every pair")
    parser.add_argument("--only", help="part of the name of the tools to ask")
    arguments = parser.parse_args()
    if arguments.data is None:
        print("Without --data: the few texts of seeds/. Do not quote.")
    pages = pages_of(arguments.data)
    quotes = list(stray_cases(pages, cut=False))
    rows = {
        "pages that declare another charset": list(declared_cases(pages)),
        "UTF-8 pages, 1-4 stray quotes of windows-1252": quotes,
        "the same, all but the quotes": [Case(case.data, blurred(case.data), True) for case in quotes],
        "UTF-8 pages, 1-4 cut characters": list(stray_cases(pages, cut=True)),
    }
    sentences = sentences_of(arguments.data, int(arguments.sentences == "odd"))
    pairs = [tuple(pair.split(":")) for pair in arguments.pairs.split(",")] if arguments.pairs else PAIRS
    for length in LENGTHS:
        for language, charset in pairs:
            assert charset_of_label(charset), charset
            cases = list(snippets(sentences.get(language, []), charset, length))
            name = f"{length} characters"
            rows.setdefault(name, []).extend(cases)
            if arguments.details:
                rows[f"  {name}, {language} {charset}"] = cases
    tools = {name: tool for name, tool in installed().items() if (arguments.only or "") in name}
    print("| | cases |", " | ".join(tools), "|")
    print("|---" * (2 + len(tools)) + "|")
    for name, cases in rows.items():
        if cases:
            right = (str(sum(case.is_read_by(tool) for case in cases)) for tool in tools.values())
            print(f"| {name} | {len(cases)} |", " | ".join(right), "|", flush=True)


if __name__ == "__main__":
    main()
