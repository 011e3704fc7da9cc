"""Pipelines: an ordered tuple of filters, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from docclean.apply import Step, apply
from docclean.document import Document
from docclean.errors import ConfigError, ContractError, CrashError, DoccleanError, MissingInputError
from docclean.protocols import Filter, options_of
from docclean.report import tally
from docclean.result import CleanDocument
from docclean.verdict import KEEP, Reason, Verdict
from docclean.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Pipeline", "Receipts"]

Receipts = Literal["none", "counts", "full"]

log = logging.getLogger("docclean.pipeline")


def _steps(steps: Iterable[Filter]) -> tuple[Filter, ...]:
    flat: list[Filter] = []
    for step in steps:
        if isinstance(step, Pipeline):
            flat.extend(step.steps)
        elif isinstance(step, Filter):
            flat.append(step)
        else:
            raise ConfigError("Pipeline", f"{step!r} is no filter: it needs the attributes of docclean.Filter")
    return tuple(flat)


@frozen
class Pipeline:
    """Filters in the order in which they judge. Immutable; safe to share between threads."""

    steps: tuple[Filter, ...] = field(default=(), converter=_steps)
    name: str = "custom"

    def __attrs_post_init__(self) -> None:
        provided: set[str] = set()
        for number, step in enumerate(self.steps):
            missing = [need for need in step.requires if need not in provided]
            if missing:
                raise MissingInputError(f"steps[{number}]", step.name, missing)
            provided.update(step.provides)

    @classmethod
    def from_preset(cls, name: str = "web") -> Pipeline:
        """A pipeline that ships with docclean.

        Raises:
            UnknownPresetError: there is no preset of this name.
        """
        from docclean.config import load_preset

        return load_preset(name)

    @classmethod
    def from_file(cls, path: str | Path) -> Pipeline:
        """A pipeline from a TOML file in the format of the presets.

        Raises:
            ConfigError: the file cannot be read, or says something that cannot be built.
        """
        from pathlib import Path

        from docclean.config import load_file

        return load_file(Path(path))

    def __add__(self, other: Pipeline | Filter) -> Pipeline:
        """The steps of both, one after the other."""
        if not isinstance(other, Pipeline | Filter):
            return NotImplemented
        more = other.steps if isinstance(other, Pipeline) else (other,)
        name = f"{self.name}+{other.name}" if other.name != self.name else self.name
        return Pipeline((*self.steps, *more), name)

    def __iter__(self) -> Iterator[Filter]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change with steps, options, data files and version."""
        # Here, as in other places, to keep `import docclean` light.
        import hashlib
        import json

        from docclean.resources.load import checksum

        facts = [
            [step.name, _canonical(options_of(step)), [checksum(name) for name in step.resources]]
            for step in self.steps
        ]
        canonical = json.dumps([__version__, facts], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]

    def run(
        self,
        document: Document,
        *,
        receipts: Receipts = "full",
        url: str = "",
        fields: Mapping[str, Any] | None = None,
    ) -> CleanDocument:
        """Clean one document.

        Args:
            document: as a reader built it.
            receipts: what to keep of what was done: `"full"` (all changes, needed for
                undo), `"counts"` (tallies) or `"none"`. The text is the same for each.
            url: address of the document, if known.
            fields: fields of the input record to carry along.

        Returns:
            The clean document, or one that says why it was rejected.

        Raises:
            ContractError: a filter broke the contract.
            CrashError: a filter raised.
        """
        if receipts not in ("none", "counts", "full"):
            raise ConfigError("receipts", f'{receipts!r} is none of "none", "counts", "full"')
        steps: list[Step] = []
        rejected = None
        lines = len(document.blocks)
        for step in self.steps:
            verdict = _judge(step, document)
            if verdict is KEEP or not verdict:
                continue
            document, applied = apply(document, verdict, step)
            if receipts != "none":
                steps.append(applied)
            if verdict.reject is not None:
                rejected = verdict.reject
                break
        if lines and not document.blocks and rejected is None:
            rejected = Reason("pipeline", "nothing-left", 0, 1, (("lines", lines),))
        log.debug("%s: %d of %d steps changed it", document.id, len(steps), len(self.steps))
        return CleanDocument(
            document=document,
            steps=tuple(steps) if receipts == "full" else (),
            counts=tally(step.verdict for step in steps) if receipts != "none" else {},
            rejected=rejected,
            url=url or (document.page.url if document.page else ""),
            pipeline=f"{self.name}@{self.fingerprint}",
            fields=fields or {},
        )


def _judge(step: Filter, document: Document) -> Verdict:
    try:
        verdict = step.judge(document)
    except DoccleanError:
        raise
    except Exception as problem:  # whatever a third-party filter raises, named and chained, never swallowed
        raise CrashError(step.name, document.id, f"{type(problem).__name__}: {problem}") from problem
    if not isinstance(verdict, Verdict):
        raise ContractError(step.name, document.id, f"it answered {type(verdict).__name__}, not a Verdict")
    return verdict


def _canonical(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}
