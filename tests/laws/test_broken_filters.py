"""Each law catches a filter that breaks it: a law that cannot fail proves nothing."""

import itertools

import pytest
from attrs import evolve, frozen

from docclean.apply import apply
from docclean.errors import ContractError
from docclean.extract.plain import document_of
from docclean.testing import (
    check_filter,
    composition,
    conservation,
    idempotence,
    locality,
    order,
    pickling,
    receipts_cover,
    replay,
    totality,
)
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop, edit, rewrite

TEXT = "One line.\n\nAnother line.\nA third line.\n"


@frozen
class Broken:
    """A filter whose judgement is given; declares every law and effect."""

    judgement: object
    name = "broken"
    codes = ("code",)
    effects = tuple(Effect)
    requires = ()
    provides = ()
    safety = "lossy"
    laws = ("idempotent", "block-local")
    resources = ()

    def judge(self, document):
        return self.judgement(document)


REASON = Reason("broken", "code", 1, 0)


def test_conservation_catches_a_change_that_hides_what_stood_there():
    """A change whose `before` is not what stood there is refused, so that undo can be trusted."""

    def lie(document):
        if len(document.blocks) < 2:
            return KEEP
        return Verdict((Change(0, (document.blocks[1],), (), REASON, Effect.REMOVED),))

    with pytest.raises(ContractError):
        conservation(Broken(lie), document_of(TEXT))


def test_conservation_catches_a_lossy_undo(monkeypatch):
    """If gaps that dropped neighbours altered were not restored, undo would differ."""

    def drop_first(document):
        return Verdict((drop(document, 1, reason=REASON),)) if len(document.blocks) == 3 else KEEP

    conservation(Broken(drop_first), document_of(TEXT))
    monkeypatch.setattr("docclean.result.undo", lambda document, step: document)
    with pytest.raises(AssertionError):
        conservation(Broken(drop_first), document_of(TEXT))


def test_receipts_cover_catches_edits_that_do_not_give_the_result():
    """An edited text whose edits do not lead to it is refused."""

    def lie(document):
        if not document.blocks:
            return KEEP
        honest = edit(document, 0, [(0, 3, "Two")], reason=REASON)
        return Verdict((evolve(honest, after=(evolve(document.blocks[0], text="Hidden."),)),))

    with pytest.raises(ContractError):
        receipts_cover(Broken(lie), document_of(TEXT))


def test_receipts_cover_catches_wrong_offsets(monkeypatch):
    """Receipts that point one character too far are found."""

    def cut(document):
        return Verdict((edit(document, 1, [(0, 7, "The same")], reason=REASON),))

    receipts_cover(Broken(cut), document_of(TEXT))
    from docclean import receipts

    real = receipts._Pieces.origin
    monkeypatch.setattr(receipts._Pieces, "origin", lambda self, a, b: tuple(x + 1 for x in real(self, a, b)))
    with pytest.raises(AssertionError):
        receipts_cover(Broken(cut), document_of(TEXT))


def test_replay_catches_state():
    """A filter that counts its calls answers differently the second time."""
    calls = itertools.count()

    def forgetful(document):
        return KEEP if next(calls) % 2 else Verdict((drop(document, 0, reason=REASON),))

    with pytest.raises(AssertionError, match="second time"):
        replay(Broken(forgetful), document_of(TEXT))


def test_idempotence_catches_a_filter_that_never_comes_to_rest():
    """A filter that shortens every line by a character on every pass."""

    def gnaw(document):
        return Verdict(
            tuple(rewrite(document, at, b.text[:-1].strip(), reason=REASON) for at, b in enumerate(document.blocks))
        )

    with pytest.raises(AssertionError, match="own output"):
        idempotence(Broken(gnaw), document_of(TEXT))


def test_order_catches_text_in_gaps():
    """Text smuggled into a gap is refused."""

    def smuggle(document):
        return Verdict((rewrite(document, 0, "One line.", gap="x\n", reason=REASON),))

    with pytest.raises(ContractError, match="gap"):
        order(Broken(smuggle), document_of(TEXT))


def test_order_catches_changes_out_of_order():
    """Changes must come in the order of their blocks."""

    def shuffled(document):
        return Verdict((drop(document, 1, reason=REASON), drop(document, 0, reason=REASON)))

    with pytest.raises(ContractError, match="order"):
        order(Broken(shuffled), document_of(TEXT))


def test_order_catches_padded_text():
    """Text with white space at its ends is no block."""

    def pad(document):
        block = document.blocks[0]
        padded = evolve(block, text=block.text + " ")
        edits = ((len(block.gap) + len(block.text), len(block.gap) + len(block.text), " "),)
        return Verdict((Change(0, (block,), (padded,), REASON, Effect.EDITED, edits),))

    with pytest.raises(AssertionError, match="leaves"):
        order(Broken(pad), document_of(TEXT))


def test_locality_catches_a_filter_that_looks_around():
    """A filter that drops a line because of the line before it is not block-local."""

    def jealous(document):
        return Verdict((drop(document, 1, reason=REASON),)) if len(document.blocks) > 1 else KEEP

    with pytest.raises(AssertionError):
        locality(Broken(jealous), document_of(TEXT))


def test_totality_catches_a_crash():
    """A filter that cannot take an empty document."""
    with pytest.raises(IndexError):
        totality(Broken(lambda document: document.blocks[0] and KEEP), document_of(""))


def test_totality_catches_undeclared_effects_and_codes():
    """The engine refuses what a filter did not declare."""
    document = document_of(TEXT)
    verdict = Verdict((drop(document, 0, reason=Reason("broken", "other-code", 1, 0)),))
    with pytest.raises(ContractError, match="other-code"):
        apply(document, verdict, Broken(None))
    note = Verdict(notes=(("authors", "Anna Example"),))
    with pytest.raises(ContractError, match="authors"):
        apply(document, note, Broken(None))


def test_pickling_catches_a_heavy_filter():
    """A filter that carries its data along does not fit into a message to a worker."""

    @frozen
    class Heavy(Broken):
        table: tuple = tuple(range(10_000))

    Heavy.__qualname__ = "Heavy"
    globals()["Heavy"] = Heavy
    with pytest.raises(AssertionError, match="bytes"):
        pickling(Heavy(None), document_of(TEXT))


def test_composition_catches_a_filter_that_remembers():
    """A filter whose answer depends on how often it was asked cannot be cut anywhere."""
    calls = itertools.count()
    step = Broken(lambda document: KEEP if next(calls) % 3 else Verdict((drop(document, 0, reason=REASON),)))
    with pytest.raises(AssertionError, match="cut"):
        composition([step, step], document_of(TEXT))


def test_check_filter_is_the_entry_exam():
    """The public check finds a broken filter among its generated documents."""
    check_filter(Broken(keep_all), examples=20)
    with pytest.raises(ContractError):
        check_filter(Broken(misplace_hebrew), examples=300)


def keep_all(document):
    """The one filter that keeps every law."""
    return KEEP


def misplace_hebrew(document):
    """Removes the first line where it means to remove a later one."""
    hits = [at for at, block in enumerate(document.blocks) if "הספרייה" in block.text]
    return Verdict((Change(hits[0], document.blocks[:1], (), REASON, Effect.REMOVED),)) if hits and hits[0] else KEEP
