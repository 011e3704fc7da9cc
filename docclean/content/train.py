"""From marked pages to the weights of the content model: `python -m docclean.content.train --data DIR --out DIR`.

The same data, seed and versions give the same bytes on the same kind of processor. On several processors matrix
products are added up in another order: set `OPENBLAS_NUM_THREADS=1`, which takes no longer for ones of this size.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from docclean.content.card import card_of
from docclean.content.ensemble import Ensemble
from docclean.content.evaluation import Score, mean_of, scores_of
from docclean.content.examples import KINDS, Example, examples_of, fold_of, read_examples, read_sentences
from docclean.content.learning import SETTINGS, trained
from docclean.content.network import numbered
from docclean.errors import ConfigError, DoccleanError, OutputError
from docclean.extract.html import document_of_html

__all__ = ["main", "packed", "saved", "split"]

_EXACT = ("mu", "sd")
"""Scales of the measures; all else is as good with half of the digits."""
_SAMPLE_EPOCHS = 8
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Archives hold times; a fixed one makes two of the same weights the same file."""


def split(examples: Sequence[Example], fold: tuple[int, int] | None) -> tuple[list[Example], list[Example]]:
    """Examples to learn from, and those whose site is in the fold, which are left out."""
    if fold is None:
        return list(examples), []
    part, folds = fold
    inside = [fold_of(example.site, folds) == part for example in examples]
    both = list(zip(examples, inside, strict=True))
    return [example for example, out in both if not out], [example for example, out in both if out]


def packed(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.floating]]:
    """Weights as they are saved: half precision, but for the scales of the measures."""
    return {name: array.astype(np.float32 if name in _EXACT else np.float16) for name, array in weights.items()}


def saved(weights: Mapping[str, NDArray[np.floating]]) -> bytes:
    """Weights as the bytes of an `.npz` file, always the same for the same weights."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in weights.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())
    return file.getvalue()


def _samples(kinds: Sequence[str]) -> dict[str, list[Example]]:
    """Examples of the sample pages of the project, of which a few phrases are marked."""
    found: dict[str, list[Example]] = {kind: [] for kind in kinds}
    for path in sorted(Path("seeds").glob("*.html")):
        expected = Path("tests/golden/seeds", f"{path.stem}.json")
        if not expected.exists():
            continue
        marked = json.loads(expected.read_text(encoding="utf-8"))
        html = path.read_bytes().decode("utf-8", "replace")
        row: dict[str, Any] = {"id": path.stem, "html": html, "dump": document_of_html(html).text}
        row |= {"with": [marked["text"], *marked["kept"]], "without": marked["removed"]}
        for kind, example in examples_of("samples", row, kinds):
            found[kind].append(example)
    if not any(found.values()):
        raise ConfigError("--data", "is missing, and there are no sample pages here: give a folder with marked pages.")
    return found


def _fold(text: str) -> tuple[int, int]:
    part, _, folds = text.partition("/")
    if not (part.isdecimal() and folds.isdecimal() and int(part) < int(folds)):
        raise argparse.ArgumentTypeError(f"{text!r} is no fold: write K/N with K from 0 to N - 1, such as 0/3")
    return int(part), int(folds)


def _at_least(least: int) -> Callable[[str], int]:
    def count(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is too few: give a whole number from {least} on")
        return int(text)

    return count


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m docclean.content.train", description=__doc__)
    add = parser.add_argument
    add("--data", type=Path, help="folder with *.jsonl.xz: url or id, html and/or dump, gold or with/without")
    add("--out", type=Path, required=True, help="folder for pages.npz and texts.npz")
    add("--kind", choices=(*KINDS, "both"), default="both")
    add("--fold", type=_fold, metavar="K/N", help="leave out the sites that hash to K of N, and score their pages")
    add("--seed", type=int, default=0)
    add(
        "--members", type=_at_least(1), default=2, help="how many networks, each with a seed of its own, judge together"
    )
    add("--epochs", type=_at_least(1), help="how often each page is seen (default: as for the weights that come along)")
    add(
        "--cross",
        type=_at_least(2),
        default=0,
        metavar="N",
        help="score by N-fold cross-validation first, and write a card",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    options = _parser().parse_args(arguments)
    kinds = KINDS if options.kind == "both" else (options.kind,)
    if options.data is None:
        print("no --data: training on the sample pages. It shows that training runs; such weights are of no use.")
    try:
        found = _samples(kinds) if options.data is None else read_examples(options.data, kinds)
        if options.data is not None and "texts" in kinds:
            found["texts"] += read_sentences(options.data, options.seed)
        for kind in kinds:
            if found[kind]:
                _train(kind, found[kind], options)
    except DoccleanError as problem:
        raise SystemExit(f"error: {problem}") from problem


def _train(kind: str, examples: Sequence[Example], options: argparse.Namespace) -> None:
    """Train a network of a kind; with `--cross` after as many that each leave out a part, which say how good it is."""
    if options.fold:
        print(_table(_scored(kind, examples, options, options.fold)))
        return
    folds = [(part, options.cross) for part in range(options.cross)]
    scores = [score for fold in folds for score in _scored(kind, examples, options, fold)]
    _write(options.out / f"{kind}.npz", saved(_learned(kind, examples, options)))
    if scores:
        sources = Counter(example.set_name for example in examples)
        card = card_of(kind, sources, mean_of(scores), options.cross, options.seed)
        _write(options.out / f"{kind}.md", card.encode())
        print(card)


def _scored(
    kind: str, examples: Sequence[Example], options: argparse.Namespace, fold: tuple[int, int]
) -> Sequence[Score]:
    """The scores of a network on the part that it did not see; its weights are kept beside the others."""
    learned, left_out = split(examples, fold)
    weights = _learned(kind, learned, options)
    _write(options.out / f"{kind}-without-{fold[0]}-of-{fold[1]}.npz", saved(weights))
    return scores_of(Ensemble(weights), left_out)


def _learned(kind: str, examples: Sequence[Example], options: argparse.Namespace) -> dict[str, NDArray[np.floating]]:
    """The weights of all networks of a kind, as they are saved."""
    blocks = sum(len(example.labels.shares) for example in examples)
    print(f"{kind}: {len(examples)} examples, {blocks} blocks", flush=True)
    epochs = options.epochs or (SETTINGS[kind].epochs if options.data else _SAMPLE_EPOCHS)
    settings = evolve(SETTINGS[kind], epochs=epochs)
    seeds = range(options.seed, options.seed + options.members)
    tell = functools.partial(print, flush=True)
    return numbered([packed(trained(examples, settings, seed=seed, tell=tell)) for seed in seeds])


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as problem:
        raise OutputError(path, problem.strerror) from problem
    print(f"wrote {path}", flush=True)


def _table(scores: Sequence[Score]) -> str:
    return "\n".join(f"{score.name:36} {score.pages:5} pages  {score.measure} {score.value:.4f}" for score in scores)


if __name__ == "__main__":
    main()
