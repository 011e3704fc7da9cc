"""Pipelines from TOML, strictly: whatever is not understood is an error that names its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from attrs import evolve, fields, frozen, has

from docclean.errors import BadOptionError, ConfigError, UnknownFilterError, UnknownOptionError, UnknownPresetError
from docclean.pipeline import Pipeline
from docclean.protocols import Filter
from docclean.registry import filter_class
from docclean.resources.load import read_text

__all__ = ["PRESETS", "Preset", "build_filter", "load_file", "load_preset", "parse_preset", "preset"]

PRESETS = ("web", "text", "minimal")
"""Names of the presets that ship with docclean, the default first."""

FORMAT_VERSION = 1
"""Version of the configuration format; a file says which one it was written for."""

SELECTING = ("outside-main-content", "unlikely-content")
"""The steps that `selector` at the top of a configuration speaks to; the first must be there."""

_TOP_KEYS = ("version", "name", "description", "extends", "selector", "drop", "step")
_STEP_KEYS = ("use", "before", "after", "replace")


@frozen
class StepSpec:
    """One configured step: a filter's name, its options, and where to put it when extending."""

    use: str
    options: Mapping[str, Any]
    where: str
    before: str = ""
    after: str = ""
    replace: str = ""


@frozen
class Preset:
    """A configuration with everything that it extends worked in."""

    name: str
    description: str
    steps: tuple[StepSpec, ...]

    def build(self) -> Pipeline:
        """The pipeline.

        Raises:
            ConfigError: a step names an unknown filter or option, or needs a step that is not there.
        """
        return Pipeline(tuple(build_filter(spec.use, spec.options, spec.where) for spec in self.steps), self.name)


def load_preset(name: str) -> Pipeline:
    """The pipeline of a shipped preset."""
    return preset(name).build()


def preset(name: str) -> Preset:
    """A shipped preset.

    Raises:
        UnknownPresetError: there is none of this name.
    """
    if name not in PRESETS:
        raise UnknownPresetError(name, PRESETS)
    return parse_preset(read_text(f"presets/{name}.toml"), where=f"preset {name}")


def load_file(path: Path) -> Pipeline:
    """The pipeline of a configuration file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigError(str(path), f"cannot be read ({problem}): name a UTF-8 TOML file") from problem
    return parse_preset(text, where=str(path)).build()


def parse_preset(text: str, *, where: str) -> Preset:
    """Read a configuration.

    Args:
        text: TOML.
        where: its name, for errors.

    Raises:
        ConfigError: it is no TOML, has an unknown key, or a value of the wrong type.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(where, f"is no valid TOML: {problem}") from problem
    for key in table:
        if key not in _TOP_KEYS:
            raise UnknownOptionError(f"{where}: {key}", key, _TOP_KEYS)
    if table.get("version") != FORMAT_VERSION:
        raise BadOptionError(f"{where}: version", f"must be {FORMAT_VERSION}, not {table.get('version')!r}.")
    name = _string(table, "name", where) or Path(where).stem
    base = preset(parent).steps if (parent := _string(table, "extends", where)) else ()
    steps = _specs(table.get("step", []), where, extending=bool(parent))
    dropped = table.get("drop", [])
    if not isinstance(dropped, list) or not all(isinstance(item, str) for item in dropped):
        raise BadOptionError(f"{where}: drop", "must be a list of filter names.")
    merged = _merged(list(base), dropped, steps, where)
    if "selector" in table:
        _select(merged, _string(table, "selector", where), where)
    return Preset(name, _string(table, "description", where), tuple(merged))


def _string(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise BadOptionError(f"{where}: {key}", f"must be a string, not {value!r}.")
    return value


def _specs(tables: Any, where: str, *, extending: bool) -> list[StepSpec]:
    if not isinstance(tables, list):
        raise BadOptionError(f"{where}: step", "must be written as [[step]] tables.")
    specs = []
    for number, table in enumerate(tables):
        place = f"{where}: steps[{number}]"
        if "use" not in table:
            raise BadOptionError(f"{place}.use", "is missing: it names the filter.")
        placing = {key: _string(table, key, place) for key in _STEP_KEYS if key in table}
        if not extending and len(placing) > 1:
            raise BadOptionError(place, "before, after and replace need `extends`.")
        options = {key: value for key, value in table.items() if key not in _STEP_KEYS}
        specs.append(StepSpec(placing.pop("use"), options, place, **placing))
    return specs


def _merged(base: list[StepSpec], dropped: list[str], steps: list[StepSpec], where: str) -> list[StepSpec]:
    for name in dropped:
        _index(base, name, f"{where}: drop")
        base[:] = [spec for spec in base if spec.use != name]
    for spec in steps:
        if spec.replace:
            base[_index(base, spec.replace, f"{spec.where}.replace")] = spec
        elif spec.before:
            base.insert(_index(base, spec.before, f"{spec.where}.before"), spec)
        elif spec.after:
            base.insert(_index(base, spec.after, f"{spec.where}.after") + 1, spec)
        else:
            base.append(spec)
    return base


def _select(steps: list[StepSpec], selector: str, where: str) -> None:
    """Give the steps that look for the main content their selector."""
    _index(steps, SELECTING[0], f"{where}: selector")
    for index, step in enumerate(steps):
        if step.use in SELECTING:
            steps[index] = evolve(step, options={**step.options, "selector": selector})


def _index(steps: list[StepSpec], name: str, where: str) -> int:
    for index, spec in enumerate(steps):
        if spec.use == name:
            return index
    raise UnknownFilterError(where, name, tuple(spec.use for spec in steps))


def build_filter(name: str, options: Mapping[str, Any], where: str = "filter") -> Filter:
    """A filter with options.

    Args:
        name: as in the registry.
        options: by name; those left out keep their defaults.
        where: its place in the configuration, for errors.

    Raises:
        UnknownFilterError, UnknownOptionError, BadOptionError: as their names say.
    """
    found = filter_class(name, f"{where}.use")
    if not isinstance(found, type):
        if options:
            raise UnknownOptionError(f"{where}.{next(iter(options))}", next(iter(options)), ())
        ready: Filter = found
        return ready
    names = tuple(item.name for item in fields(found)) if has(found) else ()
    hints = get_type_hints(found) if names else {}
    values = {}
    for key, value in options.items():
        if key not in names:
            raise UnknownOptionError(f"{where}.{key}", key, names)
        values[key] = _typed(value, hints[key], f"{where}.{key}")
    try:
        built: Filter = found(**values)
    except ValueError as problem:
        # Validators of attrs put the attribute and more behind the message.
        raise BadOptionError(f"{where}.{name}", f"{problem.args[0] if problem.args else problem}.") from problem
    return built


def _typed(value: Any, wanted: Any, where: str) -> Any:
    """The value if TOML gave the type that the option declares; lists become tuples, integers floats."""
    if get_origin(wanted) is tuple:
        inner = get_args(wanted)[0]
        if not isinstance(value, list):
            raise BadOptionError(where, f"must be a list, not {value!r}.")
        return tuple(_typed(item, inner, f"{where}[{index}]") for index, item in enumerate(value))
    options = get_args(wanted) if isinstance(wanted, UnionType) else (wanted,)
    if type(value) is int and float in options and int not in options:
        return float(value)
    if type(value) not in options:
        names = " or ".join(getattr(option, "__name__", str(option)) for option in options)
        raise BadOptionError(where, f"must be of type {names}, not {value!r}.")
    return value
