"""How the loss of the content network changes with its weights, written out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.batches import Batch
from docclean.content.network import Noise, Run
from docclean.content.surroundings import sums_at

__all__ = ["TYPE_WEIGHT", "Loss", "gradients_of", "loss_of"]

Array = NDArray[np.float32]
Weights = Mapping[str, Array]

TYPE_WEIGHT = 0.05
"""What the type of a page weighs beside its blocks."""


@frozen(eq=False)
class Loss:
    """How wrong a network is about a batch, in the mean of its pages."""

    value: float
    logits: Array
    """How that changes with each logit; shape (blocks,)."""
    types: Array
    """How it changes with the logits of the types; shape (pages, types)."""


def loss_of(run: Run, targets: Array, weights: Array, types: NDArray[np.int64]) -> Loss:
    """Cross entropy of blocks and page types.

    Args:
        run: what the network says.
        targets: how much of each block is content, 0 to 1; shape (blocks,).
        weights: what each block weighs, 0 where nothing is known; shape (blocks,).
        types: the index of each page's type, -1 where it is not known; shape (pages,).
    """
    pages = len(types)
    logits = run.logits
    likely = np.exp(-np.logaddexp(0, -logits))
    blocks = np.logaddexp(0, logits) - logits * targets
    total = float((blocks * weights).sum(dtype=np.float64))
    known = np.flatnonzero(types >= 0)
    logs = run.types - np.logaddexp.reduce(run.types, axis=1, keepdims=True)
    total -= TYPE_WEIGHT * float(logs[known, types[known]].sum(dtype=np.float64))
    typed = np.zeros_like(run.types)
    typed[known] = np.exp(logs[known])
    typed[known, types[known]] -= 1
    wrong = ((likely - targets) * weights / pages).astype(logits.dtype, copy=False)
    return Loss(total / pages, wrong, typed * (TYPE_WEIGHT / pages))


def gradients_of(weights: Weights, batch: Batch, run: Run, loss: Loss, noise: Noise | None = None) -> dict[str, Array]:
    """How the loss changes with each weight: arrays by the names and of the shapes of the weights.

    Args:
        weights: those of the run.
        batch: what passed.
        run: what came of it.
        loss: how wrong that is.
        noise: that of the run.
    """
    found: dict[str, Array] = {
        "out.weight": (loss.logits @ run.hidden)[None],
        "out.bias": loss.logits.sum(keepdims=True),
    }
    hidden = np.outer(loss.logits, weights["out.weight"][0]) + _types(found, weights, batch, run, loss)
    width = hidden.shape[1]
    for at in range(len(run.layers) - 1, -1, -1):
        layer = run.layers[at]
        seen = _linear(found, weights, f"mix.{at}", layer.seen, hidden * (layer.mixed > 0))
        narrow = run.around.transposed(seen[:, width:]) * (layer.narrow > 0)
        hidden = hidden + seen[:, :width] + _linear(found, weights, f"down.{at}", layer.hidden, narrow)
        if noise is not None:
            hidden *= noise.hidden[at]
    hidden *= run.first > 0
    found["inp.weight"], found["inp.bias"] = hidden.T @ run.inputs, hidden.sum(axis=0)
    if batch.markup is not None:
        measures = batch.measures.shape[1]
        said = hidden @ weights["inp.weight"][:, measures:]
        if noise is not None:
            said *= noise.inputs[:, measures:]
        _names(found, weights, batch, said, noise)
    return found


def _linear(found: dict[str, Array], weights: Weights, name: str, values: Array, gradients: Array) -> Array:
    """Take down the gradients of a linear layer, and give those of what it read."""
    found[f"{name}.weight"], found[f"{name}.bias"] = gradients.T @ values, gradients.sum(axis=0)
    return gradients @ weights[f"{name}.weight"]


def _types(found: dict[str, Array], weights: Weights, batch: Batch, run: Run, loss: Loss) -> Array:
    """The same for the head that reads the type of a page."""
    typed = _linear(found, weights, "ty.2", run.typed, loss.types) * (run.typed > 0)
    whole = _linear(found, weights, "ty.0", run.whole, typed)
    width = run.hidden.shape[1]
    # Where several blocks have the maximum, each has its share of it.
    highest = run.hidden == run.whole[batch.page, width:]
    shares = whole[:, width:] / np.add.reduceat(highest, batch.starts, axis=0, dtype=whole.dtype)
    means = whole[:, :width] / batch.counts[:, None].astype(whole.dtype)
    both: Array = means[batch.page] + highest * shares[batch.page]
    return both


def _names(found: dict[str, Array], weights: Weights, batch: Batch, said: Array, noise: Noise | None) -> None:
    """The same for what the words of elements and pages stand for.

    Args:
        found: takes them down.
        weights: those of the run.
        batch: what passed, with markup.
        said: gradients of the inputs behind the measures; shape (blocks, (LEVELS + 2) × width).
        noise: that of the run.
    """
    markup = batch.markup
    assert markup is not None
    blocks, levels = markup.ancestors.shape
    table, pages = weights["emb.weight"], weights["pemb.weight"]
    width = table.shape[1]
    around = said[:, : levels * width].reshape(blocks, levels, width) + said[:, None, levels * width : -width]
    if noise is not None and noise.names is not None:
        around *= noise.names[batch.page][:, None, None]
    elements = sums_at(markup.ancestors.reshape(-1), around.reshape(-1, width), len(markup.first))
    tokens = markup.tokens if noise is None or noise.tokens is None else noise.tokens
    lengths = np.diff(markup.token_starts, append=len(tokens))
    found["emb.weight"] = sums_at(tokens, np.repeat(elements[: len(lengths)], lengths, axis=0), len(table)).astype(
        table.dtype
    )
    spoken = np.add.reduceat(said[:, -width:], batch.starts, axis=0)
    sizes = np.diff(markup.bucket_starts, append=len(markup.buckets))
    found["pemb.weight"] = sums_at(markup.buckets, np.repeat(spoken, sizes, axis=0), len(pages)).astype(pages.dtype)
