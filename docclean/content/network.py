"""The network of the content model: what it computes, with numpy alone.

Blocks pass three kinds of layer: one that sees each block by itself; some that also see the means of what the blocks
around it gave (before, after, inside the same elements, in elements that look the same, on the whole page); and one
that gives each block its logit. A small head reads the page's type from all blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from docclean.content.features import Features
from docclean.content.markup_features import Markup

__all__ = ["CLIP", "PAGE_TYPES", "SUBTREES", "WINDOWS", "Network"]

Array = NDArray[np.float32]

PAGE_TYPES = ("article", "forum", "product", "listing", "collection", "documentation", "service")
WINDOWS = (3, 10, 40)
"""How many blocks before and after are averaged."""
SUBTREES = (0, 1, 2, 4)
"""Whose blocks are averaged: the element around the block, the one around that, …"""
_ROWS = 8
"""Rows of a product at a time: 8 × 400 × 64 is below what any build of numpy spreads over processors."""
CLIP = 4.0
"""Measures beyond so many standard deviations say no more."""


class Network:
    """Weights, and how a document passes them."""

    def __init__(self, weights: Mapping[str, NDArray[np.float16]]) -> None:
        """Take weights by name, as `train` saves them."""
        self._weights = {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}
        self.layers = sum(name.startswith("mix") and name.endswith("weight") for name in weights)

    def judge(self, features: Features) -> tuple[Array, Array]:
        """Logits of the blocks, shape (blocks,), and of `PAGE_TYPES`."""
        get = self._weights
        hidden = _relu(self._linear("inp", self._inputs(features)))
        for layer in range(self.layers):
            narrow = _relu(self._linear(f"down.{layer}", hidden))
            seen = np.hstack([hidden, *_around(narrow, features.markup)])
            hidden = hidden + _relu(self._linear(f"mix.{layer}", seen))
        whole = np.concatenate((hidden.mean(axis=0), hidden.max(axis=0)))
        types = self._linear("ty.2", _relu(self._linear("ty.0", whole[None])))[0]
        return hidden @ get["out.weight"][0] + get["out.bias"][0], types

    def _inputs(self, features: Features) -> Array:
        get = self._weights
        measures = np.clip((features.measures - get["mu"]) / get["sd"], -CLIP, CLIP)
        markup = features.markup
        if markup is None:
            return measures
        names = np.add.reduceat(get["emb.weight"][markup.tokens], markup.offsets[:-2], axis=0)
        names = np.vstack((names, np.zeros((1, names.shape[1]), np.float32)))
        around = names[markup.ancestors]
        count = len(measures)
        said = get["pemb.weight"][np.append(features.page_buckets, len(get["pemb.weight"]) - 1)].sum(axis=0)
        parts = (measures, around.reshape(count, -1), around.sum(axis=1), np.broadcast_to(said, (count, len(said))))
        return np.hstack(parts)

    def _linear(self, name: str, values: Array) -> Array:
        return _product(values, self._weights[f"{name}.weight"].T) + self._weights[f"{name}.bias"]


def _product(values: Array, weights: Array) -> Array:
    """A matrix product in slices of a few rows.

    A larger product is given to all processors at once, which takes twice the time of one for matrices of this size,
    and makes the last digits of the result depend on how many there are.
    """
    count, width = values.shape
    slices = -(-count // _ROWS)
    padded = np.zeros((slices * _ROWS, width), np.float32)
    padded[:count] = values
    product = padded.reshape(slices, _ROWS, width) @ weights
    return product.reshape(slices * _ROWS, -1)[:count]


def _relu(values: Array) -> Array:
    return np.maximum(values, 0, out=values)


def _around(values: Array, markup: Markup | None) -> Sequence[Array]:
    """What the blocks around each block gave, in the mean."""
    count, width = values.shape
    at = np.arange(count)
    sums = np.zeros((count + 1, width), np.float64)
    np.cumsum(values, axis=0, out=sums[1:])
    before, after = np.zeros_like(values), np.zeros_like(values)
    before[1:], after[:-1] = values[:-1], values[1:]
    parts = [before, after]
    for reach in WINDOWS:
        low, high = np.maximum(at - reach, 0), np.minimum(at + 1 + reach, count)
        parts += [(sums[at] - sums[low]) / reach, (sums[high] - sums[at + 1]) / reach]
    parts.append(np.broadcast_to(sums[-1] / count, (count, width)))
    if markup is not None:
        inside = (sums[markup.stop] - sums[markup.first]) / np.maximum(markup.stop - markup.first, 1)[:, None]
        parts += [inside[markup.ancestors[:, level]] for level in SUBTREES]
        parts += [_mean_by(groups, values)[groups] for groups in (markup.near, markup.wide)]
    return [part.astype(np.float32, copy=False) for part in parts]


def _mean_by(groups: NDArray[np.int64], values: Array) -> NDArray[np.float64]:
    """The mean of the values of each group."""
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups)
    starts = np.cumsum(sizes) - sizes
    return np.add.reduceat(values[order], starts, axis=0, dtype=np.float64) / sizes[:, None]
