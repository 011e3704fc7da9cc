"""The packs as one table, folded and sorted, so that loading them costs milliseconds.

`python -m docclean.phrases.table` writes `table.json` anew from the packs; a test keeps the two in step.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from docclean.phrases.fold import fold
from docclean.phrases.packs import Phrase, Strength, languages, read_names, read_pack
from docclean.phrases.slots import SLOT

__all__ = ["build", "phrase_of", "read"]

_FILE = "table.json"
_RANK = {strength: rank for rank, strength in enumerate(Strength)}
_PLACES = {Strength.LEAD_IN: ("whole", "lead-in"), Strength.SUFFIX: ("suffix",)}


def build() -> dict[str, Any]:
    """The table of all packs.

    Returns:
        `lists`: words for slots, folded, longest first; `phrases`: `[language, kind, strength, text, key]`, strongest
        first; `whole`, `lead-in`, `suffix`: key to index in `phrases`, for those without slots; `slotted`: place to
        indexes of those with slots.
    """
    lists = {name: {fold(word) for word in words} for name, words in read_names().items()}
    phrases = []
    for language in languages():
        pack = read_pack(language)
        phrases += pack.phrases
        for name, words in pack.words:
            lists.setdefault(name, set()).update(fold(word) for word in words)
    phrases.sort(key=lambda phrase: (_RANK[phrase.strength], phrase.language != "en", phrase.id))
    table: dict[str, Any] = {
        "lists": {name: sorted(words, key=lambda word: (-len(word), word)) for name, words in sorted(lists.items())},
        "phrases": [[p.language, p.kind, p.strength.value, p.text, _key(p.text)] for p in phrases],
        "whole": {},
        "lead-in": {},
        "suffix": {},
        "slotted": {"whole": [], "lead-in": [], "suffix": []},
    }
    for index, phrase in enumerate(phrases):
        for place in _PLACES.get(phrase.strength, ("whole",)):
            if SLOT.search(phrase.text):
                table["slotted"][place].append(index)
            else:
                table[place].setdefault(_key(phrase.text), index)
    return table


def read() -> dict[str, Any]:
    """The table as it was last written."""
    table: dict[str, Any] = json.loads((files("docclean.phrases") / _FILE).read_text(encoding="utf-8"))
    return table


def phrase_of(row: list[str]) -> Phrase:
    """The phrase that a row of the table stands for."""
    language, kind, strength, text, key = row
    return Phrase(f"{language}/{kind}/{key.replace(' ', '-')}", language, kind, Strength(strength), text)


def _key(text: str) -> str:
    return fold(SLOT.sub(r" \1 ", text))


def main() -> None:
    """Write the table beside the packs."""
    path = Path(str(files("docclean.phrases") / _FILE))
    path.write_text(json.dumps(build(), ensure_ascii=False, separators=(",", ":"), indent=0) + "\n", encoding="utf-8")
    sys.stderr.write(f"{path.name}: {len(read()['phrases'])} phrases\n")


if __name__ == "__main__":
    main()
