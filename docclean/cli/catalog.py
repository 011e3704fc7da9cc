"""`docclean filters` and `docclean presets`: what there is, and what it does."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import click
from attrs import NOTHING, fields, has

from docclean.config import PRESETS, load_file, preset
from docclean.errors import ConfigError
from docclean.registry import filter_class, filter_names, owner_of
from docclean.resources.load import read_text

__all__ = ["filters_command", "presets_command"]


@click.command("filters")
@click.argument("name", required=False)
def filters_command(name: str | None) -> None:
    """List the filters, or tell all about one."""
    if name is not None:
        click.echo(described(name))
        return
    rows = [_row(item) for item in filter_names()]
    for line in aligned([("FILTER", "OWNER", "SAFETY", "EFFECTS", "WHAT IT DOES"), *rows]):
        click.echo(line)


@click.command("presets")
@click.argument("name", required=False)
def presets_command(name: str | None) -> None:
    """List the presets, or show one as TOML (a start for your own)."""
    if name is None:
        rows = [(item, _steps(item), preset(item).description) for item in PRESETS]
        for line in aligned([("PRESET", "STEPS", "WHAT IT IS FOR"), *rows]):
            click.echo(line)
    elif name.endswith(".toml"):
        pipeline = load_file(Path(name))
        click.echo(f"{pipeline.name}@{pipeline.fingerprint}")
        for step in pipeline:
            click.echo(f"  {step.name}")
    else:
        preset(name)
        click.echo(read_text(f"presets/{name}.toml"), nl=False)


def _steps(name: str) -> str:
    return str(len(preset(name).steps))


def _row(name: str) -> tuple[str, ...]:
    try:
        found = filter_class(name)
    except ConfigError as problem:
        # Somebody's broken package must not hide all the others.
        return (name, owner_of(name), "", "", f"cannot be used: {problem}")
    effects = ", ".join(effect.value for effect in found.effects)
    return (name, owner_of(name), found.safety, effects, summary(found))


def summary(found: Any) -> str:
    """The first sentence of a filter's docstring, on one line."""
    first = (inspect.getdoc(found) or "").split("\n\n")[0]
    return " ".join(first.split())


def described(name: str) -> str:
    """A filter's docstring, then its options with types and defaults."""
    found = filter_class(name)
    parts = [f"{name}  ({owner_of(name)}, {found.safety})", "", inspect.getdoc(found) or "No description."]
    lines = option_lines(found)
    parts += ["", "Options in a preset:", *lines] if lines else ["", "It takes no options."]
    return "\n".join(parts)


def option_lines(found: Any) -> list[str]:
    """One line per option: name, default as TOML would have it, type."""
    if not isinstance(found, type) or not has(found):
        return []
    lines = []
    for item in fields(found):
        if not item.init:
            continue
        default = item.default.factory() if hasattr(item.default, "factory") else item.default
        shown = "required" if default is NOTHING else _toml(default)
        # Lists keep what they are lists of; plain types have a name.
        kind = item.type.__name__ if type(item.type) is type else item.type
        lines.append(f"  {item.name} = {shown}  # {kind}")
    return lines


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows as lines with columns of equal width, the last one free."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return [
        "  ".join([*(f"{cell:{width}}" for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()
        for row in rows
    ]
