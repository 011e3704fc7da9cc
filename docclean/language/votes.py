"""What the blocks of a document say about its language together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve

from docclean.document import Block
from docclean.language.guess import NOT_LANGUAGE, UNDECIDED, Guess
from docclean.language.identify import Finding, weighed
from docclean.language.scripts import script_of
from docclean.measure.languages import base_of, group_of

__all__ = ["inherited", "is_decided", "vote"]

_MAX_INHERITING: Final = 50
"""Characters. A longer text that no engine knows is in a language that it does not know, and not in that around it."""

_RARER: Final = frozenset(("bs", "ms", "nn"))
"""The members of a group that have a tenth of the pages of another or less."""
_RARER_WEIGHT: Final = 0.5

_SURE: Final = 0.5
"""Below it a short block is weighed again: nine of ten news fragments of 20 characters are above it."""

_MIN_SHARE: Final = 0.5
"""Of the decided characters: of a page in three languages no block takes one over."""


def is_decided(code: str) -> bool:
    """Whether a tag names a language."""
    return code not in ("", UNDECIDED.code, NOT_LANGUAGE.code)


def vote(voters: Iterable[tuple[str, float, int]]) -> Guess | None:
    """The language that most characters are in.

    Args:
        voters: tag, confidence and characters of each block; undecided ones and those
            without a confidence of their own have no vote.

    Returns:
        The tag as the code of a guess; its confidence is the share of its characters among those with
        a vote, times their own confidence. `None` where nobody votes. Equal votes: the first in the alphabet.
    """
    characters: dict[str, int] = {}
    weights: dict[str, float] = {}
    tags: dict[str, dict[str, int]] = {}
    for tag, confidence, length in voters:
        if is_decided(tag) and confidence:
            # Scripts of one language vote together, and so do relatives that are taken for each other.
            name = group_of(tag) or base_of(tag)
            characters[name] = characters.get(name, 0) + length
            weights[name] = weights.get(name, 0.0) + length * confidence
            own = tags.setdefault(name, {})
            own[tag] = own.get(tag, 0) + length
    if not characters:
        return None
    winner = min(characters, key=lambda name: (-characters[name], name))
    return Guess(_commonest(tags[winner]), round(weights[winner] / sum(characters.values()), 4))


def _commonest(tags: dict[str, int]) -> str:
    """Of the tags of one language or group, that of most characters; of the language first, then of its script."""
    bases: dict[str, float] = {}
    for tag, length in tags.items():
        base = base_of(tag)
        bases[base] = bases.get(base, 0.0) + length * (_RARER_WEIGHT if base in _RARER else 1.0)
    base = min(bases, key=lambda base: (-bases[base], base))
    return min((tag for tag in tags if base_of(tag) == base), key=lambda tag: (-tags[tag], tag))


def inherited(blocks: Sequence[Block], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, short blocks that nothing was found for with the language of most of the document.

    The confidence of those is 0: they say nothing of their own. Short blocks with a doubtful finding
    are weighed again, that language before others.
    """
    characters: dict[str, int] = {}
    for block, found in zip(blocks, findings, strict=True):
        if is_decided(found.guess.code):
            characters[found.guess.tag] = characters.get(found.guess.tag, 0) + len(block.text)
    if not characters:
        return list(findings)
    winner = min(characters, key=lambda tag: (-characters[tag], tag))
    share = round(characters[winner] / sum(characters.values()), 4)
    if share < _MIN_SHARE:
        return list(findings)
    taken = Finding(Guess(winner, 0.0), "inherited", share, _MIN_SHARE)
    return [
        taken if _inherits(block, found) else _reconsidered(block, found, base_of(winner))
        for block, found in zip(blocks, findings, strict=True)
    ]


def _inherits(block: Block, found: Finding) -> bool:
    if len(block.text) > _MAX_INHERITING:
        return False
    return found.code == "unsure" or (found.code == "too-short" and found.value != 0)


def _reconsidered(block: Block, found: Finding, main: str) -> Finding:
    """A short block's finding after the language of the document is given the weight of an expected one.

    "Gästebuch" alone may be Swedish; among German lines it is not.
    """
    if found.code != "engine" or found.guess.confidence >= _SURE or len(block.text) > _MAX_INHERITING:
        return found
    guess = weighed(found.guess, main)
    if guess.code == found.guess.code:
        return found
    guess = evolve(guess, script=script_of(guess.code, block.text))
    return evolve(found, guess=guess, value=guess.confidence, evidence=(*found.evidence, ("expected", main)))
