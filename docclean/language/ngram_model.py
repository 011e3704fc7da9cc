"""The published model of py3langid, evaluated for many texts at once.

The model is naive Bayes over byte n-grams. The library walks an automaton byte by byte; here all positions of
all texts go down its trie together. Of the state that the automaton would be in after a byte only this matters: it is
the longest n-gram of the trie that ends there, so the one found last on the way from short to long.

Weights are stored in 1/512, in which they are whole numbers: sums of them are exact, in any order and on any machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from docclean.errors import ResourceError
from docclean.language.files import MODEL_FILE
from docclean.resources.load import read_bytes

__all__ = ["UNIT", "NgramModel", "encoded", "model"]

UNIT: Final = 512
"""Weights are multiples of 1/512: half-precision numbers from 2 to 16."""

_SEPARATOR: Final = b"\xff"
"""In no UTF-8 text and in no n-gram: the walk stops there."""
_LONGEST: Final = 6
"""Bytes of the longest n-gram."""

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


def encoded(text: str) -> bytes:
    """The bytes of a text as the model learned them: composed, and in small letters where all were capitals."""
    if text.isupper():
        text = text.lower()
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


@frozen(eq=False)
class NgramModel:
    """Tables of the model; only read."""

    codes: tuple[str, ...]
    """Language of each column; one with two scripts has two columns."""
    base: Ints
    """Of a node of the trie: where its children stand, less their byte."""
    check: Ints
    """Of a place: the node that it is a child of."""
    singles: Ints
    """The node of each byte; 0 for none."""
    pairs: Ints
    """The node of each two bytes, by the first times 256 and the second; 0 for none."""
    feature: Ints
    """Of a node: the row that it counts for; -1 for none."""
    rows: npt.NDArray[np.int16]
    """How much more than `floor` a feature says for each language, in 1/512."""
    floor: Floats
    """What a feature says for a language that it was not seen in, in 1/512."""
    start: Floats
    """What a language has before any feature is seen."""

    def probabilities(self, texts: Sequence[bytes], columns: npt.NDArray[np.intp] | None = None) -> Floats:
        """How likely each language is, as the library normalizes it: by the square root of the length.

        Args:
            texts: of `encoded`; none may be empty.
            columns: the languages to choose from; `None` for all.

        Returns:
            One row for each text, one number for each language, in sum 1; all alike without features.
        """
        scores = self._scores(texts)
        if columns is not None:
            scores = scores[:, columns]
        scores /= np.sqrt([[len(text)] for text in texts])
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def _features(self, data: Ints) -> Ints:
        """The feature at each byte of texts that a separator stands between; -1 for none."""
        state = self.singles.take(data)
        nodes = self.pairs.take((data[:-1] << 8) + data[1:])
        at = np.flatnonzero(nodes)
        nodes = nodes.take(at)
        at += 1
        state[at] = nodes
        for _ in range(2, _LONGEST):
            at = at + 1
            places = self.base.take(nodes) + data.take(at)
            found = np.flatnonzero(self.check.take(places) == nodes)
            at, nodes = at.take(found), places.take(found)
            # A longer n-gram that ends at the same byte is written over a shorter one.
            state[at] = nodes
        return self.feature.take(state)

    def _scores(self, texts: Sequence[bytes]) -> Floats:
        """Log-likelihood of each language: every feature counts with the logarithm of one more than its number."""
        scores = np.zeros((len(texts), len(self.codes)))
        data = np.frombuffer(_SEPARATOR.join((*texts, _SEPARATOR * _LONGEST)), dtype=np.uint8).astype(np.int32)
        features = self._features(data)
        at = np.flatnonzero(features >= 0)
        if not len(at):
            return scores
        text_of = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        # Sorted by text and feature, equal ones stand together; then by text and how many they were.
        keys = np.sort(text_of[at] * len(self.rows) + features[at])
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        counts = np.diff(first, append=len(keys))
        own, feature = np.divmod(keys[first], len(self.rows))
        group = own * (len(keys) + 1) + counts
        order = np.argsort(group, kind="stable")
        feature, group = feature[order], group[order]
        begins = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
        sizes = np.diff(begins, append=len(group))
        text, count = np.divmod(group[begins], len(keys) + 1)
        totals = np.add.reduceat(self.rows.take(feature, axis=0), begins, axis=0, dtype=np.int32)
        # The library takes this logarithm in single precision.
        weights = np.log1p(count.astype(np.float32)).astype(np.float64) / UNIT
        parts = weights[:, None] * (totals + sizes[:, None] * self.floor)
        firsts = np.flatnonzero(np.concatenate(([True], text[1:] != text[:-1])))
        scores[text[firsts]] = np.add.reduceat(parts, firsts, axis=0) + self.start
        return scores


_loading = Lock()


@cache
def _loaded() -> NgramModel:
    try:
        with np.load(BytesIO(read_bytes(MODEL_FILE)), allow_pickle=False) as stored:
            tables: dict[str, npt.NDArray[Any]] = dict(stored)
    except (ValueError, KeyError) as problem:
        raise ResourceError(MODEL_FILE, f"is damaged ({problem}): install the package again.") from problem
    columns = len(tables["codes"])
    rows = np.zeros((len(tables["counts"]), columns), dtype=np.int16)
    cells = np.repeat(np.arange(len(rows), dtype=np.int32) * columns, tables["counts"])
    cells += tables["columns"]
    rows.reshape(-1)[cells] = tables["weights"]
    base, check = tables["base"], tables["check"]
    singles = _children(base, check, np.zeros(1, dtype=np.int32))[0]
    pairs = np.where(singles[:, None] > 0, _children(base, check, singles), 0)
    return NgramModel(
        codes=tuple(tables["codes"].tolist()),
        base=base,
        check=check,
        singles=singles,
        pairs=pairs.ravel(),
        feature=tables["feature"],
        rows=rows,
        floor=tables["floor"].astype(np.float64),
        start=tables["start"].astype(np.float64),
    )


def _children(base: Ints, check: Ints, nodes: Ints) -> Ints:
    """The child of each node for each byte; 0 for none."""
    places = base[nodes][:, None] + np.arange(256, dtype=np.int32)
    return np.where(check[places] == nodes[:, None], places, 0).astype(np.int32)


def model() -> NgramModel:
    """The model of this process, read at the first call; threads that come at once do not all read it."""
    with _loading:
        return _loaded()
