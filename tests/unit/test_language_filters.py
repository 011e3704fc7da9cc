"""The filters `block-language` and `document-language`."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

import docclean
from docclean.apply import apply, undo
from docclean.document import Block, Document
from docclean.errors import BadOptionError, ConfigError, DuplicateFilterError
from docclean.extract.plain import document_of
from docclean.language import engines
from docclean.language.block_language import BlockLanguage, tags_of
from docclean.language.document_language import DocumentLanguage
from docclean.language.engines import Guess
from docclean.language.wrong_language import WrongLanguage
from docclean.pipeline import Pipeline
from docclean.testing import HOSTILE, LAWS, check_filter, documents
from docclean.verdict import KEEP, Effect

FRENCH = "La boulangerie du village ouvre à six heures, même le dimanche."
ENGLISH = "The lighthouse was built in 1871 and still guides the ferries."
GREEK = "Η παλιά γέφυρα του λιμανιού άνοιξε ξανά για πεζούς και ποδήλατα."
ITALIAN = "Il museo della seta riapre dopo tre anni di lavori."


class Counting:
    """An engine that counts its calls and calls everything French."""

    name = "counting"
    calls: list[list[str]]

    def __init__(self, languages: tuple[str, ...] = ()) -> None:
        self.languages = languages

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """Remember the texts."""
        self.calls.append(list(texts))
        return [Guess("fr", 0.8)] * len(texts)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Counting]]:
    """The engine `acme:counting`, offered by an entry point for one test."""
    Counting.calls = []
    point = SimpleNamespace(value="acme:Counting", load=lambda: Counting)
    monkeypatch.setattr(engines, "plugins", lambda _: {"acme:counting": (point,)})
    engines._built.cache_clear()
    yield Counting
    engines._built.cache_clear()


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
    """A mixed page: each block its own language, a date none, the text as it was."""
    text = f"{FRENCH}\n{ENGLISH}\n\n12.03.2026\nΗ γέφυρα άνοιξε\n"
    document = tagged(text)
    assert [block.language for block in document.blocks] == ["fr", "en", "und", "el"]
    assert [block.language_confidence > 0 for block in document.blocks] == [True, True, False, True]
    assert document.text == text


def test_short_undecided_blocks_inherit_without_a_vote() -> None:
    """A word that is in many languages takes that of the document, with confidence 0; a date and code do not."""
    document = tagged(f"Menu\n{FRENCH}\n12.03.2026\nif (x) {{ y = 1; }}")
    assert [block.language for block in document.blocks] == ["fr", "fr", "und", "zxx"]
    assert document.blocks[0].language_confidence == 0.0


def test_english_chrome_on_a_french_page_is_english() -> None:
    """Short lines are looked up among the phrases before they inherit."""
    document = tagged(f"{FRENCH}\nCancel reply\nLeave a comment\n{FRENCH}")
    assert [block.language for block in document.blocks] == ["fr", "en", "en", "fr"]


def test_long_blocks_in_an_unknown_language_do_not_inherit(counting: type[Counting]) -> None:
    """More than fifty characters that no engine is sure of are not in the language around them."""
    document = tagged(f"{GREEK}\n{FRENCH}", BlockLanguage(engine="acme:counting", min_confidence=0.9))
    assert [block.language for block in document.blocks] == ["el", "und"]


def test_half_the_document_is_needed_to_inherit_from() -> None:
    """Of a page in three languages no block takes one over."""
    assert tagged(f"{FRENCH}\n{ENGLISH}\n{GREEK}\nMenu").blocks[3].language == "und"


def test_a_doubtful_short_line_goes_with_its_document() -> None:
    """Alone it may be Swedish; among German lines it is German, and says why."""
    german = "Die Forscher zählten im Frühjahr viele Kraniche am See."
    assert tagged("Gästebuch").blocks[0].language != "de"
    changes = BlockLanguage().judge(document_of(f"{german}\nGästebuch")).changes
    assert changes[1].after[0].language == "de"
    assert ("expected", "de") in changes[1].reason.evidence


def test_what_a_page_says_is_a_prior_and_no_more() -> None:
    """A line that could be either follows the page's `lang`; a sentence does not."""
    noted = (("page-language", "sv"),)
    step = BlockLanguage()
    line = document_of("Geöffnet Gästebuch")
    assert step.judge(line.with_notes(noted)).changes[0].after[0].language == "sv"
    verdict = step.judge(document_of(FRENCH).with_notes(noted))
    assert verdict.changes[0].after[0].language == "fr"


def test_languages_restrict_the_choice() -> None:
    """No other language is named, whether an engine or a script would say so."""
    step = BlockLanguage(languages=("de", "en", "fr"))
    document = tagged(f"{FRENCH}\n{GREEK}\n{ENGLISH}\n{ITALIAN}", step)
    found = [block.language for block in document.blocks]
    assert found[:3] == ["fr", "und", "en"]
    assert found[3] in ("de", "en", "fr", "und")


def test_scripts_are_named_where_they_matter() -> None:
    """Serbian and Chinese have two; French has one and gets none."""
    texts = (
        "Стари мост преко реке отворен је јуче за пешаке и бициклисте после две године.",
        "圖書館明天上午九點重新開放，歡迎參觀",
        "图书馆明天上午九点重新开放，欢迎参观",
        FRENCH,
    )
    assert [tagged(text).blocks[0].language for text in texts] == ["sr-Cyrl", "zh-Hant", "zh-Hans", "fr"]


def test_relatives_are_named_as_a_group() -> None:
    """Croatian, Bosnian and Serbian are told apart badly: the evidence says so."""
    text = "Stari most preko rijeke jučer je otvoren za pješake i bicikliste nakon dvije godine radova."
    (change,) = BlockLanguage().judge(document_of(text)).changes
    evidence = dict(change.reason.evidence)
    assert evidence["group"] == "hbs"
    assert evidence["group-confidence"] > 0.99


def test_reasons_say_what_was_measured() -> None:
    """Each change is a re-tagging with its code, measure and limit."""
    changes = BlockLanguage().judge(document_of(f"12:30\nMenu\n{FRENCH}\nΗ γέφυρα άνοιξε")).changes
    assert {change.effect for change in changes} == {Effect.REKINDED}
    assert [(change.reason.code, change.reason.limit) for change in changes] == [
        ("too-short", 8),
        ("inherited", 0.5),
        ("engine", 0.3),
        ("script", 0.5),
    ]


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
    step = BlockLanguage(engine="acme:counting", min_letters=4, min_confidence=0.9)
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
    DocumentLanguage(engine="acme:counting").judge(document_with((FRENCH, "und", 0.0), (ITALIAN, "it", 1.0)))
    assert counting.calls == []


def test_short_lines_are_judged_as_one_text(counting: type[Counting]) -> None:
    """Where no block was long enough the engine is asked once, for all of them."""
    document = tagged("Der Garten\nist heute offen\nbis zum Abend", BlockLanguage(min_letters=20))
    assert {block.language for block in document.blocks} == {"und"}
    assert DocumentLanguage(engine="acme:counting").judge(document).notes[0] == ("language", "fr")
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


def test_the_record_lists_the_languages_of_what_was_kept() -> None:
    """Shares of characters, largest first; blocks in no language and undecided ones are not counted."""
    pipeline = Pipeline([BlockLanguage(), DocumentLanguage()])
    clean = pipeline.run(document_of(f"{FRENCH}\n{FRENCH}\n{ENGLISH}\n12:30\nif (x) {{ y = 1; }}"))
    assert [language for language, _ in clean.languages] == ["fr", "en"]
    assert sum(share for _, share in clean.languages) == pytest.approx(1.0, abs=1e-3)
    assert [entry["language"] for entry in clean.record()["languages"]] == ["fr", "en"]
    assert type(clean).from_dict(clean.to_dict()).languages == clean.languages


def test_the_record_names_the_group_of_relatives() -> None:
    """Croatian may be Bosnian: whoever reads the record can see it."""
    text = "Stari most preko rijeke jučer je otvoren za pješake i bicikliste nakon dvije godine radova."
    clean = Pipeline([BlockLanguage(), DocumentLanguage()]).run(document_of(text))
    assert [entry.get("group") for entry in clean.record()["languages"]] == ["hbs"]


def test_a_document_of_short_lines_still_has_its_language_in_the_list() -> None:
    """Nothing was tagged, and the lines together were."""
    pipeline = Pipeline([BlockLanguage(min_letters=20), DocumentLanguage()])
    assert pipeline.run(document_of("Der Garten\nist heute offen\nbis zum Abend")).languages == (("de", 1.0),)


@pytest.mark.parametrize("text", ["12:30", ""])
def test_nothing_is_listed_where_nothing_is_tagged(text: str) -> None:
    """An empty list, not `und`."""
    assert Pipeline([BlockLanguage(), DocumentLanguage()]).run(document_of(text)).languages == ()


def test_relatives_vote_together() -> None:
    """Two blocks called Bosnian and one called Croatian outvote a longer one in another language."""
    document = document_with(("a" * 90, "hr", 0.6), ("b" * 90, "bs", 0.6), ("c" * 120, "ro", 1.0))
    assert DocumentLanguage().judge(document).notes[0] == ("language", "hr")


def test_inherited_tags_have_no_vote() -> None:
    """They say nothing of their own, however many they are."""
    document = document_with(("a" * 30, "it", 0.9), ("b" * 40, "fr", 0.0), ("c" * 40, "fr", 0.0))
    assert DocumentLanguage().judge(document).notes == (("language", "it"), ("document-language", 0.9))


def test_tags_of_a_document_need_no_step() -> None:
    """For showing what was removed before the tagging."""
    assert tags_of(document_of(f"{FRENCH}\nCancel reply\n12:30")) == ["fr", "en", "und"]


def test_wrong_documents_are_rejected_with_the_reason() -> None:
    """By share of the wanted languages; a document in which nothing is decided stays."""
    step = WrongLanguage(languages=("de",), by="documents")
    rejected = Pipeline([BlockLanguage(), step]).run(document_of(f"{FRENCH}\n{ENGLISH}")).rejected
    assert rejected is not None
    assert (rejected.key, rejected.value, rejected.limit) == ("wrong-language/wrong-document", 0.0, 0.5)
    assert dict(rejected.evidence)["wanted"] == "de"
    assert Pipeline([BlockLanguage(), step]).run(document_of("12:30\nMenu")).rejected is None


def test_wrong_blocks_have_receipts_and_come_back() -> None:
    """What was removed is in the receipts with its language, and undo restores it."""
    text = f"{FRENCH}\n{ENGLISH} The keeper rows home every evening.\n{FRENCH}"
    clean = Pipeline([BlockLanguage(), WrongLanguage(), DocumentLanguage()]).run(document_of(text))
    assert clean.text == f"{FRENCH}\n{FRENCH}"
    assert [receipt.reason.key for receipt in clean.receipts] == ["wrong-language/wrong-block"]
    assert dict(clean.receipts[0].reason.evidence) == {"language": "en", "wanted": "fr"}
    assert clean.undo() == text


@pytest.mark.parametrize("options", [{"languages": ("french",)}, {"languages": ("f",)}, {"by": "pages"}])
def test_impossible_options_of_wrong_language_are_refused(options: dict[str, object]) -> None:
    """When the filter is built."""
    with pytest.raises((BadOptionError, ValueError)):
        WrongLanguage(**options)


def test_engines_of_other_packages_get_the_languages(counting: type[Counting]) -> None:
    """Offered by an entry point, built with the choice of the option."""
    assert engines.engine_named("acme:counting", ("fr", "de")).languages == ("fr", "de")  # type: ignore[attr-defined]
    assert engines.engine_names()[-1] == "acme:counting"
    assert engines.resources_of("acme:counting") == ("package:acme",)


def test_a_language_that_the_engine_does_not_know_is_refused() -> None:
    """When the filter is built; one that its script gives away needs no engine."""
    with pytest.raises(BadOptionError, match="tlh"):
        BlockLanguage(languages=("fr", "tlh"))
    assert tagged("ފާލަން ހުޅުވިއްޖެ", BlockLanguage(languages=("dv",))).blocks[0].language == "dv"
    assert tagged(FRENCH, BlockLanguage(languages=("dv",))).blocks[0].language == "und"


def test_a_broken_engine_breaks_those_only_who_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With an error that says which package to reinstall."""

    def broken() -> None:
        raise ImportError("no module named fast")

    point = SimpleNamespace(value="acme.fast:Fast", load=broken)
    monkeypatch.setattr(engines, "plugins", lambda _: {"acme:fast": (point,), "acme:two": (point, point)})
    with pytest.raises(ConfigError, match="reinstall acme"):
        engines.engine_named("acme:fast")
    with pytest.raises(DuplicateFilterError):
        engines.engine_named("acme:two")
    assert engines.engine_named("py3langid").name == "py3langid"


def test_fingerprints_know_the_engine() -> None:
    """Another engine or another model is another pipeline."""
    assert BlockLanguage().resources != BlockLanguage(engine="langdetect").resources
    assert WrongLanguage(engine="pycld2").resources == ("package:pycld2",)


def test_english_software_around_a_french_page_is_english() -> None:
    """Even where the page says that it is French, and the engine alone would be in doubt."""
    lines = ("Skip to content", "Share on Facebook", "Related posts", "Leave a Reply", "Post Comment", "Cancel reply")
    page = f"<html lang=fr><title>Le pont</title><p>{FRENCH}</p>" + "".join(f"<div>{line}</div>" for line in lines)
    document = docclean.clean(page).original
    tags = {block.text: tag for block, tag in zip(document.blocks, tags_of(document), strict=True)}
    assert {line: tags[line] for line in lines} == dict.fromkeys(lines, "en")
    assert tags[FRENCH] == "fr"
