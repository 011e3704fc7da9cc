"""Pages and texts that people have marked, read from files for training."""

from __future__ import annotations

import hashlib
import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from docclean.content.features import Features, features_of
from docclean.content.labels import Labels, has_gold, has_segments, known_labels, labels_of, part_of, title_of
from docclean.content.made_texts import gaps_of, surrounded, thinned
from docclean.document import Document
from docclean.errors import ConfigError, FormatError, RecordError
from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of
from docclean.measure.alignment import words_of

__all__ = ["KINDS", "Example", "examples_of", "fold_of", "read_examples", "read_sentences", "site_of"]

KINDS = ("pages", "texts")
"""What a network is for: pages with their elements, or plain texts."""
_ARTICLES = "articles"
"""Files whose names start so hold articles; those are the most reliable marks."""
_ARTICLE_WEIGHT = 2.0
_SEGMENTS_WEIGHT = 0.4
_EDITED_WEIGHT = 0.4
_MADE_WEIGHT = 0.4
_MADE = 2
"""Texts that are made of each dump."""
_SENTENCES = "*sentences*.jsonl"


@frozen(eq=False)
class Example:
    """A page or a text, as the network sees it, and what is known about it."""

    set_name: str
    """The file it is from, without its ending."""
    page_type: str
    """One of `PAGE_TYPES`, or `""`."""
    site: str
    features: Features
    labels: Labels
    importance: float
    """What it weighs beside others."""
    gold_words: int
    """How many words the text has that people made of it; 0 where there is none."""
    is_made: bool
    """Whether it is such a text itself, or made for training: no page to be scored on."""
    segments: bool
    """Whether only some segments of it are marked."""


def site_of(row: Mapping[str, Any]) -> str:
    """The unit that must not be split between training and testing: a host, or an id without its number.

    >>> site_of({"url": "https://www.example.org/a"}), site_of({"id": "news-0012"})
    ('example.org', 'news')
    """
    host = re.search(r"//(?:www\.)?([^/:]+)", row.get("url") or "")
    return host.group(1) if host else re.sub(r"[_\d-]+$", "", row["id"])


def fold_of(site: str, folds: int) -> int:
    """The part of the data that a site is in, 0 to `folds` - 1."""
    return int(hashlib.sha1(site.encode("utf-8", "replace")).hexdigest(), 16) % folds


def read_examples(folder: Path, kinds: Sequence[str]) -> dict[str, list[Example]]:
    """The examples of all files `*.jsonl.xz` of a folder, by kind.

    Args:
        folder: of files with a JSON object a line: `html` or `dump` or both; `gold`, or `with` and `without`; `url` or
            `id`.
        kinds: which of `KINDS` are wanted.
    """
    found: dict[str, list[Example]] = {kind: [] for kind in kinds}
    paths = sorted(folder.glob("*.jsonl.xz"))
    if not paths:
        raise ConfigError(str(folder), "has no files *.jsonl.xz: give the folder that holds the marked pages.")
    for path in paths:
        name = path.name.removesuffix(".jsonl.xz")
        for row in _rows(path):
            for kind, example in examples_of(name, row, kinds):
                found[kind].append(example)
    return found


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                yield _row(path, number, line)
    except (lzma.LZMAError, UnicodeDecodeError) as problem:
        raise FormatError(str(path), 0, f"is no UTF-8 packed with xz ({problem}): pack it again.") from problem


def _row(path: Path, number: int, line: str) -> Mapping[str, Any]:
    row = _parsed(path, number, line)
    if not (row.get("url") or row.get("id")):
        raise RecordError(str(path), number, "has neither url nor id: give one of them, folds go by site.")
    return row


def _parsed(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise RecordError(str(path), number, f"is no JSON ({problem}): correct the line or leave it out.") from problem
    if not isinstance(row, dict):
        raise RecordError(str(path), number, "is no JSON object: correct the line or leave it out.")
    return row


def examples_of(set_name: str, row: Mapping[str, Any], kinds: Sequence[str]) -> Iterator[tuple[str, Example]]:
    """The examples that a row of data gives, with their kinds; none where nothing of it is marked."""
    if not has_gold(row) and "with" not in row:
        return
    if "pages" in kinds and row.get("html"):
        page = document_of_html(row["html"])
        if page.blocks:
            yield "pages", _example(set_name, row, page, labels_of(page, row))
    if "texts" not in kinds:
        return
    if row.get("dump"):
        dump = document_of(row["dump"])
        if dump.blocks:
            labels = labels_of(dump, row)
            yield "texts", _example(set_name, row, dump, labels)
            yield from (("texts", made) for made in _made(set_name, row, dump, labels))
    if has_gold(row):
        edited = document_of(row["gold"])
        made = _example(set_name, row, edited, known_labels(edited))
        yield "texts", evolve(made, importance=_EDITED_WEIGHT, is_made=True)


def _made(set_name: str, row: Mapping[str, Any], dump: Document, labels: Labels) -> Iterator[Example]:
    """Texts with less chrome than the dump of a page."""
    rng = random.Random(row.get("id") or row["url"])
    for _ in range(_MADE if has_gold(row) else 0):
        kept = thinned(labels.shares, title_of(labels), rng)
        blocks = [dump.blocks[at] for at in kept]
        text = "".join([gap + block.text for gap, block in zip(gaps_of(blocks, rng), blocks, strict=True)])
        if blocks:
            example = _example(set_name, row, document_of(text), part_of(labels, kept))
            yield evolve(example, importance=_MADE_WEIGHT, is_made=True)


def read_sentences(folder: Path, seed: int) -> list[Example]:
    """Texts made of consecutive sentences in many languages, from files of objects with `lang` and `text` a line."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob(_SENTENCES)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = _parsed(path, number, line)
            if not (row.get("lang") and row.get("text")):
                raise RecordError(str(path), number, "has no lang or no text: give both, or leave the line out.")
            sentences[row["lang"]].append(row["text"])
    examples = []
    for language, text, marks in surrounded(sentences, seed):
        document = document_of(text)
        row = {"id": language}
        example = _example("sentences", row, document, known_labels(document, marks))
        examples.append(evolve(example, importance=_MADE_WEIGHT, is_made=True))
    return examples


def _example(set_name: str, row: Mapping[str, Any], document: Document, labels: Labels) -> Example:
    articles = set_name.startswith(_ARTICLES)
    return Example(
        set_name=set_name,
        page_type="article" if articles else row.get("page_type") or "",
        site=site_of(row),
        features=features_of(document.blocks, document.page),
        labels=labels,
        importance=_ARTICLE_WEIGHT if articles else _SEGMENTS_WEIGHT if has_segments(row) else 1.0,
        gold_words=len(words_of(row.get("gold") or "")),
        is_made=False,
        segments=has_segments(row),
    )
