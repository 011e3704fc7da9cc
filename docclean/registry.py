"""Filters by name: a literal table of our own, entry points for everybody else's.

Nothing is imported before it is named, so a broken third-party package cannot
break anything that does not use it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docclean.errors import ConfigError, DuplicateFilterError, UnknownFilterError
from docclean.resources.plugins import plugins

__all__ = ["FILTERS", "GROUP", "filter_class", "filter_names", "owner_of"]

GROUP = "docclean.filters"
"""Entry-point group. A name `legal-footer` of package `acme` is used as `acme:legal-footer`."""

FILTERS = {
    "page-metadata": "docclean.lifting.page_metadata:PageMetadata",
    "page-date": "docclean.lifting.page_date:PageDate",
    "outside-main-content": "docclean.filters.outside_main_content:OutsideMainContent",
    "unlikely-content": "docclean.filters.unlikely_content:UnlikelyContent",
    "line-ends": "docclean.repair.line_ends:LineEnds",
    "mark-runs": "docclean.repair.mark_runs:MarkRuns",
    "mojibake": "docclean.repair.mojibake:Mojibake",
    "control-characters": "docclean.repair.control_characters:ControlCharacters",
    "invisible-characters": "docclean.repair.invisible_characters:InvisibleCharacters",
    "decomposed-letters": "docclean.repair.decomposed_letters:DecomposedLetters",
    "odd-spaces": "docclean.repair.odd_spaces:OddSpaces",
    "reversed-quotes": "docclean.repair.reversed_quotes:ReversedQuotes",
    "glued-sentences": "docclean.repair.glued_sentences:GluedSentences",
    "hard-wrapped-lines": "docclean.blocks.hard_wrapped_lines:HardWrappedLines",
    "block-language": "docclean.language.block_language:BlockLanguage",
    "glued-labels": "docclean.lifting.glued_labels:GluedLabels",
    "title-line": "docclean.lifting.title_line:TitleLine",
    "bylines": "docclean.lifting.bylines:Bylines",
    "credit-lines": "docclean.lifting.credit_lines:CreditLines",
    "date-lines": "docclean.lifting.date_lines:DateLines",
    "chrome-phrases": "docclean.filters.chrome_phrases:ChromePhrases",
    "named-boxes": "docclean.filters.named_boxes:NamedBoxes",
    "link-lists": "docclean.filters.link_lists:LinkLists",
    "repeated-titles": "docclean.dedup.repeated_titles:RepeatedTitles",
    "repeated-runs": "docclean.dedup.repeated_runs:RepeatedRuns",
    "repeated-blocks": "docclean.dedup.repeated_blocks:RepeatedBlocks",
    "wrong-language": "docclean.language.wrong_language:WrongLanguage",
    "document-language": "docclean.language.document_language:DocumentLanguage",
}
"""Name → `module:Class`, in the order in which a pipeline would use them."""


def filter_names() -> list[str]:
    """All names that `filter_class` knows: ours in pipeline order, then those of other packages, sorted."""
    return [*FILTERS, *sorted(plugins(GROUP))]


def owner_of(name: str) -> str:
    """The package that offers a filter."""
    return name.partition(":")[0] if ":" in name else "docclean"


def filter_class(name: str, where: str = "filter") -> Any:
    """The class (or ready-made filter) behind a name.

    Args:
        name: `short-blocks` for ours, `package:name` for others.
        where: place in the configuration, for the error.

    Raises:
        UnknownFilterError: nobody offers it.
        DuplicateFilterError: a package offers the name twice.
        ConfigError: it is offered and cannot be imported.
    """
    if name in FILTERS:
        module, _, attribute = FILTERS[name].partition(":")
        return getattr(import_module(module), attribute)
    points = plugins(GROUP).get(name, ())
    if not points:
        raise UnknownFilterError(where, name, tuple(filter_names()))
    if len(points) > 1:
        raise DuplicateFilterError(name, points[0].value, points[1].value)
    try:
        return points[0].load()
    except (ImportError, AttributeError, SyntaxError) as problem:
        raise ConfigError(where, f"{name!r} cannot be loaded ({problem}): reinstall {owner_of(name)}") from problem
