"""The filter `repeated-runs`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.dedup.keys import lookalikes
from docclean.dedup.repeated_runs import RepeatedRuns, _Search
from docclean.extract.plain import document_of
from docclean.testing import check_filter, judged

ARTICLE = (
    "The swing bridge over the harbour opens again next Saturday after eleven months of work.",
    "New bearings",
    "Engineers replaced the bearings one by one, so that pedestrians could cross all through the winter.",
    "The keeper, who has lived beside it for thirty years, will turn the wheel himself on the first day.",
    "Opening day",
    "Visitors are asked to leave their bicycles at the old fish market and to walk the last stretch.",
)
CHINESE = (
    "镇上的旧图书馆下个月重新开放，读者可以在二楼的花园里看书。",
    "新的阅览室",
    "工人们用了两年时间修理屋顶，并且保留了原来的木头楼梯。",
    "馆长说，孩子们最喜欢的故事会将在每个星期六下午举行。",
)
THAI = (
    "สะพานเก่าข้ามแม่น้ำจะเปิดอีกครั้งในเดือนหน้าหลังจากซ่อมแซมมานานกว่าสองปี",
    "ช่างไม้ในหมู่บ้านช่วยกันเปลี่ยนแผ่นไม้ทุกแผ่นโดยใช้ไม้จากป่าชุมชน",
    "เด็กนักเรียนปลูกดอกไม้ไว้สองข้างทางเพื่อต้อนรับผู้มาเยือน",
)
ARABIC = (
    "تفتح المكتبة القديمة أبوابها من جديد في الشهر القادم بعد عامين من أعمال الترميم.",
    "قال المدير إن الحديقة الصغيرة خلف المبنى ستكون مفتوحة للجميع طوال أيام الأسبوع.",
    "ويمكن للأطفال حضور درس في صناعة الخبز كل صباح سبت عند المخبز المجاور.",
)
RUSSIAN = (
    "Старый маяк на северном мысу снова открыт для посетителей после долгого ремонта.",
    "Смотритель показывает гостям лестницу, по которой его дед поднимался каждый вечер.",
    "Летом у подножия работает небольшая пекарня, где пекут хлеб по старым рецептам.",
)
SUBJECTS = ("bakery", "garden", "bridge", "library", "harbour", "orchard", "museum", "ferry", "mill", "lighthouse")
PLACES = ("north gate", "old square", "river bank", "market hall", "long meadow", "stone quay", "upper lane")


def text(*lines: str) -> str:
    """Lines as paragraphs."""
    return "\n\n".join(lines)


@pytest.mark.parametrize("article", [ARTICLE, CHINESE, THAI, ARABIC, RUSSIAN])
@pytest.mark.parametrize("between", [(), ("GAZETTE",)])
@pytest.mark.parametrize("missing", [0, 1])
def test_second_copy_goes(article: tuple[str, ...], between: tuple[str, ...], missing: int) -> None:
    """The article twice leaves one in any script, with or without a signature, also without its first paragraph."""
    assert judged(RepeatedRuns(), text(*article, *between, *article[missing:])) == text(*article, *between)


def test_subheads_go_with_the_run() -> None:
    """No short heading of the second copy is left behind, and one group ties the run together."""
    changes = RepeatedRuns().judge(document_of(text(*ARTICLE, *ARTICLE))).changes
    assert [change.at for change in changes] == [6, 7, 8, 9, 10, 11]
    assert {change.group for change in changes} == {"repeated-runs-6"}
    assert [dict(change.reason.evidence)["duplicate-of"] for change in changes] == [0, 1, 2, 3, 4, 5]


def test_copy_with_a_paragraph_missing_inside() -> None:
    """A second copy that lacks a paragraph in its middle goes as well."""
    second = (*ARTICLE[:2], *ARTICLE[3:])
    assert judged(RepeatedRuns(), text(*ARTICLE, *second)) == text(*ARTICLE)


def test_copy_between_short_lines() -> None:
    """Short lines inside the second copy stay, the copy goes."""
    second = (ARTICLE[0], "Share", *ARTICLE[1:4], "Photo: quay", *ARTICLE[4:])
    assert judged(RepeatedRuns(), text(*ARTICLE, *second)) == text(*ARTICLE, "Share", "Photo: quay")


def test_three_copies() -> None:
    """Of three copies one stays."""
    assert judged(RepeatedRuns(), text(*ARTICLE * 3)) == text(*ARTICLE)


def test_marks_and_case_do_not_hide_a_copy() -> None:
    """Quotes, NBSP, soft hyphens and case differ between the copies."""
    second = (line.replace(" the ", "\u00a0the ").replace("bearings", "bea\u00adrings").upper() for line in ARTICLE)
    assert judged(RepeatedRuns(), text(*ARTICLE, *second)) == text(*ARTICLE)


SONG = (
    "The mill wheel turns by the water side",
    "And the boats come home on the evening tide",
    "Turn, wheel, turn, for the day is long",
    "Turn, wheel, turn, to the miller's song",
    "The baker's oven is warm and red",
    "And all of the street can smell the bread",
    "Turn, wheel, turn, for the day is long",
    "Turn, wheel, turn, to the miller's song",
    "The children run to the garden gate",
    "And the lamps are lit, for the hour is late",
    "Turn, wheel, turn, for the day is long",
    "Turn, wheel, turn, to the miller's song",
)
SECTIONS = (
    "The ferry to the northern island leaves from the stone quay and takes a little less than an hour.",
    "Please be at the gate a quarter of an hour before the ferry leaves, with your ticket at hand.",
    "Dogs travel free of charge when they are kept on a lead and stay away from the upper deck.",
    "The ferry to the southern island leaves from the market hall and calls at two small villages.",
    "The journey is rougher than the other one, so that warm clothes are a good idea even in summer.",
    "Please be at the gate a quarter of an hour before the ferry leaves, with your ticket at hand.",
    "Dogs travel free of charge when they are kept on a lead and stay away from the upper deck.",
    "Both islands have a small museum, a bakery and a garden that is open from spring to autumn.",
    "The western path follows the cliff as far as the lighthouse and returns through the orchards.",
    "Those who stay overnight find rooms above the bakery or in the house of the former schoolmaster.",
    "A shop beside the landing stage sells maps, apples and the island's own honey all year round.",
)
ITEMS = tuple(f"- {line}" for line in ARTICLE)


@pytest.mark.parametrize(
    "lines",
    [
        SONG,
        SECTIONS,
        ARTICLE,
        ("Yes.", "No.", "Yes.", "No.", "Perhaps.", "Yes.", "No."),
        ("Flour 500 g", "Butter 250 g", "Sugar 100 g", "For the icing", "Butter 250 g", "Sugar 100 g", "Mix well"),
        ("Mon 9-17", "Tue 9-17", "Wed 9-13", "Library", "Mon 9-17", "Tue 9-17", "Wed 9-13", "Museum"),
        (*ARTICLE[:3], "Anna wrote:", *ARTICLE[:3], "I cannot agree, since the wheel has been broken for years."),
        ("Menu",) * 40,
        (*ITEMS, SECTIONS[7], *ITEMS, *SECTIONS[8:]),
    ],
    ids=["chorus", "clauses", "clean", "dialogue", "ingredients", "hours", "quoted", "labels", "items"],
)
def test_what_repeats_by_right_stays(lines: tuple[str, ...]) -> None:
    """Choruses, shared clauses, dialogue, ingredients, opening hours, quotations, labels and items stay."""
    assert judged(RepeatedRuns(), "\n".join(lines)) == "\n".join(lines)


def sentences() -> st.SearchStrategy[list[str]]:
    """Distinct sentences of prose."""
    one = st.builds(
        "The {} beside the {} was opened in {} by people of the village who still look after it today.".format,
        st.sampled_from(SUBJECTS),
        st.sampled_from(PLACES),
        st.integers(1700, 1999),
    )
    return st.lists(one, min_size=3, max_size=12, unique=True)


@settings(max_examples=60, deadline=None)
@given(sentences(), st.sampled_from([(), ("GAZETTE",)]), st.sampled_from([0, 1]))
def test_law_copy_of_whole_document(lines: list[str], between: tuple[str, ...], missing: int) -> None:
    """A document followed by its copy gives the document back."""
    assert judged(RepeatedRuns(), text(*lines, *between, *lines[missing:])) == text(*lines, *between)


@settings(max_examples=60, deadline=None)
@given(sentences().flatmap(st.permutations))
def test_law_distinct_blocks_stay(lines: list[str]) -> None:
    """Nothing is lost where nothing repeats, in whatever order."""
    assert judged(RepeatedRuns(), text(*lines)) == text(*lines)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from((*ARTICLE, *THAI[:1], "Menu", "Opening hours", "Two short words", "Bread 2.40")), max_size=24
    )
)
def test_prefilter_hides_no_run(lines: list[str]) -> None:
    """What the prefilter lets go without a search has no run, whatever the options."""
    document = document_of("\n".join(lines))
    for step in (RepeatedRuns(), RepeatedRuns(min_weight=20, min_share=0.05)):
        keys = lookalikes(document)
        if keys and not step._may_repeat(document, keys):
            assert list(_Search(document.blocks, keys, step.min_weight, step.min_share).runs()) == []


def test_laws() -> None:
    """All laws of filters, over hostile and generated documents and real shapes of damage."""
    check_filter(RepeatedRuns(), examples=50, texts=[text(*ARTICLE * 2), "\n".join(SONG * 2), text(*SECTIONS)])


@pytest.mark.parametrize(
    "lines",
    [
        ["The same long line about the lighthouse and the bakery, many times over."] * 50_000,
        ["ab"] * 50_000,
        [f"Line {number % 500} about the lighthouse and the bakery beside it." for number in range(20_000)],
    ],
    ids=["one-long", "one-short", "cycle"],
)
def test_time_is_linear(lines: list[str]) -> None:
    """Tens of thousands of repeating lines take seconds; a quadratic search would take many minutes."""
    document = document_of("\n".join(lines))
    start = time.process_time()
    RepeatedRuns().judge(document)
    assert time.process_time() - start < 10
