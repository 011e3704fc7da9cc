"""Phrase packs: one TOML file a language, read into phrases."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from typing import Any

from attrs import frozen

from docclean.phrases.fold import fold
from docclean.phrases.slots import SLOT

__all__ = ["KINDS", "POINTING", "Pack", "Phrase", "Strength", "languages", "read_names", "read_pack"]

KINDS = (
    "skip-link",
    "navigation",
    "breadcrumb",
    "search",
    "login",
    "share",
    "follow",
    "related",
    "read-more",
    "comment-form",
    "comment-count",
    "newsletter",
    "cookie",
    "subscription",
    "advertisement",
    "promotion",
    "copyright",
    "author-box",
    "byline",
    "photo-credit",
    "agency",
    "tags",
    "print-email",
    "pagination",
    "date-line",
    "reading-time",
    "loading",
    "browser-notice",
    "app-store",
    "back-to-top",
    "powered-by",
    "error",
)
"""What a phrase is for; the codes of the filter `chrome-phrases` are these."""

POINTING = frozenset(("related", "read-more"))
"""Kinds whose lead-ins may stand before a title without a colon; "By morning …" is a sentence."""


class Strength(StrEnum):
    """How much a phrase proves."""

    ANCHOR = "anchor"
    """Strong, and the short lines of the same form or dialog beside it go with it."""
    STRONG = "strong"
    """The whole line is chrome wherever it stands."""
    WEAK = "weak"
    """A bare label: chrome only with evidence around it."""
    LEAD_IN = "lead-in"
    """Stands before the title of another page, a list of tags or the like."""
    SUFFIX = "suffix"
    """Stands at the end of a line whose other part is content."""


@frozen
class Phrase:
    """One entry of a pack."""

    language: str
    kind: str
    strength: Strength
    text: str

    @cached_property
    def id(self) -> str:
        """`language/kind/key`, stable as long as the entry is; receipts carry it."""
        return f"{self.language}/{self.kind}/{fold(SLOT.sub(_NAMED, self.text)).replace(' ', '-')}"


@frozen
class Pack:
    """All phrases of one language and its words for slots."""

    language: str
    phrases: tuple[Phrase, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]


def languages() -> tuple[str, ...]:
    """The languages that have a pack, sorted."""
    folder = files("docclean.phrases") / "packs"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))


def read_pack(language: str) -> Pack:
    """Read one pack.

    Raises:
        ValueError: the file names an unknown kind or strength.
    """
    data = _read(f"packs/{language}.toml")
    words = tuple((name, tuple(values)) for name, values in data.pop("words", {}).items())
    if data.pop("language") != language:
        raise ValueError(f"packs/{language}.toml is for another language")
    phrases = []
    for kind, groups in data.items():
        if kind not in KINDS:
            raise ValueError(f"packs/{language}.toml: unknown kind {kind!r}")
        for strength, texts in groups.items():
            rank = Strength(strength)
            phrases += [Phrase(language, kind, rank, text) for text in texts]
    return Pack(language, tuple(phrases), words)


def read_names() -> dict[str, list[str]]:
    """The names that are the same in all languages: networks and agencies."""
    return {name: list(values) for name, values in _read("names.toml").items()}


def _read(path: str) -> dict[str, Any]:
    return tomllib.loads((files("docclean.phrases") / path).read_text(encoding="utf-8"))


_NAMED = r" \1 "
