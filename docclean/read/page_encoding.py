"""Bytes of an HTML page to text, by what the page says of itself."""

from __future__ import annotations

import re

from docclean.read.encoding import WINDOWS_1252, Decoded, decode, from_windows_1252

__all__ = ["declared_charset", "decode_page"]

HEAD_BYTES = 1_024
"""How many bytes may hold the declaration (HTML Standard, "prescan a byte stream to determine its encoding")."""

MAX_REPLACED_SHARE = 0.5
"""Share of replacement characters among the characters beyond ASCII above which a page is not what it declares.

A UTF-8 page with a few cut or foreign bytes stays far below; a windows-1252 page that declares UTF-8 comes near 1."""

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"""<meta[\s/][^>]*?charset\s*=\s*["']?\s*([a-z0-9_.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([a-z0-9_.:-]+)["']""", re.IGNORECASE)

_CHARSETS = (
    # What declares UTF-16 in bytes that can be read as ASCII is not UTF-16.
    ("utf-8", "utf-8", "utf8 unicode11utf8 utf16 utf16le utf16be unicode ucs2 csunicode iso10646ucs2"),
    (WINDOWS_1252, "", "windows1252 cp1252 xcp1252 iso88591 latin1 l1 ascii usascii ansix341968 cp819 ibm819 isoir100"),
    ("windows-1250", "cp1250", "windows1250 cp1250 xcp1250"),
    ("windows-1251", "cp1251", "windows1251 cp1251 xcp1251"),
    ("windows-1253", "cp1253", "windows1253 cp1253 xcp1253"),
    ("windows-1254", "cp1254", "windows1254 cp1254 xcp1254 iso88599 latin5 l5"),
    ("windows-1255", "cp1255", "windows1255 cp1255 xcp1255"),
    ("windows-1256", "cp1256", "windows1256 cp1256 xcp1256"),
    ("windows-1257", "cp1257", "windows1257 cp1257 xcp1257"),
    ("windows-1258", "cp1258", "windows1258 cp1258 xcp1258"),
    ("windows-874", "cp874", "windows874 dos874 iso885911 tis620"),
    ("iso-8859-2", "iso8859-2", "iso88592 latin2 l2"),
    ("iso-8859-3", "iso8859-3", "iso88593 latin3 l3"),
    ("iso-8859-4", "iso8859-4", "iso88594 latin4 l4"),
    ("iso-8859-5", "iso8859-5", "iso88595 cyrillic"),
    ("iso-8859-6", "iso8859-6", "iso88596 arabic asmo708 ecma114"),
    ("iso-8859-7", "iso8859-7", "iso88597 greek greek8 elot928 ecma118"),
    ("iso-8859-8", "iso8859-8", "iso88598 iso88598i iso88598e hebrew visual logical"),
    ("iso-8859-10", "iso8859-10", "iso885910 latin6 l6"),
    ("iso-8859-13", "iso8859-13", "iso885913"),
    ("iso-8859-14", "iso8859-14", "iso885914"),
    ("iso-8859-15", "iso8859-15", "iso885915 latin9 l9"),
    ("iso-8859-16", "iso8859-16", "iso885916"),
    ("ibm866", "cp866", "ibm866 cp866 866"),
    ("koi8-r", "koi8-r", "koi8r koi8 koi"),
    ("koi8-u", "koi8-u", "koi8u koi8ru"),
    ("macintosh", "mac-roman", "macintosh mac xmacroman"),
    ("x-mac-cyrillic", "mac-cyrillic", "xmaccyrillic xmacukrainian"),
    ("gbk", "gb18030", "gbk xgbk gb2312 gb231280 chinese csgb2312"),
    ("gb18030", "gb18030", "gb18030"),
    ("big5", "big5hkscs", "big5 big5hkscs cnbig5 xxbig5"),
    ("euc-jp", "euc_jp", "eucjp xeucjp"),
    ("iso-2022-jp", "iso2022_jp", "iso2022jp csiso2022jp"),
    ("shift_jis", "cp932", "shiftjis sjis xsjis mskanji ms932 windows31j"),
    ("euc-kr", "cp949", "euckr korean ksc56011987 ksc56011989 ksc5601 windows949"),
)
"""Name, codec of Python, and labels without punctuation, after the Encoding Standard. Where it reads a charset as a
larger one (ISO 8859-1 as windows-1252), so does this."""

_CODECS = {name: codec for name, codec, _ in _CHARSETS}
_NAMES = {label: name for name, _, labels in _CHARSETS for label in labels.split()}
_PUNCTUATION = str.maketrans("", "", "-_.:")


def declared_charset(data: bytes) -> tuple[str, str]:
    """The charset that a page names in its first bytes, and where: `"meta"` or `"xml"`; two `""` for none.

    A label that the Encoding Standard does not know is passed over.

    >>> declared_charset(b'<meta charset="ISO-8859-1">'), declared_charset(b"<p>Bread</p>")
    (('windows-1252', 'meta'), ('', ''))
    """
    head = data[:HEAD_BYTES]
    for label in _META.findall(_COMMENT.sub(b"", head)):
        if name := _name(label):
            return name, "meta"
    declaration = _XML.match(head)
    name = _name(declaration.group(1)) if declaration else ""
    return (name, "xml") if name else ("", "")


def _name(label: bytes) -> str:
    return _NAMES.get(label.decode("ascii").lower().translate(_PUNCTUATION), "")


def decode_page(data: bytes) -> Decoded:
    """Decode by byte-order mark, else as the page declares, else as `decode` does. Never fails.

    Bytes that are valid UTF-8 are UTF-8 whatever the page declares: text in another charset is hardly
    ever valid by chance, while templates that declare the charset of long ago are common.

    >>> decode_page('<meta charset="koi8-r">'.encode() + "Сад".encode("koi8-r")).text
    '<meta charset="koi8-r">Сад'
    """
    decoded = decode(data)
    if decoded.reason == "bom":
        return decoded
    charset, where = declared_charset(data)
    if not charset:
        return decoded
    if decoded.charset == "utf-8" and not data.isascii():
        return Decoded(decoded.text, "utf-8", where if charset == "utf-8" else f"utf8-despite-{where}")
    if charset == WINDOWS_1252:
        return Decoded(from_windows_1252(data), charset, where)
    try:
        return Decoded(data.decode(_CODECS[charset]), charset, where)
    except UnicodeDecodeError:
        text = data.decode(_CODECS[charset], "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if text.count("\ufffd") > MAX_REPLACED_SHARE * beyond_ascii:
        return decoded
    return Decoded(text, charset, f"{where}-damaged")
