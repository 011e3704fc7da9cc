"""Rewrites the model file of py3langid as tables that are read fast and walked in batches.

    python -m docclean.language.convert docclean/language/py3langid.npz

Needs py3langid 0.4.0. No number is changed: the trie is that of the library's automaton, found by the shortest way to
each state, and weights are stored as differences to the least of their language, in 1/512. A test compares all of
it with the library.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import numpy.typing as npt

from docclean.language.ngram_model import UNIT

__all__ = ["main", "tables", "trie"]

Array = npt.NDArray[Any]


def trie(next_state: Array, row_of: Array) -> tuple[Array, Array]:
    """Parent and last byte of each state of an automaton, by the shortest way from its first state.

    Args:
        next_state: one row of 256 states for each kind of row.
        row_of: the row of each state.
    """
    parent = np.full(len(row_of), -1, dtype=np.int64)
    byte = np.zeros(len(row_of), dtype=np.int64)
    known = np.zeros(len(row_of), dtype=bool)
    known[0] = True
    front = np.array([0])
    while len(front):
        following = next_state[row_of[front]]
        rows, last = np.nonzero(~known[following])
        states = following[rows, last]
        parent[states], byte[states], known[states] = front[rows], last, True
        front = states
    return parent, byte


def _double_array(parent: Array, byte: Array) -> tuple[Array, Array, Array]:
    """Base of each state, place of each state, and the size that both need.

    States with many children are placed first; each set of children goes to the first place where it fits.
    """
    children: dict[int, list[int]] = {}
    for state in np.lexsort((byte[1:], parent[1:])) + 1:
        children.setdefault(int(parent[state]), []).append(int(state))
    size = 2 * len(parent) + 512
    used = np.zeros(size, dtype=bool)
    used[0] = True
    base, place = np.zeros(len(parent), dtype=np.int64), np.zeros(len(parent), dtype=np.int64)
    first_free = 1
    hints: dict[int, int] = {}
    for state in sorted(children, key=lambda one: (-len(children[one]), one)):
        own = byte[children[state]]
        while used[first_free]:
            first_free += 1
        begin = max(first_free, int(own[0]), hints.get(len(own), 0))
        shift = _first_fit(used, own, begin)
        if len(own) > 1:
            hints[len(own)] = shift + int(own[0])
        used[shift + own] = True
        base[state] = shift
        place[children[state]] = shift + own
    return base, place, np.array(int(base.max()) + 256)


def _first_fit(used: Array, own: Array, begin: int) -> int:
    window = 512
    while True:
        shifts = np.flatnonzero(~used[begin : begin + window]) + begin - own[0]
        for value in own[1:]:
            shifts = shifts[~used[shifts + value]]
        if len(shifts):
            return int(shifts[0])
        begin += window


def tables(identifier: Any) -> dict[str, Array]:
    """The arrays of the model file, from an identifier of the library."""
    next_state = np.frombuffer(identifier.tk_nextmove, dtype=identifier.tk_nextmove.typecode).reshape(-1, 256)
    parent, byte = trie(next_state, np.asarray(identifier.tk_row))
    bases, place, size = _double_array(parent, byte)
    base = np.zeros(int(size), dtype=np.int32)
    check = np.full(int(size), -1, dtype=np.int32)
    feature = np.full(int(size), -1, dtype=np.int32)
    base[place] = bases
    check[place[1:]] = place[parent[1:]]
    feature[place] = identifier.tk_output
    weights = np.asarray(identifier.nb_ptc, dtype=np.float64) * UNIT
    if (weights != np.rint(weights)).any():
        raise ValueError("weights are no multiples of 1/512: this is not the model of py3langid 0.4.0")
    floor = weights.min(axis=0)
    above = weights - floor
    kept = above > 0
    return {
        "codes": np.array(identifier.nb_classes),
        "base": base,
        "check": check,
        "feature": feature,
        "counts": kept.sum(axis=1).astype(np.uint8),
        "columns": np.nonzero(kept)[1].astype(np.uint8),
        "weights": above[kept].astype(np.int16),
        "floor": floor.astype(np.int16),
        "start": np.asarray(identifier.nb_pc, dtype=np.float32),
    }


def main(arguments: list[str]) -> None:
    """Write the file that the first argument names."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    stored: dict[str, Any] = tables(identifier)
    np.savez(arguments[0], **stored)


if __name__ == "__main__":
    main(sys.argv[1:])
