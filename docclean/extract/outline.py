"""Which elements stand around the blocks of a page."""

from __future__ import annotations

from collections.abc import Sequence

from docclean.document import Block, Outline
from docclean.extract.drafts import Draft, Scope

__all__ = ["outline_of"]

_MAX_NAMES = 200
"""Characters of classes, id and role that are kept: pages have classes of a megabyte."""


def outline_of(drafts: Sequence[Draft], blocks: Sequence[Block]) -> Outline:
    """The elements around blocks.

    Args:
        drafts: what the blocks were made of, in the same order.
        blocks: the blocks.
    """
    known: dict[Scope | None, int] = {None: -1}
    parents: list[int] = []
    names: list[str] = []
    places = {}
    for draft, block in zip(drafts, blocks, strict=True):
        scope: Scope | None = draft.scope
        chain = []
        while scope not in known:
            assert scope is not None
            chain.append(scope)
            scope = scope.outer
        for scope in reversed(chain):
            known[scope] = len(parents)
            parents.append(known[scope.outer])
            names.append(_name(scope))
        places[block.span[0]] = known[draft.scope]
    return Outline(tuple(parents), tuple(names), places)


def _name(scope: Scope) -> str:
    get = scope.attributes.get
    classes = (get("class") or "")[:_MAX_NAMES]
    own = " ".join(filter(None, (get("id"), get("role"), get("itemprop"))))[:_MAX_NAMES]
    return f"{scope.tag}\n{classes}\n{own}"
