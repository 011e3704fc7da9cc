"""Links and emphasis of a block stay where they were, whatever is done to its text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.document import Block, Document, Mark
from docclean.measure.edits import apply_edits
from docclean.verdict import Reason, edit, join, lift, moved_marks, rewrite, split

REASON = Reason("f", "c", 1, 0)
# Every character is another one, so that it is known again wherever it goes.
LETTERS = "".join(map(chr, range(0x4E00, 0x4E18)))
TEXTS = st.integers(1, len(LETTERS)).map(lambda length: LETTERS[:length])


@st.composite
def marks_of(draw, length):
    marks = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted(draw(st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True)))
        marks.append(Mark(start, end, draw(st.sampled_from(["link", "strong"])), str(len(marks))))
    return tuple(marks)


@st.composite
def edits_of(draw, length):
    """Edits in order and apart from each other: removals, insertions (two at one place too), replacements."""
    points = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
    new = st.sampled_from(["", "", " ", "x", "xyz"])
    return tuple((start, end, draw(new)) for start, end in list(pairwise(points))[::2])


@st.composite
def cases(draw):
    text = draw(TEXTS)
    return text, draw(marks_of(len(text))), draw(edits_of(len(text)))


def block_of(text, marks):
    links = sum(mark.end - mark.start for mark in marks if mark.kind == "link")
    return Block(text, "\n", (0, len(text)), marks=marks, link_chars=min(links, len(text)))


def marked(text, marks, target):
    """The characters of a text that the mark with some target has."""
    return {character for mark in marks if mark.target == target for character in text[mark.start : mark.end]}


def assert_followed(before, marks, after, moved):
    """Each mark has those of its characters that are left, and none that was there and outside of it."""
    assert all(0 <= mark.start < mark.end <= len(after) for mark in moved)
    for mark in marks:
        had = marked(before, [mark], mark.target)
        has = marked(after, moved, mark.target)
        assert had & set(after) <= has
        assert not (set(before) - had) & has


@given(cases())
def test_marks_follow_any_edits(case):
    """Characters that are left stay marked as they were; no mark leaves the text or takes in a neighbour."""
    text, marks, edits = case
    after = apply_edits(text, edits)
    assert_followed(text, marks, after, moved_marks(marks, edits))


@given(cases())
def test_marks_that_nothing_is_left_of_go(case):
    """A mark whose characters are all removed, with nothing put in their place, is gone."""
    text, marks, edits = case
    removed = [(start, end, "") for start, end, _ in edits]
    after = apply_edits(text, removed)
    kept = {mark.target for mark in moved_marks(marks, removed)}
    assert kept == {mark.target for mark in marks if set(text[mark.start : mark.end]) & set(after)}


@given(cases())
def test_no_edits_no_moves(case):
    """Without edits, and with edits that change nothing, marks are the same."""
    text, marks, edits = case
    assert moved_marks(marks, ()) == marks
    same = [(start, end, text[start:end]) for start, end, _ in edits]
    assert moved_marks(marks, same) == marks


@given(cases(), st.sampled_from([None, "", "\n\n"]))
def test_edit(case, gap):
    """`edit` moves marks with its edits, also where it takes white space off the ends that these leave."""
    text, marks, edits = case
    block = block_of(text, marks)
    change = edit(Document(blocks=(block,)), 0, edits, reason=REASON, gap=gap)
    expected = apply_edits(text, edits).strip()
    assert "".join(after.text for after in change.after) == expected
    for after in change.after:
        assert_followed(text, marks, after.text, after.marks)
        assert after.gap == ("\n" if gap is None else gap)
        assert after.link_chars <= len(after.text)


def test_edit_keeps_the_marked_one_of_two():
    """Of two equal words the one that was edited away is known, even where white space goes with it."""
    block = Block("rye rye", marks=(Mark(4, 7, "link", "x"),), link_chars=3)
    (after,) = edit(Document(blocks=(block,)), 0, [(0, 3, "")], reason=REASON).after
    assert (after.text, after.marks, after.link_chars) == ("rye", (Mark(0, 3, "link", "x"),), 3)
    (after,) = edit(Document(blocks=(block,)), 0, [(4, 7, "")], reason=REASON).after
    assert (after.text, after.marks, after.link_chars) == ("rye", (), 0)


@given(cases())
def test_rewrite_and_lift(case):
    """`rewrite` and `lift` find out for themselves what was edited."""
    text, marks, edits = case
    document = Document(blocks=(block_of(text, marks),))
    for make in (rewrite, lift):
        wanted = apply_edits(text, [(start, end, "") for start, end, _ in edits])
        for after in make(document, 0, wanted, reason=REASON).after:
            assert_followed(text, marks, after.text, after.marks)


@given(cases(), st.data())
def test_split(case, data):
    """Each part has the marks of its own characters, and together they have those of all that are left."""
    text, marks, _ = case
    points = sorted(data.draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3))) if len(text) > 1 else []
    block = block_of(text, marks)
    change = split(Document(blocks=(block,)), 0, [(point, point, "\n\n") for point in points], reason=REASON)
    assert "".join(after.text for after in change.after) == text
    for after in change.after:
        assert_followed(text, marks, after.text, after.marks)
    assert {target for after in change.after for target in {mark.target for mark in after.marks}} == {
        mark.target for mark in marks
    }


@given(st.lists(cases(), min_size=1, max_size=4), st.sampled_from(["", " ", "  "]))
def test_join(parts, separator):
    """Joined blocks have all marks of their parts, over the same characters, and none on the separator."""
    blocks = tuple(block_of(text, marks) for text, marks, _ in parts)
    (after,) = join(Document(blocks=blocks), 0, len(blocks), separator, reason=REASON).after
    start, expected = 0, []
    for text, marks, _ in parts:
        expected += [mark._replace(start=mark.start + start, end=mark.end + start) for mark in marks]
        start += len(text) + len(separator)
    assert after.text == separator.join(text for text, _, _ in parts)
    assert list(after.marks) == expected
    assert after.link_chars == sum(block.link_chars for block in blocks)


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([(4, 4, "x")], Mark(5, 9, "link")),
        ([(8, 8, "x")], Mark(4, 8, "link")),
        ([(6, 6, "x")], Mark(4, 9, "link")),
        ([(4, 8, "x")], Mark(4, 5, "link")),
        ([(0, 4, ""), (8, 12, "")], Mark(0, 4, "link")),
        # One character of two stays in the mark that had part of it.
        ([(3, 5, "x")], Mark(3, 7, "link")),
        ([(7, 9, "x")], Mark(4, 8, "link")),
        # A whole line decoded anew, two characters to one, is not all a link.
        ([(0, 12, "xxxxxx")], Mark(2, 4, "link")),
        ([(0, 12, "")], None),
    ],
)
def test_edges(edits, expected):
    """What is inserted at an edge is outside; what replaces an edge is shared."""
    assert moved_marks([Mark(4, 8, "link")], edits) == ((expected,) if expected else ())


def test_links_without_targets_are_still_counted():
    """Characters of links that have no mark are not forgotten by an edit elsewhere in the block."""
    block = Block("rye and oats", marks=(Mark(0, 3, "strong"),), link_chars=4)
    (after,) = edit(Document(blocks=(block,)), 0, [(3, 7, "")], reason=REASON).after
    assert after.link_chars == 4


def test_many_marks_and_edits():
    """Ten thousand edits of ten thousand marks take no noticeable time."""
    marks = [Mark(at, at + 3, "strong") for at in range(0, 80_000, 4)]
    moved = moved_marks(marks, [(at, at + 1, "") for at in range(0, 80_000, 4)])
    assert len(moved) == len(marks)
    assert moved[-1] == Mark(59_997, 59_999, "strong")
