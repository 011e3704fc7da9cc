"""The shapes that filters have. Nothing here needs to be inherited from."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from docclean.document import Document
from docclean.verdict import Effect, Verdict

__all__ = ["Filter", "options_of"]


@runtime_checkable
class Filter(Protocol):
    """Judges one document at a time; holds configuration and nothing else."""

    @property
    def name(self) -> str:
        """Kebab-case: what it removes, or the defect that it mends."""
        ...

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that its reasons may have."""
        ...

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Every effect that its changes may have. The engine enforces it."""
        ...

    @property
    def requires(self) -> tuple[str, ...]:
        """Names of facts that earlier steps must provide, such as `block-language`."""
        ...

    @property
    def provides(self) -> tuple[str, ...]:
        """Keys of the notes and names of the facts that it adds."""
        ...

    @property
    def safety(self) -> str:
        """`"safe"`: the meaning of the text stays; `"lossy"`: content could be lost when it errs."""
        ...

    @property
    def laws(self) -> tuple[str, ...]:
        """Optional laws that hold for it: `"idempotent"`, `"block-local"`."""
        ...

    @property
    def resources(self) -> tuple[str, ...]:
        """Data files whose content decides its answer; part of a pipeline's fingerprint."""
        ...

    def judge(self, document: Document) -> Verdict:
        """What should become of the document. Never changes it, never raises for any text."""
        ...


def options_of(step: Filter) -> dict[str, Any]:
    """The options of a filter by name, defaults included; empty for one that has none."""
    own = getattr(step, "options", None)
    if callable(own):
        return dict(own())
    fields = getattr(type(step), "__attrs_attrs__", ())
    return {item.name: getattr(step, item.name) for item in fields if item.init}
