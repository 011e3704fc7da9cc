"""Write the pages of docs/reference/ that are made from code: `python docs/generate.py`.

tests/docs/test_reference.py fails while a page on disk differs from what this makes.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from pathlib import Path

import attrs
import click

import docclean.errors
from docclean.cli.main import docclean as program
from docclean.config import PRESETS, build_filter, load_preset, preset
from docclean.phrases.packs import KINDS, languages, read_pack
from docclean.phrases.slots import SLOT
from docclean.registry import FILTERS

REFERENCE = Path(__file__).parent / "reference"
NOTICE = "<!-- Made by docs/generate.py from the code: change it there. -->\n"


def filters_page() -> str:
    """All filters in pipeline order, each with its docstring and options."""
    parts = [NOTICE, "# Filters\n", "In the order in which the default pipeline uses them.\n"]
    parts += [
        "| filter | what it does | effects | safety |",
        "|---|---|---|---|",
        *(_filter_row(name) for name in FILTERS),
        "",
    ]
    for name in FILTERS:
        step = build_filter(name, {})
        doc = inspect.cleandoc(type(step).__doc__ or "")
        summary, _, rest = doc.partition("\n")
        parts += [f"## {name}\n", f"{summary}\n", "```text", textwrap.dedent(rest).strip("\n"), "```\n"]
        parts += _facts(step)
    return "\n".join(parts)


def _filter_row(name: str) -> str:
    step = build_filter(name, {})
    summary = inspect.cleandoc(type(step).__doc__ or "").partition("\n")[0].rstrip(".")
    effects = ", ".join(effect.value for effect in step.effects)
    return f"| [{name}](#{name}) | {summary} | {effects or 'notes only'} | {step.safety} |"


def _facts(step: object) -> list[str]:
    rows = []
    for item in attrs.fields(type(step)) if attrs.has(type(step)) else ():
        rows.append(f"| `{item.name}` | `{getattr(step, item.name)!r}` |")
    return ["| option | default |", "|---|---|", *rows, ""] if rows else []


def presets_page() -> str:
    """All presets with their steps."""
    parts = [NOTICE, "# Presets\n"]
    for name in PRESETS:
        pipeline = load_preset(name)
        parts += [f"## {name}\n", f"{preset(name).description}\n"]
        parts += [f"{number}. [{step.name}](filters.md#{step.name})" for number, step in enumerate(pipeline, 1)]
        parts.append("")
    return "\n".join(parts)


def errors_page() -> str:
    """The tree of errors and what each means."""
    parts = [
        NOTICE,
        "# Errors\n",
        "```text",
        (docclean.errors.__doc__ or "").strip(),
        "```\n",
        "| error | meaning |",
        "|---|---|",
    ]
    for name in docclean.errors.__all__:
        doc = inspect.cleandoc(getattr(docclean.errors, name).__doc__ or "").partition("\n")[0]
        parts.append(f"| `{name}` | {doc} |")
    return "\n".join([*parts, ""])


def cli_page() -> str:
    """The help of every command, as the command prints it."""
    parts = [NOTICE, "# Command line\n", *_help(program, "docclean")]
    for name in sorted(program.commands):
        parts += _help(program.commands[name], f"docclean {name}")
    return "\n".join(parts)


def _help(command: click.Command, path: str) -> list[str]:
    context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
    return [f"## {path}\n", "```text", command.get_help(context), "```", ""]


NAMES = {
    **{"af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian"},
    **{"bn": "Bengali", "br": "Breton", "bs": "Bosnian", "ca": "Catalan", "ckb": "Central Kurdish", "cs": "Czech"},
    **{"cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto"},
    **{"es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fil": "Filipino"},
    **{"fr": "French", "ga": "Irish", "gd": "Scottish Gaelic", "gl": "Galician", "he": "Hebrew", "hi": "Hindi"},
    **{"hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "ia": "Interlingua", "id": "Indonesian"},
    **{"is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "kn": "Kannada"},
    **{"ko": "Korean", "lb": "Luxembourgish", "lt": "Lithuanian", "lv": "Latvian", "mi": "Māori", "mk": "Macedonian"},
    **{"ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mul": "any language", "my": "Burmese"},
    **{"nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk", "oc": "Occitan"},
    **{"pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sa": "Sanskrit"},
    **{"se": "Northern Sami", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian"},
    **{"sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish"},
    **{"uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese"},
}
"""English names of the languages of phrases."""


def phrases_page() -> str:
    """The languages of phrases, and how many phrases each pack has."""
    parts = [NOTICE, "# Phrases of site chrome\n"]
    parts.append("All packs are always on. [Add a phrase or a language](../how-to/add-phrases.md).\n")
    parts += ["| language | pack | phrases | of them with slots |", "|---|---|---|---|"]
    total = 0
    for language in languages():
        phrases = read_pack(language).phrases
        slotted = sum(SLOT.search(phrase.text) is not None for phrase in phrases)
        parts.append(f"| {NAMES[language]} | `{language}` | {len(phrases)} | {slotted} |")
        total += len(phrases)
    return "\n".join([*parts, "", f"{total:,} phrases of {len(KINDS)} kinds: {', '.join(KINDS)}.", ""])


def pages() -> dict[str, str]:
    """File name in docs/reference/ → content."""
    return {
        "filters.md": filters_page(),
        "presets.md": presets_page(),
        "errors.md": errors_page(),
        "cli.md": cli_page(),
        "phrases.md": phrases_page(),
    }


def main() -> int:
    """Write all pages."""
    for name, content in pages().items():
        REFERENCE.joinpath(name).write_text(content, encoding="utf-8")
        print(f"wrote docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
