"""What the blocks around each block of one page have in the mean: `Surroundings` without a way back."""

from __future__ import annotations

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

    def __init__(self, markup: Markup | None) -> None:
        """Look where each block stands; what is found serves for all layers."""
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
        parts = self._parts(rows, means.shape[2] // width)
        # One copy of all: each of its steps is short, and there are as many as blocks and parts.
        places = means.reshape(members, count, len(parts), width)
        places[:] = parts.reshape(len(parts), count, members, width).transpose(2, 1, 0, 3)

    def _parts(self, rows: Array, number: int) -> Array:
        """All means, one kind after the other; shape (parts, blocks, width)."""
        count, width = rows.shape
        # The sums before each row, with as many rows on both sides as the longest window needs beyond the page.
        sums = np.zeros((count + 1 + 2 * _REACH, width), np.float64)
        inside = sums[_REACH : _REACH + count + 1]
        np.cumsum(rows, axis=0, out=inside[1:])
        sums[_REACH + count :] = inside[-1]
        parts = np.empty((number, count, width), np.float32)
        parts[0, 0], parts[0, 1:] = 0, rows[:-1]
        parts[1, -1], parts[1, :-1] = 0, rows[1:]
        for at, reach in enumerate(WINDOWS):
            behind, ahead = _REACH - reach, _REACH + 1 + reach
            both = parts[2 + 2 * at : 4 + 2 * at]
            np.subtract(inside[:-1], sums[behind : behind + count], out=both[0], casting="same_kind")
            np.subtract(sums[ahead : ahead + count], inside[1:], out=both[1], casting="same_kind")
            both *= np.float32(1 / reach)
        fixed = 3 + 2 * len(WINDOWS)
        parts[fixed - 1] = inside[-1] / count
        markup = self._markup
        if markup is not None:
            means = ((inside[markup.stop] - inside[markup.first]) / self._sizes).astype(rows.dtype)
            # A block in no element has -1, the last one: so does this mode, and it needs no copy.
            np.take(means, self._around, axis=0, out=parts[fixed : fixed + len(SUBTREES)], mode="wrap")
            for groups, part in zip(self._groups, parts[fixed + len(SUBTREES) :], strict=True):
                groups.means(rows, part)
        return parts


class _Groups:
    """Means over the blocks of the same group."""

    def __init__(self, groups: Indices) -> None:
        self._groups = groups
        self._order = np.argsort(groups, kind="stable")
        self._stops = np.cumsum(np.bincount(groups))
        self._sizes = np.bincount(groups)[:, None]

    def means(self, rows: Array, out: Array) -> None:
        sums = np.cumsum(rows.take(self._order, axis=0), axis=0, dtype=np.float64).take(self._stops - 1, axis=0)
        sums[1:] -= sums[:-1].copy()
        np.take((sums / self._sizes).astype(rows.dtype), self._groups, axis=0, out=out, mode="wrap")
