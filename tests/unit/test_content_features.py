"""What the content model sees of texts and elements."""

import numpy as np
import pytest

from docclean.content.characters import Sign, codes_of, folded, signs_of
from docclean.content.features import features_of
from docclean.content.lines import Lines
from docclean.content.markup_features import markup_of
from docclean.content.text_features import text_features
from docclean.extract.html import document_of_html
from docclean.extract.plain import document_of
from docclean.testing import HOSTILE, HOSTILE_PAGES


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a", Sign.LETTER),
        ("Ж", Sign.CAPITAL),
        ("ب", Sign.LETTER),
        ("漢", Sign.DENSE),
        ("ก", Sign.DENSE),
        ("𠀀", Sign.DENSE),
        ("٣", Sign.DIGIT),
        ("،", Sign.COMMA),
        ("।", Sign.STOP),
        ("»", Sign.BAR),
        ("„", Sign.QUOTE),
        ("–", Sign.DASH),
        ("€", Sign.CURRENCY),
        ("😀", Sign.SYMBOL),
        ("\u00a0", Sign.SPACE),
        ("\ud800", Sign.OTHER),
    ],
)
def test_signs(text, sign):
    assert Sign(signs_of(codes_of(text))[0]) is sign


def test_folded_takes_case_and_digits_away():
    assert (folded(codes_of("Straße 19")) == folded(codes_of("sTRAße 07"))).all()
    assert (folded(codes_of("ab")) != folded(codes_of("ac"))).any()


def test_words_of_lines():
    lines = Lines(["Two words, here", "漢字 and 2"])
    assert lines.word_counts.tolist() == [3, 4]
    assert lines.counts[:, Sign.SPACE].tolist() == [2, 2]


def test_keys_say_whether_words_are_the_same():
    """Wherever they stand: a hash that depended on the place would make every word another one."""
    lines = Lines(["Bread and salt", "salt and BREAD"])
    first, last = lines.word_keys[:3], lines.word_keys[3:]
    assert first.tolist() == last.tolist()[::-1]
    assert len(set(first.tolist())) == 3
    assert lines.keys[0] != lines.keys[1]


def test_lines_that_differ_in_numbers_only_are_alike():
    lines = Lines(["12 comments", "37 Comments", "Comments"])
    assert lines.keys[0] == lines.keys[1] != lines.keys[2]


@pytest.mark.parametrize(
    ("text", "ends"),
    [("One. Two.", 2), ("3.5 and 4.5", 0), ("今日は。明日は。", 2), ("Menu", 0), ("„So.“ Then!", 2), ("एक। दो।", 2)],
)
def test_sentence_ends(text, ends):
    assert Lines([text]).sentence_ends().tolist() == [ends]


def measures_of(texts, title=None):
    apart = np.ones(len(texts), bool)
    return text_features(Lines(texts), apart, Lines([title]) if title else None)


def test_prose_is_told_from_labels_in_many_scripts():
    texts = [
        "The ferry leaves the harbour at six, and nobody waits for it.",
        "Die Fähre verlässt den Hafen um sechs, und niemand wartet.",
        "Паром выходит из гавани в шесть часов, и никто его не ждёт.",
        "フェリーは六時に港を出て、誰もそれを待たないということです。",
        "تغادر العبارة الميناء في السادسة ولا أحد ينتظرها.",
        "เรือข้ามฟากออกจากท่าเวลาหกโมงเช้าและไม่มีใครรอมันเลยสักคน แม้ในวันหยุดก็ตาม",
    ]
    assert (measures_of(texts).prose > 0).all()
    assert (measures_of(["Menu", "お問い合わせ", "Контакты", "تواصل معنا"]).prose == 0).all()


def test_measures_are_numbers_whatever_the_text():
    for text in HOSTILE:
        document = document_of(text)
        if document.blocks:
            assert np.isfinite(features_of(document.blocks, None).measures).all(), text[:20]
    for page in HOSTILE_PAGES:
        document = document_of_html(page)
        if document.blocks:
            assert np.isfinite(features_of(document.blocks, document.page).measures).all(), page[:40]


def test_measures_have_the_same_width_for_every_text():
    widths = {features_of(document_of(text).blocks, None).measures.shape[1] for text in ("a", "a\n\nb", "漢")}
    assert len(widths) == 1


PAGE = """<body class="home"><nav id="menu-2"><a href=/a>One</a><a href=/b>Two</a></nav>
<main><div class="post css-1x2y3z"><p>First post of the day.</p></div>
<div class="post css-1x2y3z"><p>Second post.</p></div>
<section><p>Another.</p></section></main>"""


def markup(page):
    document = document_of_html(page)
    outline = document.page.outline
    return document, markup_of(outline, [outline.places[block.span[0]] for block in document.blocks])


def test_blocks_in_elements_that_look_the_same_are_in_one_group():
    document, found = markup(PAGE)
    texts = [block.text for block in document.blocks]
    first, second, other = (texts.index(text) for text in ("First post of the day.", "Second post.", "Another."))
    assert found.near[first] == found.near[second] != found.near[other]
    assert found.wide[first] == found.wide[second] != found.wide[other]


def test_extents_of_elements():
    """Every element knows its blocks; the one above all has all of them."""
    document, found = markup(PAGE)
    assert (found.first[-1], found.stop[-1]) == (0, len(document.blocks))
    for at, elements in enumerate(found.ancestors):
        assert all(found.first[element] <= at < found.stop[element] for element in elements)


def test_names_that_programs_made_say_nothing():
    def tokens(name):
        _, found = markup(f"<body><div class='{name}'><p>Words.</p></div>")
        return found.tokens.tolist()

    assert tokens("post css-1x2y3z") == tokens("post css-9q8w7e") == tokens("post css")
    assert tokens("post") != tokens("advert")
    assert tokens("relatedPosts") == tokens("related-posts")


def test_blocks_of_a_page_without_elements_are_judged_as_text():
    document = document_of_html("<p>Words.</p>")
    assert features_of(document.blocks, None).markup is None
