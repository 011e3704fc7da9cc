"""The card of a network: what it was trained on, how good it is, and what it does not do well."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from docclean.content.evaluation import Score
from docclean.version import __version__

__all__ = ["card_of"]

_KINDS = {
    "pages": "Judges the blocks of HTML pages: by their text, their place, and the elements around them.",
    "texts": "Judges the lines of plain texts: dumps of pages, and texts that somebody has cleaned before.",
}
_SOURCES = (
    ("pages-by-type: development split of WCXB", "1,497 in English, of seven types", "CC BY 4.0", "the whole text"),
    ("articles-multilingual: test pages of fundus", "121 news articles, 20 languages", "MIT", "the whole text"),
    (
        "segments-multilingual: of trafilatura",
        "593, mostly German",
        "Apache-2.0",
        "a few segments of both",
    ),
)
_SENTENCES = (
    "NTREX-128, with phrases of docclean's packs around its sentences",
    *("8 texts in each of 75 languages", "CC BY-SA 4.0", "all of it is content"),
)
_WEAKNESSES = """\
- Pages whose content is a list (shops, search results, front pages): where the list ends is often a matter of taste,
  and the marked pages differ in it.
- Reviews, questions and specifications on pages of products: some marks count them as content, others do not.
- Scripts and languages that few marked pages have: what was measured is mostly English and German.
- Very short texts: with three lines there is little to compare a line with.
"""


def card_of(kind: str, scores: Sequence[Score], folds: int, seed: int) -> str:
    """The card of a network as Markdown.

    Args:
        kind: `pages` or `texts`.
        scores: of networks that had not seen the sites of the pages.
        folds: into how many parts the sites were divided for that.
        seed: of the training.
    """
    sources = [*_SOURCES, _SENTENCES] if kind == "texts" else _SOURCES
    data = "\n".join(f"| {' | '.join(source)} |" for source in sources)
    rows = "\n".join(f"| {score.name} | {score.pages} | {score.measure} | {score.value:.3f} |" for score in scores)
    return f"""\
# The networks for {kind}

{_KINDS[kind]}

Trained {datetime.date.today()} with docclean {__version__}, seed {seed}, by
`python -m docclean.content.train --data DIR --out DIR --kind {kind} --cross {folds}`.

## Data

| data | pages | licence | marked is |
|---|---|---|---|
{data}

## Scores

Of {folds}-fold cross-validation by site: no network had seen a page of the sites that it is scored on. This is the
networks alone, without the other filters. `word-F`: F1 over words, in the mean of the pages; `segment-F`: F1 over all
marked segments.

| set | pages | measure | score |
|---|---|---|---|
{rows}

## Known weaknesses

{_WEAKNESSES}"""
