"""The filter `control-characters`."""

from __future__ import annotations

import re
from typing import ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.repair.rare import rare_in
from docclean.verdict import KEEP, Effect, Reason, Verdict, edit

__all__ = ["ControlCharacters"]

_PLANE_ENDS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_BASIC = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffb"
_CONTROL = _BASIC + _PLANE_ENDS
_ANY = re.compile(f"[{_BASIC}\ufffe\uffff\U0001fffe-\U0010ffff]")
"""A few more than `_CONTROL`: one range is tested much faster than sixteen."""
_STRETCH = re.compile(
    "(?P<escape>\x1b\\[[0-9;:?]{0,32}[A-Za-z]|\x1b\\][^\x07\x1b\n]{0,256}(?:\x07|\x1b\\\\))"
    f"|(?P<control>[{_CONTROL}])"
)
"""Terminal escapes are bounded, so that unended ones cost no more than their length."""
_SEPARATOR = "\x1f"
"""UNIT SEPARATOR is white space to Python and parts words where it stands."""


@frozen
class ControlCharacters:
    """Drop control characters and code points that are no characters.

    Why: they are invisible, break parsers and terminals, and are not allowed in most
        exchange formats.
    Keeps: tab and newline; the characters that `line-ends` makes newlines of; U+FFFC and
        U+FFFD, which are evidence of loss.
    Never: touches format characters such as joiners and direction marks: those are
        the business of `invisible-characters`.
    Measures: how many control characters or terminal escapes a block holds.
    Options: none
    Reasons: control-character, terminal-escape   Effects: edited, removed   Laws: idempotent, block-local
    Source: Unicode Standard 23.1, 23.7 (noncharacters) and 23.8 (specials); ECMA-48 for terminal escapes.
    Example:
        >>> from docclean.testing import judged
        >>> judged(ControlCharacters(), "The \\x1b[31mred\\x1b[0m lamp\\x00")
        'The red lamp'
        >>> judged(ControlCharacters(), "bread\\t2.40")
        'bread\\t2.40'
    """

    name: ClassVar[str] = "control-characters"
    codes: ClassVar[tuple[str, ...]] = ("control-character", "terminal-escape")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED, Effect.REMOVED)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ()

    def judge(self, document: Document) -> Verdict:
        """Edits the stretches out."""
        if not _ANY.search(document.derived(rare_in)):
            return KEEP
        changes = []
        for at, block in enumerate(document.blocks):
            if not _ANY.search(block.text):
                continue
            edits = []
            escapes = 0
            for match in _STRETCH.finditer(block.text):
                escapes += match.lastgroup == "escape"
                edits.append((*match.span(), " " if match.group() == _SEPARATOR else ""))
            if edits:
                controls = len(edits) - escapes
                code, value = ("control-character", controls) if controls else ("terminal-escape", escapes)
                evidence = (("terminal-escapes", escapes),) if escapes and controls else ()
                reason = Reason(self.name, code, value, 0, evidence)
                changes.append(edit(document, at, edits, reason=reason))
        return Verdict(tuple(changes)) if changes else KEEP
