"""Documents, verdicts, `apply`, `undo` and receipts."""

import pickle
import re

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from docclean import errors
from docclean.apply import apply, merged_gap, undo
from docclean.document import Block, Document, Kind, altered
from docclean.extract.plain import blocks_of, document_of
from docclean.measure.edits import apply_edits, edits_between
from docclean.receipts import receipts_of
from docclean.verdict import Effect, Reason, Verdict, drop, edit, flat, join, lift, retag, rewrite, split

TEXT = "Title\n\nOne line.\nAnother line.\n\n\nLast line.\n"
REASON = Reason("any", "code", 1, 0)


class Any:
    """A filter that may do anything."""

    name, codes, effects, requires, provides = "any", ("code",), tuple(Effect), (), ("title", "authors")
    safety, laws, resources = "lossy", (), ()


def applied(verdict, text=TEXT):
    document = document_of(text)
    return document, *apply(document, verdict(document), Any())


@given(st.text())
def test_blocks_and_gaps_join_to_the_input(text):
    """Nothing gets lost between blocks, and blocks are never blank or padded."""
    blocks, tail = blocks_of(text)
    assert flat(blocks) + tail == text
    for block in blocks:
        assert block.text == block.text.strip() != ""
        assert not block.gap or block.gap.isspace()
        assert text[slice(*block.span)] == block.text


@given(st.text(st.characters() | st.sampled_from("a \n\r\t\x1c\u3000")))
def test_blocks_are_what_the_constructor_makes_of_lines(text):
    """The quick way to a block leaves no field out, and the quick way to a line finds the same ones."""
    blocks, _ = blocks_of(text)
    lines = list(re.finditer(r"\S(?:[^\n]*\S)?", text))
    ends = [0, *(line.end() for line in lines)]
    expected = [Block(line[0], text[end : line.start()], line.span()) for end, line in zip(ends, lines, strict=False)]
    assert list(blocks) == expected
    assert [type(block) for block in blocks] == [Block] * len(lines)
    assert pickle.loads(pickle.dumps(blocks)) == blocks


def test_blocks_of_a_text_are_frozen():
    """No field of a block can be set, however the block was made."""
    block = blocks_of("One")[0][0]
    with pytest.raises(FrozenInstanceError):
        block.text = "Two"
    with pytest.raises(FrozenInstanceError):
        del block.gap


@given(st.text(), st.text())
def test_edits_between_lead_from_one_text_to_the_other(before, after):
    """The edits turn one text into the other; equal texts need none."""
    found = edits_between(before, after)
    assert apply_edits(before, found) == after
    assert bool(found) == (before != after)


@pytest.mark.parametrize(
    ("dropped", "following", "expected"),
    [("\n\n", "\n", "\n\n"), ("\n", "\n\n", "\n\n"), ("", "\n", "\n"), ("\n", "\n  ", "\n  "), (" ", "", "")],
)
def test_merged_gap(dropped, following, expected):
    """The gap with more line ends wins, a tie goes to the block that stays."""
    assert merged_gap(dropped, following) == expected


def test_drop_keeps_the_paragraph_break():
    """A dropped first line of a paragraph leaves the paragraph apart."""
    before, after, step = applied(lambda d: Verdict((drop(d, 1, reason=REASON),)))
    assert after.text == "Title\n\nAnother line.\n\n\nLast line.\n"
    assert undo(after, step) == before


def test_drop_a_run_to_the_end():
    """Dropping the last lines leaves the tail as it was."""
    before, after, step = applied(lambda d: Verdict((drop(d, 2, 4, reason=REASON),)))
    assert after.text == "Title\n\nOne line.\n"
    assert undo(after, step) == before


def test_edit_split_join_lift_together():
    """All effects in one verdict, taken back exactly."""

    def verdict(d):
        return Verdict(
            (
                lift(d, 0, reason=REASON),
                split(d, 1, [(3, 4, "\n")], reason=REASON),
                join(d, 2, 4, reason=REASON),
            ),
            (("title", "Title"),),
        )

    before, after, step = applied(verdict)
    assert after.text == "\n\nOne\nline.\nAnother line. Last line.\n"
    assert after.values("title") == ("Title",)
    assert undo(after, step) == before


def test_edit_trims_what_it_leaves_at_the_ends():
    """An edit that leaves a blank end takes the blank with it; one that leaves nothing is a removal."""
    document = document_of("a b\nc")
    assert edit(document, 0, [(0, 1, "")], reason=REASON).after[0].text == "b"
    assert edit(document, 1, [(0, 1, "")], reason=REASON).effect is Effect.REMOVED


def test_characters_count_what_was_touched():
    """Removed, replaced and inserted characters count; a new kind touches none."""
    document = document_of("abc def\nghi")
    assert drop(document, 0, reason=REASON).characters == 7
    assert edit(document, 0, [(3, 4, "")], reason=REASON).characters == 1
    assert edit(document, 0, [(3, 3, "--")], reason=REASON).characters == 2
    assert rewrite(document, 0, "abc deg", reason=REASON).characters == 1
    assert retag(document, 0, reason=REASON, language="fr").characters == 0


def test_notes_append_unique_and_come_off_again():
    """A note that was there already is not added, and not taken away by undo."""
    document = document_of("x", notes=(("authors", "A"), ("title", "T")))
    after, step = apply(document, Verdict(notes=(("authors", "B"), ("authors", "A"))), Any())
    assert after.values("authors") == ("A", "B")
    assert undo(after, step) == document


def test_receipts_point_into_the_input_through_several_steps():
    """Offsets stay those of the input after earlier steps moved everything."""
    document = document_of("drop me\nab  cd\nef\n")
    first, step1 = apply(document, Verdict((drop(document, 0, reason=REASON),)), Any())
    second, step2 = apply(first, Verdict((edit(first, 0, [(2, 4, " ")], reason=REASON),)), Any())
    third, step3 = apply(second, Verdict((join(second, 0, 2, reason=REASON),)), Any())
    _, step4 = apply(third, Verdict((edit(third, 0, [(3, 5, "XY")], reason=REASON),)), Any())
    found = [(r.start, r.end, r.before, r.after) for r in receipts_of(document, [step1, step2, step3, step4])]
    assert found == [(0, 7, "drop me", ""), (10, 12, "  ", " "), (14, 15, "\n", " "), (12, 14, "cd", "XY")]


def test_documents_are_values():
    """Equal documents are equal, hashable, and cannot be changed."""
    assert document_of(TEXT) == document_of(TEXT) and hash(document_of(TEXT)) == hash(document_of(TEXT))
    with pytest.raises(AttributeError):
        document_of(TEXT).id = "other"
    assert pickle.loads(pickle.dumps(document_of(TEXT))) == document_of(TEXT)
    assert Document().text == ""


@pytest.mark.parametrize(
    "error",
    [
        errors.ConfigError("rules.toml", "is wrong"),
        errors.UnknownFilterError("steps[0].use", "bylnes", ("bylines",)),
        errors.UnknownOptionError("steps[0].x", "x", ()),
        errors.UnknownPresetError("wbe", ("web",)),
        errors.BadOptionError("steps[0].x", "must be 1."),
        errors.DuplicateFilterError("a:b", "one", "two"),
        errors.MissingInputError("steps[1]", "document-language", ["block-language"]),
        errors.UnreadableError("a.txt", 0, "no permission"),
        errors.DamagedError("a.gz", 0, "gzip data end too early"),
        errors.RecordError("a.jsonl", 3, "no JSON"),
        errors.FormatError("a.html", 0, "is HTML"),
        errors.ContractError("any", "a.txt#0", "lies"),
        errors.CrashError("any", "a.txt#0", "ValueError: x"),
        errors.ResourceError("packs/fr.toml", "is missing."),
        errors.OutputError("out.jsonl", "disk full"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_pickling_and_speak(error):
    """An error crosses a process boundary with its facts and its message."""
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error) and copy.args == error.args and str(copy) == str(error)
    assert len(str(error)) > 10
    assert type(error).__name__ in (errors.__doc__ or "")


def test_the_tree_in_the_docstring_is_the_tree():
    """Every error is drawn in the module's docstring, and its name ends in Error."""
    for name in errors.__all__:
        assert name in errors.__doc__ and name.endswith("Error")


def test_altered_blocks_are_evolved_ones():
    """The quick copy equals the slow one in every field, is frozen too, and refuses fields that are none."""
    block = Block("Bread", "\n", (1, 6), kind=Kind.HEADING, level=2, marks=((0, 5, "link", "x"),))
    assert altered(block, {"language": "en", "level": 3}) == evolve(block, language="en", level=3)
    assert block.language == ""
    with pytest.raises(FrozenInstanceError):
        altered(block, {}).text = "x"
    with pytest.raises(TypeError, match="no field"):
        altered(block, {"colour": "red"})
