"""The outputs that were asked for, and whether they can be written without harm to an input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from docclean.cli.sinks import LANGUAGE, TAG, output_name
from docclean.errors import ConfigError
from docclean.read.sources import STDIN, SourceFile
from docclean.write.files import STDOUT
from docclean.write.formats import Format
from docclean.write.parts import NUMBER, found_parts

__all__ = ["Wanted", "check_paths"]


@frozen(kw_only=True)
class Wanted:
    """The outputs that were asked for; `""` for one that was not."""

    form: Format
    documents: str
    removed: str = ""
    report: str = ""
    errors: str = ""
    part_size: int = 2**27
    resume: bool = False
    identity: str = ""
    """Hash of everything that shapes the output, so that only the same run goes on."""

    @property
    def folder(self) -> str:
        """The folder for one file per source, if documents go into one."""
        is_folder = self.documents.endswith(("/", os.sep)) or os.path.isdir(self.documents)
        return self.documents if self.documents and is_folder else ""

    @property
    def in_parts(self) -> bool:
        """Whether documents go into numbered parts."""
        return NUMBER in self.documents


def check_paths(inputs: Iterable[str], wanted: Wanted) -> None:
    """Refuse outputs that would overwrite an input or each other.

    Raises:
        ConfigError: an output is an input, is inside an input folder, or is named twice; or names of parts
            do not say where their number goes.
    """
    named = [
        ("-o", "" if wanted.folder else wanted.documents),
        ("--removed", wanted.removed),
        ("--report", wanted.report),
        ("--errors", wanted.errors),
    ]
    _check_numbers(wanted)
    files = [(option, os.path.realpath(path)) for option, path in named if path and path != STDOUT]
    if STDOUT in (wanted.removed, wanted.report, wanted.errors):
        raise ConfigError("--removed, --report, --errors", "need a file: standard output is for documents")
    seen: dict[str, str] = {}
    for option, target in files:
        # Two outputs may share a device, such as /dev/null.
        if target in seen and (os.path.isfile(target) or not os.path.exists(target)):
            raise ConfigError(option, f"{target} is the file of {seen[target]} too: give each its own")
        seen[target] = option
    for given in inputs:
        if given != STDIN:
            _check_input(given, files, wanted)


def _check_numbers(wanted: Wanted) -> None:
    if not wanted.in_parts:
        if wanted.resume:
            raise ConfigError("--resume", f"needs numbered parts: -o 'out/part-{NUMBER}.jsonl'")
        if NUMBER in wanted.removed:
            raise ConfigError("--removed", f"has parts only if -o has: -o 'out/part-{NUMBER}.jsonl'")
        return
    if LANGUAGE in wanted.documents:
        raise ConfigError("-o", f"has {LANGUAGE} or {NUMBER}, not both")
    for option, path in (("-o", wanted.documents), ("--removed", wanted.removed)):
        if path and os.path.basename(path).count(NUMBER) != 1:
            raise ConfigError(option, f"{path!r} needs {NUMBER} once, in the name of the file: part-{NUMBER}.jsonl")


def _check_input(given: str, files: Sequence[tuple[str, str]], wanted: Wanted) -> None:
    source = os.path.realpath(given)
    targets = list(files)
    is_folder = os.path.isdir(source)
    if wanted.folder:
        inside = "" if is_folder else output_name(SourceFile(Path(given), given, Path(given).name), wanted.form)
        targets.append(("-o", os.path.realpath(os.path.join(wanted.folder, inside))))
    if wanted.in_parts and not is_folder:
        parts = (wanted.documents, wanted.removed)
        targets += [("-o", os.path.realpath(path)) for name in parts if name for path in _parts_if_any(name)]
    if LANGUAGE in wanted.documents and not is_folder:
        name = re.escape(os.path.realpath(wanted.documents)).replace(re.escape(LANGUAGE), TAG.pattern)
        targets += [("-o", source)] if re.fullmatch(name, source) else []
    for option, target in targets:
        if target == source or (is_folder and Path(target).is_relative_to(source)):
            where = "inside the input folder" if is_folder else "the input itself"
            raise ConfigError(option, f"{target} is {where}: name another place")


def _parts_if_any(pattern: str) -> list[str]:
    return found_parts(pattern) if os.path.isdir(os.path.dirname(pattern) or ".") else []
