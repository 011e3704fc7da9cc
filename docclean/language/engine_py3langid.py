"""The engine `py3langid`: its published model, evaluated by this package."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import ClassVar, Final

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from docclean.errors import BadOptionError, nearest
from docclean.language.guess import UNDECIDED, Guess, excerpt
from docclean.language.ngram_model import encoded, model
from docclean.measure.languages import RARE, canonical

__all__ = ["Py3langidEngine"]

_RARE_WEIGHT: Final = 0.1
"""What a rare language is worth beside others before the text is read. Without it one in sixty sentences of 20 to 50
characters in a common language is called by the name of a rare one."""

_DIGITS: Final = 4
"""Decimals of a confidence: the mathematical library of another system may differ in the last bits."""

_READ: Final = 200
"""Characters of a text that are read. On longer excerpts of news the answer is the same but for one in a thousand, and
time grows with their length."""

_BATCH: Final = 64
"""Texts that are walked together: more are no faster."""

_OTHERS: Final = 5
_MIN_SHARE: Final = 0.005


@frozen
class Py3langidEngine:
    """The model that py3langid 0.4.0 publishes: 139 languages, and `zxx` for what is none.

    Confidences are its own, normalized by the square root of the length of the text, which makes them cautious on
    short texts; rare languages weigh a tenth. See `docclean.language.ngram_model`.
    """

    name: ClassVar[str] = "py3langid"

    languages: tuple[str, ...] = field(default=(), converter=tuple)
    """Codes to choose from; empty for all."""

    def __attrs_post_init__(self) -> None:
        if self.languages:
            known = {canonical(code) for code in model().codes}
            for code in self.languages:
                if canonical(code) not in known:
                    raise BadOptionError("languages", f"py3langid does not know {code!r}.{nearest(code, known)}")

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """One guess for each text; `UNDECIDED` for a text without a letter sequence of any language."""
        asked = [encoded(excerpt(text, _READ)) for text in texts]
        distinct = [text for text in dict.fromkeys(asked) if text]
        guesses: dict[bytes, Guess] = {b"": UNDECIDED}
        for begin in range(0, len(distinct), _BATCH):
            batch = distinct[begin : begin + _BATCH]
            guesses.update(zip(batch, self._batch(batch), strict=True))
        return [guesses[text] for text in asked]

    def _batch(self, texts: Sequence[bytes]) -> list[Guess]:
        names, columns, of_name, weights = _choice(self.languages)
        shares = np.zeros((len(texts), len(names)))
        found = model().probabilities(texts, columns)
        for column, name in enumerate(of_name):
            shares[:, name] += found[:, column]
        shares *= weights
        shares /= shares.sum(axis=1, keepdims=True)
        # A stable order: equal shares go by the alphabet.
        # Without a known letter sequence all are equally likely.
        unknown = np.ptp(found, axis=1) == 0.0
        order = np.argsort(-shares, axis=1, kind="stable")[:, : _OTHERS + 1]
        best = np.take_along_axis(shares, order, axis=1)
        return [
            UNDECIDED if nothing else _guess(names, *row)
            for nothing, *row in zip(unknown.tolist(), order.tolist(), best.tolist(), strict=True)
        ]


def _guess(names: Sequence[str], order: Sequence[int], shares: Sequence[float]) -> Guess:
    others = tuple(
        (names[at], round(share, _DIGITS))
        for at, share in zip(order[1:], shares[1:], strict=True)
        if share >= _MIN_SHARE
    )
    return Guess(names[order[0]], round(shares[0], _DIGITS), others=others)


@cache
def _choice(
    languages: tuple[str, ...],
) -> tuple[list[str], npt.NDArray[np.intp], list[int], npt.NDArray[np.float64]]:
    """Names to choose from, the model's columns for them, the name of each column, and what each name weighs."""
    wanted = {canonical(code) for code in languages}
    codes = [canonical(code) for code in model().codes]
    columns = [at for at, code in enumerate(codes) if not wanted or code in wanted]
    names = sorted({codes[at] for at in columns})
    weights = np.array([_RARE_WEIGHT if name in RARE and name not in wanted else 1.0 for name in names])
    return names, np.array(columns), [names.index(codes[at]) for at in columns], weights
