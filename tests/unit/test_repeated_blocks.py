"""The filter `repeated-blocks`, and the keys that it compares by."""

from __future__ import annotations

import time

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docclean.dedup.keys import _UNSPACED, keys_of_lookalikes, lookalikes, same_text_key, weight
from docclean.dedup.repeated_blocks import RepeatedBlocks, is_credit
from docclean.document import Kind
from docclean.extract.plain import document_of
from docclean.testing import check_filter, judged

CAPTION = "The old lighthouse on the northern pier, seen from the ferry on a clear morning in early spring."
BODY = "It was built by fishermen who carried the stones over the frozen bay in two hard winters."
NEXT = "Today its lamp is switched on by a school class, which has the key for one week each."


@pytest.mark.parametrize(
    "credit",
    [" - Ana Example photo.example", " (Ana Example)", " © Example Pictures", " – Photo: Ana Example", " Ana B/EXP"],
)
def test_copy_with_credit_goes(credit: str) -> None:
    """The copy without the credit stays, whichever comes first."""
    for lines in ([CAPTION, CAPTION + credit], [CAPTION + credit, CAPTION]):
        text = "\n".join([BODY, *lines, NEXT])
        assert judged(RepeatedBlocks(), text) == "\n".join([BODY, CAPTION, NEXT])


@pytest.mark.parametrize(
    "line",
    [
        CAPTION,
        "新しい図書館は来月、駅の近くの公園の中に開館する予定だ。",
        "博物馆本周展出了三百件来自河边小镇的古代陶器。",
        "ห้องสมุดประจำเมืองเปิดทำการทุกวันยกเว้นวันอาทิตย์และวันหยุด",
        "تفتح المكتبة الجديدة أبوابها كل يوم من التاسعة صباحا حتى المساء.",
        "Старый маяк на северном мысу снова открыт для всех посетителей.",
    ],
)
def test_exact_copy_goes_in_any_script(line: str) -> None:
    """A long block directly after itself goes."""
    document = document_of(f"{BODY}\n\n{line}\n\n{line}\n\n{NEXT}")
    (change,) = RepeatedBlocks().judge(document).changes
    assert (change.at, change.reason.code) == (2, "exact-copy")
    assert dict(change.reason.evidence)["duplicate-of"] == 1


def test_cut_copy_goes() -> None:
    """A teaser that is cut short goes, the whole paragraph stays."""
    assert judged(RepeatedBlocks(), f"{NEXT}\n{BODY[:70]}…\n{BODY}") == f"{NEXT}\n{BODY}"


@pytest.mark.parametrize("more", [" The keeper waves from the gallery.", " Nobody knows why"])
def test_copy_with_a_further_sentence_stays(more: str) -> None:
    """Of a block and the same with a further sentence the one with more to say stays."""
    for lines in ([CAPTION, CAPTION + more], [CAPTION + more, CAPTION]):
        assert judged(RepeatedBlocks(), "\n".join([BODY, *lines, NEXT])) == f"{BODY}\n{CAPTION}{more}\n{NEXT}"


def test_copy_in_head_with_short_lines_between() -> None:
    """A standfirst that comes again after the byline goes."""
    text = f"Lamp\n{CAPTION}\nAna Example\n3 May\n{CAPTION}\n{BODY}\n{NEXT}"
    assert judged(RepeatedBlocks(), text) == f"Lamp\n{CAPTION}\nAna Example\n3 May\n{BODY}\n{NEXT}"


def test_kept_block_of_a_chain_stands() -> None:
    """Where a copy of a copy goes, the evidence names the block that stays."""
    document = document_of(f"{BODY[:70]}…\n{BODY}\n{BODY}\n{NEXT}")
    changes = RepeatedBlocks().judge(document).changes
    assert [(change.at, dict(change.reason.evidence)["duplicate-of"]) for change in changes] == [(0, 1), (2, 1)]


CHANGED = CAPTION.replace("spring", "autumn")
FAR = (BODY, NEXT, CAPTION, CHANGED, "Short", BODY)


@pytest.mark.parametrize(
    "lines",
    [
        ("Row on, row on", "Row on, row on", "Row on, row on"),
        ("Yes.", "Yes.", "No.", "No."),
        (CAPTION, CHANGED, BODY),
        (CAPTION[:-1], CAPTION[:-1] + ", Portuguese, and French.", BODY),
        (CAPTION[:-1], CAPTION[:-1] + " - New", BODY),
        FAR,
        ("- " + CAPTION, "- " + CAPTION),
        ("> " + CAPTION, "> " + CAPTION),
        ("Ana wrote:", CAPTION, "Ben answered:", CAPTION),
        ("Apples 4.50 7.80 12.40 15.60 18.90 green, red and yellow from the orchard",) * 2,
        ("Adults\t8\tchildren\t4\tfamilies of up to five persons with a ticket\t20",) * 2,
        ("First garden", CAPTION, "Second garden", CAPTION, "Third garden", CAPTION),
        ("—" * 80, "—" * 80),
        ("博物馆开放。", "博物馆开放。"),
        ("The lamp is 4.", "The lamp is 4.5 metres."),
    ],
)
def test_what_repeats_by_right_stays(lines: tuple[str, ...]) -> None:
    """Short lines, items, quotations, rows, far copies and copies with words of their own stay."""
    assert judged(RepeatedBlocks(), "\n".join(lines)) == "\n".join(lines)


@pytest.mark.parametrize("kind", [Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.QUOTE, Kind.CODE])
def test_kinds_that_repeat_by_right(kind: Kind) -> None:
    """What is known to be an item, a cell, a quotation or code stays, however long."""
    document = document_of(f"{CAPTION}\n{CAPTION}")
    document = evolve(document, blocks=tuple(evolve(block, kind=kind) for block in document.blocks))
    assert not RepeatedBlocks().judge(document).changes


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (" - Ana Example photo.example", True),
        ("（写真：例）", True),
        (" (updated with the new opening hours of the garden and the museum)", False),
        (". It rained", False),
        (". See https://example.org/more", False),
        ("", False),
        (" - 5 more", False),
    ],
)
def test_credit(tail: str, expected: bool) -> None:
    """A credit is short and made of names; anything that says more is none."""
    assert is_credit(tail, after_sentence=True) is expected


def test_keys() -> None:
    """Form, case and invisible characters are one; numbers and words are not."""
    assert same_text_key("«\u00a0Cafe\u0301\u00a0»") == same_text_key('" CAFÉ "')
    assert same_text_key("Ｂｒｉｄｇｅ") == same_text_key("bridge")
    assert same_text_key("1.5 m") != same_text_key("15 m")
    assert weight("图书馆") == 9 and weight("— …") == 0


def test_lookalikes_are_found_behind_marks() -> None:
    """Different quotes, dashes and invisible characters at the head do not hide a copy."""
    lines = (f"«\u00a0{CAPTION}", f"“\u200b{CAPTION}", BODY, f"—— —— —— —— —— —— —— {NEXT}", f"-- -- -- {NEXT}")
    assert list(keys_of_lookalikes(document_of("\n".join(lines)).blocks)) == [0, 1, 3, 4]


GARDENS = [f"The garden number {n} of the town has {n + 20} apple trees in rows along its wall." for n in range(9)]
REPEATS = [CAPTION, CAPTION + " - Ana Example photo.example", BODY, BODY[:70] + "…", NEXT, "Short"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(GARDENS))
def test_law_distinct_blocks_stay(lines: list[str]) -> None:
    """Nothing is lost where nothing repeats, in whatever order and however alike the lines are."""
    assert judged(RepeatedBlocks(), "\n".join(lines)) == "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(REPEATS)))
@example([REPEATS[1], REPEATS[1], REPEATS[0]])
def test_law_every_text_stays_somewhere(lines: list[str]) -> None:
    """Whatever repeats in whatever way, the words of each block still stand in one that stays."""
    document = document_of("\n".join(lines))
    changes = RepeatedBlocks().judge(document).changes
    gone = {change.at for change in changes}
    for change in changes:
        kept = dict(change.reason.evidence)["duplicate-of"]
        assert kept not in gone
        if change.reason.code != "copy-with-credit":
            assert document.blocks[int(kept)].text.startswith(change.before[0].text.rstrip("…"))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from((CAPTION, CAPTION + " - Ana Example", "Menu", "A second line of the page", "")), max_size=14
    )
)
def test_prefilter_hides_no_pair(lines: list[str]) -> None:
    """Where no two long blocks are near each other, a full comparison finds no pair."""
    document = document_of("\n".join(lines))
    for step in (RepeatedBlocks(), RepeatedBlocks(min_weight=15, max_distance=1), RepeatedBlocks(max_distance=9)):
        keys = lookalikes(document)
        if not step._may_pair(document.blocks, keys):
            long = {at: key for at, key in keys.items() if step._may_repeat(document.blocks[at])}
            assert step._pairs(document.blocks, long) == {}


@given(st.text())
def test_weight_counts_word_characters(text: str) -> None:
    """Counting bytes gives what counting characters by their definition gives."""
    letters = sum(char.isalnum() for char in text)
    assert weight(text) == letters + 2 * len(_UNSPACED.findall(text))


def test_laws() -> None:
    """All laws of filters, over hostile and generated documents."""
    texts = [f"{CAPTION}\n{CAPTION} - Ana Example photo.example\n{CAPTION[:80]}…\n{CAPTION}"]
    check_filter(RepeatedBlocks(), examples=50, texts=texts)


def test_time_is_linear() -> None:
    """Tens of thousands of lines that repeat or nearly do take seconds; comparing all pairs would take minutes."""
    same = [CAPTION] * 50_000
    mirrored = [f"{CAPTION[:-1]} {n}." for n in range(10_000)]
    start = time.process_time()
    for lines in (same, mirrored + mirrored[::-1]):
        RepeatedBlocks().judge(document_of("\n".join(lines)))
    assert time.process_time() - start < 15
