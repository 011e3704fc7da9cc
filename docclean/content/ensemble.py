"""Networks that judge together: their weights side by side, and a document passes all of them at once.

They say what `network.run` says of one page without noise. That one keeps all that training needs; here nothing is
kept, nothing is computed twice, and every array is written where the next product reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from docclean.content.features import PAGE_BUCKETS, Features
from docclean.content.markup_features import LEVELS, Markup
from docclean.content.network import CLIP, ROWS, Network
from docclean.content.page_means import PageMeans

__all__ = ["Ensemble"]

Array = NDArray[np.float32]


class Ensemble:
    """Networks that learned from the same pages with another seed; together they are right more often than each."""

    def __init__(self, weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Take the weights of all, as `numbered` names them."""
        parts: dict[str, dict[str, NDArray[np.floating]]] = defaultdict(dict)
        for name, array in weights.items():
            number, _, own = name.partition(".")
            parts[number][own] = array
        self.networks = [Network(part) for part in parts.values()]
        members = [network.weights for network in self.networks]
        self._inputs = _Inputs(members)
        self._down, self._mix = (
            [_Linear(members, f"{name}.{at}") for at in range(self.networks[0].layers)] for name in ("down", "mix")
        )
        self._out, self._typed, self._types = (_Linear(members, name) for name in ("out", "ty.0", "ty.2"))

    def judge(self, features: Features) -> tuple[Array, Array]:
        """Logits in the mean of the networks: of the blocks, shape (blocks,), and of `PAGE_TYPES`."""
        first = self._inputs(features)
        count, (members, rows, width) = len(features.measures), first.shape
        around = PageMeans(features.markup)
        # What the blocks gave so far stands first in what the next layer sees, and never moves.
        seen = np.zeros((members, rows, self._mix[0].width), np.float32)
        hidden = seen[:, :, :width]
        hidden[:] = first
        for down, mix in zip(self._down, self._mix, strict=True):
            around.write(_relu(down(hidden))[:, :count], seen[:, :count, width:])
            hidden += _relu(mix(seen))
        real = hidden[:, :count]
        whole = np.concatenate((real.mean(axis=1), real.max(axis=1)), axis=1)[:, None]
        types = self._types.whole(_relu(self._typed.whole(whole)))
        return self._out(hidden)[:, :count, 0].mean(axis=0), types[:, 0].mean(axis=0)


class _Linear:
    """A layer of all networks: what each of them gives for its own values, or all of them for the same."""

    def __init__(self, members: Sequence[Mapping[str, Array]], name: str) -> None:
        self._weights = _stacked([part[f"{name}.weight"].T for part in members])
        self._bias = _stacked([part[f"{name}.bias"][None] for part in members])
        self.width = self._weights.shape[1]
        """How many values it reads."""

    def __call__(self, values: Array) -> Array:
        """Values of shape (networks or 1, rows, width), where the rows are a multiple of `ROWS`."""
        return _product(values, self._weights, self._bias)

    def whole(self, values: Array) -> Array:
        """The same for a single row."""
        product: Array = values @ self._weights + self._bias
        return product


class _Inputs:
    """The first layer: measures, and what the words of elements and pages stand for."""

    def __init__(self, members: Sequence[Mapping[str, Array]]) -> None:
        scales = [(part["mu"], 1 / part["sd"]) for part in members]
        if all(np.array_equal(mean, scales[0][0]) and np.array_equal(by, scales[0][1]) for mean, by in scales):
            scales = scales[:1]
        self._means, self._factors = (
            _stacked([np.asarray(scale[at], np.float32)[None] for scale in scales]) for at in (0, 1)
        )
        count = len(members[0]["mu"])
        weights = [part["inp.weight"].T for part in members]
        self._weights = _stacked([part[:count] for part in weights])
        self._bias = _stacked([part["inp.bias"][None] for part in members])
        if "emb.weight" not in members[0]:
            return
        self._words = np.hstack([part["emb.weight"] for part in members])
        each = self._words.shape[1] // len(members)
        # A layer reads the names of each element, and the sum of all: that is a sum of weights as well.
        sums = [np.tile(own[-2 * each : -each], (LEVELS, 1)) for own in weights]
        self._names = _stacked([np.add(own[count : -2 * each], both) for own, both in zip(weights, sums, strict=True)])
        # What a page says stands beside all of its blocks alike.
        self._said = _stacked([part["pemb.weight"] @ own[-each:] for part, own in zip(members, weights, strict=True)])

    def __call__(self, features: Features) -> Array:
        """What it gives; shape (networks, rows, width), rows of zeros behind those of the blocks or not."""
        count, width = features.measures.shape
        rows = -(-count // ROWS) * ROWS
        measures = np.zeros((len(self._means), rows, width), np.float32)
        real = measures[:, :count]
        np.subtract(features.measures, self._means, out=real)
        real *= self._factors
        np.minimum(real, CLIP, out=real)
        np.maximum(real, -CLIP, out=real)
        bias = self._bias
        markup = features.markup
        if markup is None:
            return _relu(_product(measures, self._weights, bias))
        said = np.append(features.page_buckets, PAGE_BUCKETS - 1)
        found = _product(measures, self._weights, bias + self._said[:, said].sum(axis=1, keepdims=True))
        found += _product(self._around(markup, rows), self._names)
        return _relu(found)

    def _around(self, markup: Markup, rows: int) -> Array:
        """What the names around each block stand for; shape (networks, rows, LEVELS × width)."""
        members, count = len(self._names), len(markup.ancestors)
        width = self._words.shape[1]
        names = np.zeros((len(markup.first), width), np.float32)
        if len(markup.tokens):
            np.add.reduceat(self._words.take(markup.tokens, axis=0), markup.offsets[:-2], axis=0, out=names[:-1])
        around = np.zeros((members, rows, LEVELS * width // members), np.float32)
        places = around[:, :count].reshape(members, count, LEVELS, -1)
        places[:] = names.take(markup.ancestors, axis=0).reshape(count, LEVELS, members, -1).transpose(2, 0, 1, 3)
        return around


def _stacked(parts: Sequence[Array]) -> Array:
    # In this order of rows and columns a product takes two thirds of the time.
    return np.ascontiguousarray(np.stack(parts))


def _product(values: Array, weights: Array, bias: Array | None = None) -> Array:
    """Matrix products in slices of a few rows, for the reasons that `network` has."""
    members, rows, width = values.shape
    product = values.reshape(members, rows // ROWS, ROWS, width) @ weights[:, None]
    joined: Array = product.reshape(len(weights), rows, -1)
    if bias is not None:
        joined += bias
    return joined


def _relu(values: Array) -> Array:
    return np.maximum(values, 0, out=values)
