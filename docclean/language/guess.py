"""What an engine answers, and what it must offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from attrs import frozen

from docclean.measure.languages import tag_of

__all__ = ["MAX_CHARACTERS", "NOT_LANGUAGE", "UNDECIDED", "Guess", "LanguageIdentifier", "excerpt"]


@frozen
class Guess:
    """A language and how sure its engine is."""

    code: str
    """ISO 639 code; `"und"` where undecidable, `"zxx"` for what is no language."""
    confidence: float
    """0 to 1."""
    script: str = ""
    """ISO 15924 code where the script is known and says something; else `""`."""
    others: tuple[tuple[str, float], ...] = ()
    """Further languages with their shares, likeliest first, as far as the engine names any."""

    @property
    def tag(self) -> str:
        """The code, with the script where the language is written in several: `"sr-Latn"`, `"zh-Hant"`, `"fr"`."""
        return tag_of(self.code, self.script)


UNDECIDED: Final = Guess("und", 0.0)
"""The answer where nothing can be said."""

NOT_LANGUAGE: Final = Guess("zxx", 1.0)
"""The answer for program text, addresses and numbers that look like words."""


class LanguageIdentifier(Protocol):
    """What an engine must offer."""

    @property
    def name(self) -> str:
        """Under which configurations ask for it."""
        ...

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """One guess for each text, in order.

        The guess depends on its own text and nothing else: not on the texts beside it,
        on earlier calls, threads, processes or the global random generator. Never raises.
        """
        ...


MAX_CHARACTERS: Final = 600
"""An engine sees no more of a text: from 150 characters on more text changes hardly an answer (`tests/bench`)."""


def excerpt(text: str, limit: int = MAX_CHARACTERS) -> str:
    """The start of a text, cut between words where there are any.

    >>> excerpt("the old lighthouse keeper", 20)
    'the old lighthouse'
    """
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", limit // 2, limit + 1)
    return text[: cut if cut > 0 else limit]
