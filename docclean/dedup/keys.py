"""Keys under which two blocks count as the same text, and how much text a block holds.

A key is for comparison only; it never reaches the output. Everything here works for
scripts with and without spaces between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from docclean.document import Block, Document, Kind

__all__ = [
    "INTRODUCES",
    "UNSPACED_WEIGHT",
    "by_right",
    "folded_form",
    "keys_of_lookalikes",
    "lookalikes",
    "same_text_key",
    "weight",
]

SIGNATURE_CHARS = 24
"""Characters at the head of a block that are looked at before anything else."""
SIGNATURE_BYTES = 14
"""Bytes of them that are compared once marks are gone: enough to tell most blocks apart, few enough
that a dozen marks among the characters above do no harm."""
OPENING_CHARS = 80
OPENING_BYTES = 36
"""The same for the second look. Less than the shortest cut copy has (`min_weight` of `repeated-blocks`)."""
UNSPACED_WEIGHT = 3
"""An ideograph, kana or Thai letter counts as three letters of an alphabet: a rough estimate, which
only decides what is too short to count as repeated."""
MAX_DIGIT_SHARE = 0.2
"""More digits than this, and a line is a row of a table, a price or a timetable."""

INTRODUCES = (":", "：", ':"', ":”", ":»")
"""How a block ends that introduces a quotation or an example, which may repeat by right."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SINGLE_QUOTES = re.compile("[‘’‚‛′‹›`´ʼ＇]")
_DOUBLE_QUOTES = re.compile("[“”„‟″«»「」『』〝〞＂]")
_DASHES = re.compile("[‐‑‒–—―−﹣－]")
_MARKS = re.compile(
    "[\u00a0-\u00b4\u00b6-\u00bf\u034f\u061c\u115f\u1160\u17b4\u17b5\u1680\u180b-\u180f\u2000-\u206f\u3000-\u303f\ufe00-\ufe0f\ufeff]+"
)
_ASCII_MARKS = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_LETTERS = bytes(code for code in range(128) if chr(code).isalnum())
_LETTERS = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_BY_RIGHT_KINDS = frozenset({Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.QUOTE, Kind.CODE})
_MARKER = re.compile(r"[>|•·▪◦‣●○■□*+–—―-]|[^\W_]{1,3}[.)]\s|[(（]?\d{1,3}[.):）、．]|[①-⑳]")


def same_text_key(text: str) -> str:
    """A text with case, form, white space, quotes, dashes and invisible characters folded away.

    >>> same_text_key("“The\\u00a0Bridge” – reopened") == same_text_key('"the  bridge" - re\\u00adopened')
    True
    >>> same_text_key("Open until 5.") == same_text_key("Open until 6.")
    False
    """
    return folded_form(text).casefold()


def folded_form(text: str) -> str:
    """What `same_text_key` compares, with case kept.

    >>> folded_form("“The\\u00a0Bridge” – reopened")
    '"The Bridge" - reopened'
    """
    if not text.isascii():
        text = _DASHES.sub("-", _DOUBLE_QUOTES.sub('"', _SINGLE_QUOTES.sub("'", _INVISIBLE.sub("", text))))
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split())


def keys_of_lookalikes(blocks: Sequence[Block]) -> dict[int, str]:
    """The keys of the blocks that begin like another one, by index; the rest cannot repeat.

    Looking at the beginnings only keeps documents without repetition cheap.

    Returns:
        Index to key in order of index; empty where no two blocks begin alike.
    """
    heads = _heads(blocks)
    signatures = [head[:SIGNATURE_BYTES] for head in heads]
    if len(set(signatures)) == len(signatures):
        return {}
    counts = Counter(signatures)
    alike = {at: blocks[at].text for at, signature in enumerate(signatures) if counts[signature] > 1}
    places = {text: at for at, text in alike.items()}
    openings = {text: _opening(text, heads[at]) for text, at in places.items()}
    counts = Counter(openings[text] for text in alike.values())
    alike = {at: text for at, text in alike.items() if counts[openings[text]] > 1}
    keys = {text: same_text_key(text) for text in dict.fromkeys(alike.values())}
    return {at: keys[text] for at, text in alike.items()}


def lookalikes(document: Document) -> dict[int, str]:
    """`keys_of_lookalikes` for `Document.derived`: several filters ask for them."""
    return keys_of_lookalikes(document.blocks)


def _opening(text: str, head: bytes) -> bytes:
    """A longer head, for the blocks whose short ones are equal; the whole of a short block."""
    if len(text) <= SIGNATURE_CHARS and "\n" not in text:
        return head[:OPENING_BYTES]
    opening = _bare(text[:OPENING_CHARS])
    if len(opening) < OPENING_BYTES and len(text) > OPENING_CHARS:
        opening = _bare(same_text_key(text))
    return opening[:OPENING_BYTES]


def _heads(blocks: Sequence[Block]) -> list[bytes]:
    """What is left of the head of each block without case and marks; cheap, so done for all blocks at once."""
    heads = _bare("\n".join([block.text[:SIGNATURE_CHARS] for block in blocks])).split(b"\n")
    if len(heads) != len(blocks):
        # A block of preformatted text may hold line ends.
        heads = [_bare(block.text[:SIGNATURE_CHARS].replace("\n", " ")) for block in blocks]
    for at, head in enumerate(heads):
        if len(head) < SIGNATURE_BYTES and len(blocks[at].text) > SIGNATURE_CHARS:
            heads[at] = _bare(same_text_key(blocks[at].text))
    return heads


def _bare(text: str) -> bytes:
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    return text.casefold().encode("utf-8", "surrogatepass").translate(None, _ASCII_MARKS)


def weight(text: str) -> int:
    """How much a text says, in letters: word characters, those of scripts without spaces counted thrice.

    >>> weight("The bridge, closed."), weight("大桥关闭。"), weight("* * *")
    (15, 12, 0)
    """
    # Most of what is weighed is ASCII, and counting bytes is ten times as fast as an expression.
    letters = text.encode("utf-8", "surrogatepass").translate(None, _ASCII_SIGNS)
    if text.isascii():
        return len(letters)
    rest = letters.translate(None, _ASCII_LETTERS)
    foreign = rest.decode("utf-8", "surrogatepass")
    weight = len(letters) - len(rest) + sum(map(len, _LETTERS.findall(foreign)))
    return weight + (UNSPACED_WEIGHT - 1) * len(_UNSPACED.findall(foreign))


def by_right(block: Block) -> bool:
    """Whether a block may repeat by right: an item of a list, a row of a table, a quotation, code."""
    text = block.text
    if block.kind in _BY_RIGHT_KINDS or _MARKER.match(text) or "\t" in text or text.count("|") > 1:
        return True
    return len(_DIGIT.findall(text)) > MAX_DIGIT_SHARE * max(1, weight(text))
