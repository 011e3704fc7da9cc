"""What the blocks around each block have in the mean, and the same backwards.

Every mean here is a linear map of the blocks' values. To train the network its transpose is needed too: the one of
looking back is looking ahead, and the means of a page and of a group are their own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docclean.content.batches import Batch, JoinedMarkup

__all__ = ["SUBTREES", "WINDOWS", "Surroundings", "sums_at"]

Array = NDArray[np.float32]
Indices = NDArray[np.int64]
Numbers = NDArray[np.float64]

WINDOWS = (3, 10, 40)
"""How many blocks before and after are averaged."""
SUBTREES = (0, 1, 2, 4)
"""Whose blocks are averaged: the element around the block, the one around that, …"""


class Surroundings:
    """Means over the blocks around each block, none of them over more than its page."""

    def __init__(self, batch: Batch) -> None:
        """Look where each block stands; what is found serves for all layers."""
        self._batch = batch
        count = len(batch.page)
        self._at = np.arange(count)
        low, high = np.repeat(batch.starts, batch.counts), np.repeat(batch.starts + batch.counts, batch.counts)
        self._low = [np.maximum(self._at - reach, low) for reach in WINDOWS]
        self._high = [np.minimum(self._at + 1 + reach, high) for reach in WINDOWS]
        self._elements: _Elements | None = None
        self._groups: list[_Groups] = []
        if batch.markup is not None:
            self._elements = _Elements(batch.markup)
            self._groups = [_Groups(groups) for groups in batch.markup.groups]

    def means(self, values: Array) -> Sequence[Array]:
        """The values of the block before and of the one after, and all means; each of shape (blocks, width).

        Args:
            values: shape (blocks, width).
        """
        sums = _sums(values)
        parts: list[NDArray[np.floating]] = [self._before(values), self._after(values)]
        for step, reach in enumerate(WINDOWS):
            parts += [self._behind(sums, step) / reach, self._ahead(sums, step) / reach]
        parts.append(self._of_page(sums))
        if self._elements is not None:
            parts += self._elements.means(sums)
        parts += [groups.means(values) for groups in self._groups]
        return [part.astype(values.dtype, copy=False) for part in parts]

    def transposed(self, gradients: Array) -> Array:
        """How a loss changes with the values, from how it changes with their means.

        Args:
            gradients: of all that `means` gives, side by side; shape (blocks, parts × width).

        Returns:
            Shape (blocks, width).
        """
        fixed = 3 + 2 * len(WINDOWS)
        count = fixed + (len(SUBTREES) if self._elements is not None else 0) + len(self._groups)
        parts = np.split(gradients, count, axis=1)
        total = (self._after(parts[0]) + self._before(parts[1])).astype(np.float64)
        for step, reach in enumerate(WINDOWS):
            total += self._ahead(_sums(parts[2 + 2 * step]), step) / reach
            total += self._behind(_sums(parts[3 + 2 * step]), step) / reach
        total += self._of_page(_sums(parts[fixed - 1]))
        if self._elements is not None:
            total += self._elements.transposed(parts[fixed : fixed + len(SUBTREES)])
        for groups, part in zip(self._groups, parts[count - len(self._groups) :], strict=True):
            total += groups.means(part)
        return total.astype(gradients.dtype)

    def _before(self, values: Array) -> Array:
        shifted = np.zeros_like(values)
        shifted[1:] = values[:-1]
        shifted[self._batch.starts] = 0
        return shifted

    def _after(self, values: Array) -> Array:
        shifted = np.zeros_like(values)
        shifted[:-1] = values[1:]
        shifted[self._batch.starts + self._batch.counts - 1] = 0
        return shifted

    def _behind(self, sums: Numbers, step: int) -> Numbers:
        return sums[:-1] - sums[self._low[step]]

    def _ahead(self, sums: Numbers, step: int) -> Numbers:
        return sums[self._high[step]] - sums[1:]

    def _of_page(self, sums: Numbers) -> Numbers:
        batch = self._batch
        means: Numbers = (sums[batch.starts + batch.counts] - sums[batch.starts]) / batch.counts[:, None]
        return means[batch.page]


class _Elements:
    """Means over the blocks inside of the elements around each block."""

    def __init__(self, markup: JoinedMarkup) -> None:
        self._first, self._stop = markup.first, markup.stop
        self._sizes = np.maximum(markup.stop - markup.first, 1)[:, None]
        self._around = [markup.ancestors[:, level] for level in SUBTREES]

    def means(self, sums: Numbers) -> list[Numbers]:
        inside = (sums[self._stop] - sums[self._first]) / self._sizes
        return [inside[elements] for elements in self._around]

    def transposed(self, parts: Sequence[Array]) -> Numbers:
        count = len(parts[0])
        given = sums_at(np.concatenate(self._around), np.vstack(parts), len(self._first)) / self._sizes
        steps = sums_at(self._first, given, count + 1) - sums_at(self._stop, given, count + 1)
        return np.cumsum(steps[:-1], axis=0)


class _Groups:
    """Means over the blocks of the same group."""

    def __init__(self, groups: Indices) -> None:
        self._groups = groups
        self._order = np.argsort(groups, kind="stable")
        self._sizes = np.bincount(groups)
        self._starts = np.cumsum(self._sizes) - self._sizes

    def means(self, values: Array) -> Numbers:
        sums = np.add.reduceat(values[self._order], self._starts, axis=0, dtype=np.float64)
        means: Numbers = sums / self._sizes[:, None]
        return means[self._groups]


def _sums(values: Array) -> Numbers:
    """The sum of all rows before each row, and of all; shape (rows + 1, width)."""
    sums = np.zeros((len(values) + 1, values.shape[1]), np.float64)
    np.cumsum(values, axis=0, out=sums[1:])
    return sums


def sums_at(places: Indices, values: NDArray[np.floating], count: int) -> Numbers:
    """The sum of the rows that belong at each place; shape (count, width).

    Args:
        places: where each row belongs; shape (rows,).
        values: shape (rows, width).
        count: how many places there are.
    """
    # `np.add.at` takes ten times as long.
    return np.stack([np.bincount(places, column, count) for column in values.T], axis=1)
