"""The filter `mojibake`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from docclean.document import Document
from docclean.measure.code_like import is_code_like
from docclean.repair.rare import rare_in
from docclean.repair.verbatim import is_verbatim
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, rewrite

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

__all__ = ["Mojibake"]

# ftfy's character classes (ftfy.badness, 6.3.1) where they decide which two characters in a row can open a match of
# its badness expression. Copied so that clean text does not pay for importing ftfy; a fuzz test holds them equal.
_C1 = "\x80-\x9f"
_BAD = "¤¦¨ª¬¯¸ºƒˆˇ˘˛˜†‡‰⌐◊\ufffd"
_START = "¡©«¿΄΅‘‚“„•‹\uf8ff"
_END = "®»˝”›™"
_CURRENCY = "¢£¥₧€"
_NUMERIC = "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"
_LAW = "¶§"
_BOX = "│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"
_KAOMOJI = "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°"
_UPPER = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"
_LOWER = "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ"
_COMMON_LETTER = "ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Яα-ωάέήίΰа-џ"

_HEADS = f"{_C1}{_BAD}{_START}{_END}{_CURRENCY}{_NUMERIC}{_LAW}{_BOX}{_UPPER}{_LOWER}Ù"
_GUARDS = (
    # The match opens with a character outside the Greek and Cyrillic alphabets.
    re.compile(
        f"[{_HEADS}](?:[^\\x00-\\x7f](?:"
        f"(?<=[{_BAD}{_BOX}])"
        f"|(?<=[{_BAD}{_BOX}][{_LOWER}{_UPPER}{_START}{_END}{_CURRENCY}{_NUMERIC}{_LAW}{_KAOMOJI}])"
        f"|(?<=[{_LOWER}{_END}{_CURRENCY}{_NUMERIC}][{_UPPER}])|(?<=[{_END}{_CURRENCY}{_NUMERIC}][{_LOWER}])"
        f"|(?<=[{_LOWER}{_UPPER}{_END}][{_CURRENCY}])|(?<=[{_UPPER}][{_NUMERIC}{_LAW}{_START}°])"
        f"|(?<=[{_LOWER}{_CURRENCY}{_NUMERIC}{_END}][{_START}])(?=\\w|[{_NUMERIC}{_START}{_END}])"
        f"|(?<=[{_CURRENCY}{_NUMERIC}][{_START}])"
        f"|(?<=[{_LOWER}{_UPPER}{_CURRENCY}{_NUMERIC}{_LAW}][{_END}])(?=\\w|[{_START}])"
        "|(?<=[ÂÃÎÐØÙ√].)|(?<=≈[°¢])|(?<=×[²³])|(?<=à[²µ¹¼½¾])|(?<=‚[Äâó])|(?<=ā€)"
        f")|(?<=[ÂÃ]) |(?<=[Œœ])(?=[^A-Za-z])|(?<=[{_C1}]))"
    ),
    # The match opens with a Greek or Cyrillic letter: found by the second character, which such texts rarely have.
    re.compile(
        f"[{_BAD}{_UPPER}{_START}{_END}{_CURRENCY}°µЂ](?:(?<=[{_COMMON_LETTER}][{_BAD}{_UPPER}])"
        f"|(?<=[ВГРСΒΓΞΟ][{_START}{_END}{_CURRENCY}°µ])(?=[ВГРСΒΓΞΟ])|(?<=[вВ]Ђ)|(?<=β€))"
    ),
)
_LONE = re.compile(f"[{_C1}ÂÃ]")
_LIGATURES = (("œ", re.compile("œ[^A-Za-z]")), ("Œ", re.compile("Œ[^A-Za-z]")))
_NEIGHBOURS = re.compile(rb"\?\?+")
_CONTROLS = re.compile(f"[{_C1}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DENSE = 20
"""From one pair in so many characters on, guards search the whole text: faster than pair by pair."""
_BEFORE, _AFTER = 4, 7
"""A match is at most 6 characters, and its first that is not ASCII stands among its first 3."""

_MAX_SEGMENT = 10_000
"""Characters handed to ftfy at once: the time it takes grows faster than the text."""
_SEGMENT = re.compile(rf"(?s).{{1,{_MAX_SEGMENT}}}(?:(?<=\s)|$)|.{{1,{_MAX_SEGMENT}}}")
_SENTENCE = re.compile(r"[^.!?…]*[.!?…]*\s*")
_WORD = re.compile(r"\S+\s*")
_MAX_ROUNDS = 8
"""Text that went wrong more often than this is beyond repair; every round but the last must lower the badness."""

_MAX_SHARE_LEFT = 0.5
_OTHER_BYTES = re.compile("[\xa1-\xff]{4}")
"""Four upper Latin-1 characters in a row are in no language's words: bytes of another encoding."""

_MIXED = re.compile("[A-Za-zÀ-ɏ][Ͱ-ϿЀ-ԯ]|[Ͱ-ϿЀ-ԯ][A-Za-zÀ-ɏ]")
"""Words of two alphabets: `”Ä` of a Swedish quotation is one Cyrillic letter too, which no Swedish word begins with."""

_MATHS = re.compile(r"×\s?[²³]|[²³]\s?×")
_ABOUT_ENCODINGS = re.compile(
    r"(?i)\b(?:utf-?8|latin-?1|iso-?8859|windows-?125\d|cp-?125\d|mojibake|unicode|charset)\b"
)
_LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@frozen
class Mojibake:
    """Repair text that was decoded with the wrong encoding.

    Why: "thÃ©" for "thé" makes a word unreadable to readers, indexes and language tagging.
    Keeps: quotation marks, ligatures, widths, entities and normalization as they are.
    Never: accepts a repair that leaves as many implausible character sequences as before;
        touches code, formulas (× ²) or lines that talk about encodings.
    Measures: implausible sequences of characters in a block (ftfy's badness), or lone
        surrogates; 0 for plausible text.
    Options: none
    Reasons: wrong-encoding, c1-control, lone-surrogate   Effects: edited   Laws: idempotent, block-local
    Source: ftfy 6 (fix_encoding, fix_c1_controls, fix_surrogates; everything else off), tried on
        the block, then on its sentences, then on its words.
    Example:
        >>> from docclean.testing import judged
        >>> judged(Mojibake(), "La boulangerie ouvre Ã\\xa0 six heures, mÃªme le dimanche.")
        'La boulangerie ouvre à six heures, même le dimanche.'
        >>> judged(Mojibake(), "Les gens pressés disent « déjà ? »")
        'Les gens pressés disent « déjà ? »'
    """

    name: ClassVar[str] = "mojibake"
    codes: ClassVar[tuple[str, ...]] = ("wrong-encoding", "c1-control", "lone-surrogate")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.EDITED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ("package:ftfy",)

    def judge(self, document: Document) -> Verdict:
        """Rewrites the blocks that are implausible and become less so."""
        rare = document.derived(rare_in)
        if document.text.isascii() or not _may_match(document.text, rare):
            return KEEP
        return self._verdict(document, [at for at, block in enumerate(document.blocks) if is_suspect(block.text)])

    def full_pass(self, document: Document) -> Verdict:
        """The verdict without the prefilter; always the same, and slow."""
        return self._verdict(document, range(len(document.blocks)))

    def _verdict(self, document: Document, candidates: Iterable[int]) -> Verdict:
        changes = [change for at in candidates if (change := self._change(document, at))]
        return Verdict(tuple(changes)) if changes else KEEP

    def _change(self, document: Document, at: int) -> Change | None:
        before = document.blocks[at].text
        if before.isascii():
            return None
        from ftfy.fixes import fix_c1_controls, fix_surrogates

        surrogates = len(_SURROGATE.findall(before))
        text = fix_surrogates(before) if surrogates else before
        bad = _badness(text)
        if bad and not _is_exempt(text, bad, code=is_verbatim(document.blocks[at])):
            repaired = _repaired(text)
            # What stays mostly implausible was no UTF-8 (a Chinese page read as Latin-1, say): the hits were chance.
            if _badness(repaired) <= bad * _MAX_SHARE_LEFT and not _OTHER_BYTES.search(repaired):
                text = repaired
        text = text.strip()
        if text == before or not text:
            return None
        left = _badness(text)
        if left < bad and text == fix_c1_controls(before):
            reason = Reason(self.name, "c1-control", len(_CONTROLS.findall(before)), 0)
        elif left < bad:
            reason = Reason(self.name, "wrong-encoding", bad, 0, (("left", left),))
        else:
            reason = Reason(self.name, "lone-surrogate", surrogates, 0)
        return rewrite(document, at, text, reason=reason)


def _may_match(text: str, rare: str) -> bool:
    """Whether one of the guards, or a surrogate, can match somewhere in a text with these rare characters.

    But for a few characters, which are in `rare` if anywhere, a guard matches two characters
    in a row that are not ASCII: in Latin script these stand in few places.
    """
    if _LONE.search(rare) or _SURROGATE.search(rare):
        return True
    if any(letter in rare and pattern.search(text) for letter, pattern in _LIGATURES):
        return True
    # Now there is a question mark for each character that is not ASCII, and for no other.
    shape = text.replace("?", "!").encode("ascii", "replace")
    if shape.count(b"??") * _DENSE > len(text):
        return is_suspect(text)
    # What a guard looks ahead for is at most one character behind the two.
    return any(
        guard.search(text, match.start(), match.end() + 1) for match in _NEIGHBOURS.finditer(shape) for guard in _GUARDS
    )


def is_suspect(text: str) -> bool:
    """Whether a block with this text could be changed; never False where it would be.

    The cheap tests come first; ftfy's own expression sees only the few characters
    around each suspicious pair, and ftfy is not imported before there is one.
    """
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    search = None
    for guard in _GUARDS:
        for match in guard.finditer(text):
            if search is None:
                from ftfy.badness import BADNESS_RE

                search = BADNESS_RE.search
            at = match.start()
            window = text[max(0, at - _BEFORE) : at + _AFTER]
            if search(window):
                return True
    return False


def _is_exempt(text: str, bad: int, *, code: bool) -> bool:
    """Whether implausible sequences are meant as they stand. C1 controls never are."""
    if _CONTROLS.search(text):
        return False
    if code or len(_MATHS.findall(text)) >= bad or is_code_like(text):
        return True
    return bool(_ABOUT_ENCODINGS.search(text))


@lru_cache(maxsize=16)
def _badness(text: str) -> int:
    """The implausible sequences that ftfy counts. Remembered, since a block is weighed up to five times on its way."""
    from ftfy.badness import badness

    return badness(text)


def _settings() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
        max_decode_length=_MAX_SEGMENT,
        explain=False,
    )


def _repaired(text: str) -> str:
    """The least implausible text that the block, its sentences or its words give."""
    settings = _settings()
    left = _badness(text)
    for _ in range(_MAX_ROUNDS):
        fixed = "".join(_piece(segment, settings) for segment in _SEGMENT.findall(text))
        for part in (_SENTENCE, _WORD):
            if not _badness(fixed):
                break
            fixed = part.sub(lambda match: _piece(match.group(), settings), fixed)
        now = _badness(fixed)
        if now >= left:
            break
        text, left = fixed, now
    return text


def _piece(text: str, settings: TextFixerConfig) -> str:
    """A piece as ftfy repairs it, or as it is where that makes it no better."""
    from ftfy import fix_text_segment

    bad = _badness(text) if text and not text.isascii() else 0
    if not bad:
        return text
    fixed = _LINE_ENDS.sub(" ", fix_text_segment(text, settings))
    better = _badness(fixed) < bad and len(_MIXED.findall(fixed)) <= len(_MIXED.findall(text))
    return fixed if better else text
