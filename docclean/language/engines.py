"""Language engines by name: ours in a literal table, entry points for everybody else's.

Each is imported when it is first asked for, so a package that is missing or broken breaks nothing else.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

from docclean.errors import BadOptionError, ConfigError, DuplicateFilterError, nearest
from docclean.language.files import MODEL_FILE
from docclean.language.guess import MAX_CHARACTERS, UNDECIDED, Guess, LanguageIdentifier, excerpt
from docclean.resources.plugins import plugins

__all__ = [
    "DEFAULT",
    "ENGINES",
    "GROUP",
    "MAX_CHARACTERS",
    "UNDECIDED",
    "Guess",
    "LanguageIdentifier",
    "engine_named",
    "engine_names",
    "excerpt",
    "resources_of",
]

DEFAULT: Final = "py3langid"
"""The same in every installation: it needs no package but numpy."""

GROUP: Final = "docclean.languages"
"""Entry-point group. A name `fast` of package `acme` is used as `acme:fast`. It names a class, or any callable, that
takes `languages`, a tuple of the codes to choose from (empty for all), and gives a `LanguageIdentifier`."""

ENGINES: Final = {
    "py3langid": "docclean.language.engine_py3langid:Py3langidEngine",
    "langdetect": "docclean.language.engine_langdetect:LangdetectEngine",
    "pycld2": "docclean.language.engine_pycld2:Pycld2Engine",
}
"""Name → `module:Class`."""

_RESOURCES: Final = {"py3langid": (MODEL_FILE,)}
"""Of all others it is the package that is named as they are."""


def engine_names() -> list[str]:
    """All names that `engine_named` knows: ours, then those of other packages, sorted."""
    return [*ENGINES, *sorted(plugins(GROUP))]


def resources_of(name: str) -> tuple[str, ...]:
    """What decides the answers of an engine, for fingerprints; imports nothing."""
    return _RESOURCES.get(name) or (f"package:{name.partition(':')[0]}",)


def check_name(name: str) -> None:
    """Refuses the name of an engine that nobody offers; imports nothing.

    Raises:
        BadOptionError: there is none.
    """
    if name not in ENGINES and name not in plugins(GROUP):
        raise BadOptionError("engine", f"there is no language engine {name!r}.{nearest(name, engine_names())}")


def engine_named(name: str, languages: tuple[str, ...] = ()) -> LanguageIdentifier:
    """The engine of a name.

    Args:
        name: `py3langid` for ours, `package:name` for others.
        languages: codes of the languages to choose from; empty for all that it knows.

    Raises:
        BadOptionError: there is none, or it knows none of the languages.
        MissingExtraError: it needs a package that is not installed.
        ConfigError: it cannot be imported.
    """
    return _built(name, languages)


@cache
def _built(name: str, languages: tuple[str, ...]) -> LanguageIdentifier:
    check_name(name)
    if name in ENGINES:
        module, _, attribute = ENGINES[name].partition(":")
        offered: Any = getattr(import_module(module), attribute)
    else:
        points = plugins(GROUP)[name]
        if len(points) > 1:
            raise DuplicateFilterError(name, points[0].value, points[1].value)
        try:
            offered = points[0].load()
        except (ImportError, AttributeError, SyntaxError) as problem:
            owner = name.partition(":")[0]
            raise ConfigError("engine", f"{name!r} cannot be loaded ({problem}): reinstall {owner}") from problem
    built: LanguageIdentifier = offered(languages=languages)
    return built
