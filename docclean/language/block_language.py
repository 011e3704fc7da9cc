"""The filter `block-language`."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from docclean.document import Document
from docclean.language.engines import DEFAULT, resources_of
from docclean.language.files import PHRASES
from docclean.language.identify import (
    CODES,
    MIN_CONFIDENCE,
    MIN_LETTERS,
    Finding,
    Question,
    check_choice,
    check_engine,
    check_languages,
    check_share,
    expected_language,
    find_languages,
)
from docclean.language.votes import inherited
from docclean.verdict import KEEP, Effect, Reason, Verdict, retag

__all__ = ["BlockLanguage", "tags_of"]


@frozen
class BlockLanguage:
    r"""Tag every block with its language.

    Why: pages mix languages (a French article under an English menu), so that one
        guess from the whole text is often wrong, and later steps want to know the language of a line.
    Keeps: all text; only `language` and `language_confidence` of the blocks are set.
    Never: calls what has no letters, or is program text or an address, by the name of a language: it is `und` or
        `zxx`. Never follows what a page says about itself (`lang`, `content-language`) against its text.
    Measures: share of letters in the script that decides, 0–1; confidence of the engine, 0–1;
        letters of a block that is too short or in no language; of a block that inherits, the share of the document
        that is in the language. A block without letters has 0.
    Options: engine – default "py3langid"; languages – default all that the engine knows; min_letters – default 8;
        min_confidence – default 0.3 (both from our measurement, see `docclean.language.identify`; for langdetect,
        which is surer of itself, 0.7).
    Reasons: engine, script, phrase, inherited, no-language, too-short, unsure, not-chosen
    Effects: rekinded   Laws: idempotent
    Source: the model published with py3langid 0.4.0 (A. Barbaresi 2026, after M. Lui and T. Baldwin 2012); scripts with
        one language and the share of kana are decided before it. Short lines that it is not sure of are looked up
        among the phrases of site chrome, else take the language of most of the document, with confidence 0.

    Example:
        >>> from docclean.apply import apply
        >>> from docclean.extract.plain import document_of
        >>> step = BlockLanguage()
        >>> document = document_of("Η γέφυρα άνοιξε ξανά.\n12:30\nLa boulangerie du village ouvre à six heures.\nMenu")
        >>> tagged, _ = apply(document, step.judge(document), step)
        >>> [block.language for block in tagged.blocks]
        ['el', 'und', 'fr', 'fr']
        >>> tagged.text == document.text
        True
    """

    name: ClassVar[str] = "block-language"
    codes: ClassVar[tuple[str, ...]] = CODES
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REKINDED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ("block-language",)
    safety: ClassVar[str] = "safe"
    laws: ClassVar[tuple[str, ...]] = ("idempotent",)

    engine: str = field(default=DEFAULT, validator=check_engine)
    languages: tuple[str, ...] = field(default=(), converter=tuple, validator=check_languages)
    min_letters: int = MIN_LETTERS
    min_confidence: float = field(default=MIN_CONFIDENCE, validator=check_share)

    def __attrs_post_init__(self) -> None:
        check_choice(self.engine, self.languages)

    @property
    def resources(self) -> tuple[str, ...]:
        """The engine's own data, and the phrases."""
        return (*resources_of(self.engine), PHRASES)

    def judge(self, document: Document) -> Verdict:
        """Asks the engine once, for all blocks that need it."""
        blocks = document.blocks
        if not blocks:
            return KEEP
        question = Question(
            self.engine, self.min_letters, self.min_confidence, self.languages, expected_language(document)
        )
        findings = _findings(document, question)
        changes = []
        for at, (block, found) in enumerate(zip(blocks, findings, strict=True)):
            tag, confidence = found.guess.tag, found.guess.confidence
            if block.language != tag or block.language_confidence != confidence:
                reason = Reason(self.name, found.code, found.value, found.limit, found.evidence)
                changes.append(retag(document, at, reason=reason, language=tag, language_confidence=confidence))
        return Verdict(tuple(changes)) if changes else KEEP


def tags_of(document: Document, engine: str = DEFAULT, languages: tuple[str, ...] = ()) -> list[str]:
    """The language tag of each block as `BlockLanguage` would give it, whatever tags there are.

    For showing a document as it was: what is removed by steps before the tagging has no tag.

    >>> from docclean.extract.plain import document_of
    >>> tags_of(document_of("La boulangerie du village ouvre à six heures.\\nCancel reply"))
    ['fr', 'en']
    """
    question = Question(engine, languages=languages, expected=expected_language(document))
    return [found.guess.tag for found in _findings(document, question)]


def _findings(document: Document, question: Question) -> list[Finding]:
    return inherited(document.blocks, find_languages([block.text for block in document.blocks], question))
