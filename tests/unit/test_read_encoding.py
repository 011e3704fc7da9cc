"""Bytes to text: the order in which a charset is looked for, what does not fit, lone surrogates."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.read.charset_detection import MAX_SAMPLE, detect, sample_of
from docclean.read.charsets import charset_of_label, in_charset
from docclean.read.encoding import decode, without_surrogates
from docclean.read.nearly_utf8 import nearly_utf8
from docclean.read.wide_charsets import wide_charset

WORDS = {
    "windows-1250": "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "windows-1251": "Сад у моря открыт каждый день",
    "windows-1252": "Käse für 3 € – “sehr” gut",
    "windows-1253": "Ο κήπος είναι ανοιχτός κάθε μέρα",
    "windows-1254": "Bahçe her gün açık, ışık güzel",
    "windows-1255": "הגן פתוח בכל יום",
    "windows-1256": "الحديقة مفتوحة كل يوم",
    "windows-1257": "Dārzs ir atvērts katru dienu šeit",
    "windows-874": "สวนเปิดทุกวัน",
    "iso-8859-2": "žluťoučký kůň",
    "iso-8859-5": "Сад у моря",
    "iso-8859-7": "Ο κήπος",
    "iso-8859-15": "Œuvre à 3 €",
    "koi8-r": "Сад у моря",
    "koi8-u": "Їжак і ґанок",
    "ibm866": "Сад у моря",
    "macintosh": "Été “très” doux",
    "shift_jis": "灯台の庭は毎日開いています①",
    "euc-jp": "灯台の庭は毎日開いています",
    "iso-2022-jp": "灯台の庭",
    "gbk": "图书馆和花园每天都开放，我们在那里看书",
    "gb18030": "图书馆和花园每天都开放，我们在那里看书€",
    "big5": "圖書館和花園每天都開放，我們在那裡看書",
    "euc-kr": "등대와 정원 똠",
    "iso-2022-kr": "등대와 정원",
    "hz-gb-2312": "图书馆和花园",
}
CODECS = {"shift_jis": "cp932", "euc-kr": "cp949", "windows-874": "cp874", "macintosh": "mac-roman", "hz-gb-2312": "hz"}
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))


def encoded(text, charset):
    """A text in a charset by the name that the web has for it."""
    return text.encode(CODECS.get(charset, charset))


@given(ANY_TEXT)
def test_utf8_comes_back_with_and_without_mark(text):
    """What was written as UTF-8 is read as written, and a mark at the start is no part of it."""
    plain, marked = decode(text.encode()), decode(codecs.BOM_UTF8 + text.encode())
    shifts = ("\ufeff", "\x00", "\x1b", "~{")
    if not any(shift in text for shift in shifts):
        assert (plain.text, plain.charset, plain.reason, plain.replaced) == (text, "utf-8", "utf8", 0)
    assert (marked.text, marked.charset, marked.reason) == (text, "utf-8", "bom")


@settings(deadline=None)
@given(
    st.binary(), st.sampled_from(["", "utf-8", "gbk", "x-klingon", "iso-2022-jp"]), st.sampled_from([True, False, None])
)
def test_every_byte_string_decodes(data, label, page):
    """No bytes raise whatever is said about them, the text can be written, and nothing is lost."""
    decoded = decode(data, http_charset=label, page=page)
    decoded.text.encode("utf-8")
    assert decoded.replaced >= 0
    assert decoded.text or data in {b"", *(mark for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16, codecs.BOM_UTF16_BE))}
    if decoded.charset == "windows-1252":
        assert len(decoded.text) == len(data)


@settings(deadline=None)
@given(st.sampled_from(sorted(WORDS)), st.data())
def test_a_right_declaration_is_decoded_exactly(charset, data):
    """Any words in any charset come back from a page, and through the server's label."""
    words = data.draw(st.lists(st.sampled_from(WORDS[charset].split())).map(" ".join)) + " " + WORDS[charset]
    page = f'<!doctype html><meta charset="{charset}"><p>{words}</p>'
    if charset == "windows-874":
        page = page.replace("windows-874", "tis-620")
    decoded = decode(encoded(page, charset))
    assert (decoded.text, decoded.replaced) == (page, 0)
    if charset not in {"iso-2022-jp", "iso-2022-kr"}:
        assert (decoded.charset, decoded.reason) == (charset, "meta")
    decoded = decode(encoded(words, charset), http_charset=charset)
    assert decoded.text == words


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        (" UTF-8 ", "utf-8"),
        ('"utf-8', "utf-8"),
        ("'Shift_JIS'", "shift_jis"),
        ("koi8-r; boundary=x", "koi8-r"),
        ("latin1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("iso-8859-9", "windows-1254"),
        ("tis-620", "windows-874"),
        ("gb2312", "gbk"),
        ("ks_c_5601-1987", "euc-kr"),
        ("x-sjis", "shift_jis"),
        ("utf-16", "utf-8"),
        ("utf-16be", "utf-8"),
        ("x-user-defined", "windows-1252"),
        ("hz-gb-2312", "hz-gb-2312"),
        ("utf-7", ""),
        ("utf-32", ""),
        ("replacement", ""),
        ("x-klingon", ""),
        ("unicode_escape", ""),
        ("rot13", ""),
        ("", ""),
        ("\x00\udc80;", ""),
    ],
)
def test_labels(label, charset):
    """Labels mean what they mean on the web; junk and codecs of Python mean nothing."""
    assert charset_of_label(label) == charset


RUSSIAN = WORDS["windows-1251"]
GERMAN = "Die Käsefabrik öffnet für Gäste. " * 3
STRAY = GERMAN.encode() + b"\x93"


@pytest.mark.parametrize(
    ("data", "label", "expected"),
    [
        # A mark beats the server, and UTF-32-LE is not taken for UTF-16-LE.
        (codecs.BOM_UTF8 + "é".encode(), "koi8-r", ("utf-8", "bom", "é")),
        (codecs.BOM_UTF32_LE + "Phare 🌊".encode("utf-32-le"), "koi8-r", ("utf-32-le", "bom", "Phare 🌊")),
        (codecs.BOM_UTF16_LE + "Phare 🌊".encode("utf-16-le"), "koi8-r", ("utf-16-le", "bom", "Phare 🌊")),
        (codecs.BOM_UTF16_BE + "Phare".encode("utf-16-be"), "", ("utf-16-be", "bom", "Phare")),
        # So do NUL bytes; a stray one says nothing.
        (RUSSIAN.encode("utf-16-le"), "koi8-r", ("utf-16-le", "nul-pattern", RUSSIAN)),
        (b"a\x00 stray one", "", ("utf-8", "utf8", "a\x00 stray one")),
        # Shifts of ISO 2022 in ASCII, not those of a terminal.
        ("灯台".encode("iso-2022-jp"), "", ("iso-2022-jp", "iso-2022-jp", "灯台")),
        ("등대".encode("iso-2022-kr"), "utf-8", ("iso-2022-kr", "iso-2022-kr", "등대")),
        (b"\x1b[1mred\x1b(B\x1b[m", "", ("utf-8", "utf8", "\x1b[1mred\x1b(B\x1b[m")),
        (b"\x1b[1mred", "iso-2022-jp", ("utf-8", "utf8", "\x1b[1mred")),
        (b"sed '/~{/d'", "", ("utf-8", "utf8", "sed '/~{/d'")),
        ("é \x1b$B".encode(), "", ("utf-8", "utf8", "é \x1b$B")),
        # Valid and nearly valid UTF-8 beat the server.
        ("déjà".encode(), "iso-8859-1", ("utf-8", "utf8", "déjà")),
        (("é" * 20).encode() + b"\x93", "iso-8859-1", ("utf-8", "nearly-utf8", "é" * 20 + "“")),
        (("é" * 20).encode() + b"\xe2\x80", "", ("utf-8", "nearly-utf8", "é" * 20 + "â€")),
        (STRAY, "", ("utf-8", "nearly-utf8", GERMAN + "“")),
        # Labels: the server, a page, an XML declaration; not what the bytes refute.
        (RUSSIAN.encode("koi8-r"), "KOI8-R", ("koi8-r", "http", RUSSIAN)),
        (b"<?xml version='1.0' encoding='koi8-r'?>" + "Сад".encode("koi8-r"), "", ("koi8-r", "xml", "Сад")),
        (RUSSIAN.encode("windows-1251"), "utf-8", ("windows-1251", "detector", RUSSIAN)),
        (RUSSIAN.encode("windows-1251"), '"x-klingon', ("windows-1251", "detector", RUSSIAN)),
        # One stray byte in little UTF-8 is one where UTF-8 is declared.
        ("© 2020 ".encode() + b"\x93", "utf-8", ("utf-8", "nearly-utf8", "© 2020 “")),
        (b"Plain words. " * 100 + b"\x93", "utf-8", ("utf-8", "nearly-utf8", "Plain words. " * 100 + "“")),
        (b"\xff\xfd\x81\x8d", "", ("windows-1252", "default", "ÿý\x81\x8d")),
    ],
)
def test_order(data, label, expected):
    """Each step decides where it may, and the next one where it may not."""
    decoded = decode(data, http_charset=label, page=False)
    text = decoded.text.rpartition("?>")[2] if decoded.reason == "xml" else decoded.text
    assert (decoded.charset, decoded.reason, text) == expected


def test_the_server_beats_the_page():
    """And a page beats a detector; what a text says of charsets is its content."""
    page = b"<!doctype html><meta charset=windows-1251><p>" + "Сад".encode("koi8-r")
    assert decode(page, http_charset="koi8-r").reason == "http"
    assert (decode(page).charset, decode(page).reason) == ("windows-1251", "meta")
    assert decode(page, page=False).reason not in {"meta", "http"}


def test_a_label_that_does_not_fit():
    """One that leaves too many bytes over is not believed, one that leaves one in a thousand is."""
    text = "图书馆和花园，" * 300
    damaged = text.encode("gbk") + b"\xff"
    assert decode(damaged, http_charset="gbk").text == text + "\ufffd"
    assert (decode(damaged, http_charset="gbk").replaced, decode(damaged, http_charset="gbk").reason) == (1, "http")
    wrong = decode(GERMAN.encode("latin-1"), http_charset="euc-kr")
    assert (wrong.text, wrong.reason) == (GERMAN, "detector")


def test_replaced_bytes_are_counted():
    """Bytes read as windows-1252 and such as became U+FFFD; what was U+FFFD before is not counted."""
    assert decode(STRAY).replaced == 1
    assert decode("\ufffd é".encode()).replaced == 0
    assert decode(codecs.BOM_UTF16_LE + "Rye".encode("utf-16-le") + b"a").replaced == 1
    reading = nearly_utf8(b"\xc3\xa9\xc3 \xed\xa0\x80")
    assert (reading.good, reading.bad, reading.text) == (1, 4, "éÃ í\xa0€")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text",
    ["Rye", "Bread and salt.\n" * 40, RUSSIAN, "图书馆和花园一\n一个花园。\n", "Ο κήπος της", "הגן פתוח", "灯台の庭 1"],
)
def test_wide_charsets_without_a_mark(text, charset):
    """NUL bytes show them in every script that has spaces or line ends."""
    decoded = decode(text.encode(charset))
    assert (decoded.text, decoded.charset, decoded.reason) == (text, charset, "nul-pattern")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"abc\x00",
        b"abc\x00defg",
        b"\x00" * 64,
        bytes(range(256)) * 4,
        b"\x01\x00\x02\x00\x03\x00" * 9,
        b"a\x00b" * 9,
    ],
)
def test_what_is_no_wide_charset(data):
    """NUL bytes in ASCII, in rows of numbers and in noise are none."""
    assert wide_charset(data) == ""


@pytest.mark.parametrize("charset", [name for name in WORDS if name not in {"hz-gb-2312", "iso-8859-7", "koi8-u"}])
def test_detection(charset):
    """A line in each charset is known without a label."""
    text = WORDS[charset].rstrip("①똠 ")
    assert decode(encoded(text, charset)).text == text


def test_detector_looks_at_what_tells():
    """Tags and lines of ASCII are left out, and no more is looked at than is good."""
    assert sample_of(b"plain\n<p class='x'>\xe9t\xe9</p>\nplain") == b" \xe9t\xe9 \n"
    assert len(sample_of(b"\xe9" * (MAX_SAMPLE * 2))) == MAX_SAMPLE
    assert len(sample_of(b"plain " * 10**5 + b"\xe9t\xe9")) < 2_000
    late = b"Only words.\n" * 40_000 + "Příliš žluťoučký kůň".encode("windows-1250")
    assert detect(late) == "windows-1250"


def test_another_detector():
    """One that is handed over is asked, with bytes, and not believed if they do not fit."""
    asked = []

    def other(data):
        asked.append(data)
        return "KOI8-R"

    assert decode(b"\xf3\xc1\xc4", detector=other).text == "Сад"
    assert asked == [b"\xf3\xc1\xc4"]
    assert decode(b"\xf3\xc1\xc4", detector=lambda data: "klingon").reason == "default"
    assert decode(b"\xe9 \xe8 \xe0", detector=lambda data: "euc-kr").text == "é è à"


def test_undefined_bytes_are_controls():
    """Bytes 80 to 9F without a character become the C1 controls of the Encoding Standard; others U+FFFD."""
    assert in_charset(b"\x81\x8d\x8f\x90\x9d\x80", "windows-1252") == ("\x81\x8d\x8f\x90\x9d€", 0)
    assert in_charset(b"\x81\xaa", "windows-1253") == ("\x81\ufffd", 1)


@given(st.text(st.characters()))
def test_no_surrogate_is_left_and_nothing_else_changes(text):
    """The result can be encoded, and differs only where a surrogate stood."""
    clean = without_surrogates(text)
    clean.encode("utf-8")
    assert all(a == b or "\ud800" <= a <= "\udfff" for a, b in zip(text, clean, strict=True))
