"""Text that is in no language: addresses, program text, keys, identifiers."""

from __future__ import annotations

import re
from typing import Final

from docclean.measure.code_like import is_code_like
from docclean.measure.letters import count_letters

__all__ = ["is_unspoken"]

_TOKENS: Final = re.compile(
    r"""
    (?:https?|ftp|file|mailto|tel|data|magnet|git|ssh)://?\S+           # addresses with a scheme
    | \bwww\.\S+
    | (?<![^\s@<>()])[^\s@<>()]+@[\w-]+(?:\.[\w-]+)+                    # mail
    | (?<![\w-])[\w-]+(?:\.[\w-]+)*                                     # hosts and names of files
      \.(?:com|org|net|edu|gov|io|info|biz|html?|php|aspx?|jpe?g|png|gif|pdf|zip|js|css)(?![\w.-])(?:/\S*)?
    | (?<!\w)(?:[A-Za-z]:\\|~?/|\.\.?/)[\w.-]+[/\\]\S*                  # paths
    | \b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b          # UUID
    | \b(?:0x)?(?=[a-fA-F]*\d)(?=\d*[a-fA-F])[0-9a-fA-F]{6,}\b          # hexadecimal
    | (?<![\w+/=])                                                      # base64
      (?:(?=[A-Za-z0-9+/]*(?:[a-z][A-Z]|[A-Z]{2}[a-z]|\d[a-z]))[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9+/]{14,}={1,2})
      (?![\w+/=])
    | (?<!\w)[^\W_]+_\w+ | \b[a-z]+(?:[A-Z][a-z0-9]+)+\b                # identifiers
    | </?[a-zA-Z][^<>]*>                                                # tags
    | &\#?\w+;
    """,
    re.VERBOSE,
)
_SUSPECT: Final = re.compile(r"[/@\\_<=&]|\w\.\w|[a-z][A-Z]|[^\W\d_]\d|\d[^\W\d_]|\w{14}")
"""Each part of a token that stands between spaces holds one of these."""

_MANY: Final = 8
_LONG_WORD: Final = 40
"""Of nine words without a longer one, one is less than 60 %."""
_SHORT_WORDS: Final = 8
"""Characters a word, with its space: addresses and keys are longer, and prose is shorter in most languages."""

_MIN_TOKEN_SHARE: Final = 0.6
"""Of the letters: a sentence about an address has words around it."""

_CODE_SIGNS: Final = re.compile(r"[{}\[\]<>=;_$\\|^~]")
_MIN_CODE_SHARE: Final = 0.1
"""Signs of program text among all characters but white space. Prose stays under a twentieth."""
_MIN_CODE_SIGNS: Final = 3
_KEYWORDS: Final = re.compile(
    r"(?m)^\s*(?:#include\b|def \w+\(|class \w+[(:{]|import [\w.{*]+;?$|from [\w.]+ import\b|(?:var|let|const) \w+ ?="
    r"|function\b.*\(|public (?:static|class|void)\b|return\b.*;$|\$ \w+|(?:if|for|while) ?\(.*\)\s*\{"
    r"|(?:SELECT|INSERT|UPDATE|DELETE|CREATE)\s.+\s(?:FROM|INTO|SET|TABLE)\b)"
)
_LOOKED_AT: Final = 1_000
"""Characters; a text is what it begins as."""


def is_unspoken(text: str) -> bool:
    """Whether a text with letters is program text, or little but addresses, keys and identifiers.

    >>> is_unspoken("https://example.org/harbour/tide.html"), is_unspoken("See example.org for the tides.")
    (True, False)
    >>> is_unspoken("if (x > 0) { total += x; }"), is_unspoken("The keeper (73) rows home.")
    (True, False)
    """
    text = text[:_LOOKED_AT]
    if _is_code(text):
        return True
    words = text.split()
    if len(words) > _MANY and len(text) < _SHORT_WORDS * len(words):
        return False
    if not _SUSPECT.search(text):
        return False
    if len(words) > _MANY * len(_SUSPECT.findall(text)) and max(map(len, words)) < _LONG_WORD:
        return False
    suspect = sum(len(word) for word in words if _SUSPECT.search(word))
    if suspect < _MIN_TOKEN_SHARE / 2 * sum(map(len, words)):
        return False
    letters = count_letters(text)
    return count_letters(_TOKENS.sub(" ", text)) <= letters * (1 - _MIN_TOKEN_SHARE)


def _is_code(text: str) -> bool:
    signs = len(_CODE_SIGNS.findall(text))
    if not signs:
        return False
    if _KEYWORDS.search(text) or (signs >= _MIN_CODE_SIGNS and signs >= _MIN_CODE_SHARE * _solid(text)):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    return 2 * sum(map(_is_code_line, lines)) > len(lines)


def _is_code_line(line: str) -> bool:
    """A sentence that quotes code is one that `is_code_like` spares the glue of, and still has a language."""
    return is_code_like(line) and len(_CODE_SIGNS.findall(line)) >= _MIN_CODE_SHARE / 2 * _solid(line)


def _solid(text: str) -> int:
    """Characters without white space."""
    return len(text) - text.count(" ") - text.count("\n")
