"""Names of authors out of the strings in which pages put them: one by one, without roles, addresses and handles.

>>> names_in("By Anna Example, Senior Editor and Ben Muster (Hamburg)")
('Anna Example', 'Ben Muster')
>>> is_person("Anna Example"), is_person("The Lighthouse Team"), is_person("Beacon Ltd.")
(True, False, False)
"""

from __future__ import annotations

import re
from html import unescape

from docclean.measure.names import looks_like_name

__all__ = ["fold_space", "is_person", "key_of", "names_in"]

_MAX_STRING = 400
"""Longer strings are sentences about the author."""
_MAX_NAME = 60
_MAX_WORDS = 7
_MAX_REORDERED_WORDS = 3
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]{0,500}>")
_ADDRESS = re.compile(r"[(\[<]?(?:\bmailto:)?[\w.+%-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}[)\]>]?")
_URL = re.compile(r"(?:https?:)?//\S+|\bwww\.\S+")
_HANDLE = re.compile(r"(?<!\S)[(\[]?@\w+[)\]]?")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|\{[^{}]{0,200}\}")
_LEAD = re.compile(
    r"(?i)\A[^\w]*(?:"
    r"(?:(?:article|blog|post"
    r"|(?:(?:view|see|zeige) )?all(?:e|er)? (?:posts|articles|beiträge|artikel)|more posts|posts|words"
    r"|posted|published|publication|written|text|story|report|reported|authored|created"
    r"|contributed|submitted|shared|geschrieben|verfasst|veröffentlicht|erstellt|ein (?:artikel|beitrag|kommentar"
    r"|gastbeitrag)|artikel|beitrag|pressemitteilung|text|publié|écrit|rédigé|escrito|publicado|scritto|pubblicato|geschreven|door)\s+)?"
    r"(?:by|von|par|por|door|af|av|przez|bởi)\s+(?!(?-i:de[rnm])\s)"
    r"|(?:by|von|par|por|door|author|authors|autor|autorin|autoren|auteur|autore|autorzy|författare|forfatter|kirjoittaja"
    r"|yazar|автор|автори|автора|συντάκτης|text|foto|fotos|tekst|written by|作者|记者|記者|責任編輯|责任编辑|编辑|文"
    r"|取材|기자|الكاتب|بقلم|نویسنده)\s*[:：/]\s*"
    r"|(?:author|autor|autorin|auteur|autore)\s+|about (?:the )?author\s*:?\s*)"
)
_BETWEEN = re.compile(
    r"\s*[;|•·、，,\n/\u2028]\s*|\s+[&+]\s+|\s+(?:and|And|AND|und|et|y|og|och|en|ja|oraz|with|mit|avec|con|và|и|και|و)\s+(?=\S)"
)
_CUT = re.compile(
    r"\s+[-–—―]\s.*|\s+(?:For|for|from|in|at|on|via|aus|für|bei|pour|para|per|vom|am|als|is|ist|est)\s.*"
    r"|\s+(?i:updated|published|posted|hace|il y a|vor|[(]?aktualisiert|veröffentlicht)\b.*"
    r"|\s+(?i:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez)\w{0,6}\.?,?\s+\d.*"
    r"|\s*[:：].*|\s+\d.*|\s*\d{1,2}[./]\d.*|\s*[–—―]\s*\Z"
)
_EDGE = re.compile(r"\A[^\w]+|[^\w.'’!)]+\Z|(?<!\b[^\W\d_])(?<!\b[JSDM]r)(?<!\bInc)(?<!\bLtd)(?<!\bCo)\.\Z")
_DEGREE = re.compile(
    r"(?i)(?:ph\.? ?d|m\.?d|dr|mba|m\.?sc|b\.?sc|m\.?a|b\.?a|rn|rdn?|ldn?|cfp|cpa|cfa|cscs|cpt|esq|jr|sr|lcsw|lmft|dvm"
    r"|do|ms|ma|psyd|edd|jd|ll\.?m|pmp|cissp|faap|pe|i{1,3}|iv)\.?\Z"
)
_ROLE = re.compile(
    r"(?i)\b(?:editors?|editorial|writers?|reporters?|correspondents?|contributors?|journalists?|columnists?|authors?"
    r"|founders?|co-founders?|ceo|cto|cmo|cfo|coo|directors?|managers?|president|professor|specialist|experts?|analysts?"
    r"|consultants?|strategists?|engineers?|developers?|designers?|dietitian|nutritionist|physician|coach|producer"
    r"|photographers?|updated|published|posted|reviewed|minutes?|min read|read|guest|chief|head of|senior|staff writer"
    r"|redakteur(?:in)?|redaktor(?:ka)?|journalist(?:in|e)?|korrespondent(?:in)?|chefredakteur(?:in)?|autor(?:in)?"
    r"|rédacteur|rédactrice|redactora?|periodista|giornalista|reporter(?:in)?|fotograf(?:in)?|bearbeitet|veröffentlicht"
    r"|aktualisiert|uhr|stand)\b"
)
_GROUP = re.compile(
    r"(?i)\b(?:team|staff|redaktion|editors|editorial|news|newsroom|newsdesk|desk|press|media|agency|group|inc|llc|ltd"
    r"|gmbh|ag|kg|s\.?a\.?|s\.?r\.?l\.?|corp|company|co|university|universität|institute?|foundation|association"
    r"|society|ministry|department|office|magazine|magazin|journal|times|post|daily|herald|tribune|gazette|network"
    r"|online|digital|studios?|blog|store|shop|club|e\.\s?v|verlag|zeitung|rédaction|redacción|redazione|redactie"
    r"|redakcja|redakce|redakcia|toimitus|redaksjonen|redaksi|szerkesztőség|редакция|редакція|contributors?|services?"
    r"|solutions|software|systems|consulting|partners|agentur|pressemitteilung|presse|bundesamt|reuters|afp|dpa|epa"
    r"|apa|ansa|efe|belga|tass|xinhua|associated|international|communications|marketing|admins?|official|health"
    r"|hospital|clinic|school|college|bank|center|centre|zentrum|support|community|council|federation|union)\b"
    r"|[-\s](?:redaktion|red\.)\Z|\.(?:com|org|net|de|fr|co|io|at|ch|uk|eu|info|tv|news)\b|编辑部|編輯部|通讯社|通信社|新闻|新聞"
)
_PLACEHOLDERS = frozenset(
    [
        "admin",
        "adminn",
        "administrator",
        "administrador",
        "webmaster",
        "web-master",
        "root",
        "anonymous",
        "anonym",
        "anonim",
        "anonyme",
        "anónimo",
        "author",
        "autor",
        "auteur",
        "guest",
        "user",
        "username",
        "wordpress",
        "editor",
        "unknown",
        "none",
        "null",
        "undefined",
        "false",
        "true",
        "n/a",
        "na",
        "test",
        "default",
        "nobody",
        "writer",
        "name",
        "website",
        "super",
        "webadmin",
        "siteadmin",
        "wpadmin",
        "publisher",
        "redaktor",
    ]
)
_STARTS_GROUP = frozenset({"the", "our", "die", "das", "der", "les", "los", "il", "la", "le", "el"})
_SIGNS = re.compile(r"[\W_]+")
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿԱ-և]")


_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and the like, which the markup of a heading has for its layout. Joiners of scripts stay."""


def fold_space(text: str) -> str:
    """A string with its entities decoded, tags taken out and white space folded.

    >>> fold_space("  Salt &amp;amp; <b>bread</b>\\n")
    'Salt & bread'
    """
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    if "&" in text:
        # Content systems escape twice; a third time has not been seen.
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = _SURROGATE.sub("", text)
    return " ".join(text.split())


def key_of(text: str) -> str:
    """Letters and digits only, case folded: what spellings of one name or title have in common."""
    return _SIGNS.sub("", text.casefold())


def names_in(text: str, *, surname_first: bool = False) -> tuple[str, ...]:
    """The names in a string that names the authors of a page, of persons and of others.

    Args:
        text: what the page says.
        surname_first: whether `Example, Anna` is one name, as in library records.

    Returns:
        The names as written, each once; `()` where the string holds none.
    """
    if len(text) > _MAX_STRING:
        return ()
    text = fold_space(text)
    if "@" in text or "/" in text or "www." in text:
        text = _HANDLE.sub("", _ADDRESS.sub(" ", _URL.sub(" ", text)))
    text = _BRACKETS.sub(" ", _LEAD.sub("", text.strip(), count=1)) if text else ""
    parts = [_clean(part) for part in _BETWEEN.split(text)]
    if len(parts) == 2 and all(parts) and _is_one_name(parts, text, surname_first):
        parts = [f"{parts[1]} {parts[0]}"]
    names: dict[str, str] = {}
    for number, part in enumerate(parts):
        if part and not _is_addition(part, alone=len(parts) == 1, first=number == 0):
            names.setdefault(key_of(part), part)
    names.pop("", None)
    return tuple(names.values())


def is_person(name: str, site: str = "") -> bool:
    """Whether a cleaned name is a person's, not that of an office, an agency or the site.

    Args:
        name: one of `names_in`.
        site: keys (`key_of`) of the site's names, separated by spaces.
    """
    words = name.split()
    if _GROUP.search(name) or words[0].casefold() in _STARTS_GROUP:
        return False
    if key_of(name) in site.split():
        return False
    if looks_like_name(name) or len(words) > 1:
        return True
    # One word: a first name or a nickname; capitals stand for an agency.
    return not (name.isupper() and _CASED.match(name) and len(name) > 1)


def _clean(part: str) -> str:
    part = _CUT.sub("", f" {part}", count=1) if part else ""
    part = part.strip()
    return _EDGE.sub("", part).strip() if part else ""


def _is_one_name(parts: list[str], text: str, surname_first: bool) -> bool:
    """`Example, Anna`, in a record that says it this way."""
    if not surname_first or "," not in text:
        return False
    return all(len(part.split()) <= _MAX_REORDERED_WORDS for part in parts) and not _ROLE.search(parts[1])


def _is_addition(part: str, *, alone: bool, first: bool) -> bool:
    """A degree, a role or a placeholder beside the name, or no name at all."""
    if len(part) > _MAX_NAME or len(part.split()) > _MAX_WORDS or part.casefold() in _PLACEHOLDERS:
        return True
    if not any(char.isalpha() for char in part):
        return True
    if first:
        return not alone and bool(_DEGREE.match(part))
    if _DEGREE.match(part) or _ROLE.search(part):
        return True
    return bool(_CASED.match(part)) and part[0].islower() and " " in part
