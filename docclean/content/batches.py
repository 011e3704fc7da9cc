"""Pages joined to one, so that a batch passes the network as fast as a single long page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.features import PAGE_BUCKETS, Features
from docclean.content.markup_features import Markup

__all__ = ["Batch", "JoinedMarkup", "joined"]

Indices = NDArray[np.int64]
Number = TypeVar("Number", np.float32, np.int64)


@frozen(eq=False)
class JoinedMarkup:
    """The elements of all pages of a batch; after them one for each page, which stands for what is above them."""

    tokens: Indices
    """Buckets of the words of all elements; shape (tokens,)."""
    token_starts: Indices
    """Where the words of each element begin; shape (elements,)."""
    ancestors: Indices
    """The elements around each block; shape (blocks, LEVELS)."""
    first: Indices
    """The first block inside of each element; shape (elements + pages,)."""
    stop: Indices
    """The block after the last one; shape (elements + pages,)."""
    groups: tuple[Indices, Indices]
    """Numbers of `Markup.near` and `Markup.wide`, another one for each page; shape (blocks,)."""
    buckets: Indices
    """What the pages say they are, and behind that of each page a bucket that all of them have."""
    bucket_starts: Indices
    """Where those of each page begin; shape (pages,)."""


@frozen(eq=False)
class Batch:
    """Some pages, or some texts, one after the other."""

    measures: NDArray[np.float32]
    """Shape (blocks, measures)."""
    counts: Indices
    """How many blocks each page has; shape (pages,)."""
    starts: Indices
    """The first block of each page; shape (pages,)."""
    page: Indices
    """The page of each block; shape (blocks,)."""
    markup: JoinedMarkup | None
    """`None` for texts."""


def joined(pages: Sequence[Features]) -> Batch:
    """A batch of pages or of texts, at least one, each with at least one block."""
    counts = np.array([len(features.measures) for features in pages])
    starts = np.cumsum(counts) - counts
    return Batch(
        measures=_rows([features.measures for features in pages]),
        counts=counts,
        starts=starts,
        page=np.repeat(np.arange(len(pages)), counts),
        markup=_joined_markup(pages, starts),
    )


def _joined_markup(pages: Sequence[Features], block_starts: Indices) -> JoinedMarkup | None:
    markups = [features.markup for features in pages if features.markup is not None]
    if len(markups) < len(pages):
        return None
    elements = np.array([len(markup.first) - 1 for markup in markups])
    total = int(elements.sum())
    element_starts = np.cumsum(elements) - elements
    tokens = np.array([len(markup.tokens) for markup in markups])
    said = [np.append(features.page_buckets, PAGE_BUCKETS - 1) for features in pages]
    sizes = np.array([len(buckets) for buckets in said])
    ancestors = [
        _moved(markup, start, total + page)
        for page, (markup, start) in enumerate(zip(markups, element_starts.tolist(), strict=True))
    ]
    return JoinedMarkup(
        tokens=_rows([markup.tokens for markup in markups]),
        token_starts=_shifted([markup.offsets[:-2] for markup in markups], np.cumsum(tokens) - tokens),
        ancestors=_rows(ancestors),
        first=_tops_last([markup.first for markup in markups], block_starts),
        stop=_tops_last([markup.stop for markup in markups], block_starts),
        groups=(_numbered([m.near for m in markups]), _numbered([m.wide for m in markups])),
        buckets=_rows(said),
        bucket_starts=np.cumsum(sizes) - sizes,
    )


def _moved(markup: Markup, start: int, top: int) -> Indices:
    """The elements around each block of a page, by their numbers in a batch."""
    own_top = len(markup.first) - 1
    if own_top == top:
        return markup.ancestors
    # A block that stands in no element has -1 first: the last one, as numpy counts.
    above = (markup.ancestors == own_top) | (markup.ancestors < 0)
    return np.where(above, top, markup.ancestors + start)


def _tops_last(parts: Sequence[Indices], starts: Indices) -> Indices:
    moved = [part + start for part, start in zip(parts, starts.tolist(), strict=True)]
    return np.concatenate([*(part[:-1] for part in moved), *(part[-1:] for part in moved)])


def _shifted(parts: Sequence[Indices], starts: Indices) -> Indices:
    return _rows([part + start for part, start in zip(parts, starts.tolist(), strict=True)])


def _numbered(parts: Sequence[Indices]) -> Indices:
    if len(parts) == 1:
        return parts[0]
    sizes = np.array([int(part.max()) + 1 for part in parts])
    return _shifted(parts, np.cumsum(sizes) - sizes)


def _rows(parts: Sequence[NDArray[Number]]) -> NDArray[Number]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
