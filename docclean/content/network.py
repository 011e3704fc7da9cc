"""The network of the content model: what it computes, with numpy alone.

Blocks pass three kinds of layer: one that sees each block by itself; some that also see the means of what the blocks
around it gave (before, after, inside the same elements, in elements that look the same, on the whole page); and one
that gives each block its logit. A small head reads the page's type from all blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from docclean.content.batches import Batch, joined
from docclean.content.features import Features
from docclean.content.surroundings import Surroundings

__all__ = [
    "CLIP",
    "PAGE_TYPES",
    "ROWS",
    "Layer",
    "Network",
    "Noise",
    "Run",
    "layers_of",
    "numbered",
    "run",
    "standardised",
]

Array = NDArray[np.float32]
Indices = NDArray[np.int64]
Weights = Mapping[str, Array]

PAGE_TYPES = ("article", "forum", "product", "listing", "collection", "documentation", "service")
ROWS = 8
"""Rows of a product at a time: 8 × 400 × 64 is below what any build of numpy spreads over processors."""
CLIP = 4.0
"""Measures beyond so many standard deviations say no more."""


class Network:
    """Weights, and how a document passes them."""

    def __init__(self, weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Take weights by name, as `train` saves them."""
        self.weights = {name: np.ascontiguousarray(array, np.float32) for name, array in weights.items()}
        self.layers = layers_of(weights)

    def judge(self, features: Features) -> tuple[Array, Array]:
        """Logits of the blocks, shape (blocks,), and of `PAGE_TYPES`."""
        measures = standardised(features.measures, self.weights["mu"], self.weights["sd"])
        passed = run(self.weights, joined([evolve(features, measures=measures)]))
        return passed.logits, passed.types[0]


def numbered(members: Sequence[Mapping[str, NDArray[np.floating]]]) -> dict[str, NDArray[np.floating]]:
    """The weights of several networks under one name each: `0.inp.weight`, `1.inp.weight`, …"""
    return {f"{number}.{name}": array for number, part in enumerate(members) for name, array in part.items()}


@frozen(eq=False)
class Noise:
    """What is left out at random while the network learns, so that it leans on nothing alone."""

    tokens: Indices | None
    """The words of all elements, some of them replaced."""
    names: Array | None
    """0 for pages whose elements have no names, else 1; shape (pages,)."""
    inputs: Array
    """Factors; shape (blocks, inputs)."""
    hidden: Sequence[Array]
    """Factors for each layer; shape (blocks, hidden)."""


@frozen(eq=False)
class Layer:
    """What a layer that sees a block's surroundings read and gave."""

    hidden: Array
    narrow: Array
    seen: Array
    mixed: Array


@frozen(eq=False)
class Run:
    """All that was computed for a batch."""

    inputs: Array
    first: Array
    layers: Sequence[Layer]
    hidden: Array
    whole: Array
    """Means and maxima of each page; shape (pages, 2 × hidden)."""
    typed: Array
    logits: Array
    """Shape (blocks,)."""
    types: Array
    """Logits of `PAGE_TYPES`; shape (pages, types)."""
    around: Surroundings


def layers_of(weights: Mapping[str, NDArray[np.floating]]) -> int:
    """How many layers see what is around a block."""
    return sum(name.startswith("mix") and name.endswith("weight") for name in weights)


def standardised(measures: Array, mean: Array, deviation: Array) -> Array:
    """Measures in standard deviations from the mean of all pages."""
    clipped: Array = np.clip((measures - mean) / deviation, -CLIP, CLIP)
    return clipped


def run(weights: Weights, batch: Batch, noise: Noise | None = None) -> Run:
    """Pass a batch through the network.

    Args:
        weights: by name.
        batch: pages or texts with measures that are standardised.
        noise: what to leave out; `None` to judge.
    """
    inputs = _inputs(weights, batch, noise)
    first = hidden = _relu(_linear(weights, "inp", inputs))
    around = Surroundings(batch)
    layers = []
    for at in range(layers_of(weights)):
        if noise is not None:
            hidden = hidden * noise.hidden[at]
        narrow = _relu(_linear(weights, f"down.{at}", hidden))
        seen = np.hstack([hidden, *around.means(narrow)])
        mixed = _relu(_linear(weights, f"mix.{at}", seen))
        layers.append(Layer(hidden, narrow, seen, mixed))
        hidden = hidden + mixed
    means = np.add.reduceat(hidden, batch.starts, axis=0) / batch.counts[:, None].astype(hidden.dtype)
    whole = np.hstack((means, np.maximum.reduceat(hidden, batch.starts, axis=0)))
    typed = _relu(_linear(weights, "ty.0", whole))
    logits = hidden @ weights["out.weight"][0] + weights["out.bias"][0]
    return Run(inputs, first, layers, hidden, whole, typed, logits, _linear(weights, "ty.2", typed), around)


def _inputs(weights: Weights, batch: Batch, noise: Noise | None) -> Array:
    """Measures, and what the words of elements and pages stand for; shape (blocks, inputs)."""
    measures, markup = batch.measures, batch.markup
    if markup is not None:
        tokens = markup.tokens if noise is None or noise.tokens is None else noise.tokens
        names = np.add.reduceat(weights["emb.weight"][tokens], markup.token_starts, axis=0)
        names = np.vstack((names, np.zeros((len(batch.counts), names.shape[1]), names.dtype)))
        around = names[markup.ancestors]
        if noise is not None and noise.names is not None:
            around *= noise.names[batch.page][:, None, None]
        said = np.add.reduceat(weights["pemb.weight"][markup.buckets], markup.bucket_starts, axis=0)
        measures = np.hstack((measures, around.reshape(len(measures), -1), around.sum(axis=1), said[batch.page]))
    return measures if noise is None else measures * noise.inputs


def _linear(weights: Weights, name: str, values: Array) -> Array:
    return _product(values, weights[f"{name}.weight"].T) + weights[f"{name}.bias"]


def _product(values: Array, weights: Array) -> Array:
    """A matrix product in slices of a few rows.

    A larger product is given to all processors at once, which takes twice the time of one for matrices of this size,
    and makes the last digits of the result depend on how many there are.
    """
    count, width = values.shape
    slices = -(-count // ROWS)
    padded = np.zeros((slices * ROWS, width), values.dtype)
    padded[:count] = values
    product = padded.reshape(slices, ROWS, width) @ weights
    return product.reshape(slices * ROWS, -1)[:count]


def _relu(values: Array) -> Array:
    return np.maximum(values, 0, out=values)
