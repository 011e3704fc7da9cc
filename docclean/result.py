"""What comes out of a pipeline for one document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import field, frozen

from docclean.apply import Step, undo
from docclean.document import Block, Document
from docclean.measure.languages import group_of
from docclean.receipts import Receipt, receipts_of
from docclean.report import Tally
from docclean.verdict import Change, Effect, Reason

__all__ = ["CleanDocument"]

RECORD_FIELDS = (
    "id",
    "source",
    "url",
    "encoding",
    "encoding_source",
    "replaced_bytes",
    "title",
    "section",
    "authors",
    "credits",
    "date",
    "site",
    "language",
    "language_confidence",
    "languages",
    "page_type",
    "page_type_confidence",
    "text",
    "removed_counts",
    "simplified",
    "pipeline",
)


@frozen(kw_only=True)
class CleanDocument:
    """A cleaned document with the receipts of everything that was done to it.

    A rejected document is one too: it says why in `rejected`, its text is empty.
    """

    document: Document
    """What is left, as blocks."""
    steps: tuple[Step, ...] = ()
    """What was applied, in order; empty unless receipts are `"full"`."""
    counts: Mapping[str, Tally] = field(factory=dict)
    """Tallies by `filter/code`; empty with receipts `"none"`."""
    rejected: Reason | None = None
    url: str = ""
    """Its address: what the record says, else the caller, else the canonical link of its page."""
    pipeline: str = ""
    """Name and fingerprint of the pipeline, as `web@0123456789ab`."""
    fields: Mapping[str, Any] = field(factory=dict)
    """Fields of the input record that are carried along, value-equal."""

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that were kept; none of a rejected document."""
        return () if self.rejected else self.document.blocks

    @cached_property
    def text(self) -> str:
        """The body, without the title and without white space around it."""
        return "" if self.rejected else self.document.text.strip()

    @property
    def title(self) -> str:
        return self._first("title")

    @property
    def section(self) -> str:
        return self._first("section")

    @property
    def authors(self) -> tuple[str, ...]:
        """Names of persons."""
        return self._all("authors")

    @property
    def credits(self) -> tuple[str, ...]:
        """Agencies, sources and site signatures."""
        return self._all("credits")

    @property
    def date(self) -> str:
        return self._first("date")

    @property
    def site(self) -> str:
        return self._first("site")

    @property
    def language(self) -> str:
        """Language code; `"und"` where undecidable or not tagged."""
        return self._first("language") or "und"

    @property
    def language_confidence(self) -> float:
        """0 to 1; 0.0 where the language is undecided."""
        values = self.document.values("document-language")
        return float(values[0]) if values else 0.0

    @property
    def languages(self) -> tuple[tuple[str, float], ...]:
        """The languages of the kept blocks, each with its share of the characters (0 to 1), largest first.

        Blocks that are in no language or undecided are not counted. Empty where nothing is tagged.
        """
        characters: dict[str, int] = {}
        for block in self.blocks:
            if block.language not in ("", "und", "zxx"):
                characters[block.language] = characters.get(block.language, 0) + len(block.text)
        if not characters:
            return () if self.rejected or self.language == "und" else ((self.language, 1.0),)
        total = sum(characters.values())
        ranked = sorted(characters, key=lambda tag: (-characters[tag], tag))
        return tuple((tag, round(characters[tag] / total, 4)) for tag in ranked)

    @property
    def page_type(self) -> str:
        """What kind of page it is, one of seven (`article`, `forum`, …); `""` for text, or where no model judged."""
        return self._first("page_type")

    @property
    def page_type_confidence(self) -> float:
        """0 to 1; 0.0 without a type."""
        values = self.document.values("unlikely-content")
        return float(values[0]) if values else 0.0

    def _first(self, key: str) -> str:
        values = self.document.values(key)
        return str(values[0]) if values else ""

    def _all(self, key: str) -> tuple[str, ...]:
        return tuple(str(value) for value in self.document.values(key))

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes of all steps, in order."""
        return tuple(change for step in self.steps for change in step.verdict.changes)

    @property
    def removed(self) -> tuple[Change, ...]:
        return self._with_effect(Effect.REMOVED)

    @property
    def lifted(self) -> tuple[Change, ...]:
        return self._with_effect(Effect.LIFTED)

    @property
    def edited(self) -> tuple[Change, ...]:
        """Edits in place, splits and joins."""
        return self._with_effect(Effect.EDITED, Effect.SPLIT, Effect.JOINED)

    def _with_effect(self, *effects: Effect) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.effect in effects)

    @cached_property
    def receipts(self) -> tuple[Receipt, ...]:
        """One receipt for every stretch of the input that was removed, lifted or changed."""
        return tuple(receipts_of(self.original, self.steps))

    @cached_property
    def original(self) -> Document:
        """The document as it was before the first step."""
        document = self.document
        for step in reversed(self.steps):
            document = undo(document, step)
        return document

    def undo(self) -> str:
        """The decoded input, to the character.

        Needs receipts `"full"`; with fewer the text as it is now comes back.
        """
        return self.original.text

    def record(self) -> dict[str, Any]:
        """The flat record that JSON Lines output holds; see docs/reference/record.schema.json."""
        source = self.document.source
        return {
            "id": self.id,
            "source": source.path,
            "url": self.url,
            "encoding": source.charset,
            "encoding_source": source.charset_reason,
            "replaced_bytes": source.replaced,
            "title": self.title,
            "section": self.section,
            "authors": list(self.authors),
            "credits": list(self.credits),
            "date": self.date,
            "site": self.site,
            "language": self.language,
            "language_confidence": round(self.language_confidence, 4),
            "languages": [_entry(tag, share) for tag, share in self.languages],
            "page_type": self.page_type,
            "page_type_confidence": round(self.page_type_confidence, 4),
            "text": self.text,
            "removed_counts": {
                key: {"blocks": entry.blocks, "characters": entry.characters} for key, entry in self.counts.items()
            },
            "simplified": list(source.simplified),
            "pipeline": self.pipeline,
            **self.fields,
        }

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON-ready values, receipts included; `from_dict` gives an equal document."""
        from docclean.serialize import to_dict

        return to_dict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CleanDocument:
        """The document that `to_dict` wrote.

        Raises:
            ConfigError: the mapping was not written by `to_dict`.
        """
        from docclean.serialize import from_dict

        return from_dict(values)


def _entry(tag: str, share: float) -> dict[str, str | float]:
    """A language in a record, with the macrolanguage whose members engines mix up."""
    group = group_of(tag)
    return {"language": tag, "share": share, **({"group": group} if group else {})}
