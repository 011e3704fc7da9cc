"""CleanDocument to JSON-ready values and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from docclean.document import Document, Mark
from docclean.errors import ConfigError
from docclean.result import CleanDocument

__all__ = ["from_dict", "to_dict"]

Scalar = str | int | float


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    # A measured value is whatever JSON says it is: "3" and 3 are different facts.
    converter.register_structure_hook(Scalar, lambda value, _: value)
    converter.register_unstructure_hook(Mark, list)
    converter.register_structure_hook(Mark, lambda value, _: Mark(*value))
    # The page is the input; receipts and undo do not need it.
    without = override(omit=True)
    converter.register_unstructure_hook(Document, make_dict_unstructure_fn(Document, converter, page=without))
    converter.register_structure_hook(Document, make_dict_structure_fn(Document, converter, page=without))
    return converter


def to_dict(document: CleanDocument) -> dict[str, Any]:
    """The record's fields under `record`, everything else needed to rebuild the document beside it."""
    values: dict[str, Any] = _converter().unstructure(document)
    return {"record": document.record(), **values}


def from_dict(values: Mapping[str, Any]) -> CleanDocument:
    """Inverse of `to_dict`; `record` is ignored.

    Raises:
        ConfigError: the mapping was not written by `to_dict`.
    """
    known = {key: value for key, value in values.items() if key != "record"}
    try:
        return _converter().structure(known, CleanDocument)
    except (BaseValidationError, TypeError, ValueError, KeyError) as problem:
        raise ConfigError("CleanDocument.from_dict", f"not written by to_dict ({problem})") from problem
