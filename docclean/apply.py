"""The only code that builds a changed document: `apply` a verdict, `undo` a step.

Because every filter proposes and this module disposes, nothing can leave a
document without a reason, and every step can be taken back.
"""

from __future__ import annotations

from attrs import evolve, frozen

from docclean.document import Block, Document, Note
from docclean.errors import ContractError
from docclean.measure.edits import apply_edits
from docclean.protocols import Filter
from docclean.verdict import Change, Effect, Reason, Verdict, flat

__all__ = ["Step", "apply", "merged_gap", "rebuilt", "undo"]


@frozen
class Step:
    """A verdict that was applied, with what is needed to take it back."""

    filter: str
    verdict: Verdict
    gaps: tuple[tuple[int, str], ...] = ()
    """Index in the document *after* the step and the gap that stood there before it."""
    notes: tuple[Note, ...] = ()
    """The notes that the step really added: those of the verdict that were not there yet."""


def merged_gap(dropped: str, following: str) -> str:
    """The gap of a block whose neighbour before it was dropped: the one with more line ends, else its own.

    A paragraph break must survive when the block that it opened is dropped.

    >>> merged_gap("\\n\\n", "\\n")
    '\\n\\n'
    """
    return dropped if dropped.count("\n") > following.count("\n") else following


def apply(document: Document, verdict: Verdict, step: Filter) -> tuple[Document, Step]:
    """Build the document that a verdict asks for.

    Args:
        document: the document that was judged.
        verdict: the answer of `step` for exactly this document.
        step: the filter, whose declared effects and codes are enforced.

    Returns:
        The changed document and the record that `undo` needs.

    Raises:
        ContractError: the verdict does not fit the document or the filter's declarations.
    """
    check_contract(document, verdict, step)
    changed = document
    gaps: tuple[tuple[int, str], ...] = ()
    if verdict.changes:
        blocks, gaps = rebuilt(document.blocks, verdict.changes)
        changed = evolve(document, blocks=blocks)
    noted = changed.with_notes(verdict.notes + tuple((item.key, item.value) for item in verdict.noted))
    known = frozenset(document.notes)
    fresh = tuple(note for note in noted.notes if note not in known) if noted is not changed else ()
    return noted, Step(step.name, verdict, gaps, fresh)


def rebuilt(
    before: tuple[Block, ...], changes: tuple[Change, ...]
) -> tuple[tuple[Block, ...], tuple[tuple[int, str], ...]]:
    """The blocks after some changes, and the gaps that dropped neighbours altered (as in `Step.gaps`)."""
    blocks: list[Block] = []
    gaps: list[tuple[int, str]] = []
    position, pending = 0, ""
    for change in changes:
        pending = _keep(blocks, gaps, before[position : change.at], pending)
        if change.after:
            pending = _keep(blocks, gaps, change.after, pending)
        else:
            for block in change.before:
                pending = merged_gap(pending, block.gap)
        position = change.at + len(change.before)
    _keep(blocks, gaps, before[position:], pending)
    return tuple(blocks), tuple(gaps)


def _keep(blocks: list[Block], gaps: list[tuple[int, str]], run: tuple[Block, ...], pending: str) -> str:
    """Append a run of blocks, the first with the gap that dropped blocks before it left over."""
    if not run:
        return pending
    if pending:
        gap = merged_gap(pending, run[0].gap)
        if gap != run[0].gap:
            gaps.append((len(blocks), run[0].gap))
            run = (evolve(run[0], gap=gap), *run[1:])
    blocks.extend(run)
    return ""


def undo(document: Document, step: Step) -> Document:
    """The document as it was before `step`; exact inverse of `apply`."""
    after = list(document.blocks)
    for index, gap in step.gaps:
        after[index] = evolve(after[index], gap=gap)
    blocks: list[Block] = []
    position = 0
    for change in step.verdict.changes:
        kept = change.at - len(blocks)
        blocks.extend(after[position : position + kept])
        blocks.extend(change.before)
        position += kept + len(change.after)
    blocks.extend(after[position:])
    added = frozenset(step.notes)
    notes = tuple(note for note in document.notes if note not in added)
    return evolve(document, blocks=tuple(blocks), notes=notes)


def check_contract(document: Document, verdict: Verdict, step: Filter) -> None:
    """Raise `ContractError` where a verdict does not fit its document or its filter's declarations."""
    position = 0
    for change in verdict.changes:
        problem = _problem(document, change, step, position)
        if problem:
            raise ContractError(step.name, document.id, problem)
        position = change.at + len(change.before)
    if verdict.reject is not None and verdict.reject.code not in step.codes:
        raise ContractError(step.name, document.id, f"code {verdict.reject.code!r} is not among its codes")
    for key in [key for key, _ in verdict.notes] + [item.key for item in verdict.noted]:
        if key not in step.provides:
            raise ContractError(step.name, document.id, f"note {key!r} is not among what it provides")
    for item in verdict.noted:
        problem = _reason_problem(item.reason, Effect.NOTED, step)
        if problem:
            raise ContractError(step.name, document.id, problem)


def _problem(document: Document, change: Change, step: Filter, position: int) -> str:
    """What is wrong with a change, or `""`."""
    stop = change.at + len(change.before)
    if not change.before:
        return f"a change at block {change.at} has nothing before it"
    if change.at < position:
        return f"the change at block {change.at} is out of order or touches a block twice"
    if document.blocks[change.at : stop] != change.before:
        return f"the change at block {change.at} was made for another document"
    return _reason_problem(change.reason, change.effect, step) or _shape_problem(change)


def _reason_problem(reason: Reason, effect: Effect, step: Filter) -> str:
    if effect not in step.effects:
        return f"effect {effect.value!r} is not among its effects"
    if reason.filter != step.name:
        return f"a reason is signed {reason.filter!r}"
    if reason.code not in step.codes:
        return f"code {reason.code!r} is not among its codes"
    return ""


def _shape_problem(change: Change) -> str:
    if not change.after:
        return ""
    start, stop = change.before[0].span[0], change.before[-1].span[1]
    for block in change.after:
        if not block.text or block.text.isspace():
            return f"the change at block {change.at} leaves an empty block"
        if block.gap and not block.gap.isspace():
            return f"the change at block {change.at} puts text into a gap"
        if block.span[0] < start or block.span[1] > stop:
            return f"the change at block {change.at} points outside the blocks it replaces"
        if any(not 0 <= mark.start < mark.end <= len(block.text) for mark in block.marks):
            return f"the change at block {change.at} leaves links or emphasis outside of the text"
    if change.effect is Effect.REMOVED:
        return f"the removal at block {change.at} leaves blocks"
    if apply_edits(flat(change.before), change.edits) != flat(change.after):
        return f"the edits of the change at block {change.at} do not give its result"
    return ""
