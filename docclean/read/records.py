"""One JSON record as an input: which field means what."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import evolve

from docclean.document import Note, Source
from docclean.errors import RecordError
from docclean.read.encoding import without_surrogates
from docclean.read.html_detection import looks_like_html
from docclean.read.incoming import Incoming, blank, default_id
from docclean.result import RECORD_FIELDS

__all__ = ["TEXT_FIELDS", "incoming_record", "scrubbed"]

TEXT_FIELDS = ("text", "html")
"""Fields that make a JSON object a document."""

HTML_FIELD = "html"
"""The field that always is HTML, and wins over `text`: it holds more of what the document was."""

MAX_SHOWN = 40
"""Characters of a field's name that an error shows."""

_TAKEN = frozenset(RECORD_FIELDS)


def incoming_record(
    values: Mapping[str, Any], source: Source, *, place: str = "", text_field: str = "", url: str = ""
) -> Incoming:
    """A JSON object as an input.

    `id`, `url`, `title`, `authors` and `date` seed the output record. Any other field
    that the output record has too is carried as `input.<name>`, the rest under its own name.

    Args:
        values: the object, free of lone surrogates.
        source: where it comes from.
        place: said first in errors, such as `"line 7: "`.
        text_field: name of the field that holds text or HTML; by default `html` if it holds anything, else `text`.
        url: address to assume where the record has none.

    Raises:
        RecordError: there is no text in it.
    """
    name = text_field or _default_field(values)
    text = values.get(name)
    if not isinstance(text, str):
        raise RecordError(source.path, source.offset, f"{place}{_missing(text_field, values)}")
    used = {name}
    own_id = _identity(values, used)
    own_url = _string(values, "url", used) or url
    notes: list[Note] = [("url", own_url)] if own_url else []
    notes += [(key, value) for key in ("title", "date") if (value := _string(values, key, used))]
    notes += [("authors", author) for author in _authors(values, used)]
    return Incoming(
        id=own_id or default_id(source.path, source.offset),
        text=text,
        source=evolve(source, media_type="application/json"),
        notes=tuple(notes),
        url=own_url,
        is_page=name == HTML_FIELD or looks_like_html(text),
        fields=_carried(values, used),
        rejected=blank(text),
    )


def _default_field(values: Mapping[str, Any]) -> str:
    html = values.get(HTML_FIELD)
    if isinstance(html, str) and (html.strip() or not isinstance(values.get("text"), str)):
        return HTML_FIELD
    return "text"


def _missing(text_field: str, values: Mapping[str, Any]) -> str:
    name = text_field or "text"
    if name in values:
        return f"field {name!r} holds no string: --field names the one that holds the text"
    wanted = repr(text_field) if text_field else " or ".join(map(repr, TEXT_FIELDS))
    known = ", ".join(_short(key) for key in list(values)[:8])
    return f"has no field {wanted} (it has: {known}): --field names the one that holds the text"


def _short(key: str) -> str:
    return key if len(key) <= MAX_SHOWN else f"{key[:MAX_SHOWN]}…"


def _identity(values: Mapping[str, Any], used: set[str]) -> str:
    value = values.get("id")
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        used.add("id")
        return str(value)
    return _string(values, "id", used)


def _string(values: Mapping[str, Any], key: str, used: set[str]) -> str:
    """The field as a string without white space around it; `""` if it is of another type, which leaves it unused."""
    if key in used:
        return ""
    value = values.get(key)
    if value is not None and not isinstance(value, str):
        return ""
    used.add(key)
    return (value or "").strip()


def _authors(values: Mapping[str, Any], used: set[str]) -> list[str]:
    value = values.get("authors")
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        used.add("authors")
        return [item.strip() for item in value if item.strip()]
    single = _string(values, "authors", used)
    return [single] if single else []


def _carried(values: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    carried: dict[str, Any] = {}
    for key, value in values.items():
        if key in used:
            continue
        target = key
        # A record that was cleaned before has `input.source` beside `source` already.
        while target in _TAKEN or (target != key and target in values):
            target = f"input.{target}"
        carried[target] = value
    return carried


def scrubbed(value: Any) -> Any:
    """An equal value without lone surrogates in any string or key, however deep.

    Keys that become the same get further U+FFFD, so that no value is lost.

    Raises:
        RecursionError: it is nested too deep.
    """
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [scrubbed(item) for item in value]
    if isinstance(value, dict):
        return _scrubbed_object(value)
    return value


def _scrubbed_object(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in values.items():
        name = without_surrogates(key)
        while name != key and (name in found or name in values):
            name += "\ufffd"
        found[name] = scrubbed(item)
    return found
