"""Tallies: what was removed or changed, by filter and reason; mergeable in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from docclean.verdict import Change, Effect, Verdict

__all__ = ["Account", "Report", "Tally", "tally"]

_SAMPLES = 3
_SAMPLE_CHARACTERS = 160


@frozen
class Tally:
    """Counts of one reason."""

    documents: int = 0
    blocks: int = 0
    characters: int = 0
    samples: tuple[tuple[str, str], ...] = ()
    """The samples with the smallest hashes, as (hash, text): the same ones in whatever order documents come."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.documents + other.documents,
            self.blocks + other.blocks,
            self.characters + other.characters,
            tuple(sorted(dict.fromkeys(self.samples + other.samples))[:_SAMPLES]),
        )


@frozen
class Account:
    """Where the documents went: `read` is always the sum of the other three."""

    clean: int = 0
    dropped: int = 0
    failed: int = 0

    @property
    def read(self) -> int:
        return self.clean + self.dropped + self.failed

    def __add__(self, other: Account) -> Account:
        return Account(self.clean + other.clean, self.dropped + other.dropped, self.failed + other.failed)

    def __str__(self) -> str:
        noun = "document" if self.read == 1 else "documents"
        return f"{self.read} {noun} = {self.clean} clean + {self.dropped} dropped + {self.failed} failed"


@frozen
class Report:
    """The account of a run and its tallies by `filter/code`. `Report()` is the identity of `merge`."""

    account: Account = field(factory=Account)
    tallies: Mapping[str, Tally] = field(factory=dict)

    def merge(self, other: Report) -> Report:
        """The report of both runs together; associative and commutative."""
        keys = sorted({*self.tallies, *other.tallies})
        merged = {key: self.tallies.get(key, Tally()) + other.tallies.get(key, Tally()) for key in keys}
        return Report(self.account + other.account, merged)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping."""
        account = self.account
        return {
            "documents": {
                "read": account.read,
                "clean": account.clean,
                "dropped": account.dropped,
                "failed": account.failed,
            },
            "reasons": {
                key: {
                    "documents": entry.documents,
                    "blocks": entry.blocks,
                    "characters": entry.characters,
                    "samples": [text for _, text in entry.samples],
                }
                for key, entry in sorted(self.tallies.items())
            },
        }


def tally(verdicts: Iterable[Verdict], *, samples: bool = False) -> dict[str, Tally]:
    """Tally the changes of one document's verdicts.

    Args:
        verdicts: in the order of the steps.
        samples: keep a sample text per reason (for reports; costs a hash per change).

    Returns:
        `filter/code` → tally, sorted by key. Changes that touch no text are left out.
    """
    # By filter and code: a document can have hundreds of changes, and a key is made for each reason.
    changes: dict[tuple[str, str], list[Change]] = {}
    for verdict in verdicts:
        for change in verdict.changes:
            if change.effect is not Effect.REKINDED:
                reason = change.reason
                changes.setdefault((reason.filter, reason.code), []).append(change)
        for item in verdict.noted:
            changes.setdefault((item.reason.filter, item.reason.code), [])
        if verdict.reject is not None:
            changes.setdefault((verdict.reject.filter, verdict.reject.code), [])
    by_key: dict[str, list[Change]] = {}
    for (name, code), own in changes.items():
        by_key.setdefault(f"{name}/{code}", []).extend(own)
    return {key: _tally_of(by_key[key], samples=samples) for key in sorted(by_key)}


def _tally_of(changes: list[Change], *, samples: bool) -> Tally:
    """The tally of one document's changes of one reason."""
    shown = sorted({_sample(change) for change in changes})[:_SAMPLES] if samples else ()
    blocks = sum([len(change.before) for change in changes])
    return Tally(1, blocks, sum([change.characters for change in changes]), tuple(shown))


def _sample(change: Change) -> tuple[str, str]:
    from hashlib import blake2b

    text = " ".join(block.text for block in change.before)[:_SAMPLE_CHARACTERS]
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest(), text
