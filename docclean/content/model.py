"""The content model: a probability for every block of a document that it belongs to the document.

Two networks of one shape: one for pages, which sees their elements, one for plain text.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.ensemble import Ensemble
from docclean.content.features import Features, features_of
from docclean.content.network import PAGE_TYPES
from docclean.document import Block, Document, Page
from docclean.resources.load import read_bytes

__all__ = ["PAGES", "TEXTS", "Judgement", "best_choice", "judge", "load", "probabilities_of", "weights_of"]

PAGES = "content/pages.npz"
TEXTS = "content/texts.npz"
Numbers = NDArray[np.float64]

_MOST_BLOCKS = 20_000
"""Of a longer document so many blocks at a time are judged: memory must not grow with it."""
_SURE = 50.0
_DECIMALS = 3
"""What processors do differently stands behind the third decimal."""


@frozen(eq=False)
class Judgement:
    """What the model says of a document."""

    probabilities: Numbers
    """Of each block, 0 to 1, three decimals; shape (blocks,)."""
    expected_f1: float
    """What F1 over words the best choice of blocks can be expected to have, 0 to 1."""
    content_share: float
    """How much of the document's words is likely content, 0 to 1."""
    page_type: str
    """One of `PAGE_TYPES`; `""` for plain text."""
    page_type_probability: float


@cache
def load(name: str) -> Ensemble:
    """The networks by the name of its data file; read once per process."""
    with np.load(io.BytesIO(read_bytes(name))) as weights:
        return Ensemble(dict(weights))


def judge(document: Document) -> Judgement:
    """What the model says of a document with at least one block."""
    blocks, page = document.blocks, document.page
    slices = [blocks[at : at + _MOST_BLOCKS] for at in range(0, len(blocks), _MOST_BLOCKS)]
    judged = [_judge(part, page) for part in slices]
    weights = np.concatenate([part[1] for part in judged])
    probabilities = _by_table(blocks, np.concatenate([part[0] for part in judged]), weights)
    expected = best_choice(probabilities, weights)
    share = round(float(np.average(probabilities, weights=weights)), 3)
    types = judged[0][2]
    if types is None:
        return Judgement(probabilities, expected, share, "", 0.0)
    best = int(types.argmax())
    return Judgement(probabilities, expected, share, PAGE_TYPES[best], round(float(types[best]), 3))


def _judge(blocks: Sequence[Block], page: Page | None) -> tuple[Numbers, Numbers, Numbers | None]:
    """Probabilities and weights of some blocks, and the probabilities of the page types."""
    features = features_of(blocks, page)
    logits, types = load(TEXTS if features.markup is None else PAGES).judge(features)
    shares = np.exp((types - types.max()).astype(np.float64))
    typed = None if features.markup is None else shares / shares.sum()
    return probabilities_of(logits), weights_of(features), typed


def _by_table(blocks: Sequence[Block], probabilities: Numbers, weights: Numbers) -> Numbers:
    """All cells of a table get the mean of the table: half a table is worth less than none."""
    tables: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.cell is not None and block.group is not None:
            tables[block.group].append(at)
    for cells in tables.values():
        probabilities[cells] = np.round(np.average(probabilities[cells], weights=weights[cells]), _DECIMALS)
    return probabilities


def probabilities_of(logits: NDArray[np.float32]) -> Numbers:
    """Logits as probabilities, rounded."""
    exact = 1 / (1 + np.exp(-np.clip(logits.astype(np.float64), -_SURE, _SURE)))
    rounded: Numbers = np.round(exact, _DECIMALS)
    return rounded


def weights_of(features: Features) -> Numbers:
    """What each block weighs in F1."""
    # A block of signs only weighs as much as a word: it has to go or stay too.
    return np.maximum(features.words.astype(np.float64), 1)


def best_choice(probabilities: Numbers, weights: Numbers) -> float:
    """The F1 that can be expected of the best choice of blocks, the likeliest ones first.

    Where the expected F1 is at best F, that choice is of the blocks above F/2 (Ye, Chai, Lee and Chieu 2012,
    "Optimizing F-measures", for F1 of independent labels): on a page of which the model is sure the limit is one
    half, on one that it does not understand it is lower, and more is kept.

    >>> import numpy as np
    >>> best_choice(np.array([1.0, 1.0, 0.0]), np.array([5.0, 5.0, 9.0]))
    1.0
    """
    order = np.argsort(-probabilities, kind="stable")
    weight = weights[order]
    likely = probabilities[order] * weight
    chosen = 2 * np.cumsum(likely) / np.maximum(np.cumsum(weight) + likely.sum(), 1e-9)
    return round(float(chosen.max()), 3)
