"""The engine `pycld2`: Compact Language Detector 2, of the extra `docclean[cld2]`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from attrs import field, frozen

from docclean.errors import ConfigError
from docclean.language.guess import UNDECIDED, Guess, excerpt
from docclean.measure.languages import canonical

__all__ = ["Pycld2Engine"]

_REFUSED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Characters that no text is exchanged with; the library raises for them."""

_UNRELIABLE: Final = 0.5
"""What the share of an answer is worth that the library itself calls unreliable."""


@frozen
class Pycld2Engine:
    """The library pycld2: fast, knows most languages; its shares are of the text and say little of how sure it is."""

    name: ClassVar[str] = "pycld2"

    languages: tuple[str, ...] = field(default=(), converter=tuple)
    """Codes to choose from, of the three that it finds at most in a text; empty for all."""

    def __attrs_post_init__(self) -> None:
        try:
            import pycld2  # noqa: F401 (asked for now, not in the middle of a run)
        except ImportError as problem:
            raise ConfigError("engine", "pycld2 is not installed: pip install 'docclean[cld2]'.") from problem

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """One guess for each text; `UNDECIDED` where the library knows no word."""
        wanted = frozenset(canonical(code) for code in self.languages)
        return [_guess(excerpt(text), wanted) for text in texts]


def _guess(text: str, wanted: frozenset[str]) -> Guess:
    import pycld2

    reliable, _, found = pycld2.detect(_REFUSED.sub(" ", text).encode(), bestEffort=True)
    worth = 1.0 if reliable else _UNRELIABLE
    shares: dict[str, float] = {}
    for _, code, percent, _ in found:
        name = canonical(code)
        if name != "un" and percent and (not wanted or name in wanted):
            shares[name] = shares.get(name, 0.0) + percent / 100 * worth
    if not shares:
        return UNDECIDED
    (code, share), *others = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return Guess(code, round(min(share, 1.0), 4), others=tuple((name, round(part, 4)) for name, part in others))
