"""Files, folders and standard input as sources of documents."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from docclean.errors import InputError, UnreadableError

__all__ = ["STDIN", "SourceFile", "display_name", "sources"]

STDIN = "-"


@frozen
class SourceFile:
    """A file to read, or standard input."""

    path: Path | None
    """`None` for standard input."""
    name: str
    """How it is called in ids and records: the path as the user gave it, always with `/`."""
    relative: str
    """Where its output belongs in an output folder."""


def sources(inputs: Iterable[str]) -> Iterator[SourceFile | InputError]:
    """The files behind the names that a user gave.

    Folders are read recursively, in the order of names. What starts with a dot is passed over inside
    folders. A link to a file is read if it stays inside the folder; a link to a folder is not
    followed: inside the folder its files are read where they are, outside it is an error.

    Args:
        inputs: paths of files and folders, or `-` for standard input.

    Returns:
        Sources in order, an error in place of each that cannot be read.
    """
    for given in inputs:
        if given == STDIN:
            yield SourceFile(None, STDIN, "stdin")
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        else:
            yield SourceFile(path, display_name(path), display_name(Path(path.name)))


def display_name(path: Path) -> str:
    """A path as text: `/` between parts, bytes that are no UTF-8 escaped."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _folder(root: Path) -> Iterator[SourceFile | InputError]:
    """What a folder holds, depth first; not by recursion, which a deep tree could exhaust."""
    real_root = root.resolve()
    waiting: list[Path] = [root]
    while waiting:
        path = waiting.pop()
        found = _entry(path, root, real_root)
        if not isinstance(found, bool):
            yield found
        if found is not True:
            continue
        try:
            names = sorted(os.listdir(path), key=os.fsencode, reverse=True)
        except OSError as problem:
            yield UnreadableError(display_name(path), 0, f"cannot be listed: {problem.strerror}")
            continue
        waiting += [path / name for name in names if not name.startswith(".")]


def _entry(path: Path, root: Path, real_root: Path) -> SourceFile | InputError | bool:
    """What is read of an entry of a folder, or why it is not; for a folder, whether to look into it."""
    if path == root:
        return True
    name = display_name(path)
    try:
        mode = path.stat().st_mode
        is_link = path.is_symlink()
        outside = is_link and not path.resolve().is_relative_to(real_root)
    except (OSError, RuntimeError) as problem:
        return UnreadableError(name, 0, f"cannot be read: {getattr(problem, 'strerror', None) or problem}")
    if outside:
        return UnreadableError(name, 0, "is a link that leaves the folder: name its target to have it read")
    if stat.S_ISDIR(mode):
        return not is_link
    if stat.S_ISREG(mode):
        return SourceFile(path, name, display_name(path.relative_to(root)))
    return UnreadableError(name, 0, "is no regular file (a pipe, socket or device)")
