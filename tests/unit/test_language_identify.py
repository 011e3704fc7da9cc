"""What is decided before an engine is asked, and when its answer is believed."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.language.guess import Guess
from docclean.language.identify import Question, find_languages
from docclean.language.scripts import guess_by_script
from docclean.measure.letters import letters_by_script
from docclean.strategies import lines

USUAL = Question()


class Recorder:
    """An engine that gives every text the same guess and remembers what it was asked."""

    name = "recorder"

    def __init__(self, guess: Guess = Guess("fr", 0.9)) -> None:  # noqa: B008 (a frozen value)
        self.guess = guess
        self.asked: list[list[str]] = []

    def identify(self, texts: Sequence[str]) -> list[Guess]:
        """Remember the texts."""
        self.asked.append(list(texts))
        return [self.guess] * len(texts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Η γέφυρα άνοιξε ξανά για τους πεζούς.", "el"),
        ("Կամուրջը կրկին բաց է։", "hy"),
        ("ห้องสมุดเปิดทำการทุกวัน", "th"),
        ("ბიბლიოთეკა ღიაა", "ka"),
        ("도서관이 다시 문을 열었다", "ko"),
        ("ਪੁਲ ਖੁੱਲ੍ਹਾ ਹੈ", "pa"),
        ("પુલ ખુલ્લો છે", "gu"),
        ("நூலகம் திறந்துள்ளது", "ta"),
        ("వంతెన తెరిచి ఉంది", "te"),
        ("ಸೇತುವೆ ತೆರೆದಿದೆ", "kn"),
        ("പാലം തുറന്നു", "ml"),
        ("පාලම විවෘතයි", "si"),
        ("ຂົວເປີດແລ້ວ", "lo"),
        ("ស្ពានបានបើក", "km"),
        ("တံတားဖွင့်ပြီ", "my"),
        ("ପୋଲ ଖୋଲା ଅଛି", "or"),
        ("ފާލަން ހުޅުވިއްޖެ", "dv"),
        ("新しい図書館は来月、駅の近くに開館する。", "ja"),
        ("カフェ", "ja"),
        ("博物馆展出了三百件古代陶器。", "zh"),
        ("圖書館明天上午九點重新開放", "zh"),
    ],
)
def test_scripts_with_one_language_decide(text: str, code: str) -> None:
    """However short the text and without an engine."""
    engine = Recorder()
    (finding,) = find_languages([text], USUAL, engine)
    assert (finding.guess.code, finding.code) == (code, "script")
    assert engine.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "The bridge (γέφυρα in Greek) was opened again for walkers.",
        "Le mot ร้าน veut dire magasin, et se lit sur les enseignes.",
        "Die Ausstellung zeigt das Zeichen 図書館 und seine Geschichte.",
        "The angle Δα = 2πr/λ of the lighthouse beam was measured twice.",
    ],
)
def test_foreign_words_do_not_decide(text: str) -> None:
    """A word in another script inside a sentence leaves the sentence to the engine."""
    engine = Recorder()
    (finding,) = find_languages([text], USUAL, engine)
    assert finding.code == "engine"
    assert engine.asked == [[text]]


@pytest.mark.parametrize("text", ["π", "Δλ", "αβ = 12", "홈", "東京", "山田太郎"])
def test_a_few_letters_of_a_script_do_not_decide(text: str) -> None:
    """Formulas are not Greek; names in Han alone may be Japanese."""
    assert guess_by_script(letters_by_script(text)).code == "und"


def test_latin_names_do_not_outweigh_chinese() -> None:
    """A Chinese letter counts as two Latin ones: names in Latin letters are long."""
    assert guess_by_script(letters_by_script("展览由 Margareta Exempelsson 策划，明天开幕，全城期待")).code == "zh"


def test_equal_halves_do_not_depend_on_the_order_of_the_text() -> None:
    """Two scripts with a half each: the same answer whichever comes first."""
    one, other = "γέφυρα", "ბიბლიო"
    assert guess_by_script(letters_by_script(one + other)) == guess_by_script(letters_by_script(other + one))


@pytest.mark.parametrize("text", ["", "…", "12.03.2026 – 14:30", "Menu", "Сад", "नमस्ते", "Lantern"])
def test_short_text_is_not_shown_to_the_engine(text: str) -> None:
    """Under 8 letters an engine guesses: und, with the number of letters as reason."""
    engine = Recorder()
    (finding,) = find_languages([text], USUAL, engine)
    assert (finding.guess.code, finding.guess.confidence, finding.code, finding.limit) == ("und", 0.0, "too-short", 8)
    assert engine.asked == []


def test_twenty_letters_are_enough() -> None:
    """The limit itself is long enough."""
    assert find_languages(["abcde fghij klmno pqrst"], Question(min_letters=20), Recorder())[0].code == "engine"


@pytest.mark.parametrize(("confidence", "code"), [(0.69, "und"), (0.7, "fr"), (1.0, "fr")])
def test_doubtful_answers_are_not_believed(confidence: float, code: str) -> None:
    """Under the least confidence the text stays und, and the guess is kept as evidence."""
    (finding,) = find_languages(
        ["a sentence that is long enough"], Question(min_confidence=0.7), Recorder(Guess("fr", confidence))
    )
    assert finding.guess.code == code
    assert finding.value == confidence
    assert ("guess", "fr") in finding.evidence


def test_without_letters_no_limit_lets_text_through() -> None:
    """min_letters = 0 still keeps text without letters from the engine."""
    engine = Recorder()
    assert find_languages(["12 + 34"], Question(min_letters=0), engine)[0].guess.code == "und"
    assert engine.asked == []


def test_the_engine_is_asked_once_and_answers_stay_in_place() -> None:
    """Texts decided without the engine must not shift the answers of the others."""
    engine = Recorder()
    long = "a sentence that is long enough"
    codes = [
        found.guess.code for found in find_languages(["Menu", long, "Η γέφυρα άνοιξε", long + "!", ""], USUAL, engine)
    ]
    assert codes == ["und", "fr", "el", "fr", "und"]
    assert engine.asked == [[long, long + "!"]]


@settings(max_examples=50, deadline=None)
@given(st.lists(lines(), max_size=6))
def test_findings_do_not_depend_on_neighbours(texts: list[str]) -> None:
    """The finding for a text is the same alone and in any batch."""
    assert find_languages(texts, USUAL, Recorder()) == [find_languages([text], USUAL, Recorder())[0] for text in texts]
