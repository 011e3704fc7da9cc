"""What a page's elements say about each block, as arrays."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.document import Block, Kind, Outline, Region

__all__ = ["BUCKETS", "LEVELS", "Markup", "markup_features", "markup_of"]

Array = NDArray[np.float32]
Indices = NDArray[np.int64]
BUCKETS = 4096
"""Rows of the table of names: words of tags, classes and ids are hashed into so many."""
LEVELS = 8
"""How many elements around a block are looked at, its own first."""
_SUBTREES = (0, 1, 2, 3, 5, 7)
_SIBLINGS = 6
_KINDS = {kind: at for at, kind in enumerate(Kind)}
_REGIONS = {region: at for at, region in enumerate(Region)}
_PART = re.compile(r"[^0-9A-Za-z\u0080-\uffff]+")
_MADE = re.compile(r"\d[A-Za-z]|[A-Za-z]\d+[A-Za-z]|^\d+$")
"""Names with digits inside were made by a program, and differ from site to site."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\x00-\x7f]+")
_MAX_WORDS = 12
_REMEMBERED = 65536


@frozen(eq=False)
class Markup:
    """The elements around the blocks. Element `count` stands for what is above the outermost one."""

    tokens: Indices
    """Buckets of the words of all elements, one element after the other."""
    offsets: Indices
    """Where each element's words begin in `tokens`, and where the last one's end; shape (count + 2,)."""
    ancestors: Indices
    """The elements around each block, its own first; shape (blocks, LEVELS)."""
    first: Indices
    """The first block inside of each element; shape (count + 1,)."""
    stop: Indices
    """The block after the last one inside of each element; shape (count + 1,)."""
    looks: Indices
    """A number for each element's tag and classes; shape (count + 1,)."""
    near: Indices
    """A number for what the nearest two elements look like; shape (blocks,)."""
    wide: Indices
    """The same for the nearest four."""


@lru_cache(maxsize=_REMEMBERED)
def _tokens(name: str) -> tuple[int, ...]:
    tag, _, names = name.partition("\n")
    spoken = [part for part in _PART.split(names) if part and not _MADE.search(part)]
    words = [word.lower() for part in spoken for word in _WORD.findall(part)][:_MAX_WORDS]
    return tuple(
        [zlib.crc32(word.encode("utf-8", "replace")) % BUCKETS for word in dict.fromkeys([f"<{tag}>", *words])]
    )


def markup_of(outline: Outline, places: Sequence[int]) -> Markup:
    """The elements around blocks.

    Args:
        outline: the page's elements.
        places: the element of each block.
    """
    count, blocks = len(outline.parents), len(places)
    tokens: list[int] = []
    offsets = [0]
    for name in outline.names:
        tokens += _tokens(name)
        offsets.append(len(tokens))
    offsets.append(len(tokens))
    above = [*outline.parents, -1]
    parents = np.array(above, np.int64)
    parents[parents < 0] = count
    ancestors = np.empty((blocks, LEVELS), np.int64)
    ancestors[:, 0] = places
    for level in range(1, LEVELS):
        ancestors[:, level] = parents[ancestors[:, level - 1]]
    first, stop = _extents(above, places)
    looks = _looks(outline)
    four = looks[ancestors[:, :4]]
    near = _numbered(four[:, 0] * (count + 1) + four[:, 1])
    wide = _numbered(near * (count + 1) ** 2 + four[:, 2] * (count + 1) + four[:, 3])
    return Markup(np.array(tokens, np.int64), np.array(offsets, np.int64), ancestors, first, stop, looks, near, wide)


def _extents(above: Sequence[int], places: Sequence[int]) -> tuple[Indices, Indices]:
    """The first block inside of each element, and the one after the last."""
    count, blocks = len(above) - 1, len(places)
    first, stop = [blocks] * (count + 1), [0] * (count + 1)
    for at in range(blocks - 1, -1, -1):
        first[places[at]] = at
    for at, place in enumerate(places):
        stop[place] = at + 1
    # An element stands before those inside of it.
    for element in range(count - 1, -1, -1):
        parent = above[element]
        if parent >= 0:
            if first[element] < first[parent]:  # noqa: PLR1730 - a call of min() takes longer than the rest of the loop
                first[parent] = first[element]
            if stop[element] > stop[parent]:  # noqa: PLR1730 - as above
                stop[parent] = stop[element]
    first[count], stop[count] = 0, blocks
    return np.array(first, np.int64), np.array(stop, np.int64)


def _looks(outline: Outline) -> Indices:
    known: dict[str, int] = {"": 0}
    # Most elements are called as others are.
    by_name = {
        name: known.setdefault(name.rpartition("\n")[0], len(known)) for name in dict.fromkeys((*outline.names, ""))
    }
    return np.array([*map(by_name.__getitem__, outline.names), 0], np.int64)


def _numbered(keys: Indices) -> Indices:
    return np.unique(keys, return_inverse=True)[1].reshape(-1)


def markup_features(blocks: Sequence[Block], markup: Markup, words: Array, prose: Array) -> Array:
    """Measures of the elements around each block; shape (blocks, measures).

    Args:
        blocks: the blocks, at least one.
        markup: the elements around them.
        words: how many words each block has.
        prose: how many of them are in running text.
    """
    count = len(blocks)
    own = np.array(
        [
            (
                *(len(block.text), block.link_chars, _KINDS[block.kind], _REGIONS[block.region], len(block.marks)),
                *(block.group is not None, *(block.cell or (-1, -1)), block.number, len(block.gap) > 1, block.level),
            )
            for block in blocks
        ],
        np.float64,
    )
    lengths, linked = own[:, 0], own[:, 1]
    kinds, regions, levels = own[:, (2, 3, -1)].T.astype(np.int64)
    share = linked / lengths
    is_item = kinds == _KINDS[Kind.LIST_ITEM]
    values = np.column_stack((lengths, linked, prose, np.ones(count), is_item, words <= 4, words))
    columns = [
        np.eye(len(_KINDS), dtype=np.float32)[kinds],
        np.eye(len(_REGIONS), dtype=np.float32)[regions],
        np.eye(7, dtype=np.float32)[np.where(kinds == _KINDS[Kind.HEADING], np.clip(levels, 0, 6), 0)],
        np.clip(own[:, 4:], -1, 8) / 4,
        np.column_stack((share, share > 0.8)),
        _subtrees(markup, values),
        _templates(markup, values),
        _siblings(markup),
    ]
    return np.hstack([np.asarray(column, np.float32) for column in columns])


def _subtrees(markup: Markup, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of the page, of links and of running text is inside the elements around each block."""
    sums = np.concatenate((np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)))
    inside = sums[markup.stop] - sums[markup.first]
    total = np.maximum(inside[-1], 1)
    elements = markup.ancestors[:, _SUBTREES]
    characters, links, prose, blocks, items, short, _ = inside[elements].transpose(2, 0, 1)
    since = np.arange(len(elements))[:, None] - markup.first[elements]
    left = markup.stop[elements] - 1 - np.arange(len(elements))[:, None]
    text = np.maximum(characters, 1)
    parts = (
        *(characters / total[0], prose / total[2], links / text, 5 * prose / text, np.log1p(blocks) / 6),
        *(items / blocks, short / blocks, since / blocks, np.log1p(since) / 5, np.log1p(left) / 5),
    )
    return np.hstack(parts)


def _templates(markup: Markup, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What all blocks in elements that look the same have in common: a listing's items, a forum's posts."""
    total = np.maximum(values.sum(axis=0), 1)
    columns = []
    for groups in (markup.near, markup.wide):
        size = np.bincount(groups)
        characters, links, prose, words = (np.bincount(groups, values[:, at])[groups] for at in (0, 1, 2, 6))
        size = size[groups]
        text = np.maximum(characters, 1)
        columns += [
            *(np.log1p(size) / 6, size / len(groups), characters / total[0], prose / total[2], links / text),
            *(5 * prose / text, np.log1p(words / size) / 4),
        ]
    return np.column_stack(columns)


def _siblings(markup: Markup) -> NDArray[np.float64]:
    """How many elements in the same place look like those around each block, and how many on the page."""
    looks = markup.looks
    everywhere = np.bincount(looks)[looks]
    parents = np.full(len(looks), len(looks) - 1)
    parents[markup.ancestors[:, :-1]] = markup.ancestors[:, 1:]
    _, inverse, counts = np.unique(parents * len(looks) + looks, return_inverse=True, return_counts=True)
    both = np.log1p(np.column_stack((counts[inverse.reshape(-1)], everywhere)) - 1) / 4
    return both[markup.ancestors[:, :_SIBLINGS]].reshape(len(markup.ancestors), -1)
