"""Where the running text of a document begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from docclean.measure.prose import is_prose

__all__ = ["HEAD_LINES", "head_and_tail"]

HEAD_LINES = 12
"""Bylines, captions and standfirsts share the first lines with the text; beyond these a line belongs to the body."""

TAIL_LINES = 30
"""Author boxes and agencies stand right behind the text; what follows further down belongs to the page."""

HEAD_PROSE = 3
"""A standfirst, a caption and its copy can stand before the byline; behind more sentences the text is under way."""


def head_and_tail(lines: Sequence[str]) -> tuple[range, range]:
    """The lines before the text is under way, and those after its last sentence.

    Args:
        lines: the texts of a document's blocks.

    Returns:
        Indices of the head (at most `HEAD_LINES`, at most `HEAD_PROSE` of them running text)
        and of the tail (at most `TAIL_LINES`); both empty where no line is running text.

    >>> head_and_tail(["Title", "A sentence that is long enough to be called running text.", "Menu"])
    (range(0, 2), range(2, 3))
    """
    last = next((at for at in range(len(lines) - 1, -1, -1) if is_prose(lines[at])), None)
    if last is None:
        return range(0), range(0)
    head, prose = 0, 0
    while head < min(HEAD_LINES, last + 1):
        prose += is_prose(lines[head])
        if prose > HEAD_PROSE:
            break
        head += 1
    return range(head), range(last + 1, min(len(lines), last + 1 + TAIL_LINES))
