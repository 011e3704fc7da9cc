"""Data files of the package: read once per process, addressed relative to the package."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from docclean.errors import ResourceError

__all__ = ["checksum", "read_bytes", "read_text"]


def read_bytes(name: str) -> bytes:
    """The content of a data file, such as `presets/web.toml`.

    Raises:
        ResourceError: it is not in the installed package.
    """
    try:
        return files("docclean").joinpath(name).read_bytes()
    except OSError as problem:
        raise ResourceError(name, f"cannot be read ({problem.strerror or problem}).") from problem


def read_text(name: str) -> str:
    """The content of a data file as text."""
    return read_bytes(name).decode("utf-8")


@cache
def checksum(name: str) -> str:
    """What stands for a resource in fingerprints.

    Args:
        name: a data file (its SHA-256), a folder of them (name ends in `/`), or `package:NAME`
            for a library whose answers the filter passes on (its version).
    """
    if name.startswith("package:"):
        return version(name.removeprefix("package:"))
    if not name.endswith("/"):
        return hashlib.sha256(read_bytes(name)).hexdigest()
    folder = files("docclean").joinpath(name)
    names = sorted(item.name for item in folder.iterdir() if item.is_file() and not item.name.endswith(".py"))
    if not names:
        raise ResourceError(name, "holds no files.")
    joined = "\n".join(f"{item} {checksum(name + item)}" for item in names)
    return hashlib.sha256(joined.encode()).hexdigest()
