"""The filter `block-language`."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from docclean.document import Document
from docclean.language.engines import engine_named
from docclean.language.identify import CODES, MIN_CONFIDENCE, MIN_LETTERS, check_engine, check_share, find_languages
from docclean.verdict import KEEP, Effect, Reason, Verdict, retag

__all__ = ["BlockLanguage"]


@frozen
class BlockLanguage:
    r"""Tag every block with its language.

    Why: pages mix languages (a French article under an English menu), so that one
        guess from the whole text is often wrong, and later steps want to know the language of a line.
    Keeps: all text; only `language` and `language_confidence` of the blocks are set.
    Never: guesses from few letters. A block under `min_letters` is `und` with confidence 0
        unless its script has one language: "Menu" is a word in twenty languages. It does
        not inherit the language of its neighbours, which chrome does not share.
    Measures: share of letters in the script that decides, 0–1; confidence of the engine, 0–1;
        letters of a block that is too short for the engine. A block without letters has 0.
    Options: engine – default "langdetect"; min_letters – default 20; min_confidence – default 0.7
        (both from our measurement, see `docclean.language.identify`).
    Reasons: engine, script, too-short, unsure   Effects: rekinded   Laws: idempotent, block-local
    Source: langdetect 1.0.9 (N. Shuyo 2010) with a fixed seed; scripts with one language and the share of
        kana are decided before it. It knows 55 languages and calls most others by the name of one of them.

    Example:
        >>> from docclean.apply import apply
        >>> from docclean.extract.plain import document_of
        >>> step = BlockLanguage()
        >>> document = document_of("Η γέφυρα άνοιξε ξανά.\nMenu\nLa boulangerie du village ouvre à six heures.")
        >>> tagged, _ = apply(document, step.judge(document), step)
        >>> [block.language for block in tagged.blocks]
        ['el', 'und', 'fr']
        >>> tagged.text == document.text
        True
    """

    name: ClassVar[str] = "block-language"
    codes: ClassVar[tuple[str, ...]] = CODES
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REKINDED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("block-language",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent", "block-local")
    resources: ClassVar[tuple[str, ...]] = ("package:langdetect",)

    engine: str = field(default="langdetect", validator=check_engine)
    min_letters: int = MIN_LETTERS
    min_confidence: float = field(default=MIN_CONFIDENCE, validator=check_share)

    def judge(self, document: Document) -> Verdict:
        """Asks the engine once, for all blocks that need it."""
        blocks = document.blocks
        if not blocks:
            return KEEP
        findings = find_languages(
            [block.text for block in blocks],
            engine_named(self.engine),
            min_letters=self.min_letters,
            min_confidence=self.min_confidence,
        )
        changes = []
        for at, (block, found) in enumerate(zip(blocks, findings, strict=True)):
            code, confidence = found.guess.code, found.guess.confidence
            if block.language != code or block.language_confidence != confidence:
                reason = Reason(self.name, found.code, found.value, found.limit, found.evidence)
                changes.append(retag(document, at, reason=reason, language=code, language_confidence=confidence))
        return Verdict(tuple(changes)) if changes else KEEP
