"""How well a network of the content model chooses the blocks of pages it has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from docclean.content.ensemble import Ensemble
from docclean.content.examples import Example
from docclean.content.model import best_choice, probabilities_of, weights_of
from docclean.content.network import Network

__all__ = ["Score", "chosen", "mean_of", "scores_of"]

_MIN_PROBABILITY = 0.5


@frozen
class Score:
    """What a network reaches on some pages."""

    name: str
    """The set of the pages and, where they have one, their type."""
    measure: str
    """`word-F`: F1 over words, in the mean of the pages; `segment-F`: F1 over all marked segments."""
    pages: int
    value: float


def chosen(network: Network | Ensemble, example: Example) -> NDArray[np.bool_]:
    """Which blocks the filter `unlikely-content` would keep; shape (blocks,)."""
    probabilities = probabilities_of(network.judge(example.features)[0])
    expected = best_choice(probabilities, weights_of(example.features))
    limit = round(_MIN_PROBABILITY * expected, 3)
    return np.asarray(probabilities >= limit)


def scores_of(network: Network | Ensemble, examples: Iterable[Example]) -> list[Score]:
    """Scores by set and by page type; made texts do not count."""
    by_words: dict[str, list[float]] = defaultdict(list)
    by_segments: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for example in examples:
        if example.is_made:
            continue
        kept, labels = chosen(network, example), example.labels
        if example.segments:
            content, other = labels.shares == 1, labels.shares == 0
            counts = (int((content & kept).sum()), int((other & kept).sum()), int((content & ~kept).sum()))
            by_segments[example.set_name].append(counts)
        elif example.gold_words:
            there = float((labels.words * labels.shares)[kept].sum())
            value = 2 * there / max(float(labels.words[kept].sum()) + example.gold_words, 1)
            by_words[example.set_name].append(value)
            if example.page_type:
                by_words[f"{example.set_name} {example.page_type}"].append(value)
    scores = [Score(name, "word-F", len(values), sum(values) / len(values)) for name, values in by_words.items()]
    for name, counted in by_segments.items():
        right, leaked, lost = (sum(column) for column in zip(*counted, strict=True))
        scores.append(Score(name, "segment-F", len(counted), 2 * right / max(2 * right + leaked + lost, 1)))
    return sorted(scores, key=lambda score: (score.measure, score.name))


def mean_of(scores: Iterable[Score]) -> list[Score]:
    """One score of those that different networks have on parts of the same set, by their numbers of pages."""
    parts: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for score in scores:
        parts[score.measure, score.name].append(score)
    found = []
    for (measure, name), group in parts.items():
        pages = sum(score.pages for score in group)
        found.append(Score(name, measure, pages, sum(score.value * score.pages for score in group) / pages))
    return sorted(found, key=lambda score: (score.measure, score.name))
