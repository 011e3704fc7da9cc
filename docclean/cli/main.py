"""The command `docclean`: its group, and what its exit codes mean."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from docclean.cli.catalog import filters_command, presets_command
from docclean.cli.clean import clean_command
from docclean.cli.console import say
from docclean.cli.exits import INTERRUPTED, LOST_OUTPUT, TERMINATED, USAGE, Terminated
from docclean.cli.explain import explain_command
from docclean.errors import DoccleanError, OutputError
from docclean.version import __version__

__all__ = ["main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Data goes to standard output, everything else to standard error.",
)
@click.version_option(__version__, prog_name="docclean", message="%(prog)s %(version)s")
def docclean() -> None:
    """Turn dirty scraped text into clean documents, with a receipt for everything removed."""


docclean.add_command(clean_command)
docclean.add_command(explain_command)
docclean.add_command(filters_command)
docclean.add_command(presets_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 all fine; 1 documents failed or --check would change some; 2 usage, configuration, or an output that
        cannot be written before the start; 3 output lost during the run; 130 or 143 on a signal.
    """
    # Threads for products of matrices would gain nothing on small ones, and this process is copied for its workers.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _fill_closed_streams()
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        if code == LOST_OUTPUT:
            _forget_stdout()  # it was told already; what is left in the buffer would fail and be told again
        elif sys.stdout is not None:
            # What is still in the buffer fails here, where it can be told, and not in the interpreter's shutdown.
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except OSError as problem:
        _forget_stdout()
        say(f"error: {OutputError('standard output', problem.strerror or problem)}")
        return LOST_OUTPUT
    except Terminated:
        return TERMINATED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(arguments: list[str]) -> int:
    try:
        # Not click's own main: it turns a closed pipe into exit code 1 and writes behind the account.
        with docclean.make_context("docclean", arguments) as context:
            code: Any = docclean.invoke(context)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    except DoccleanError as problem:
        say(f"error: {problem}")
        return LOST_OUTPUT if isinstance(problem, OutputError) else USAGE


def _fill_closed_streams() -> None:
    """Open what the caller closed (`2>&-`): the next file would get its number and hear what they hear."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _terminate(*_: object) -> NoReturn:
    raise Terminated


def _forget_stdout() -> None:
    """Point standard output at nothing, so that the interpreter finds nobody to complain about when it flushes."""
    if sys.stdout is None:
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
