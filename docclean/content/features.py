"""All that the content model sees of a document, as arrays: one row a block.

>>> from docclean.extract.plain import document_of
>>> document = document_of("Menu\\nThe lighthouse was built in 1871 and still guides the ferries.")
>>> features = features_of(document.blocks, document.page)
>>> features.measures.shape[0], features.markup is None
(2, True)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.lines import Lines
from docclean.content.markup_features import Markup, markup_features, markup_of
from docclean.content.text_features import text_features
from docclean.document import Block, Page
from docclean.phrases.matcher import load
from docclean.phrases.packs import KINDS, Strength

__all__ = ["PAGE_BUCKETS", "Features", "features_of"]

PAGE_BUCKETS = 512
"""Rows of the table of what pages say about themselves."""
_LONGEST = 2000
"""Characters of a block that are looked at: a longer one is text whatever follows."""
_KINDS = {kind: at for at, kind in enumerate(KINDS)}
_STRENGTHS = {strength: len(KINDS) + at for at, strength in enumerate(Strength)}
_PHRASE_MEASURES = len(KINDS) + len(Strength) + 2


@frozen(eq=False)
class Features:
    """A document as the model sees it."""

    measures: NDArray[np.float32]
    """Shape (blocks, measures)."""
    words: NDArray[np.float32]
    """How many words each block has, letters of scripts without spaces in threes; shape (blocks,)."""
    markup: Markup | None
    """`None` for plain text."""
    page_buckets: NDArray[np.int64]
    """What a page says it is: buckets of its `og:type` and the like."""


def features_of(blocks: Sequence[Block], page: Page | None) -> Features:
    """The features of the blocks of a document.

    Args:
        blocks: at least one.
        page: the page they are of; `None` for plain text.
    """
    texts = [block.text[:_LONGEST] for block in blocks]
    outline = page.outline if page is not None else None
    # What a plain text is called often stands in its first line: pages are dumped with their titles.
    titles = texts[:1] if page is None else [fact.value for fact in page.facts if fact.key == "title"]
    lines = Lines(texts)
    apart = np.array([block.gap.count("\n") > 1 for block in blocks])
    measured = text_features(lines, apart, Lines(titles) if titles else None)
    if page is None or outline is None:
        measures = np.hstack((measured.measures, _phrases(texts)))
        return Features(measures, measured.words, None, np.zeros(0, np.int64))
    markup = markup_of(outline, [outline.places.get(block.span[0], -1) for block in blocks])
    # Phrases say nothing about a page that its elements do not: without them it is judged as well, and faster.
    more = markup_features(blocks, markup, measured.words, measured.prose)
    said = sorted({f"{fact.source}:{fact.value.lower()}" for fact in page.facts if fact.key == "page_type"})
    buckets = np.array([zlib.crc32(item.encode("utf-8", "replace")) % PAGE_BUCKETS for item in said], np.int64)
    return Features(np.hstack((measured.measures, more)), measured.words, markup, buckets)


def _phrases(texts: Sequence[str]) -> NDArray[np.float32]:
    """Which phrase of the packs each line is, by kind and strength; shape (lines, measures)."""
    measures = np.zeros((len(texts), _PHRASE_MEASURES), np.float32)
    match = load().match
    for at, text in enumerate(texts):
        found = match(text)
        if found is not None:
            phrase = found.phrase
            measures[at, [_KINDS[phrase.kind], _STRENGTHS[phrase.strength]]] = 1
            measures[at, -2:] = bool(found.rest), found.start > 0
    return measures
