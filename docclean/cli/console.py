"""What goes to a terminal or to standard error: one safe line at a time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import Any

__all__ = ["failure_line", "safe", "say", "use_colour"]

# C0 and C1 controls drive terminals; line separators and bidi controls make a line look like another one.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    r"""Text that no terminal can take for a command, on one line.

    >>> safe("red\x1b[31m")
    'red\\x1b[31m'
    """
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def say(line: str) -> None:
    """A line on standard error; nothing if nobody listens there."""
    try:
        print(safe(line), file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):
        return


def failure_line(record: Mapping[str, Any]) -> str:
    """What is said to people of a document that failed; see `failure_record`."""
    return f"failed: {record['id']}: {record['message']}"


def use_colour() -> bool:
    """Whether standard output is a terminal that wants colour (NO_COLOR and TERM=dumb are heard)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
