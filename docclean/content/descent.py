"""How weights follow their gradients: AdamW, one cycle of the learning rate, and an average of what they were."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["Descent", "one_cycle"]

Array = NDArray[np.float32]

_PEAK = 2e-3
_WARM_UP = 0.1
"""The share of all steps in which the learning rate rises."""
_START, _END = 1 / 25, 1 / 250_000
"""The first and the last learning rate as parts of the highest."""
_MOMENTA = (0.95, 0.85)
"""With a low learning rate and with the highest."""
_SQUARES = 0.999
_SMALL = 1e-8
_LONGEST = 1.0
"""Gradients longer than that are shortened."""
_AVERAGE = 0.995


def one_cycle(step: int, steps: int) -> tuple[float, float]:
    """The learning rate of a step, as a part of the highest, and the momentum (Smith and Topin 2018).

    >>> one_cycle(99, 1000)
    (1.0, 0.85)
    """
    low, high = _MOMENTA
    top = max(_WARM_UP * steps - 1, 1)
    if step <= top:
        return _eased(_START, 1, step / top), _eased(low, high, step / top)
    share = min((step - top) / max(steps - 1 - top, 1), 1)
    return _eased(1, _END, share), _eased(high, low, share)


def _eased(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


class Descent:
    """Weights on their way down, all of them in one vector."""

    def __init__(self, weights: Mapping[str, Array], steps: int, decay: float) -> None:
        """Start from weights.

        Args:
            weights: by name; they are copied.
            steps: how many there will be.
            decay: what each weight loses of itself with a step, as a part of the learning rate.
        """
        self._shapes = {name: array.shape for name, array in weights.items()}
        self._flat = self._joined(weights)
        self._average = self._flat.copy()
        self._means, self._squares = np.zeros_like(self._flat), np.zeros_like(self._flat)
        self._step, self._steps, self._decay = 0, steps, decay
        self.weights = self._views(self._flat)
        """As they are now; changes with every step."""
        self.average = self._views(self._average)
        """The running average, which is what to keep."""

    def step(self, gradients: Mapping[str, Array]) -> None:
        """Take one step down.

        Args:
            gradients: one for each weight, by name.
        """
        found = self._joined(gradients)
        length = math.sqrt(float(np.dot(found, found)))
        found *= min(1.0, _LONGEST / (length + 1e-6))
        share, momentum = one_cycle(self._step, self._steps + 1)
        rate = _PEAK * share
        self._step += 1
        self._flat *= 1 - rate * self._decay
        self._means += (1 - momentum) * (found - self._means)
        self._squares += (1 - _SQUARES) * (found * found - self._squares)
        spread = np.sqrt(self._squares / (1 - _SQUARES**self._step)) + _SMALL
        self._flat -= rate / (1 - momentum**self._step) * self._means / spread
        # Of the first steps less is kept, else a short training would average to where it began.
        kept = min(_AVERAGE, (1 + self._step) / (10 + self._step))
        self._average += (1 - kept) * (self._flat - self._average)

    def _joined(self, arrays: Mapping[str, Array]) -> Array:
        return np.concatenate([arrays[name].reshape(-1) for name in self._shapes]).astype(np.float32, copy=False)

    def _views(self, flat: Array) -> dict[str, Array]:
        views, start = {}, 0
        for name, shape in self._shapes.items():
            stop = start + math.prod(shape)
            views[name] = flat[start:stop].reshape(shape)
            start = stop
        return views
