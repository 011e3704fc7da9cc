"""The filter `wrong-language`."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen
from attrs.validators import and_, ge, gt, in_, le

from docclean.document import Block, Document, Kind
from docclean.language.engines import DEFAULT, resources_of
from docclean.language.identify import (
    Question,
    check_choice,
    check_engine,
    check_languages,
    expected_language,
    find_languages,
)
from docclean.language.votes import is_decided, vote
from docclean.measure.languages import in_languages
from docclean.measure.letters import count_letters
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop

__all__ = ["WrongLanguage"]


@frozen
class WrongLanguage:
    """Remove blocks, or reject documents, that are in another language than the wanted ones.

    Why: a corpus of one language is wanted, and crawls of it hold comments, quotations and whole pages in others.
    Keeps: what is in no language (code, addresses, numbers) or in one that is undecided; short blocks, whose language
        is a guess; quotations and code; relatives that are not told apart (Bosnian where Croatian is wanted, Malay
        where Indonesian is).
    Never: goes by a language that a block has inherited; removes all blocks of a document: the document is rejected.
    Measures: of a block the confidence in its language, 0–1; of a document the share of its characters that is in the
        wanted languages, 0–1; a document in which nothing is decided counts as wanted.
    Options:
        languages – default none: the one that most of the document is in; each with or without a script
        ("sr-Latn"); by – default "blocks": remove blocks; "documents": reject documents, touch no block;
        min_confidence – default 0.9, of a block in another language: of 6,000 news texts of 40 characters with that
        confidence none had a wrong name; min_letters – default 40, of a block that can be wrong; min_share – default
        0.5, of the document in wanted languages: with less it is rejected; engine – default "py3langid", for
        documents without tags.
    Reasons: wrong-block, wrong-document   Effects: removed   Laws: none: the language of most of a document changes
        with what was removed
    Source: our own; thresholds from `tests/bench/languages.py`.
    Example:
        >>> from docclean.testing import judged
        >>> text = "Der Garten am Hafen ist heute bis zum Abend geöffnet.\\n"
        >>> judged(WrongLanguage(), text * 2 + "The keeper of the lighthouse rows home every evening before the tide.")
        'Der Garten am Hafen ist heute bis zum Abend geöffnet.\\nDer Garten am Hafen ist heute bis zum Abend geöffnet.'
        >>> judged(WrongLanguage(languages=("de", "en")), "Der Garten am Hafen.\\nThe keeper rows home.")
        'Der Garten am Hafen.\\nThe keeper rows home.'
    """

    languages: tuple[str, ...] = field(default=(), converter=tuple, validator=check_languages)
    by: str = field(default="blocks", validator=in_(("blocks", "documents")))
    min_confidence: float = field(default=0.9, validator=and_(gt(0.0), le(1.0)))
    min_letters: int = field(default=40, validator=ge(1))
    min_share: float = field(default=0.5, validator=and_(gt(0.0), le(1.0)))
    engine: str = field(default=DEFAULT, validator=check_engine)

    name: ClassVar[str] = "wrong-language"
    codes: ClassVar[tuple[str, ...]] = ("wrong-block", "wrong-document")
    effects: ClassVar[tuple[Effect, ...]] = (Effect.REMOVED,)
    requires: ClassVar[tuple[str, ...]] = ()
    provides: ClassVar[tuple[str, ...]] = ()
    safety: ClassVar[str] = "lossy"
    laws: ClassVar[tuple[str, ...]] = ()

    def __attrs_post_init__(self) -> None:
        check_choice(self.engine, ())

    @property
    def resources(self) -> tuple[str, ...]:
        """The engine's own data."""
        return resources_of(self.engine)

    def judge(self, document: Document) -> Verdict:
        """Goes by the tags of the blocks; those without one are shown to the engine."""
        if not document.blocks:
            return KEEP
        tagged = self._tagged(document)
        wanted = self.languages or self._main(document, tagged)
        if not wanted:
            return KEEP
        decided = [one for one in tagged if is_decided(one[1]) and one[2]]
        characters = sum(len(block.text) for block, _, _ in decided)
        right = sum(len(block.text) for block, tag, _ in decided if in_languages(tag, wanted))
        share = round(right / characters, 4) if characters else 1.0
        if share < self.min_share:
            main = vote((tag, confidence, len(block.text)) for block, tag, confidence in tagged)
            evidence = (("language", main.code if main else ""), ("wanted", ",".join(wanted)))
            return Verdict(reject=Reason(self.name, "wrong-document", share, self.min_share, evidence))
        if self.by == "documents":
            return KEEP
        changes = tuple(
            self._drop(document, at, tag, confidence, wanted)
            for at, (block, tag, confidence) in enumerate(tagged)
            if self._is_wrong(block, tag, confidence, wanted)
        )
        return Verdict(changes) if changes else KEEP

    def _tagged(self, document: Document) -> list[tuple[Block, str, float]]:
        """Each block with its tag and the confidence in it; 0 where the tag is not its own."""
        if any(block.language for block in document.blocks):
            return [(block, block.language, block.language_confidence) for block in document.blocks]
        question = Question(self.engine, expected=expected_language(document))
        findings = find_languages([block.text for block in document.blocks], question)
        return [
            (block, found.guess.tag, found.guess.confidence)
            for block, found in zip(document.blocks, findings, strict=True)
        ]

    def _main(self, document: Document, tagged: list[tuple[Block, str, float]]) -> tuple[str, ...]:
        """The language of most of the document, without its script; none where nothing is decided."""
        noted = document.values("language")
        if noted:
            return (str(noted[0]).partition("-")[0],)
        main = vote((tag, confidence, len(block.text)) for block, tag, confidence in tagged)
        return (main.code.partition("-")[0],) if main else ()

    def _is_wrong(self, block: Block, tag: str, confidence: float, wanted: tuple[str, ...]) -> bool:
        return (
            is_decided(tag)
            and confidence >= self.min_confidence
            and block.kind not in (Kind.CODE, Kind.QUOTE)
            and not in_languages(tag, wanted)
            and count_letters(block.text) >= self.min_letters
        )

    def _drop(self, document: Document, at: int, tag: str, confidence: float, wanted: tuple[str, ...]) -> Change:
        evidence = (("language", tag), ("wanted", ",".join(wanted)))
        reason = Reason(self.name, "wrong-block", confidence, self.min_confidence, evidence)
        return drop(document, at, reason=reason)
