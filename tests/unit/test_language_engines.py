"""The engine langdetect: one text, one answer."""

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from docclean.errors import BadOptionError
from docclean.language import engine_langdetect
from docclean.language.engine_langdetect import LangdetectEngine, _loaded_factory
from docclean.language.engines import engine_named
from docclean.language.guess import MAX_CHARACTERS, UNDECIDED, Guess, excerpt

TEXTS = {
    "fr": "La boulangerie du village ouvre à six heures, même le dimanche.",
    "en": "The lighthouse was built in 1871 and still guides the ferries.",
    "de": "Die Forscher zählten im Frühjahr viele Kraniche am See.",
    "it": "Il museo della seta riapre dopo tre anni di lavori.",
    "es": "El huerto escolar produce tomates, judías y calabacines.",
    "ru": "Сад открыт для посетителей каждый день с девяти утра.",
    "he": "הספרייה נפתחה מחדש אחרי השיפוץ.",
    "ar": "تفتح المكتبة أبوابها كل يوم من الساعة التاسعة صباحا.",
}
DOUBTFUL = [
    "Menu",
    "no",
    "Radio Taxi Hotel Bar",
    "garten garden jardin giardino",
    "10 km",
    "is at in on",
    "El Al",
    "aaaa",
]
SAMPLE = [*TEXTS.values(), *DOUBTFUL]


def identify(texts: list[str]) -> list[Guess]:
    """Ask a new engine."""
    return LangdetectEngine().identify(texts)


def test_sentences_get_their_language() -> None:
    """Eight languages in three scripts; fails where profiles and names are numbered differently."""
    assert [guess.code for guess in identify(list(TEXTS.values()))] == list(TEXTS)


@pytest.mark.parametrize(
    "text", ["", " ", "12:30", "…!?", "👩‍🌾🌻", "\x00", "\ud800\udfff", "https://example.org/garden"]
)
def test_text_without_features_is_undecided(text: str) -> None:
    """Langdetect raises for these; the engine must answer und."""
    assert identify([text]) == [UNDECIDED]


def test_capitals_do_not_hide_the_words() -> None:
    """Langdetect judges a line in capitals by its initials alone, unless it is lowered."""
    assert identify([TEXTS["fr"].upper()])[0].code == "fr"


class Shares:
    """A factory and detector of langdetect in one, with a given answer."""

    def __init__(self, **shares: float) -> None:
        self.shares = shares

    def create(self) -> "Shares":
        """Be the detector too."""
        return self

    def append(self, text: str) -> None:
        """Read nothing."""

    def get_probabilities(self) -> list[SimpleNamespace]:
        """Answer as given."""
        return [SimpleNamespace(lang=name.replace("_", "-"), prob=share) for name, share in self.shares.items()]


def test_both_kinds_of_chinese_are_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The profiles zh-cn and zh-tw are named zh and their shares summed: together they outvote Korean."""
    monkeypatch.setattr(engine_langdetect, "_factory", lambda: Shares(ko=0.4, zh_cn=0.35, zh_tw=0.25))
    assert identify(["some text"]) == [Guess("zh", 0.6, others=(("ko", 0.4),))]


def test_no_share_worth_naming_is_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Langdetect answers an empty list where no language has a tenth."""
    monkeypatch.setattr(engine_langdetect, "_factory", Shares)
    assert identify(["some text"]) == [UNDECIDED]


# Not shrunk: each try costs a tenth of a second.
@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.permutations(SAMPLE), st.integers(1, 5))
def test_order_and_batch_size_do_not_matter(texts: list[str], size: int) -> None:
    """A generator shared between texts would give each an answer that depends on those before it."""
    alone = {text: identify([text])[0] for text in texts}
    batches = [identify(texts[at : at + size]) for at in range(0, len(texts), size)]
    assert [guess for batch in batches for guess in batch] == [alone[text] for text in texts]


def test_equal_texts_get_equal_answers_in_place() -> None:
    """Deduplication inside a batch must not shift answers."""
    fr, en = TEXTS["fr"], TEXTS["en"]
    assert [guess.code for guess in identify([fr, en, fr, fr, en])] == ["fr", "en", "fr", "fr", "en"]


def test_the_global_generator_is_neither_read_nor_moved() -> None:
    """Answers are the same for any global seed, and asking leaves the global state alone."""
    random.seed(1)
    state = random.getstate()
    first = identify(SAMPLE)
    assert random.getstate() == state
    random.seed(2)
    assert identify(SAMPLE) == first


def test_the_library_keeps_its_own_globals() -> None:
    """No seed and no factory of the library itself is set: other users of it see no change."""
    from langdetect import detector_factory

    before = detector_factory.DetectorFactory.seed, detector_factory._factory
    identify(SAMPLE)
    assert (detector_factory.DetectorFactory.seed, detector_factory._factory) == before


def test_a_foreign_global_seed_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user of langdetect who sets its class-wide seed does not change our answers."""
    from langdetect import DetectorFactory

    before = identify(SAMPLE)
    monkeypatch.setattr(DetectorFactory, "seed", 12345)
    assert identify(SAMPLE) == before


def test_eight_threads_answer_alike_from_a_cold_start() -> None:
    """Threads that come at once, before profiles are loaded, all get the answers of one thread."""
    expected = identify(SAMPLE)
    _loaded_factory.cache_clear()
    start = Barrier(8)

    def work(number: int) -> list[Guess]:
        start.wait()
        turned = SAMPLE[number:] + SAMPLE[:number]
        answers = dict(zip(turned, identify(turned), strict=True))
        return [answers[text] for text in SAMPLE]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [expected] * 8
    assert _loaded_factory.cache_info().misses == 1


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_other_processes_answer_alike(hash_seed: str) -> None:
    """Hash seed and global seed of another process change nothing."""
    code = (
        "import random, sys; random.seed(int(sys.argv[1]))\n"
        "from docclean.language.engine_langdetect import LangdetectEngine\n"
        "print(ascii(LangdetectEngine().identify(eval(sys.stdin.read()))))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, hash_seed],
        input=ascii(SAMPLE),
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ascii(identify(SAMPLE))


def test_nothing_is_loaded_before_the_first_question() -> None:
    """Importing the filters and building them must not import an engine: it costs start-up time."""
    code = (
        "import sys\n"
        "from docclean.language.block_language import BlockLanguage\n"
        "from docclean.language.document_language import DocumentLanguage\n"
        "BlockLanguage(), DocumentLanguage()\n"
        "sys.exit(bool({'langdetect', 'numpy', 'pycld2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, check=False)
    assert done.returncode == 0


def test_the_profiles_are_numbered_by_name() -> None:
    """The order of a directory differs between file systems, and the number of a profile decides ties."""
    languages = _loaded_factory().get_lang_list()
    assert languages == sorted(languages)
    assert len(languages) == 55


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    """It never raises, and confidence is a share."""
    (guess,) = identify([text])
    assert 0.0 <= guess.confidence <= 1.0
    assert guess.code == "und" or guess.confidence > 0


def test_a_huge_text_costs_no_more_than_its_start() -> None:
    """Only the start is read: 10^6 characters give the answer of the excerpt."""
    huge = (TEXTS["it"] + " ") * 20_000
    assert identify([huge]) == identify([excerpt(huge)])
    assert len(excerpt(huge)) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("exactly ten", "exactly ten"[:11]),
        ("a garden bench", "a garden"),
        ("unbrokenlongword", "unbrokenlon"),
        ("a unbrokenlongword", "a unbrokenl"),
        ("garden bench table", "garden"),
    ],
)
def test_excerpts_end_between_words(text: str, expected: str) -> None:
    """A cut inside a word makes letter sequences that are in no language; a word longer than half is cut."""
    assert excerpt(text, 11) == expected


def test_langdetect_chooses_among_given_languages() -> None:
    """Italian is called by the likelier of the two that are left."""
    (guess,) = LangdetectEngine(languages=("de", "es")).identify([TEXTS["it"]])
    assert guess.code == "es"


def test_an_unknown_engine_is_refused_by_name() -> None:
    """The error proposes the nearest engine."""
    with pytest.raises(BadOptionError, match="langdetect"):
        engine_named("langdetct")
