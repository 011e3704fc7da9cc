"""What the commands that read documents have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from docclean.api import INPUT_FORMATS
from docclean.cli.guards import BYTES
from docclean.read.incoming import MAX_BYTES, shown_size
from docclean.read.sources import STDIN

__all__ = ["inputs_or_stdin", "message_options", "reading_options"]

Command = TypeVar("Command", bound=Callable[..., Any])


def reading_options(command: Command) -> Command:
    """The argument INPUT and the options --from, --field, --url, --max-bytes, --preset."""
    for option in (
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
        click.option(
            "--max-bytes",
            type=BYTES,
            default=MAX_BYTES,
            show_default=shown_size(MAX_BYTES),
            metavar="SIZE",
            help="Largest document; one that is larger fails.",
        ),
        click.argument("inputs", metavar="[INPUT]...", nargs=-1),
    ):
        command = option(command)
    return command


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
