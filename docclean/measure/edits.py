"""Edits of a string: `(start, end, replacement)` triples, in order and apart from each other."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Edit", "apply_edits", "edits_between"]

Edit = tuple[int, int, str]

_MAX_PRODUCT = 40_000
"""Above this product of lengths one edit stands for the whole stretch: difflib is quadratic."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made, each given in offsets of the unedited text.

    >>> apply_edits("a  b", [(1, 3, " ")])
    'a b'
    """
    parts, position = [], 0
    for start, end, replacement in edits:
        parts.append(text[position:start])
        parts.append(replacement)
        position = end
    parts.append(text[position:])
    return "".join(parts)


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """Edits that turn `before` into `after`; minimal where the differing stretch is short.

    >>> edits_between("les chats", "les chiens")
    ((6, 8, 'ien'),)
    """
    if before == after:
        return ()
    head = 0
    limit = min(len(before), len(after))
    while head < limit and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if not old or not new or len(old) * len(new) > _MAX_PRODUCT:
        return ((head, head + len(old), new),)
    # Loaded by the first edit that is more than a cut, to keep `import docclean` light.
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple((head + i1, head + i2, new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal")
