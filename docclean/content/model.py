"""The content model: a probability for every block of a document that it belongs to the document.

Two networks of one shape: one for pages, which sees their elements, one for plain text.
"""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.features import Features, features_of
from docclean.content.network import PAGE_TYPES, Network
from docclean.document import Document
from docclean.resources.load import read_bytes

__all__ = ["PAGES", "TEXTS", "Judgement", "best_choice", "judge", "load", "probabilities_of", "weights_of"]

PAGES = "content/pages.npz"
TEXTS = "content/texts.npz"
_STEPS = 1000
"""Probabilities are rounded to so many steps: what processors do differently stands behind the third decimal."""


@frozen(eq=False)
class Judgement:
    """What the model says of a document."""

    probabilities: NDArray[np.float64]
    """Of each block, 0 to 1, three decimals; shape (blocks,)."""
    expected_f1: float
    """What F1 over words the best choice of blocks can be expected to have, 0 to 1."""
    page_type: str
    """One of `PAGE_TYPES`; `""` for plain text."""
    page_type_probability: float


@cache
def load(name: str) -> Network:
    """A network by the name of its data file; read once per process."""
    with np.load(io.BytesIO(read_bytes(name))) as weights:
        return Network(dict(weights))


def judge(document: Document) -> Judgement:
    """What the model says of a document with at least one block."""
    features = features_of(document)
    logits, types = load(TEXTS if features.markup is None else PAGES).judge(features)
    probabilities = probabilities_of(logits)
    expected = best_choice(probabilities, weights_of(features))
    if features.markup is None:
        return Judgement(probabilities, expected, "", 0.0)
    shares = np.exp(types - types.max())
    best = int(shares.argmax())
    return Judgement(probabilities, expected, PAGE_TYPES[best], round(float(shares[best] / shares.sum()), 3))


def probabilities_of(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Logits as probabilities, rounded."""
    exact = 1 / (1 + np.exp(-logits.astype(np.float64)))
    return np.round(exact * _STEPS) / _STEPS


def weights_of(features: Features) -> NDArray[np.float32]:
    """What each block weighs in F1."""
    # A block of signs only weighs as much as a word: it has to go or stay too.
    return np.maximum(features.words, 1)


def best_choice(probabilities: NDArray[np.float64], weights: NDArray[np.float32]) -> float:
    """The F1 that can be expected of the best choice of blocks, the likeliest ones first.

    Where the expected F1 is at best F, that choice is of the blocks above F/2 (Ye, Chai, Lee and Chieu 2012,
    "Optimizing F-measures", for F1 of independent labels): on a page of which the model is sure the limit is one
    half, on one that it does not understand it is lower, and more is kept.

    >>> import numpy as np
    >>> best_choice(np.array([1.0, 1.0, 0.0]), np.array([5.0, 5.0, 9.0]))
    1.0
    """
    order = np.argsort(-probabilities, kind="stable")
    weight = weights[order].astype(np.float64)
    likely = probabilities[order] * weight
    chosen = 2 * np.cumsum(likely) / np.maximum(np.cumsum(weight) + likely.sum(), 1e-9)
    return round(float(chosen.max()), 3)
