"""Training of the content model: labels, gradients, what is learned, and that it is the same every time."""

import json
import lzma
import random

import numpy as np
import pytest
from attrs import evolve

from docclean.content.batches import joined
from docclean.content.descent import Descent, one_cycle
from docclean.content.ensemble import Ensemble
from docclean.content.evaluation import chosen, scores_of
from docclean.content.examples import examples_of, fold_of, read_examples, read_sentences
from docclean.content.features import features_of
from docclean.content.gradients import gradients_of, loss_of
from docclean.content.labels import known_labels, labels_of
from docclean.content.learning import SETTINGS, fresh_weights, trained
from docclean.content.made_texts import surrounded, thinned
from docclean.content.model import PAGES, load
from docclean.content.network import Network, Noise, numbered, run, standardised
from docclean.content.surroundings import Surroundings
from docclean.content.train import main, packed, saved, split
from docclean.errors import ConfigError, RecordError
from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of

WORDS = ["harbour", "lighthouse", "keeper", "evening", "bread", "market", "bridge", "stone", "river", "winter", "boat"]
WORDS += ["garden", "letter", "village", "road", "engine", "window", "summer", "music", "school", "forest", "island"]


def sentence(rng, count):
    return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize() + "."


def toy_row(number):
    """A page of paragraphs between a menu and a footer, with different words and lengths each time."""
    rng = random.Random(number)
    menu = [rng.choice(WORDS).capitalize() for _ in range(rng.randint(3, 8))]
    text = [sentence(rng, rng.randint(12, 40)) for _ in range(rng.randint(3, 9))]
    foot = [f"About the {rng.choice(WORDS)}" for _ in range(rng.randint(2, 5))]
    links = "".join(f'<li><a href="/{at}">{item}</a></li>' for at, item in enumerate(menu))
    body = "".join(f"<p>{item}</p>" for item in text)
    rest = "".join(f'<div><a href="/f{at}">{item}</a></div>' for at, item in enumerate(foot))
    html = (
        f'<html><body><nav class="menu"><ul>{links}</ul></nav><div class="story">{body}</div>'
        f'<div class="links">{rest}</div></body></html>'
    )
    return {
        "id": f"page-{number:03}",
        "url": f"https://www.site{number % 7}.example/{number}",
        "page_type": "article" if number % 2 else "forum",
        "html": html,
        "dump": "\n".join([*menu, *text, *foot]),
        "gold": "\n".join(text),
    }


def segments_row(number):
    row = toy_row(number)
    text = row.pop("gold").split("\n")
    return row | {"with": text[:1], "without": [row["dump"].split("\n")[0]]}


def examples(kind, rows, name="toy"):
    return [example for row in rows for _, example in examples_of(name, row, [kind])]


@pytest.fixture(scope="module")
def pages():
    return examples("pages", map(toy_row, range(20)))


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for name, rows in (("mixed", map(toy_row, range(8))), ("segments", map(segments_row, range(8, 12)))):
        with lzma.open(folder / f"{name}.jsonl.xz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


# Labels


def test_labels_by_gold():
    document = document_of_html(
        "<nav><a href='/'>Start</a></nav><main>"
        "<p>The ferry leaves at six in the morning from the old pier.</p>"
        "<p>It returns at noon with the post and with bread.</p>"
        "<p>Written by somebody else for another paper.</p></main>"
    )
    gold = "The ferry leaves at six in the morning from the old pier.\nIt returns at noon with the post"
    labels = labels_of(document, {"gold": gold})
    assert labels.shares[[0, 1, 3]].tolist() == [0, 1, 0]
    assert 0.2 < labels.shares[2] < 0.8
    assert labels.targets.tolist() == [0, 1, labels.shares[2], 0]
    assert labels.weights.sum() == pytest.approx(1)
    assert labels.weights[1] / labels.weights[0] == pytest.approx(np.sqrt(labels.words[1]))


def test_labels_by_segments():
    document = document_of("Menu\nThe ferry leaves at six.\nNobody marked this line.\nSubscribe now")
    row = {"with": ["ferry  leaves"], "without": ["Menu", "Subscribe now"]}
    labels = labels_of(document, row)
    assert labels.shares.tolist() == [0, 1, -1, 0]
    assert labels.weights[2] == 0
    assert labels.weights.sum() == pytest.approx(1)


def test_a_segment_that_is_marked_both_ways_is_unknown():
    labels = labels_of(document_of("One line\nTwo lines"), {"with": ["line"], "without": ["One"]})
    assert labels.shares.tolist() == [-1, 1]


def test_a_segment_inside_and_outside_of_menus_is_the_one_inside():
    html = "<nav><a href='/s'>The salt road</a></nav><main><h1>The salt road</h1><p>It ran to the coast.</p></main>"
    assert labels_of(document_of_html(html), {"with": ["The salt road"], "without": []}).shares.tolist() == [-1, 1, -1]


def test_the_title_line_of_a_text_is_content():
    text = "The salt road – Gazette\nStart\nThe salt road\nThe road ran from the coast to the hills.\nThe salt road"
    row = {"title": "The salt road", "gold": "The road ran from the coast to the hills."}
    labels = labels_of(document_of(text), row)
    assert labels.targets.tolist() == [0, 0, 1, 1, 0]
    assert labels.shares[2] == 0


def test_the_title_line_counts_where_nothing_is_marked():
    labels = labels_of(
        document_of("Gazette\nThe salt road\nThe end"), {"title": "The salt road", "with": [], "without": []}
    )
    assert labels.targets[1] == 1
    assert labels.weights.tolist() == [0, 1, 0]


def test_edited_texts_are_content():
    labels = known_labels(document_of("A title\nAnd a line."))
    assert labels.targets.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("name", "row", "expected"),
    [
        ("mixed", toy_row(1), [1.0, 0.4, 0.4, 0.4]),
        ("articles-new", toy_row(1), [2.0, 0.4, 0.4, 0.4]),
        ("mixed", segments_row(1), [0.4]),
        ("mixed", {"id": "a", "dump": "Nothing is known of this."}, []),
        ("mixed", {"id": "a", "dump": " ", "gold": "Something."}, [0.4]),
    ],
)
def test_importance(name, row, expected):
    assert [example.importance for example in examples("texts", [row], name)] == expected


# Forward and backward


def noisy(batch, settings, rng):
    def factors(*shape):
        return (rng.random(shape) > 0.2).astype(np.float64) / 0.8

    blocks = len(batch.page)
    hidden = [factors(blocks, 64) for _ in range(settings.layers)]
    markup = batch.markup
    if markup is None:
        return Noise(None, None, factors(blocks, batch.measures.shape[1]), hidden)
    tokens = np.where(rng.random(len(markup.tokens)) < 0.3, 4096, markup.tokens)
    inputs = factors(blocks, batch.measures.shape[1] + settings.names * 10)
    return Noise(tokens, np.array([1.0, 0.0, 1.0]), inputs, hidden)


@pytest.mark.parametrize("kind", ["pages", "texts"])
def test_gradients_agree_with_differences(kind):
    rng = np.random.default_rng(5)
    found = examples(kind, [toy_row(1), toy_row(2), toy_row(3)])
    found = [example for example in found if not example.is_made]
    settings = SETTINGS[kind]
    measures = [
        evolve(example.features, measures=rng.normal(size=example.features.measures.shape)) for example in found
    ]
    batch = joined(measures)
    weights = {
        name: array.astype(np.float64) for name, array in fresh_weights(settings, batch.measures.shape[1], rng).items()
    }
    noise = noisy(batch, settings, rng)
    targets, shares = rng.random(len(batch.page)), rng.random(len(batch.page))
    types = np.array([2, -1, 0])

    def loss():
        return loss_of(run(weights, batch, noise), targets, shares, types)

    gradients = gradients_of(weights, batch, run(weights, batch, noise), loss(), noise)
    assert gradients.keys() == weights.keys()
    for name, array in weights.items():
        flat, slopes = array.reshape(-1), gradients[name].reshape(-1)
        assert gradients[name].shape == array.shape
        assert slopes.any(), name
        for at in {int(np.abs(slopes).argmax()), *rng.integers(0, len(flat), 4).tolist()}:
            kept = flat[at]
            flat[at] = kept + 1e-6
            above = loss().value
            flat[at] = kept - 1e-6
            below = loss().value
            flat[at] = kept
            assert slopes[at] == pytest.approx((above - below) / 2e-6, rel=1e-4, abs=1e-8), (name, at)


@pytest.mark.parametrize("kind", ["pages", "texts"])
def test_means_and_their_transpose(kind):
    batch = joined([example.features for example in examples(kind, [toy_row(4), toy_row(5)])])
    around = Surroundings(batch)
    rng = np.random.default_rng(1)
    values = rng.normal(size=(len(batch.page), 3))
    means = np.hstack(around.means(values))
    other = rng.normal(size=means.shape)
    assert (means * other).sum() == pytest.approx((values * around.transposed(other)).sum())


def test_pages_of_a_batch_do_not_see_each_other(pages):
    weights = dict(load(PAGES).networks[0].weights)
    rows = [
        evolve(example.features, measures=standardised(example.features.measures, weights["mu"], weights["sd"]))
        for example in pages[:4]
    ]
    together = run(weights, joined(rows))
    alone = [run(weights, joined([row])) for row in rows]
    np.testing.assert_allclose(together.logits, np.concatenate([one.logits for one in alone]), atol=1e-4)
    np.testing.assert_allclose(together.types, np.vstack([one.types for one in alone]), atol=1e-4)


@pytest.mark.parametrize("kind", ["pages", "texts"])
def test_networks_together_say_what_each_of_them_says(kind):
    rng = np.random.default_rng(3)
    features = next(example.features for example in examples(kind, [toy_row(6)]))
    count = features.measures.shape[1]
    members = [
        fresh_weights(SETTINGS[kind], count, rng)
        | {"mu": rng.normal(size=count).astype(np.float32), "sd": np.full(count, 0.5, np.float32)}
        for _ in range(2)
    ]
    alone = [Network(part).judge(features) for part in members]
    for found, wanted in zip(Ensemble(numbered(members)).judge(features), zip(*alone, strict=True), strict=True):
        np.testing.assert_allclose(found, np.mean(wanted, axis=0), atol=1e-5)


def test_blocks_outside_of_all_elements_in_a_batch():
    lonely, other = (
        features_of(document.blocks, document.page)
        for document in (
            document_of_html("Only words here, in no element at all."),
            document_of_html(toy_row(1)["html"]),
        )
    )
    markup = lonely.markup
    lonely = evolve(lonely, markup=evolve(markup, ancestors=np.full_like(markup.ancestors, -1)))
    network = load(PAGES)
    batch = joined([other, lonely])
    assert (batch.markup.ancestors[-1] == len(batch.markup.first) - 1).all()
    assert np.isfinite(network.judge(lonely)[0]).all()


# Steps


def test_the_learning_rate_rises_and_falls():
    rates = [one_cycle(step, 101)[0] for step in range(101)]
    assert rates.index(max(rates)) in (9, 10)
    assert rates[0] == pytest.approx(0.04)
    assert rates[-1] == pytest.approx(1 / 250_000)


def test_descent_finds_the_bottom_and_averages():
    descent = Descent({"a": np.array([3.0, -2.0], np.float32), "b": np.ones((2, 2), np.float32)}, 4000, 0.0)
    for _ in range(4000):
        descent.step({name: 2 * array for name, array in descent.weights.items()})
    assert all(np.abs(array).max() < 0.05 for array in descent.average.values())


# Learning


def right_choices(weights, found):
    network = Network(packed(weights))
    return np.mean(np.concatenate([chosen(network, each) == (each.labels.shares >= 0.5) for each in found]))


def test_a_trained_network_separates_what_a_fresh_one_does_not(pages):
    learned, unseen = pages[:14], pages[14:]
    lines = []
    settings = evolve(SETTINGS["pages"], epochs=40)
    weights = trained(learned, settings, seed=1, tell=lines.append)
    losses = [float(line.split("loss ")[1].split()[0]) for line in lines]
    assert losses[-1] < losses[0] / 3
    rng = np.random.default_rng(0)
    measures = learned[0].features.measures.shape[1]
    untrained = {"mu": weights["mu"], "sd": weights["sd"], **fresh_weights(settings, measures, rng)}
    assert right_choices(weights, unseen) > 0.97
    assert right_choices(untrained, unseen) < 0.8
    scores = {score.name: score.value for score in scores_of(Network(packed(weights)), unseen)}
    assert scores.keys() == {"toy", "toy article", "toy forum"}
    assert scores["toy"] > 0.97


def test_texts_with_segments_alone_are_learned_from():
    found = examples("texts", map(segments_row, range(16)))
    weights = trained(found, evolve(SETTINGS["texts"], epochs=25), seed=1)
    (score,) = scores_of(Network(weights), found)
    assert (score.measure, score.pages) == ("segment-F", 16)
    assert score.value > 0.95
    assert chosen(Network(weights), found[0]).shape == found[0].labels.shares.shape


def test_pages_without_text_are_not_scored(pages):
    row = toy_row(3) | {"gold": "", "with": [], "without": ["About the"]}
    (example,) = examples("pages", [row])
    assert not example.segments
    assert example.labels.weights.any()
    assert scores_of(load(PAGES), [example]) == []


def test_training_needs_labels():
    with pytest.raises(ValueError, match="give data with gold"):
        trained(examples("texts", [{"id": "a", "dump": "One\nTwo", "with": [], "without": []}]), SETTINGS["texts"])


# The command


def test_the_same_seed_gives_the_same_bytes(data, tmp_path):
    for out, seed in (("a", 3), ("b", 3), ("c", 4)):
        main(["--data", str(data), "--out", str(tmp_path / out), "--epochs", "2", "--seed", str(seed)])
    for name in ("pages.npz", "texts.npz"):
        one, same, other = (tmp_path.joinpath(out, name).read_bytes() for out in "abc")
        assert one == same
        assert one != other


def test_weights_fit_the_network(data, tmp_path):
    main(["--data", str(data), "--out", str(tmp_path), "--epochs", "1", "--kind", "pages"])
    shipped = [network.weights for network in load(PAGES).networks]
    with np.load(tmp_path / "pages.npz") as found:
        assert {name: array.shape for name, array in found.items()} == {
            name: array.shape for name, array in numbered(shipped).items()
        }
        kinds = {name: array.dtype for name, array in found.items()}
    scales = {name for name in kinds if name.endswith((".mu", ".sd"))}
    assert {kinds.pop(name) for name in scales} == {np.dtype(np.float32)}
    assert set(kinds.values()) == {np.dtype(np.float16)}
    assert not tmp_path.joinpath("texts.npz").exists()


def test_saved_is_read_back():
    import io

    weights = packed({"mu": np.ones(2, np.float32), "a": np.full((1, 2), 0.5, np.float32)})
    with np.load(io.BytesIO(saved(weights))) as back:
        assert back["a"].tolist() == [[0.5, 0.5]]


def test_a_fold_leaves_out_its_sites(data, tmp_path, capsys):
    found = read_examples(data, ["pages"])["pages"]
    learned, left_out = split(found, (1, 3))
    assert {fold_of(example.site, 3) for example in left_out} == {1}
    assert {fold_of(example.site, 3) for example in learned} == {0, 2}
    assert not {example.site for example in learned} & {example.site for example in left_out}
    main(["--data", str(data), "--out", str(tmp_path), "--epochs", "1", "--kind", "pages", "--fold", "1/3"])
    printed = capsys.readouterr().out
    assert f"pages: {len(learned)} examples" in printed
    assert "word-F" in printed


def test_folds_hash_sites():
    assert [fold_of(site, 3) for site in ("example.org", "news", "site1.example")] == [1, 2, 1]


def test_errors_say_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="give the folder"):
        read_examples(tmp_path, ["pages"])
    with lzma.open(tmp_path / "bad.jsonl.xz", "wt") as file:
        file.write('{"html": "<p>x</p>", "gold": "x"}\n')
    with pytest.raises(RecordError, match="neither url nor id"):
        read_examples(tmp_path, ["pages"])
    with pytest.raises(SystemExit, match="give the folder"):
        main(["--data", str(tmp_path / "none"), "--out", str(tmp_path)])


@pytest.mark.parametrize(
    ("line", "message"), [("{", "no JSON"), ("[]", "no JSON object"), ('{"lang": "en"}', "no text")]
)
def test_broken_sentences_are_named(tmp_path, line, message):
    good = '{"lang": "en", "text": "The ferry sails."}'
    tmp_path.joinpath("news-sentences.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(RecordError, match=message) as raised:
        read_sentences(tmp_path, 0)
    assert "news-sentences.jsonl" in str(raised.value)


@pytest.mark.parametrize("wrong", [["--members", "0"], ["--cross", "1"], ["--epochs", "x"], ["--fold", "3/3"]])
def test_wrong_numbers_are_usage_errors(tmp_path, capsys, wrong):
    with pytest.raises(SystemExit) as raised:
        main(["--out", str(tmp_path), *wrong])
    assert raised.value.code == 2
    assert wrong[1] in capsys.readouterr().err


def test_cross_validation_writes_a_card(data, tmp_path, capsys):
    quick = ["--epochs", "1", "--members", "1", "--kind", "pages", "--cross", "2"]
    main(["--data", str(data), "--out", str(tmp_path), *quick])
    card = tmp_path.joinpath("pages.md").read_text(encoding="utf-8")
    assert "| mixed | 8 | word-F |" in card and "| segments | 4 | segment-F |" in card, "each page is scored once"
    assert "| mixed | 8 |  |  |" in card and "WCXB" not in card, (
        "of data that nobody knows it says no more than its name"
    )
    assert {path.name for path in tmp_path.glob("*.npz")} >= {"pages-without-0-of-2.npz", "pages-without-1-of-2.npz"}


# Texts made for training


def test_thinned_keeps_content_in_order_and_some_chrome():
    shares = np.array([0, 0, 0, 1, 1, -1, 1, 0, 0], np.float32)
    seen = [thinned(shares, 2, random.Random(seed)) for seed in range(60)]
    for kept in seen:
        content = [at for at in kept if shares[at] == 1]
        assert content and content == sorted(set(content))
        assert 5 not in kept  # nobody knows what it is
    assert any(2 in kept for kept in seen) and any(2 not in kept for kept in seen)
    assert any(kept == [3, 4, 6] for kept in seen), "some texts are clean"
    assert any({0, 1, 7, 8} & set(kept) for kept in seen), "some are not"


def test_thinned_without_content_is_nothing():
    assert thinned(np.zeros(4, np.float32), None, random.Random(1)) == []


def test_surrounded_texts_have_a_mark_for_each_line():
    sentences = {
        "en": [f"The ferry sails on day {number} of the week." for number in range(20)],
        "xx": ["Ba bo bi."] * 3,
    }
    found = list(surrounded(sentences, 4))
    assert {language for language, _, _ in found} == {"en", "xx"}
    for _, text, marks in found:
        lines = [line for line in text.split("\n") if line]
        assert len(lines) == len(marks)
        assert all(mark for line, mark in zip(lines, marks, strict=True) if "ferry" in line)
    assert any(0.0 in marks for _, _, marks in found)
    assert found == list(surrounded(sentences, 4)) != list(surrounded(sentences, 5))


def test_without_data_the_sample_pages_serve(tmp_path, capsys):
    main(["--out", str(tmp_path), "--epochs", "1", "--kind", "pages"])
    assert "of no use" in capsys.readouterr().out
    assert (tmp_path / "pages.npz").exists()
