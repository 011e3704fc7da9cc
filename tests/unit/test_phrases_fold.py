"""Spellings that writers mix fold to one key, in every script; spellings that differ do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docclean.phrases.fold import _spans_by_character, fold, token_spans

SCRIPTS = (
    "aéßœİı½ﬁ ?;_'’ʻ-12 αΆ;ёй א\u05b0\u05be ب\u064eأةـ۵ کی ক\u09bc\u09cd হো२ "
    "क\u093c\u093e\u0902 \u0d28\u0d4d\u200d\u0d7b "
    "น\u0e49\u0e33เเ\u0e51 က\u103a\u1037\u1040 ខ្មែរ 한국어 日本ガッ①㋀ ።፧ Ինչպե՞ս \u200b\u200c\u200d\u00ad\0\ufe0f"
)
"""Characters that touch every rule, script by script."""
FORMS = st.sampled_from(("NFC", "NFD", "NFKC", "NFKD"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oʻzbekiston", "O'zbekiston"),  # U+02BB
        ("Ma\u02bcmoriy", "Ma’moriy"),
        ("Nanaꞌimo", "Nana'imo"),
        ("בית\u05beספר", "בית ספר"),  # maqaf
        ("שָׁלוֹם", "שלום"),
        ("അവന\u0d4d\u200d", "അവൻ"),  # Malayalam chillu
        ("ഞങ്ങൾ", "ഞങ്ങള\u0d4d\u200d"),
        ("သို\u1037", "သ\u102d\u1037\u102f"),  # the order of Burmese marks
        ("ခွင\u1037\u103a", "ခွင\u103a\u1037"),
        ("น\u0e49\u0e33", "น\u0e4d\u0e49า"),  # Thai sara am
        ("แชร์", "เเชร์"),
        ("ሰላም፡ዓለም", "ሰላም ዓለም"),  # Ethiopic wordspace
        ("और पढ़ें।", "और पढ़ें"),  # danda
        ("مزید پڑھیں۔", "مزید پڑھیں"),
        ("می\u200cشود", "میشود"),
        ("İZLE", "izle"),
        ("IZLE", "ızle"),
        ("Straße", "STRASSE"),
        ("Distribuie și", "Distribuie şi"),
        ("أخبار إلى آخر", "اخبار الى اخر"),
        ("کتابي", "كتابی"),
        ("ہفتہ", "هفته"),
        ("دەنگ", "ده\u200cنگ"),
        ("٣ تعليقات", "3 تعليقات"),
        ("۱۲ نظر", "12 نظر"),
        ("१२ टिप्पणियाँ", "12 टिप्पणियाँ"),
        ("၁၂", "12"),
        ("12则评论", "12 则评论"),
        ("在Facebook上分享", "在 Facebook 上分享"),
        ("댓글 3개", "댓글3 개"),
        ("ファイル", "ﾌｧｲﾙ"),
        ("Մոռացե՞լ եք", "Մոռացել եք"),
        ("Τι είναι;", "Τι είναι;"),  # U+037E, which normalising makes a semicolon
        ("1️⃣ Menu", "1 Menu"),
        ("#Garden", "Garden"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    """What writers mix makes no difference."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Comment ?", "Comment"),
        ("هل تعلم؟", "هل تعلم"),
        ("为什么？", "为什么"),
        ("ለምን፧", "ለምን"),
        ("بيت\u200cها", "بيت ها"),
        ("कमल", "कमाल"),
        ("কল", "কাল"),
        ("မြို့", "မြို"),
        ("ไม่", "ไม้"),
        ("が", "か"),
        ("한국", "항국"),
        ("12", "21"),
        ("12 3", "123"),
        ("日本語", "日 本 語"),
        ("Hawaiʻi", "Hawaii"),
        ("مدرسة", "مدرسه"),
        ("ə", "e"),
        ("page_not_found", "page not found"),
        ("ґрунт", "рунт"),
        ("แ", "เ"),
        ("ന", "ൻ"),
        ("ਕਮ", "ਕੰਮ"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    """What makes another word, a question or another number stays."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2024年3月5日", ["2024", "年", "3", "月", "5", "日"]),
        ("شارك على فيسبوك", ["شارك", "على", "فيسبوك"]),
        ("แชร์บนFacebook", ["แชร์บน", "Facebook"]),
        ("L’été ½ ?", ["L", "été", "½", "½", "?"]),
        ("บ้าน\u200bสวน", ["บ้าน\u200bสวน"]),
        ("3분 전", ["3", "분", "전"]),
        ("सुबह १०:३०", ["सुबह", "१०", "३०"]),
    ],
)
def test_spans_quote_the_line(line: str, words: list[str]) -> None:
    """The words of a key are found where they were written."""
    assert [line[start:end] for start, end in token_spans(line)] == words


@given(st.text(SCRIPTS, max_size=30) | st.text(max_size=30))
@example("\u1037\u09bc1")  # marks of two scripts
def test_laws(line: str) -> None:
    """A key is its own key, has one span a word, and is the same read character by character."""
    key = fold(line)
    assert fold(key) == key
    assert len(token_spans(line)) == len(key.split())
    assert token_spans(line) == _spans_by_character(line)


@given(st.sampled_from(SCRIPTS.split(" ")).flatmap(lambda chars: st.text(f"a 1{chars}", max_size=30)), FORMS)
def test_normal_forms_meet(line: str, form: str) -> None:
    """Composed or not, a line has one key; marks of two scripts on one letter are no writing."""
    assert fold(unicodedata.normalize(form, line)) == fold(line)


@given(st.lists(st.text(SCRIPTS.replace(" ", ""), max_size=8), max_size=5))
def test_words_are_folded_alone(words: list[str]) -> None:
    """A line may be folded word by word: what stands around a word makes no difference."""
    assert fold(" ".join(words)).split() == [folded for word in words for folded in fold(word).split()]
