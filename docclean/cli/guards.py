"""Options that protect a run from its documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from docclean.cli.run import ErrorLimit, Guards
from docclean.engine.worker import Limits

__all__ = ["BYTES", "guard_options", "guards_of"]

Command = TypeVar("Command", bound=Callable[..., Any])

_UNITS = {"": 1, "k": 10**3, "ki": 2**10, "m": 10**6, "mi": 2**20, "g": 10**9, "gi": 2**30}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]i?)?b?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(%?)")


class Bytes(click.ParamType[int]):
    """A size such as `64MiB`, `500k` or `1000`."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes."""
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(value.strip())
        size = int(float(match[1]) * _UNITS[(match[2] or "").lower()]) if match else 0
        if size < 1:
            self.fail(f"{value!r} is no size: give bytes or 500kB, 64MiB, 1GiB.", param, ctx)
        return size


BYTES = Bytes()


class Failures(click.ParamType[ErrorLimit]):
    """How many documents may fail: `10` or `0.5%`."""

    name = "failures"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ErrorLimit:
        """The limit."""
        if isinstance(value, ErrorLimit):
            return value
        match = _NUMBER.fullmatch(value.strip())
        if not match or (match[2] and float(match[1]) > 100) or ("." in match[1] and not match[2]):
            self.fail(f"{value!r} is no limit: give a number of documents (10) or a share of them (0.5%).", param, ctx)
        return ErrorLimit(float(match[1]) / 100, is_share=True) if match[2] else ErrorLimit(float(match[1]))


def guard_options(command: Command) -> Command:
    """The options --jobs, --timeout, --max-bytes, --max-memory, --on-error, --max-errors."""
    for option in (
        click.option(
            "--max-errors",
            type=Failures(),
            metavar="N|N%",
            help="Stop with exit code 3 when more documents fail.",
        ),
        click.option(
            "--on-error",
            type=click.Choice(["record", "fail"]),
            default="record",
            show_default=True,
            help="Go on after a failure, or stop at the first (as --max-errors 0).",
        ),
        click.option(
            "--max-memory",
            type=BYTES,
            default="4GiB",
            show_default=True,
            metavar="SIZE",
            help="Address space of a worker; a document that needs more fails.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0),
            default=30.0,
            show_default=True,
            metavar="SECONDS",
            help="Time for one document, which fails if it takes longer; 0: no limit.",
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(0, 1024),
            default=1,
            show_default=True,
            metavar="N",
            help="Worker processes; 0: work in this process, without --timeout and --max-memory.",
        ),
    ):
        command = option(command)
    return command


def guards_of(
    jobs: int, timeout: float, max_memory: int, on_error: str, max_errors: ErrorLimit | None, *, verbose: bool
) -> Guards:
    """The guards that the options describe.

    Raises:
        click.UsageError: two of them contradict each other.
    """
    if on_error == "fail":
        if max_errors is not None:
            raise click.UsageError("--on-error fail stops at the first failure: leave out --max-errors")
        max_errors = ErrorLimit(0)
    return Guards(jobs, Limits(timeout, max_memory, silent=not verbose), max_errors)
