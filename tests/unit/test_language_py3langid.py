"""The engine py3langid: the library's own answers, from shipped tables, for many texts at once."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docclean.errors import BadOptionError
from docclean.language import ngram_model
from docclean.language.convert import trie
from docclean.language.engine_py3langid import Py3langidEngine
from docclean.language.guess import UNDECIDED, Guess
from docclean.language.ngram_model import UNIT, encoded, model

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))
LINES = [line for path in SEEDS for line in path.read_bytes().decode("utf-8", "replace").splitlines() if line.strip()]
SAMPLE = [
    "La boulangerie du village ouvre à six heures, même le dimanche.",
    "LA BOULANGERIE DU VILLAGE OUVRE À SIX HEURES",
    "The lighthouse was built in 1871 and still guides the ferries.",
    "Сад открыт для посетителей каждый день с девяти утра.",
    "تفتح المكتبة أبوابها كل يوم من الساعة التاسعة صباحا.",
    "Menu",
    "garten garden jardin giardino",
    "12:30",
    "cafe\u0301",
    "\ud800 lone",
    "aaaa",
    "\x00",
]


@pytest.fixture(scope="module")
def library() -> Any:
    """The identifier of py3langid with probabilities."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def merged(row: Any) -> dict[str, float]:
    """Shares by language, where a language has two columns their sum."""
    shares: dict[str, float] = {}
    for code, share in zip(model().codes, row.tolist(), strict=True):
        shares[code] = shares.get(code, 0.0) + share
    return shares


def assert_alike(library: Any, texts: list[str]) -> None:
    """Every language has the share that the library gives it; it sums in single precision."""
    for text, row in zip(texts, model().probabilities([encoded(text) for text in texts]), strict=True):
        ours, theirs = merged(row), dict(library.rank(text))
        assert ours.keys() == theirs.keys()
        worst = max(ours, key=lambda code: abs(ours[code] - theirs[code]))
        assert abs(ours[worst] - theirs[worst]) < 1e-4, (text, worst)
        best = max(theirs, key=theirs.__getitem__)
        if theirs[best] - sorted(theirs.values())[-2] > 1e-4:
            assert max(ours, key=ours.__getitem__) == best


def test_the_library_gives_the_same_answers(library: Any) -> None:
    """All lines of the sample documents, in 20 languages, and a few odd ones: language and every share."""
    assert_alike(library, [*LINES, *SAMPLE])


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), min_size=1, max_size=80))
@example(text="é" * 40)
@example(text="\U0010ffff\ud800")
def test_the_library_gives_the_same_answers_for_any_text(library: Any, text: str) -> None:
    """Lone surrogates, unassigned characters and combining marks included."""
    assert_alike(library, [text])


def test_every_state_and_weight_is_the_librarys(library: Any) -> None:
    """Not by sample but all of it: the trie leads where the automaton leads, and no weight is changed."""
    tables = model()
    rows = np.frombuffer(library.tk_nextmove, dtype=library.tk_nextmove.typecode).reshape(-1, 256)
    row_of = np.asarray(library.tk_row)
    parent, byte = trie(rows, row_of)
    # Each state has its place in the tables, that of its parent's child; parents come first on the way down.
    place = np.zeros(len(parent), dtype=np.int64)
    depth = np.zeros(len(parent), dtype=np.int64)
    suffix = np.zeros(len(parent), dtype=np.int64)
    for level in levels(parent):
        depth[level] = depth[parent[level]] + 1
        place[level] = tables.base[place[parent[level]]] + byte[level]
        assert (tables.check[place[level]] == place[parent[level]]).all()
        suffix[level] = np.where(depth[level] == 1, 0, rows[row_of[suffix[parent[level]]], byte[level]])
    assert len(set(place.tolist())) == len(place)
    assert np.count_nonzero(tables.check >= 0) == len(place) - 1
    assert (tables.feature[place] == np.asarray(library.tk_output)).all()
    # Any other step of the automaton is that of the longest suffix, so the walk needs no table of steps.
    child = np.zeros((0, 0))
    for begin in range(0, len(parent), 8192):
        states = np.arange(begin, min(begin + 8192, len(parent)))
        child = tables.base[place[states]][:, None] + np.arange(256)
        is_child = tables.check[child] == place[states][:, None]
        steps = rows[row_of[states]]
        assert (place[steps][is_child] == child[is_child]).all()
        other = np.where(states[:, None] == 0, 0, rows[row_of[suffix[states]]])
        assert (steps == other)[~is_child].all()
    weights = tables.rows[: len(library.nb_ptc)].astype(np.float64) + tables.floor
    assert (weights == library.nb_ptc.astype(np.float64) * UNIT).all()
    assert (tables.start == library.nb_pc).all()
    assert tables.codes == tuple(library.nb_classes)


def levels(parent: Any) -> Iterator[Any]:
    """The states of each depth, from 1."""
    front = np.array([0])
    while True:
        front = np.flatnonzero(np.isin(parent, front))
        if not len(front):
            return
        yield front


def identify(texts: list[str], **options: Any) -> list[Guess]:
    """Ask a new engine."""
    return Py3langidEngine(**options).identify(texts)


@settings(max_examples=40, deadline=None)
@given(st.permutations([*SAMPLE, *LINES[:40]]), st.integers(1, 70))
def test_order_and_batch_size_do_not_matter(texts: list[str], size: int) -> None:
    """An answer depends on its own text alone, to the last digit."""
    expected = dict(zip([*SAMPLE, *LINES[:40]], identify([*SAMPLE, *LINES[:40]]), strict=True))
    batches = [identify(texts[at : at + size]) for at in range(0, len(texts), size)]
    assert [guess for batch in batches for guess in batch] == [expected[text] for text in texts]


def test_threads_answer_alike_from_a_cold_start() -> None:
    """Threads that come at once get the answers of one, and the model is read once."""
    texts = [*SAMPLE, *LINES[:20]]
    expected = identify(texts)
    ngram_model._loaded.cache_clear()
    start = Barrier(8)

    def work(number: int) -> list[Guess]:
        start.wait()
        turned = texts[number:] + texts[:number]
        answers = dict(zip(turned, identify(turned), strict=True))
        return [answers[text] for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [expected] * 8
    assert ngram_model._loaded.cache_info().misses == 1


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_other_processes_answer_alike(hash_seed: str) -> None:
    """Whatever the hash seed."""
    code = (
        "import sys\nfrom docclean.language.engine_py3langid import Py3langidEngine\n"
        "print(ascii(Py3langidEngine().identify(eval(sys.stdin.read()))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=ascii(SAMPLE),
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ascii(identify(SAMPLE))


@pytest.mark.parametrize("text", ["", "\x00"])
def test_text_of_which_nothing_is_known_is_undecided(text: str) -> None:
    """The library names the first of its languages, Serbian."""
    assert identify([text]) == [UNDECIDED]


def test_shares_add_up_and_fall() -> None:
    """The answer is the likeliest, the others follow it, all together at most 1."""
    for guess in identify(LINES):
        shares = [guess.confidence, *(share for _, share in guess.others)]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.001
        assert guess.code not in dict(guess.others)


def test_languages_restrict_the_choice() -> None:
    """Only those are named, by whatever of their codes they were given; all of the probability is theirs."""
    for guess in identify(LINES, languages=("fr", "nb", "iw")):
        assert guess.code in ("fr", "no", "he", "und")
    assert identify([SAMPLE[0]], languages=("fr", "en"))[0].confidence > identify([SAMPLE[0]])[0].confidence - 1e-4


def test_an_unknown_language_is_refused() -> None:
    """With the error that names the nearest."""
    with pytest.raises(BadOptionError, match="tlh"):
        Py3langidEngine(languages=("fr", "tlh"))


def test_common_languages_come_before_rare_ones() -> None:
    """Without weights the first is Nigerian Pidgin."""
    assert identify(["Skip to content"])[0].code == "en"
