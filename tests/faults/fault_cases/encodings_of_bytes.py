"""Bytes whose encoding is unmarked, unknown, mixed, or another than they say."""

from __future__ import annotations

import codecs

from fault_cases.case import CLEAN, COUNTED, GOOD, READ, SENTENCES, Case, case

FRENCH = (
    "Le vieux gardien du phare gravit chaque soir les marches usées, même quand la tempête fait trembler l’escalier."
)
RUSSIAN = "Старый смотритель маяка каждый вечер поднимается по стёртым ступеням, какая бы ни была погода."
GREEK = "Ο γέρος φαροφύλακας ανεβαίνει κάθε βράδυ τα φθαρμένα σκαλιά, όποιος κι αν είναι ο καιρός."
JAPANESE = "灯台守の老人は、どんな天気でも毎晩すり減った階段を上ります。港の人々はその明かりを待っています。"
CHINESE = "守灯塔的老人每天晚上都要爬上磨损的台阶，不管天气如何。港口的人们等着他的灯光。"
TAIWANESE = "守燈塔的老人每天晚上都要爬上磨損的台階，不管天氣如何。港口的人們等著他的燈光。"
KOREAN = "등대지기 노인은 날씨가 어떻든 매일 저녁 닳은 계단을 오릅니다. 항구 사람들은 그 불빛을 기다립니다."
HEBREW = "שומר המגדלור הזקן עולה כל ערב במדרגות השחוקות, יהיה מזג האוויר אשר יהיה."
ARABIC = "يصعد حارس المنارة العجوز كل مساء الدرجات البالية مهما كان الطقس."
POLISH = "Stary latarnik każdego wieczoru wchodzi po zużytych stopniach, bez względu na pogodę, żeby zapalić światło."
TURKISH = "Yaşlı fener bekçisi hava nasıl olursa olsun her akşam aşınmış basamakları çıkar, ışığı yakar."
THAI = "คนเฝ้าประภาคารเฒ่าปีนบันไดที่สึกหรอทุกเย็นไม่ว่าอากาศจะเป็นอย่างไร"

_DECLARED = {
    "windows-1252": ("cp1252", FRENCH),
    "iso-8859-1": ("cp1252", FRENCH),
    "iso-8859-15": ("iso8859-15", FRENCH.replace("’", "'")),
    "windows-1251": ("cp1251", RUSSIAN),
    "koi8-r": ("koi8-r", RUSSIAN),
    "iso-8859-5": ("iso8859-5", RUSSIAN),
    "windows-1253": ("cp1253", GREEK),
    "iso-8859-7": ("iso8859-7", GREEK),
    "windows-1250": ("cp1250", POLISH),
    "iso-8859-2": ("iso8859-2", POLISH),
    "windows-1254": ("cp1254", TURKISH),
    "iso-8859-9": ("cp1254", TURKISH),
    "windows-1255": ("cp1255", HEBREW),
    "windows-1256": ("cp1256", ARABIC),
    "shift_jis": ("cp932", JAPANESE),
    "euc-jp": ("euc-jp", JAPANESE),
    "iso-2022-jp": ("iso2022-jp", JAPANESE),
    "gb2312": ("gb18030", CHINESE),
    "gb18030": ("gb18030", CHINESE),
    "big5": ("big5hkscs", TAIWANESE),
    "euc-kr": ("cp949", KOREAN),
    "windows-874": ("cp874", THAI),
    "tis-620": ("cp874", THAI),
}

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def _declared(label: str, text: str) -> str:
    return f'<!doctype html><html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'


def _text(name: str, data: bytes, text: str) -> Case:
    return case(f"encodings/{name}", "a.txt", data, CLEAN, texts=(text,))


def _html(name: str, data: bytes, text: str, **rest) -> Case:
    return case(f"encodings/{name}", "a.html", data, CLEAN, present=(text,), **rest)


def _stray(count: int) -> bytes:
    """French in UTF-8 with some bytes of windows-1252, each in a place of its own."""
    paragraphs = [FRENCH.encode()] * 30
    for number in range(count):
        paragraphs[number * 7] += b" d\xe9"
    return b"\n\n".join(paragraphs)


def _late(offset: int) -> bytes:
    filler = "<!-- " + "filler " * (offset // 7) + "-->"
    return f'<!doctype html><html><head>{filler}<meta charset="koi8-r"></head><body><p>{RUSSIAN}'.encode("koi8-r")


CASES = [
    *(
        _html(f"declared-{label}", _declared(label, text).encode(codec, "xmlcharrefreplace"), text)
        for label, (codec, text) in _DECLARED.items()
    ),
    *(
        _text(f"marked-{codec}", _MARKS[codec] + f"{GOOD} {RUSSIAN}".encode(codec), f"{GOOD} {RUSSIAN}")
        for codec in _WIDE
    ),
    *(_text(f"unmarked-{codec}", f"{GOOD} {FRENCH}".encode(codec), f"{GOOD} {FRENCH}") for codec in _WIDE),
    *(
        _text(f"stray-bytes-{count}", _stray(count), _stray(count).replace(b"d\xe9", "dé".encode()).decode())
        for count in (1, 2, 3, 4)
    ),
    *(_html(f"late-meta-{offset}", _late(offset), RUSSIAN) for offset in (2_000, 5_000, 12_000)),
    _text("marked-utf-8", codecs.BOM_UTF8 + FRENCH.encode(), FRENCH),
    _text("windows-1252-text", FRENCH.encode("cp1252"), FRENCH),
    _html("marked-and-declared-otherwise", codecs.BOM_UTF8 + _declared("koi8-r", FRENCH).encode(), FRENCH),
    _html("utf-8-declared-latin", _declared("iso-8859-1", FRENCH).encode(), FRENCH),
    _html("latin-declared-utf-8", _declared("utf-8", FRENCH).encode("cp1252"), FRENCH),
    _html("latin-undeclared", _declared("", FRENCH).encode("cp1252"), FRENCH),
    _html("label-unknown", _declared("x-klingon", FRENCH).encode("cp1252"), FRENCH),
    _html("label-utf-16-in-ascii", _declared("utf-16", FRENCH).encode(), FRENCH),
    _html(
        "label-in-comment",
        b"<!-- <meta charset=koi8-r> -->" + _declared("windows-1251", RUSSIAN).encode("cp1251"),
        RUSSIAN,
    ),
    _html("label-twice", _declared("windows-1251", "<meta charset=koi8-r>" + RUSSIAN).encode("cp1251"), RUSSIAN),
    _html("label-of-nonsense", _declared("../../x;'" * 9, FRENCH).encode(), FRENCH),
    _html("label-of-python", _declared("rot13", GOOD).encode(), GOOD),
    _html("label-of-zlib", _declared("zlib_codec", GOOD).encode(), GOOD),
    _html(
        "label-utf-7",
        _declared("utf-7", f"{GOOD} +ADw-script+AD4-alert(1)+ADw-/script+AD4-").encode(),
        "+ADw-script",
        absent=("<script>",),
    ),
    case(
        "encodings/cut-in-character",
        "a.txt",
        RUSSIAN.encode()[:-1] + b"\n",
        CLEAN,
        present=(RUSSIAN[:40],),
    ),
    case(
        "encodings/overlong",
        "a.txt",
        GOOD.encode() + b" \xc0\xaf\xc0\xae\xc0\xae\xe0\x80\xaf",
        CLEAN,
        present=(GOOD,),
        absent=("/..",),
    ),
    case("encodings/cesu-8", "a.txt", GOOD.encode() + b" \xed\xa0\xbd\xed\xb8\x80", CLEAN, present=(GOOD,)),
    case(
        "encodings/surrogate-in-utf-8",
        "a.txt",
        FRENCH.encode() * 5 + b" \xed\xa0\x80",
        CLEAN,
        present=("Le vieux gardien",),
    ),
    case(
        "encodings/beyond-unicode",
        "a.txt",
        GOOD.encode() + b" \xf4\x90\x80\x80 \xf8\x88\x80\x80\x80",
        CLEAN,
        present=(GOOD,),
    ),
    case(
        "encodings/odd-number-of-bytes",
        "a.txt",
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le") + b"\x41",
        CLEAN,
        present=(GOOD,),
    ),
    case(
        "encodings/surrogate-in-utf-16",
        "a.txt",
        codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le") + b"\x00\xd8\x41\x00",
        CLEAN,
        present=(GOOD,),
    ),
    case(
        "encodings/utf-32-beyond-unicode",
        "a.txt",
        codecs.BOM_UTF32_LE + GOOD.encode("utf-32-le") + b"\xff\xff\xff\x7f",
        CLEAN,
        present=(GOOD,),
    ),
    case("encodings/only-mark", "a.txt", codecs.BOM_UTF8, READ),
    case("encodings/only-wide-mark", "a.txt", codecs.BOM_UTF16_LE, READ),
    case(
        "encodings/two-marks", "a.txt", codecs.BOM_UTF8 * 2 + GOOD.encode(), CLEAN, present=(GOOD,), absent=("\ufeff",)
    ),
    case(
        "encodings/mark-inside",
        "a.txt",
        GOOD.encode() + codecs.BOM_UTF8 + SENTENCES[1].encode(),
        CLEAN,
        absent=("\ufeff",),
    ),
    case(
        "encodings/half-latin",
        "a.txt",
        (FRENCH + "\n").encode() * 3 + (FRENCH + "\n").encode("cp1252") * 3,
        CLEAN,
        present=("Le vieux gardien",),
    ),
    case("encodings/c1-bytes", "a.txt", b"\x93Bread\x94 \x96 caf\xe9\x85", CLEAN, texts=("“Bread” – café…",)),
    case("encodings/undefined-bytes", "a.txt", GOOD.encode() + b" \x81\x8d\x8f\x90\x9d", CLEAN, present=(GOOD,)),
    case("encodings/ebcdic", "a.txt", GOOD.encode("cp500"), COUNTED),
    case(
        "encodings/few-nul-bytes", "a.txt", (GOOD + "\n").encode() * 30 + b"\0", CLEAN, present=(GOOD,), absent=("\0",)
    ),
]
