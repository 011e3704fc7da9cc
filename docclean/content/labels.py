"""Which blocks of a page are content, as far as people have marked it: what the network learns from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.document import Document, Region
from docclean.measure.alignment import align, words_of

__all__ = ["UNKNOWN", "Labels", "has_gold", "has_segments", "known_labels", "labels_of", "part_of", "title_of"]

Array = NDArray[np.float32]
UNKNOWN = -1.0
_OUTSIDE = frozenset({Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE, Region.FORM, Region.HIDDEN})
_CONTENT = 0.5
_UNSURE = (0.2, 0.8)
"""Of a block with a share between these the network is to be as unsure as the share says."""
_LONG = 15
"""A block with more characters may be a part of a marked segment; shorter ones can be so by chance."""
_TITLE = 3.0
"""A title weighs as much as so many lines of its length: it has few words, and is missed the most."""
_SAME_TITLE = 0.8
_SAME_LINE = 0.9
_MIN_TITLE = 3
"""Words that a line must have to be taken for what the first line repeats."""


@frozen(eq=False)
class Labels:
    """What is known about the blocks of a page; every array has shape (blocks,)."""

    shares: Array
    """How much of each block is in the text that people made of the page, or `UNKNOWN`."""
    words: Array
    """How many words each block has."""
    targets: Array
    """What the network is to say of each block, 0 to 1."""
    weights: Array
    """What each block weighs: by the root of its words, 1 for all together; 0 where nothing is known."""


def has_gold(row: Mapping[str, Any]) -> bool:
    """Whether a row holds the whole text of its page."""
    return bool((row.get("gold") or "").strip())


def has_segments(row: Mapping[str, Any]) -> bool:
    """Whether a row says of some segments only that they are content, or that they are not.

    One with an empty text is of a page that has none, or of one that was not read: neither is to be scored.
    """
    return "gold" not in row and "with" in row and "without" in row


def labels_of(document: Document, row: Mapping[str, Any]) -> Labels:
    """What a row of data says about the blocks of its page.

    Args:
        document: the page, or its plain text, with at least one block.
        row: with the page's text as `gold`, or with segments of it as `with` and of the rest as `without`; of plain
            text `title` is of use too, the line of which counts as content.
    """
    texts = [block.text for block in document.blocks]
    if has_gold(row):
        outside = frozenset(at for at, block in enumerate(document.blocks) if block.region in _OUTSIDE)
        shares = np.array([found.share for found in align(texts, row["gold"], outside=outside)], np.float32)
    else:
        shares = _marked(document, row)
    own = [words_of(text) for text in texts]
    title = _title_line(own, row.get("title") or "", shares) if document.page is None else None
    return _labels(shares, own, title)


def known_labels(document: Document, shares: Sequence[float] | None = None) -> Labels:
    """Labels of a text of which is known how much of each line is content; by default all, as of an edited one."""
    own = [words_of(block.text) for block in document.blocks]
    return _labels(np.array([1.0] * len(own) if shares is None else shares, np.float32), own, None)


def _labels(shares: Array, words: Sequence[Sequence[str]], title: int | None) -> Labels:
    counts = np.array([len(own) for own in words], np.float32)
    low, high = _UNSURE
    targets = np.where((shares > low) & (shares < high), shares, shares >= _CONTENT).astype(np.float32)
    weights = np.sqrt(np.maximum(counts, 1)) * (shares >= 0)
    if title is not None:
        targets[title], weights[title] = 1, _TITLE * max(weights[title], 1)
    weights /= max(float(weights.sum()), 1e-6)
    return Labels(shares, counts, targets, weights.astype(np.float32))


def part_of(labels: Labels, indices: Sequence[int]) -> Labels:
    """The labels of some of the blocks, at least one, weighed anew."""
    at = np.array(indices)
    weights = labels.weights[at] / max(float(labels.weights[at].sum()), 1e-6)
    return Labels(labels.shares[at], labels.words[at], labels.targets[at], weights.astype(np.float32))


def title_of(labels: Labels) -> int | None:
    """The block that counts as content because it is the title."""
    found = np.flatnonzero((labels.targets == 1) & (labels.shares < _CONTENT))
    return int(found[0]) if len(found) else None


def _marked(document: Document, row: Mapping[str, Any]) -> Array:
    """1 for blocks with a segment of the content, 0 for those with another one, else `UNKNOWN`."""
    flat = [_squashed(block.text) for block in document.blocks]
    shares = np.full(len(flat), UNKNOWN, np.float32)
    for key, value in (("without", 0), ("with", 1)):
        for segment in map(_squashed, row.get(key) or ()):
            hits = [at for at, text in enumerate(flat) if segment in text]
            hits = hits or [at for at, text in enumerate(flat) if len(text) > _LONG and text in segment]
            if value and len(hits) > 1:
                # What stands in the text and in a menu is marked for where it stands in the text.
                hits = [at for at in hits if document.blocks[at].region not in _OUTSIDE] or hits
            for at in hits:
                shares[at] = value if shares[at] in (UNKNOWN, value) else UNKNOWN
    return shares


def _squashed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _title_line(words: Sequence[Sequence[str]], title: str, shares: Array) -> int | None:
    """The line of a plain text that has its title, the first line aside: a dump of a page starts with it anyway."""
    known, head = set(words_of(title)), set(words[0])
    lines = []
    for at, line in enumerate(words[1:], 1):
        own = set(line)
        titled = len(own & known) >= _SAME_TITLE * max(len(own), len(known)) if known else False
        repeated = len(own) >= max(_MIN_TITLE, len(head) / 2) and len(own & head) >= _SAME_LINE * len(own)
        if own and (titled or repeated):
            lines.append(at)
    # The title stands above the text; what repeats it below is a link or a heading of comments.
    content = np.flatnonzero(shares >= _CONTENT)
    above = [at for at in lines if not len(content) or at <= content[0]]
    return above[-1] if above else lines[0] if lines else None
