"""What the commands that read documents have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from docclean.read.sources import STDIN

__all__ = ["inputs_or_stdin", "reading_options"]

Command = TypeVar("Command", bound=Callable[..., Any])


class InputFormat(click.Choice[str]):
    """The formats that are read. `html` is understood too: the reader says of each document what to do instead."""

    def __init__(self) -> None:
        super().__init__(("auto", "text", "jsonl"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return "html" if value == "html" else super().convert(value, param, ctx)


def reading_options(command: Command) -> Command:
    """The argument INPUT and the options --from, --field, --url, --preset."""
    for option in (
        click.option(
            "--preset",
            default="web",
            show_default=True,
            metavar="NAME|FILE",
            help="A preset (see `docclean presets`) or a TOML file.",
        ),
        click.option("--url", default="", metavar="URL", help="Address of documents that name none themselves."),
        click.option(
            "--field", "text_field", default="", metavar="NAME", help="JSON field that holds the text. [default: text]"
        ),
        click.option(
            "--from",
            "input_format",
            type=InputFormat(),
            default="auto",
            show_default=True,
            help="Kind of input; auto looks at suffix and content.",
        ),
        click.argument("inputs", metavar="[INPUT]...", nargs=-1),
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
