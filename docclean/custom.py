"""Filters from plain functions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from docclean.document import Block, Document
from docclean.errors import ConfigError
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop, rewrite

__all__ = ["FunctionFilter", "filter"]

Judge = Callable[[Block], bool | float | str | None]

_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


class FunctionFilter:
    """A filter around a function of one block. Made by `docclean.filter`."""

    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED, Effect.EDITED)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ("block-local",)
    resources: ClassVar[tuple[str, ...]] = ()

    def __init__(self, function: Judge, name: str, code: str, limit: float | None) -> None:
        self.name = name
        self.codes = (code,)
        self.function = function
        self.limit = limit
        self.__doc__ = function.__doc__
        self.__module__ = function.__module__
        self.__qualname__ = function.__qualname__

    def __call__(self, block: Block) -> bool | float | str | None:
        return self.function(block)

    def __repr__(self) -> str:
        return f"<filter {self.name!r} from {self.__module__}.{self.__qualname__}>"

    def __reduce__(self) -> str:
        # The decorated name holds this object, so a worker process finds it by that name.
        return self.__qualname__

    def options(self) -> dict[str, Any]:
        """What makes this filter differ from another of its name, for fingerprints."""
        return {"function": f"{self.__module__}:{self.__qualname__}", "limit": self.limit}

    def judge(self, document: Document) -> Verdict:
        """Apply the function to every block."""
        changes = []
        for at, block in enumerate(document.blocks):
            change = self._change(document, at, self.function(block))
            if change is not None:
                changes.append(change)
        return Verdict(tuple(changes)) if changes else KEEP

    def _change(self, document: Document, at: int, answer: Any) -> Change | None:
        if answer is None or answer is False:
            return None
        code, text = self.codes[0], document.blocks[at].text
        if isinstance(answer, str):
            if answer == text:
                return None
            return rewrite(document, at, answer.strip(), reason=Reason(self.name, code, text[:40], "another text"))
        if answer is True:
            return drop(document, at, reason=Reason(self.name, code, 1, 0))
        if self.limit is None or answer <= self.limit:
            return None
        return drop(document, at, reason=Reason(self.name, code, answer, self.limit))


def filter(*, name: str, code: str, limit: float | None = None) -> Callable[[Judge], FunctionFilter]:
    """Make a filter of a function that looks at one block.

    What the function returns decides: `None` or `False` keeps the block, `True`
    removes it, a number removes it when it is above `limit`, a string replaces
    its text (an empty one removes it).

    Args:
        name: kebab-case name of the filter: what it removes or mends.
        code: kebab-case name of its one rule, shown in receipts.
        limit: what a number is held against.

    Returns:
        A decorator; the decorated name is a filter that `Pipeline` takes.

    Raises:
        ConfigError: a name or code is not kebab-case.
    """
    for word in (name, code):
        if not _KEBAB.match(word):
            raise ConfigError(f"@docclean.filter(name={name!r}, code={code!r})", f"{word!r} is not kebab-case")

    def decorate(function: Judge) -> FunctionFilter:
        return FunctionFilter(function, name, code, limit)

    return decorate
