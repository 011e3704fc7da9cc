"""What the blocks around each block of one page have in the mean: `Surroundings` without a way back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from docclean.content.markup_features import Markup
from docclean.content.surroundings import SUBTREES, WINDOWS

__all__ = ["PageMeans"]

Array = NDArray[np.float32]
Indices = NDArray[np.int64]
Numbers = NDArray[np.float64]

_REACH = max(WINDOWS)


class PageMeans:
    """Means over the blocks around each block, in the order that `Surroundings.means` gives them."""

    def __init__(self, markup: Markup | None, count: int) -> None:
        """Look where each block stands; what is found serves for all layers."""
        self._count = count
        self._markup = markup
        if markup is not None:
            self._sizes = np.maximum(markup.stop - markup.first, 1)[:, None]
            self._around = np.ascontiguousarray(markup.ancestors[:, SUBTREES].T)
            self._groups = [_Groups(groups) for groups in (markup.near, markup.wide)]

    def write(self, values: Array, means: Array) -> None:
        """Write the means of values.

        Args:
            values: shape (networks, blocks, width).
            means: takes them; shape (networks, blocks, parts × width).
        """
        members, count, width = values.shape
        rows = values.transpose(1, 0, 2).reshape(count, members * width)
        places = means.reshape(members, count, -1, width).transpose(2, 1, 0, 3)
        for place, part in zip(places, self._parts(rows), strict=True):
            place[:] = part.reshape(-1, members, width)

    def _parts(self, rows: Array) -> Iterator[NDArray[np.floating]]:
        count = self._count
        # The sums before each row, with as many rows on both sides as the longest window needs beyond the page.
        sums = np.zeros((count + 1 + 2 * _REACH, rows.shape[1]), np.float64)
        inside = sums[_REACH : _REACH + count + 1]
        np.cumsum(rows, axis=0, out=inside[1:])
        sums[_REACH + count :] = inside[-1]
        nothing = np.zeros_like(rows[:1])
        yield np.concatenate((nothing, rows[:-1]))
        yield np.concatenate((rows[1:], nothing))
        for reach in WINDOWS:
            start = _REACH + 1 + reach
            yield (inside[:-1] - sums[_REACH - reach : _REACH - reach + count]) / reach
            yield (sums[start : start + count] - inside[1:]) / reach
        yield inside[-1:] / count
        markup = self._markup
        if markup is not None:
            means = ((inside[markup.stop] - inside[markup.first]) / self._sizes).astype(rows.dtype)
            yield from means[self._around]
            for groups in self._groups:
                yield groups.means(rows)


class _Groups:
    """Means over the blocks of the same group."""

    def __init__(self, groups: Indices) -> None:
        self._groups = groups
        self._order = np.argsort(groups, kind="stable")
        self._stops = np.cumsum(np.bincount(groups))
        self._sizes = np.bincount(groups)[:, None]

    def means(self, rows: Array) -> Array:
        sums = np.cumsum(rows[self._order], axis=0, dtype=np.float64)[self._stops - 1]
        sums[1:] -= sums[:-1].copy()
        means: Array = (sums / self._sizes).astype(rows.dtype)[self._groups]
        return means
