"""What failed in an earlier run, to be done again."""

from __future__ import annotations

import json
from collections.abc import Mapping

from docclean.engine.placed import Offsets
from docclean.errors import ConfigError

__all__ = ["failed_documents"]


def failed_documents(path: str) -> Mapping[str, Offsets]:
    """The documents that a file of `--errors` names, by source in the order of the file.

    Raises:
        ConfigError: it cannot be read, or is no such file.
    """
    wanted: dict[str, Offsets] = {}
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                source, offset, cut_short = _failure(line, f"{path} line {number}")
                wanted.setdefault(source, Offsets()).add(offset, cut_short=cut_short)
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise ConfigError("--retry", f"cannot read {path}: {reason}") from None
    return wanted


def _failure(line: str, place: str) -> tuple[str, int, bool]:
    try:
        record = json.loads(line)
        return str(record["source"]), int(record["offset"]), bool(record.get("cut_short", False))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        problem = "is no line of --errors (it needs source and offset): give the file that --errors wrote"
        raise ConfigError("--retry", f"{place} {problem}") from None
