"""Tests of tallies: one pass over a document's changes counts what adding them up one by one would."""

from __future__ import annotations

from docclean.document import Block, Document
from docclean.report import Tally, tally
from docclean.verdict import Reason, Verdict, drop, edit, retag

LINES = ("Menu", "The bridge opens.", "Share", "Search", "Print", "The garden  is closed.")


def verdicts() -> list[Verdict]:
    """Four removals and an edit for two reasons, a new kind, and a rejection."""
    document = Document(blocks=tuple(map(Block, LINES)))
    label, space = Reason("labels", "label", 1, 0), Reason("spaces", "double", 1, 0)
    dropped = tuple(drop(document, at, reason=label) for at in (0, 2, 3, 4))
    return [
        Verdict((*dropped, edit(document, 5, [(10, 11, "")], reason=space))),
        Verdict((retag(document, 1, reason=Reason("tags", "language", "en", 1), language="en"),)),
        Verdict(reject=Reason("length", "too-short", 1, 2)),
    ]


def test_counts_by_reason() -> None:
    """Blocks and characters add up under each reason; a new kind of block is no change to the text."""
    assert tally(verdicts()) == {
        "labels/label": Tally(1, 4, 20),
        "length/too-short": Tally(1),
        "spaces/double": Tally(1, 1, 1),
    }
    assert list(tally(verdicts())) == ["labels/label", "length/too-short", "spaces/double"]


def test_samples_are_the_three_with_the_smallest_hashes() -> None:
    """They are the same ones in whatever order the changes come."""
    first, *others = verdicts()
    backwards = Verdict(tuple(reversed(first.changes)))
    shown = tally([first], samples=True)["labels/label"].samples
    assert len(shown) == 3 and list(shown) == sorted(shown)
    assert tally([backwards, *others], samples=True)["labels/label"].samples == shown
    one_by_one = [tally([Verdict((change,))], samples=True)["labels/label"] for change in first.changes[:4]]
    assert sum(one_by_one, Tally()).samples == shown
