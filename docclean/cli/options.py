"""What the commands that read documents have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import click
from attrs import evolve

from docclean.api import INPUT_FORMATS, pipeline_of
from docclean.cli.guards import BYTES
from docclean.errors import ConfigError
from docclean.pipeline import Pipeline
from docclean.read.incoming import MAX_BYTES, shown_size
from docclean.read.sources import STDIN

__all__ = ["chosen_pipeline", "inputs_or_stdin", "message_options", "reading_options"]

Command = TypeVar("Command", bound=Callable[..., Any])

_TAGGING = ("block-language", "document-language")


def reading_options(command: Command) -> Command:
    """The argument INPUT and the options --from, --field, --url, --preset, --languages, --max-bytes."""
    for option in (
        click.option(
            "--max-bytes",
            type=BYTES,
            default=shown_size(MAX_BYTES).replace(" ", ""),
            show_default=True,
            metavar="SIZE",
            help="Largest document; one that is larger fails.",
        ),
        click.option(
            "--languages",
            default="",
            metavar="TAGS",
            help="Languages that documents can be in, as fr,de,en. [default: all]",
        ),
        click.option(
            "--preset",
            default="web",
            show_default=True,
            metavar="NAME|FILE",
            help="A preset (see `docclean presets`) or a TOML file.",
        ),
        click.option(
            "--url",
            default="",
            metavar="URL",
            help="Address of documents whose record names none. [default: what a page says]",
        ),
        click.option(
            "--field",
            "text_field",
            default="",
            metavar="NAME",
            help="JSON field that holds text or HTML. [default: html, else text]",
        ),
        click.option(
            "--from",
            "input_format",
            type=click.Choice(INPUT_FORMATS),
            default="auto",
            show_default=True,
            help="Kind of input; auto looks at suffix and content.",
        ),
        click.argument("inputs", metavar="[INPUT]...", nargs=-1),
    ):
        command = option(command)
    return command


def chosen_pipeline(preset: str, languages: str) -> Pipeline:
    """The pipeline of a preset, which tags with nothing but some languages (separated by commas; `""`: all).

    Raises:
        ConfigError: there is no such preset or language, or it tags no languages.
    """
    pipeline = pipeline_of(preset)
    chosen = tuple(part.strip() for part in languages.split(",") if part.strip())
    if not chosen:
        return pipeline
    if all(step.name not in _TAGGING for step in pipeline.steps):
        raise ConfigError("--languages", f"the preset {pipeline.name!r} tags no languages: name another one")
    steps: list[Any] = [
        evolve(cast(Any, step), languages=chosen) if step.name in _TAGGING else step for step in pipeline.steps
    ]
    return Pipeline(tuple(steps), pipeline.name)


def message_options(command: Command) -> Command:
    """The options --quiet, --verbose, --log-json."""
    for option in (
        click.option("--log-json", is_flag=True, help="Say everything on standard error as JSON Lines."),
        click.option("-v", "--verbose", is_flag=True, help="Say what became of every document."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what failed, and the account."),
    ):
        command = option(command)
    return command


def inputs_or_stdin(inputs: Sequence[str]) -> Sequence[str]:
    """The inputs, or standard input where none is named and something is piped in.

    Raises:
        click.UsageError: there is nothing to read.
    """
    if inputs:
        return inputs
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("Nothing to read. Name files or folders, or pipe text in: cat a.txt | docclean clean")
    return (STDIN,)
