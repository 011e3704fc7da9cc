"""How the network of the content model learns from marked pages. The same seed gives the same weights."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from docclean.content.batches import Batch, joined
from docclean.content.descent import Descent
from docclean.content.examples import Example
from docclean.content.features import PAGE_BUCKETS
from docclean.content.gradients import gradients_of, loss_of
from docclean.content.markup_features import BUCKETS, LEVELS
from docclean.content.network import PAGE_TYPES, Noise, run, standardised
from docclean.content.surroundings import SUBTREES, WINDOWS

__all__ = ["SETTINGS", "Settings", "fresh_weights", "trained"]

Array = NDArray[np.float32]

_BATCH = 8
_HIDDEN, _NARROW, _TYPED = 64, 20, 32
_NAME_SPREAD = 0.1
_MIN_DEVIATION = 0.02
_MAX_BLOCKS = 6000
"""Longer pages are not learned from: one of them would fill a batch."""


@frozen
class Settings:
    """How to train a network."""

    layers: int
    """How many layers see what is around a block."""
    names: int
    """How many numbers stand for a word of an element's names; 0 for texts."""
    input_dropout: float
    hidden_dropout: float
    token_dropout: float = 0.0
    """How often a word of the names is not seen."""
    names_dropout: float = 0.0
    """How often none of a page is."""
    decay: float = 0.1
    epochs: int = 6


SETTINGS = {
    "pages": Settings(2, 8, 0.2, 0.3, token_dropout=0.3, names_dropout=0.15),
    "texts": Settings(3, 0, 0.15, 0.25, epochs=4),
}
"""By kind of example."""


def fresh_weights(settings: Settings, measures: int, rng: np.random.Generator) -> dict[str, Array]:
    """Weights as training starts with them, by name."""
    weights: dict[str, Array] = {}
    inputs, means = measures, 3 + 2 * len(WINDOWS)
    if settings.names:
        # The last row stands for a word that was left out.
        for name, rows in (("emb", BUCKETS + 1), ("pemb", PAGE_BUCKETS)):
            table = rng.standard_normal((rows, settings.names), np.float32)
            weights[f"{name}.weight"] = table * np.float32(_NAME_SPREAD)
        inputs += settings.names * (LEVELS + 2)
        means += len(SUBTREES) + 2
    shapes = {"inp": (_HIDDEN, inputs), "out": (1, _HIDDEN), "ty.0": (_TYPED, 2 * _HIDDEN)}
    shapes["ty.2"] = (len(PAGE_TYPES), _TYPED)
    for layer in range(settings.layers):
        shapes[f"down.{layer}"] = (_NARROW, _HIDDEN)
        shapes[f"mix.{layer}"] = (_HIDDEN, _HIDDEN + means * _NARROW)
    for name, shape in shapes.items():
        reach = shape[1] ** -0.5
        weights[f"{name}.weight"] = rng.uniform(-reach, reach, shape).astype(np.float32)
        weights[f"{name}.bias"] = rng.uniform(-reach, reach, shape[0]).astype(np.float32)
    return weights


@frozen(eq=False)
class _Page:
    """An example ready to learn from: its measures standardised."""

    example: Example
    targets: Array
    weights: Array
    type: int

    @classmethod
    def of(cls, example: Example, mean: Array, deviation: Array) -> _Page:
        measures = standardised(example.features.measures, mean, deviation)
        kind = PAGE_TYPES.index(example.page_type) if example.page_type in PAGE_TYPES else -1
        example = evolve(example, features=evolve(example.features, measures=measures))
        labels = example.labels
        return cls(example, labels.targets, (labels.weights * example.importance).astype(np.float32), kind)


def trained(
    examples: Sequence[Example],
    settings: Settings,
    *,
    seed: int = 0,
    tell: Callable[[str], object] = str,
) -> dict[str, Array]:
    """The weights of a network, by the names that `Network` reads.

    Args:
        examples: pages or texts, at least one with a label.
        settings: how to train.
        seed: what stands for chance.
        tell: takes a line after each epoch, such as `print`.
    """
    rng = np.random.default_rng(seed)
    usable = [example for example in examples if _usable(example)]
    if not usable:
        raise ValueError("no example has a labelled block beside another one: give data with gold, or with segments")
    mean, deviation = _spread([example.features.measures for example in usable])
    pages = [_Page.of(example, mean, deviation) for example in usable]
    epochs, batches = settings.epochs, -(-len(pages) // _BATCH)
    descent = Descent(fresh_weights(settings, len(mean), rng), epochs * batches, settings.decay)
    start = time.monotonic()
    for epoch in range(epochs):
        order = rng.permutation(len(pages))
        losses = [_learn(descent, [pages[at] for at in part], settings, rng) for part in np.array_split(order, batches)]
        seconds = time.monotonic() - start
        tell(f"epoch {epoch + 1}/{epochs}  loss {sum(losses) / len(losses):.4f}  {seconds:.0f} s")
    return {"mu": mean, "sd": deviation, **descent.average}


def _usable(example: Example) -> bool:
    return bool(example.labels.weights.any()) and 1 < len(example.labels.weights) < _MAX_BLOCKS


def _spread(measures: Sequence[Array]) -> tuple[Array, Array]:
    """Mean and standard deviation of each measure over all blocks."""
    count = sum(len(part) for part in measures)
    mean = sum(part.sum(axis=0, dtype=np.float64) for part in measures) / count
    squares = sum(np.square(part - mean).sum(axis=0) for part in measures) / count
    return mean.astype(np.float32), np.maximum(np.sqrt(squares), _MIN_DEVIATION).astype(np.float32)


def _learn(descent: Descent, pages: Sequence[_Page], settings: Settings, rng: np.random.Generator) -> float:
    """One step; the loss before it."""
    batch = joined([page.example.features for page in pages])
    noise = _noise(batch, settings, rng)
    passed = run(descent.weights, batch, noise)
    targets, weights = (np.concatenate([getattr(page, name) for page in pages]) for name in ("targets", "weights"))
    loss = loss_of(passed, targets, weights, np.array([page.type for page in pages]))
    descent.step(gradients_of(descent.weights, batch, passed, loss, noise))
    return loss.value


def _noise(batch: Batch, settings: Settings, rng: np.random.Generator) -> Noise:
    blocks, measures = batch.measures.shape
    tokens = names = None
    if batch.markup is not None:
        tokens = batch.markup.tokens
        tokens = np.where(rng.random(len(tokens), np.float32) < settings.token_dropout, BUCKETS, tokens)
        names = (rng.random(len(batch.counts), np.float32) >= settings.names_dropout).astype(np.float32)
        measures += settings.names * (LEVELS + 2)
    hidden = [_factors((blocks, _HIDDEN), settings.hidden_dropout, rng) for _ in range(settings.layers)]
    return Noise(tokens, names, _factors((blocks, measures), settings.input_dropout, rng), hidden)


def _factors(shape: tuple[int, int], dropout: float, rng: np.random.Generator) -> Array:
    """0 with the probability `dropout`; else what keeps the mean at 1."""
    kept: Array = (rng.random(shape, np.float32) >= dropout).astype(np.float32)
    kept /= np.float32(1 - dropout)
    return kept
