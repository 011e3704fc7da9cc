"""The card of a network: what it was trained on, how good it is, and what it does not do well."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from docclean.content.evaluation import Score
from docclean.version import __version__

__all__ = ["card_of"]

_KINDS = {
    "pages": "Judges the blocks of HTML pages: by their text, their place, and the elements around them.",
    "texts": "Judges the lines of plain texts: dumps of pages, and texts that somebody has cleaned before.",
}
_KNOWN = {
    "pages-by-type": ("development split of WCXB: English, seven types; the whole text is marked", "CC BY 4.0"),
    "articles-multilingual": ("test pages of fundus: news in 20 languages; the whole text is marked", "MIT"),
    "segments-multilingual": ("of trafilatura, mostly German; a few segments are marked", "Apache-2.0"),
    "sentences": ("NTREX-128: sentences in 75 languages, with phrases of docclean's packs around them", "CC BY-SA 4.0"),
}
"""What the networks that come along have learned from, by the name of its file."""
_WEAKNESSES = """
## Known weaknesses

- Pages whose content is a list (shops, search results, front pages): where the list ends is often a matter of taste,
  and the marked pages differ in it.
- Reviews, questions and specifications on pages of products: some marks count them as content, others do not.
- Scripts and languages that few marked pages have: what was measured is mostly English and German.
- Very short texts: with three lines there is little to compare a line with.
"""


def card_of(kind: str, sources: Mapping[str, int], scores: Sequence[Score], folds: int, seed: int) -> str:
    """The card of a network as Markdown.

    Args:
        kind: `pages` or `texts`.
        sources: how many examples each file of data gave, those made for training included.
        scores: of networks that had not seen the sites of the pages.
        folds: into how many parts the sites were divided for that.
        seed: of the training.
    """
    data = "\n".join(_source(name, count) for name, count in sources.items())
    rows = "\n".join(f"| {score.name} | {score.pages} | {score.measure} | {score.value:.3f} |" for score in scores)
    return f"""\
# The networks for {kind}

{_KINDS[kind]}

Trained {datetime.date.today()} with docclean {__version__}, seed {seed}, by
`python -m docclean.content.train --data DIR --out DIR --kind {kind} --cross {folds}`.

## Data

| file | examples | what | licence |
|---|---|---|---|
{data}

## Scores

Of {folds}-fold cross-validation by site: no network had seen a page of the sites that it is scored on. This is the
networks alone, without the other filters. `word-F`: F1 over words, in the mean of the pages; `segment-F`: F1 over all
marked segments.

| set | pages | measure | score |
|---|---|---|---|
{rows}
{_WEAKNESSES if sources.keys() & _KNOWN.keys() else ""}"""


def _source(name: str, count: int) -> str:
    what, licence = _KNOWN.get(name, ("", ""))
    return f"| {name} | {count:,} | {what} | {licence} |"
