"""Data files of language identification."""

from typing import Final

__all__ = ["MODEL_FILE", "PHRASES"]

MODEL_FILE: Final = "language/py3langid.npz"
"""The model of py3langid 0.4.0 as tables; see `docclean.language.convert`."""

PHRASES: Final = "phrases/table.jsonl"
"""Phrases of site chrome, which have a language."""
