"""Slots hold names, dates and closed lists of every script, and no sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.phrases.fold import fold
from docclean.phrases.frames import pattern_of
from docclean.phrases.names import VERIFIED, is_name, is_names
from docclean.phrases.vocabulary import Vocabulary

WORDS = {
    "month": "March May mars mai mayo март марта kovo marts martxoaren március 1月 मार्च মার্চ مارس اسفند มีนาคม მარტი",
    "weekday": "Monday lundi 월 日 星期二 วันอังคาร mar",
    "datelink": "le de at um à m. d. gada оны ngày năm в เวลา",
    "day": "today hier 昨天",
    "clock": "오전 오후 午前 午後 ص م π.μ. পূর্বাহ্ন น. kl. SA",
    "unit": "hours minutes minute 分钟 分 시간 Stunde ساعتين",
    "few": "einer une",
    "network": "Facebook WhatsApp X 微博 فيسبوك تويتر",
    "agency": "AFP Reuters",
    "joint": "and et",
}
LISTS = {name: [fold(word) for word in words.split()] for name, words in WORDS.items()}
LISTS["month"] += [fold("tháng 3"), fold("tháng 12")]
LISTS["weekday"].append(fold("Thứ Ba"))
LISTS["few"].append("a few")
LISTS["relative"] = [
    fold(template)
    for template in (
        "{n} {unit} ago",
        "il y a {n} {unit}",
        "{n}{unit}前",
        "{n} {unit} 전",
        "vor {n} {unit}",
        "منذ {unit}",
        "dakika {n} zilizopita",
    )
]
VOCABULARY = Vocabulary(LISTS)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Example",
        "J. R. R. Example-Sample",
        "JANE EXAMPLE",
        "John O'Sample",
        "John O’Sample",
        "Kimo ʻAnela",
        "Ana da Silva do Exemplo",
        "Jan van der Voorbeeld",
        "Piet van 't Voorbeeld",
        "Omar al-Mithal",
        "Luc d’Exemple",
        "Seán Ó hEisimpláir",
        "Nguyễn Thị Ví Dụ",
        "Þóra Dæmisdóttir",
        "Иван Примеров",
        "Elçin Nümunə oğlu",
        "Αννα Παραδειγμα",
        "Անի Օրինակյան",
        "ნინო მაგალითი",
        "राम उदाहरण",
        "রহিমা উদাহরণ",
        "கண்ணன் மாதிரி",
        "ക്രിസ്റ്റി മാതൃക",
        "علی نمونه\u200cای",
        "דנה לדוגמה",
        "สมชาย ตัวอย่าง",
        "အောင် နမူနာ",
        "山田太郎",
        "王小明",
        "김예시",
        "ስሜ ምሳሌ",
    ],
)
def test_names(text: str) -> None:
    """Capitalised words with particles, or few and short words where there are no capitals."""
    assert is_name(text)
    assert is_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "temps clair",
        "Morning light over the bridge",
        "de la",
        "l’exemple",
        "d'accord Jane",
        "Jane example",
        "One Two Three Four Five",
        "Jane 2024",
        "'Jane Example'",
        "Jane: Example",
        "Иван примеров",
        "Θα ανοίξει",
        "Կամուրջը բացվեց",
        "აქ არის ძალიან კარგი ხიდი",
        "पुल सोमवार को फिर खुलेगा",
        "সেতু সোমবার আবার খুলে যাবে",
        "பாலம் திங்கள் அன்று மீண்டும் திறக்கும்",
        "پل روز دوشنبه دوباره باز",
        "הגשר ייפתח שוב ביום שני",
        "สะพานจะเปิดอีกครั้งในวันจันทร์",
        "တံတားကိုတနင်္လာနေ့တွင်ပြန်ဖွင့်မည်",
        "大桥将于周一重新开放",
        "橋は月曜日に再開します",
        "다리는 월요일에 다시 열린다 합니다",
        "राम उदाहरण।",
        "(…)",
        "",
        "ღ1 !",
        "a Jane",
        "to Jane Example",
        "с Примером",
    ],
)
def test_no_names(text: str) -> None:
    """Sentences and words in lower case are none, nor more words than a name has."""
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Example and John Sample",
        "Anna Exempel och Ola Prov",
        "Anna Esimerkki ja Olli Malli",
        "Anna Przykład oraz Jan Wzór",
        "Jan Příklad a Eva Vzor",
        "Ana Primer in Jan Vzorec",
        "Иван Примеров и Анна Образцова",
        "Άννα Παράδειγμα και Νίκος Δείγμα",
        "Անի Օրինակյան և Արամ Նմուշյան",
        "ნინო მაგალითი და გია ნიმუში",
        "राम उदाहरण और सीता नमूना, मोहन उदाहरण एवं गीता नमूना",
        "أحمد مثال ومحمد نموذج وليلى مثال",
        "علی نمونه و مریم مثال",
        "سارہ مثال، علی نمونہ اور مریم مثال",
        "דנה לדוגמה ויוסי דגם ורון דוגמה",
        "สมชาย ตัวอย่างและสมหญิง ตัวอย่าง",
        "王小明、李小红",
        "王小明和李小红",
        "ジョン・サンプル",
        "Mari Näidis & Juku Mall",
    ],
)
def test_lists_of_names(text: str) -> None:
    """Commas, signs and the word for "and" of each language join names."""
    assert is_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Example and friends",
        "Anna Exempel och andra",
        "Land in Winter",
        "Jane at Night",
        "Jane Example in rural Wales",
        "Ana Primer in Vzorec",
        "Иван и все остальные",
        "Jane,",
        "and Jane",
        "Jane och",
        "Άννα και άλλοι",
        "Անի և ուրիշներ",
        "पुल सोमवार को फिर खुलेगा और बंद",
        "الجسر سيفتح يوم الاثنين من جديد",
        "大桥将于周一和周二重新开放",
        "สะพานจะเปิดอีกครั้งในวันจันทร์และวันอังคาร",
        "Jan Příklad a další",
        "Ana y los demás",
        "Jane, john",
        "、",
    ],
)
def test_no_lists_of_names(text: str) -> None:
    """Each part is a name, and prepositions join full names only."""
    assert not is_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月5日",
        "2024年3月5日(日)午前10時30分",
        "2024年1月",
        "2024년 3월 5일 오전 10:30",
        "2024. március 5. 10:30",
        "2024 m. kovo 5 d.",
        "2024. gada 5. marts",
        "2024ko martxoaren 5a",
        "5 mars 2024 kl. 10.30",
        "ngày 5 tháng 3 năm 2024",
        "Thứ Ba, 05/03/2024 | 10:30 SA (GMT+7)",
        "৫ মার্চ ২০২৪, পূর্বাহ্ন ১০:৩০",
        "५ मार्च २०२४",
        "۱۵ اسفند ۱۴۰۲",
        "٥ مارس ٢٠٢٤ 10:30 ص",
        "5 มีนาคม 2567 เวลา 10.30 น.",
        "5 მარტი, 2024",
        "10:30, 5 марта 2024 г.",
        "May 3rd, 2024 at 9 p.m. EST",
        "2024-03-05T10:30:00+02:00",
        "2024-03-05T10:30:00Z",
        "05.03.24",
        "le 1er mai",
        "mars 2024",
        "3 hours ago",
        "a few minutes ago",
        "il y a une minute",
        "vor einer Stunde",
        "5分钟前",
        "5分前",
        "3시간 전",
        "منذ ساعتين",
        "dakika 3 zilizopita",
        "昨天 10:30",
        "today at 10h30",
        "10:30 today",
    ],
)
def test_dates(text: str) -> None:
    """Day, month and year in any order, with a time of day in each language's words, or a time that passed."""
    assert VOCABULARY.holds("date", fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "2024年",
        "3日5",
        "2024",
        "May",
        "Monday",
        "le",
        "10:30",
        "1 2 3",
        "06 12 34 56 78",
        "45/13/2024",
        "99 mars 2024",
        "5 bridges 2024",
        "5 mars 2024 garden",
        "12/03/2024 12 min read",
        "05/03/4567",
        "2024 gada",
        "3 bridges ago",
        "hours ago",
        "ago 3 hours",
        "in 3 hours",
        "vor dem Haus",
        "5 分钟",
        "大桥3月",
        "3시간 동안",
        "منذ الجسر",
        "मार्च",
        "มีนาคม",
        "今天",
        "May May 2024",
        "12345 March 2024",
        "²",
        "Facebook 2024",
        "12 hours 2024",
        "March of the bridges",
        "at 5",
        "ص 5",
    ],
)
def test_no_dates(text: str) -> None:
    """Numbers, months, hours and sentences alone are none."""
    assert not VOCABULARY.holds("date", fold(text))


@pytest.mark.parametrize(
    ("slot", "text", "held"),
    [
        ("time", "오전 10:30", True),
        ("time", "10:30 น.", True),
        ("time", "9 pm", True),
        ("time", "14:05 Uhr", True),
        ("time", "10", False),
        ("time", "10:75", False),
        ("time", "오전", False),
        ("time", "10:30 garden", False),
        ("networks", "Facebook, X and WhatsApp", True),
        ("networks", "Facebook和微博", True),
        ("networks", "فيسبوك وتويتر", True),
        ("networks", "Facebook and", False),
        ("networks", "and Facebook", False),
        ("networks", "微博大桥", False),
        ("networks", " ".join(["X"] * 11), False),
        ("agencies", "AFP et Reuters", True),
        ("agencies", "AFP et Facebook", False),
        ("agency", "AFP", True),
        ("agency", "AFP Reuters", False),
        ("month", "tháng 12", True),
        ("month", "tháng", False),
        ("unit", "분", False),
        ("unit", "시간", True),
        ("n", "1 204", True),
        ("n", "12,5 тыс.", True),
        ("n", "1.2万", True),
        ("n", "१२", True),
        ("n", "twelve", False),
        ("n", "12 bridges", False),
    ],
)
def test_closed_slots(slot: str, text: str, held: bool) -> None:
    """Lists hold their words, and series of them, in any script, and nothing besides."""
    assert VOCABULARY.holds(slot, fold(text)) is held


@pytest.mark.parametrize(
    ("literals", "slots", "text", "parts"),
    [
        (("by", "", ""), ("names", "date"), "By Jane Example, May 3, 2024", ("jane example", "may 3 2024")),
        (("by", "", ""), ("names", "date"), "By Jane Example Monday 3 May", ("jane example", "monday 3 may")),
        (("", "", "read"), ("date", "names"), "3 May 2024 Jane Example read", ("3 may 2024", "jane example")),
        (("", "", "min read"), ("date", "n"), "3 May 2024 12 min read", ("3 may 2024", "12")),
        (("", "", ""), ("n", "agency"), "2024 AFP", ("2024", "afp")),
        (("page", "", "", ""), ("n", "n", "n"), "Page 1 2 3", ("1", "2", "3")),
        (("by", "on", ""), ("names", "date"), "By Jane Example on 3 May", ("jane example", "3 may")),
        (("by", "", "for", ""), ("names", "date", "site"), "By Jane 3 May for Mill", ("jane", "3 may", "mill")),
    ],
)
def test_touching_slots(literals: tuple[str, ...], slots: tuple[str, ...], text: str, parts: tuple[str, ...]) -> None:
    """Slots side by side share the words out so that each holds its part; positions are those of the key."""
    key = fold(text)
    fit = pattern_of(literals, slots, VOCABULARY).fullmatch(key)
    assert fit is not None
    assert fit.groups() == parts
    assert tuple(key[fit.start(n) : fit.end(n)] for n in range(1, len(parts) + 1)) == parts


KEYS = st.lists(st.sampled_from(["by", "1", "12", "k", "the", "no", "name"]), min_size=1, max_size=28).map(" ".join)


@given(KEYS, st.sampled_from(["", "by", "by the"]), st.sampled_from(["", "name", "1 k"]))
def test_one_slot(key: str, before: str, after: str) -> None:
    """A single slot stands where a pattern would find it."""
    for slot in ("n", "name", "site", "url", "date"):
        parts = (re.escape(before), f"({VOCABULARY.pattern(slot)})", re.escape(after))
        expected = re.compile(" ".join(filter(None, parts))).fullmatch(key)
        fit = pattern_of((before, after), (slot,), VOCABULARY).fullmatch(key)
        assert (fit and (fit.groups(), fit.start(1), fit.end(1))) == (
            expected and (expected.groups(), expected.start(1), expected.end(1))
        )


@pytest.mark.parametrize(
    ("literals", "slots", "text"),
    [
        (("by", "", ""), ("names", "date"), "By Jane Example"),
        (("by", "", ""), ("names", "date"), "By 3 May"),
        (("by", "", ""), ("names", "date"), "Jane Example 3 May"),
        (("", "", "read"), ("date", "names"), "3 May read"),
        (("", "", "min read"), ("date", "n"), "May 2024 min read"),
        (("", "", ""), ("n", "agency"), "AFP 2024"),
        (("page", "", "", ""), ("n", "n", "n"), "Page 1 2"),
        (("by", "", ""), ("names", "date"), "By " + "Jane " * 17 + "3 May"),
    ],
)
def test_touching_slots_refuse(literals: tuple[str, ...], slots: tuple[str, ...], text: str) -> None:
    """Each of them needs its part, and no more words than it may have."""
    assert pattern_of(literals, slots, VOCABULARY).fullmatch(fold(text)) is None


@pytest.mark.parametrize(
    ("slot", "text", "verified"),
    [
        ("site", "The Mill", True),
        ("site", "წისქვილი", True),
        ("site", "mill.example", True),
        ("site", "東京の庭", True),
        ("site", "the mill", False),
        ("site", "The mill. It opens", False),
        ("site", "大桥开放。周一", False),
        ("site", "पुल खुला। सोमवार", False),
        ("text", "“The Mill”", True),
        ("text", "「橋」", True),
        ("text", "ხიდი გაიხსნა", True),
        ("text", "«мельница", False),
        ("text", "¿quién", False),
        ("text", "the mill", False),
        ("url", "мост.бел/сад", True),
        ("url", "The Mill", False),
        ("email", "jane@example.org", True),
        ("email", "jane example", False),
    ],
)
def test_verified(slot: str, text: str, verified: bool) -> None:
    """Sites and titles begin with a capital where there are capitals, and hold no end of a sentence."""
    assert VERIFIED[slot](text) is verified


@given(
    st.text(st.sampled_from("a é日ก็한ا 12年3月.:,'-و和May"), max_size=30),
    st.sampled_from((*WORDS, "date", "time", "n")),
)
def test_total(text: str, slot: str) -> None:
    """Any part has an answer; lists of packs with odd words as well."""
    if slot not in ("datelink", "clock", "few", "joint", "day"):
        assert VOCABULARY.holds(slot, fold(text)) in (True, False)
    assert is_names(text) in (True, False)
    assert Vocabulary({"month": [fold(text)], "relative": [fold(text)]}).holds("date", fold(text)) in (True, False)


@given(st.sampled_from(LISTS["month"]), st.integers(1, 28), st.integers(1300, 2600))
def test_orders_of_dates(month: str, day: int, year: int) -> None:
    """A month with a day, a year or both is a date in any usual order; alone it is none."""
    for date in (f"{day} {month} {year}", f"{month} {day} {year}", f"{year} {month} {day}", f"{month} {year}"):
        assert VOCABULARY.holds("date", fold(date))
    assert not VOCABULARY.holds("date", month) or month == fold("1月")
