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
from docclean.language.scripts import BY_SCRIPT
from docclean.measure.languages import RARE, canonical

__all__ = ["Py3langidEngine"]

_RARE_WEIGHT: Final = 0.1
"""What a rare language is worth beside others before the text is read: without it one in fifty lines of up to 20
characters in a common language is called by the name of a rare one."""

_DIGITS: Final = 4
"""Decimals of a confidence: the mathematical library of another system may differ in the last bits."""

_READ: Final = 150
"""Characters of a text that are read: with more of them no answer on news got better, and time grows with them."""

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
            known = BY_SCRIPT.union(map(canonical, model().codes))
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
        choice = _choice(self.languages)
        if not choice.names:
            return [UNDECIDED] * len(texts)
        found = model().probabilities(texts, choice.columns)
        # Without a known letter sequence all are equally likely.
        unknown = np.ptp(found, axis=1) == 0.0
        shares = found.take(choice.firsts, axis=1)
        for name, column in choice.repeated:
            shares[:, name] += found[:, column]
        shares *= choice.weights
        shares /= shares.sum(axis=1, keepdims=True)
        # A stable order: equal shares go by the alphabet.
        order = np.argsort(-shares, axis=1, kind="stable")[:, : _OTHERS + 1]
        best = np.round(np.take_along_axis(shares, order, axis=1), _DIGITS)
        rows = zip(unknown.tolist(), order.tolist(), best.tolist(), strict=True)
        return [UNDECIDED if nothing else _guess(choice.names, *row) for nothing, *row in rows]


def _guess(names: Sequence[str], order: Sequence[int], shares: Sequence[float]) -> Guess:
    ranked = [(names[at], share) for at, share in zip(order, shares, strict=True) if share >= _MIN_SHARE]
    if not ranked:
        return UNDECIDED
    return Guess(*ranked[0], others=tuple(ranked[1:]))


@frozen(eq=False)
class _Choice:
    """What an engine chooses from."""

    names: list[str]
    columns: npt.NDArray[np.intp]
    """Of the model, those of the names."""
    firsts: npt.NDArray[np.intp]
    """Of each name its first place in `columns`."""
    repeated: list[tuple[int, int]]
    """Name and place of each further column: languages with two scripts have two."""
    weights: npt.NDArray[np.float64]
    """What each name weighs before the text is read."""


@cache
def _choice(languages: tuple[str, ...]) -> _Choice:
    wanted = {canonical(code) for code in languages}
    codes = [canonical(code) for code in model().codes]
    columns = [at for at, code in enumerate(codes) if not wanted or code in wanted]
    chosen = [codes[at] for at in columns]
    names = sorted(set(chosen))
    firsts = [chosen.index(name) for name in names]
    repeated = [(names.index(name), at) for at, name in enumerate(chosen) if chosen.index(name) != at]
    weights = [_RARE_WEIGHT if name in RARE and name not in wanted else 1.0 for name in names]
    return _Choice(
        names, np.array(columns, dtype=np.intp), np.array(firsts, dtype=np.intp), repeated, np.array(weights)
    )
