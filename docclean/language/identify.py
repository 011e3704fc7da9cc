"""What decides the language of a text before an engine is asked, and whether its answer is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import Attribute, evolve, frozen

from docclean.document import Document, Scalar
from docclean.errors import BadOptionError
from docclean.language.engines import DEFAULT, check_name, engine_named
from docclean.language.guess import NOT_LANGUAGE, UNDECIDED, Guess, LanguageIdentifier
from docclean.language.scripts import MIN_SCRIPT_SHARE, guess_by_script, script_of
from docclean.measure.languages import base_of, canonical, group_of
from docclean.measure.letters import letters_by_script
from docclean.measure.unspoken import is_unspoken
from docclean.phrases import matcher
from docclean.phrases.slots import CLOSED

__all__ = [
    "CODES",
    "MIN_CONFIDENCE",
    "MIN_LETTERS",
    "Finding",
    "Question",
    "check_choice",
    "check_engine",
    "check_languages",
    "check_share",
    "expected_language",
    "find_languages",
    "weighed",
]

MIN_LETTERS: Final = 8
"""Of fewer letters no engine says much. From 8 to 20 four of five are right in news, and those that are not believed
stay undecided."""

MIN_CONFIDENCE: Final = 0.3
"""Below it the default engine is right on half of the texts, and few but the shortest stay below it."""

CODES: Final = ("engine", "script", "phrase", "inherited", "no-language", "too-short", "unsure", "not-chosen")
"""Why a text has its language: an engine said so, its script has one language, it is a known phrase, the blocks around
have it; or why it has none: it is code or an address, too short, nothing is likely, its language was not chosen."""

EXPECTED_WEIGHT: Final = 3.0
"""What the language that a page says it is in is worth beside others: it mends lines that could be either, and cannot
outvote a sentence. Two of three equally likely languages at least are then declined."""

_MAX_PHRASE: Final = 40
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_PHRASE_WORDS: Final = 2
"""Single words such as "Menu" are in many languages."""


@frozen
class Finding:
    """The language of one text and why."""

    guess: Guess
    code: str
    """One of `CODES`."""
    value: Scalar
    """Letters, share of letters or confidence, by code."""
    limit: Scalar
    evidence: tuple[tuple[str, Scalar], ...] = ()


@frozen
class Question:
    """What is asked of every text of a document, and how."""

    engine: str = DEFAULT
    min_letters: int = MIN_LETTERS
    """Texts with fewer letters are not shown to the engine."""
    min_confidence: float = MIN_CONFIDENCE
    """0 to 1; an answer with less is not believed."""
    languages: tuple[str, ...] = ()
    """The languages to choose from; empty for all that the engine knows."""
    expected: str = ""
    """The language that a page says it is in; `""` for none."""


_USUAL: Final = Question()


def check_engine(_instance: Any, _attribute: Attribute[str], value: str) -> None:
    """Validator of the option `engine`."""
    check_name(value)


def check_choice(engine: str, languages: tuple[str, ...]) -> None:
    """Builds an engine that is not the default, or chooses among languages, so that what it refuses shows at once."""
    if languages or engine != DEFAULT:
        engine_named(engine, languages)


def check_languages(_instance: Any, attribute: Attribute[tuple[str, ...]], value: tuple[str, ...]) -> None:
    """Validator of an option that lists language codes."""
    for code in value:
        if not (base_of(code).isascii() and base_of(code).isalpha() and 2 <= len(base_of(code)) <= 3):
            raise BadOptionError(attribute.name, f"{code!r} is no language code, such as 'fr' or 'sr-Latn'.")


def check_share(_instance: Any, attribute: Attribute[float], value: float) -> None:
    """Validator of an option between 0 and 1."""
    if not 0 <= value <= 1:
        raise BadOptionError(attribute.name, f"{value!r} is not between 0 and 1.")


def find_languages(
    texts: Sequence[str], question: Question = _USUAL, engine: LanguageIdentifier | None = None
) -> list[Finding]:
    """The language of each text: by its script, else by the engine where it is long enough.

    Args:
        texts: any texts; the finding for one does not depend on the others.
        question: the engine, which is asked once for all texts that need it, and when it is believed.
        engine: asked in place of the one that the question names.

    Returns:
        One finding for each text, in order.
    """
    findings: list[Finding | None] = []
    asked: list[str] = []
    for text in texts:
        finding = _without_engine(text, question)
        findings.append(finding)
        if finding is None:
            asked.append(text)
    answers: Iterator[Guess] = iter(())
    if asked:
        # Building an engine may load its data: not where no text needs it.
        engine = engine or engine_named(question.engine, question.languages)
        answers = iter(engine.identify(asked))
    return [finding or _believed(text, next(answers), question) for text, finding in zip(texts, findings, strict=True)]


def expected_language(document: Document) -> str:
    """The language that a document's page or its notes say it is in; `""` for none."""
    noted = document.values("page-language")
    if noted:
        return canonical(str(noted[0]))
    facts = document.page.facts if document.page is not None else ()
    return next((canonical(fact.value) for fact in facts if fact.key == "page-language"), "")


def _without_engine(text: str, question: Question) -> Finding | None:
    counts = letters_by_script(text)
    letters = sum(counts.values())
    least = max(question.min_letters, 1)
    if not letters:
        return Finding(UNDECIDED, "too-short", 0, least)
    if is_unspoken(text):
        return Finding(NOT_LANGUAGE, "no-language", letters, least)
    guess = guess_by_script(counts)
    if guess.script:
        evidence: tuple[tuple[str, Scalar], ...] = (("script", guess.script),)
        if question.languages and guess.code not in _bases(question.languages):
            evidence += (("guess", guess.code),)
            return Finding(UNDECIDED, "not-chosen", guess.confidence, MIN_SCRIPT_SHARE, evidence)
        if guess.code == "zh":
            guess = evolve(guess, script=script_of("zh", text))
        return Finding(guess, "script", guess.confidence, MIN_SCRIPT_SHARE, evidence)
    if letters < least:
        return _phrase(text, question) or Finding(UNDECIDED, "too-short", letters, least)
    return None


def _believed(text: str, guess: Guess, question: Question) -> Finding:
    if guess.confidence < question.min_confidence:
        phrase = _phrase(text, question)
        # Software speaks English on pages in all languages; a phrase of another language may be one of the page's too.
        if phrase and phrase.guess.code in ("en", question.expected):
            return phrase
    guess = weighed(guess, question.expected)
    group = group_of(guess.code)
    together = guess.confidence
    evidence: tuple[tuple[str, Scalar], ...] = (("engine", question.engine), ("guess", guess.code))
    if group:
        together += sum(share for code, share in guess.others if group_of(code) == group)
        evidence += (("group", group), ("group-confidence", round(min(together, 1.0), 4)))
    if guess.code == UNDECIDED.code or together < question.min_confidence:
        phrase = _phrase(text, question)
        return phrase or Finding(UNDECIDED, "unsure", guess.confidence, question.min_confidence, evidence)
    script = script_of(guess.code, text)
    if script != guess.script:
        guess = evolve(guess, script=script)
    return Finding(guess, "engine", guess.confidence, question.min_confidence, evidence)


def weighed(guess: Guess, expected: str) -> Guess:
    """The guess after the language that the page names is given its weight; what the engine left out stays out."""
    if not expected:
        return guess
    shares = {guess.code: guess.confidence, **dict(guess.others)}
    if expected not in shares or guess.code == UNDECIDED.code:
        return guess
    total = 1.0 + shares[expected] * (EXPECTED_WEIGHT - 1)
    shares[expected] *= EXPECTED_WEIGHT
    ranked = sorted(shares, key=lambda code: (-shares[code], code))
    first, *others = [(code, round(min(shares[code] / total, 1.0), 4)) for code in ranked]
    return Guess(*first, guess.script, tuple(others))


def _phrase(text: str, question: Question) -> Finding | None:
    """The language of a phrase of site chrome, for lines that are too short to be sure of."""
    if len(text) > _MAX_PHRASE or len(_WORD.findall(text)) < _PHRASE_WORDS:
        return None
    match = matcher.load().match(text)
    if match is None or match.start or match.rest or any(name not in CLOSED for name, _ in match.slots):
        return None
    code = canonical(match.phrase.language)
    if code == "mul" or (question.languages and code not in _bases(question.languages)):
        return None
    guess = Guess(code, question.min_confidence, script_of(code, text))
    return Finding(guess, "phrase", 1, 1, (("phrase", match.phrase.id),))


def _bases(languages: Sequence[str]) -> frozenset[str]:
    return frozenset(canonical(base_of(code)) for code in languages)
