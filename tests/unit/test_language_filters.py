"""The filters `block-language` and `document-language`."""

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from docclean.apply import apply, undo
from docclean.document import Block, Document
from docclean.errors import BadOptionError
from docclean.extract.plain import document_of
from docclean.language import engines
from docclean.language.block_language import BlockLanguage
from docclean.language.document_language import DocumentLanguage
from docclean.language.engines import Guess
from docclean.pipeline import Pipeline
from docclean.testing import HOSTILE, LAWS, check_filter, documents
from docclean.verdict import KEEP, Effect

FRENCH = "La boulangerie du village ouvre à six heures, même le dimanche."
ENGLISH = "The lighthouse was built in 1871 and still guides the ferries."
ITALIAN = "Il museo della seta riapre dopo tre anni di lavori."


class Counting:
    """An engine that counts its calls and calls everything French."""

    name = "counting"
    calls: list[list[str]]

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """Remember the texts."""
        self.calls.append(list(texts))
        return [Guess("fr", 0.8)] * len(texts)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> type[Counting]:
    """The engine `counting`, registered for one test."""
    Counting.calls = []
    monkeypatch.setitem(engines.ENGINES, "counting", Counting)
    return Counting


def tagged(text: str, step: BlockLanguage | None = None) -> Document:
    """A plain text with its blocks tagged."""
    step = step or BlockLanguage()
    document = document_of(text)
    return apply(document, step.judge(document), step)[0]


def document_with(*blocks: tuple[str, str, float]) -> Document:
    """A document of blocks with text, language and confidence."""
    return Document(
        blocks=tuple(
            Block(text, "\n" if at else "", (0, 0), language=code, language_confidence=confidence)
            for at, (text, code, confidence) in enumerate(blocks)
        )
    )


def test_block_language_keeps_the_laws() -> None:
    """All laws of a filter over hostile and generated documents."""
    check_filter(BlockLanguage(), examples=30, texts=[f"{FRENCH}\n\nMenu\n{ENGLISH}\n"])


@pytest.mark.parametrize("text", [*HOSTILE, f"{FRENCH}\nMenu", "a\nb\nc"])
def test_document_language_keeps_the_laws_on_hostile_documents(text: str) -> None:
    """Alone, on documents without tags, where `requires` is not met: it must not raise."""
    for law in LAWS:
        law(DocumentLanguage(), document_of(text))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_document_language_keeps_the_laws(document: Document) -> None:
    """All laws of a filter over generated documents."""
    for law in LAWS:
        law(DocumentLanguage(), document)


def test_every_block_is_tagged_and_no_text_changes() -> None:
    """A mixed page: each block its own language, short chrome und, the text as it was."""
    text = f"Menu\n\n{FRENCH}\n{ENGLISH}\n\n12.03.2026\nΗ γέφυρα άνοιξε\n"
    document = tagged(text)
    assert [block.language for block in document.blocks] == ["und", "fr", "en", "und", "el"]
    assert [block.language_confidence > 0 for block in document.blocks] == [False, True, True, False, True]
    assert document.text == text


def test_short_blocks_do_not_inherit() -> None:
    """English chrome between French paragraphs is not called French."""
    assert tagged(f"{FRENCH}\nCancel reply\n{FRENCH}").blocks[1].language == "und"


def test_reasons_say_what_was_measured() -> None:
    """Each change is a re-tagging with its code, measure and limit."""
    changes = BlockLanguage().judge(document_of(f"Menu\n{FRENCH}\nΗ γέφυρα άνοιξε")).changes
    assert {change.effect for change in changes} == {Effect.REKINDED}
    assert [(change.reason.code, change.reason.limit) for change in changes] == [
        ("too-short", 20),
        ("engine", 0.7),
        ("script", 0.5),
    ]
    assert changes[0].reason.value == 4


def test_tagging_twice_changes_nothing() -> None:
    """A document with the same tags already gets the empty verdict."""
    assert BlockLanguage().judge(tagged(f"Menu\n{FRENCH}")) is KEEP


def test_a_wrong_tag_is_replaced_and_comes_back_on_undo() -> None:
    """What an earlier step tagged is a prior; undo restores it."""
    document = evolve(document_of(FRENCH), blocks=(evolve(document_of(FRENCH).blocks[0], language="en"),))
    step = BlockLanguage()
    after, done = apply(document, step.judge(document), step)
    assert after.blocks[0].language == "fr"
    assert undo(after, done) == document


def test_an_empty_document_is_kept() -> None:
    """No blocks, no question."""
    assert BlockLanguage().judge(document_of(" \n ")) is KEEP
    assert DocumentLanguage().judge(document_of(" \n ")) is KEEP


def test_options_reach_the_engine(counting: type[Counting]) -> None:
    """Engine by name, letters and confidence as configured."""
    step = BlockLanguage(engine="counting", min_letters=4, min_confidence=0.9)
    document = tagged("Menu\nabc\nMenu again", step)
    assert [block.language for block in document.blocks] == ["und", "und", "und"]
    assert counting.calls == [["Menu", "Menu again"]]


@pytest.mark.parametrize("options", [{"engine": "oracle"}, {"min_confidence": 1.5}, {"min_confidence": -0.1}])
@pytest.mark.parametrize("step", [BlockLanguage, DocumentLanguage])
def test_impossible_options_are_refused(step: type, options: dict[str, object]) -> None:
    """When the filter is built, not in the middle of a run."""
    with pytest.raises(BadOptionError):
        step(**options)


def test_the_vote_is_weighted_by_characters() -> None:
    """One long block outvotes three short ones."""
    document = document_with(("a" * 90, "fr", 1.0), *[("b" * 20, "en", 1.0)] * 3)
    assert DocumentLanguage().judge(document).notes == (("language", "fr"), ("document-language", 0.6))


def test_undecided_blocks_have_no_vote() -> None:
    """However long they are: they lower nothing."""
    document = document_with(("a" * 500, "und", 0.0), ("b" * 20, "it", 0.9), ("c" * 500, "", 0.0))
    assert DocumentLanguage().judge(document).notes == (("language", "it"), ("document-language", 0.9))


def test_equal_votes_do_not_depend_on_the_order() -> None:
    """The code first in the alphabet wins, whichever block comes first."""
    one, other = ("a" * 30, "it", 1.0), ("b" * 30, "fr", 1.0)
    verdicts = [DocumentLanguage().judge(document_with(*blocks)) for blocks in ((one, other), (other, one))]
    assert verdicts[0] == verdicts[1]
    assert verdicts[0].notes[0] == ("language", "fr")


def test_no_engine_is_asked_where_a_block_has_a_language(counting: type[Counting]) -> None:
    """The blocks were tagged already; a second question would cost as much again."""
    DocumentLanguage(engine="counting").judge(document_with((FRENCH, "und", 0.0), (ITALIAN, "it", 1.0)))
    assert counting.calls == []


def test_short_lines_are_judged_as_one_text(counting: type[Counting]) -> None:
    """Where no block was long enough the engine is asked once, for all of them."""
    document = tagged("Der Garten\nist heute offen\nbis zum Abend")
    assert {block.language for block in document.blocks} == {"und"}
    assert DocumentLanguage(engine="counting").judge(document).notes[0] == ("language", "fr")
    assert counting.calls == [["Der Garten ist heute offen bis zum Abend"]]


@pytest.mark.parametrize("text", ["Menu", "12\n34\n56", "a\nb\nc", "👩‍🌾\n…"])
def test_undecidable_documents_get_no_note(text: str) -> None:
    """Without notes a document is und; a guess would be worse."""
    assert DocumentLanguage().judge(tagged(text)) is KEEP


def test_a_note_is_not_revised() -> None:
    """A second pass, after other blocks were dropped, does not add a second language."""
    document = document_of(FRENCH).with_notes((("language", "it"), ("document-language", 0.9)))
    assert DocumentLanguage().judge(document) is KEEP


def test_a_mixed_page_in_a_pipeline() -> None:
    """Both filters together give the language of most of the text and what they share of it."""
    clean = Pipeline([BlockLanguage(), DocumentLanguage()]).run(
        document_of(f"{ENGLISH}\n{FRENCH}\n{FRENCH} {FRENCH}\nMenu\n")
    )
    assert clean.language == "fr"
    assert 0.6 < clean.language_confidence < 0.9
    assert clean.undo() == f"{ENGLISH}\n{FRENCH}\n{FRENCH} {FRENCH}\nMenu\n"
    assert clean.receipts == ()
