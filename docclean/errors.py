"""Every exception that docclean raises, in one tree.

    DoccleanError
    ├── ConfigError           what was asked for cannot be built
    │   ├── UnknownFilterError
    │   ├── UnknownOptionError
    │   ├── UnknownPresetError
    │   ├── BadOptionError
    │   ├── DuplicateFilterError
    │   └── MissingInputError
    ├── InputError            one document cannot be read; the run goes on
    │   ├── UnreadableError
    │   │   └── CutShortError
    │   │       └── DamagedError
    │   ├── RecordError
    │   └── FormatError
    ├── FilterError           a filter broke; names filter and document
    │   ├── ContractError
    │   └── CrashError
    ├── StageError            a document broke something that is no filter
    ├── WorkerError           the process that worked on a document is gone
    │   ├── DeadlineError
    │   └── MemoryLimitError
    ├── ResourceError         a data file of the package is missing or damaged
    └── OutputError           a result could not be written

A document that a filter *rejects* is a value (`CleanDocument.rejected`), never an
exception. Each error keeps its facts as attributes, survives pickling, and its
message ends with what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

__all__ = [
    "BadOptionError",
    "ConfigError",
    "ContractError",
    "CrashError",
    "CutShortError",
    "DamagedError",
    "DeadlineError",
    "DoccleanError",
    "DuplicateFilterError",
    "FilterError",
    "FormatError",
    "InputError",
    "MemoryLimitError",
    "MissingInputError",
    "OutputError",
    "RecordError",
    "ResourceError",
    "StageError",
    "UnknownFilterError",
    "UnknownOptionError",
    "UnknownPresetError",
    "UnreadableError",
    "WorkerError",
]


def nearest(name: str, names: Iterable[str]) -> str:
    """The sentence that proposes the known name closest to `name`.

    Returns:
        `" Did you mean 'x'?"` or, where nothing is close, `" Known: a, b, c."`.
    """
    import difflib

    known = sorted(names)
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f" Did you mean {close[0]!r}?"
    return f" Known: {', '.join(known)}." if known else ""


class DoccleanError(Exception):
    """Base of all errors of docclean.

    Subclasses take their facts as positional arguments and build the message
    from them, which keeps them picklable: `type(error)(*error.args)` is a copy.
    """

    def __str__(self) -> str:
        return self.message()

    def message(self) -> str:
        """The sentence shown to the user."""
        return " ".join(str(part) for part in self.args)


class ConfigError(DoccleanError):
    """A configuration, preset or command line that cannot be used.

    Args (positional): where (path inside the configuration), what is wrong.
    """

    def message(self) -> str:
        return ": ".join(str(part) for part in self.args if part)


class UnknownFilterError(ConfigError):
    """Args: where, name, known names."""

    def message(self) -> str:
        where, name, known = self.args
        return f"{where}: there is no filter {name!r}.{nearest(name, known)} `docclean filters` lists them."


class UnknownOptionError(ConfigError):
    """Args: where (with the wrong key), key, known keys."""

    def message(self) -> str:
        where, key, known = self.args
        hint = nearest(key, known) or " It takes no options."
        return f"{where}: unknown key {key!r}.{hint}"


class UnknownPresetError(ConfigError):
    """Args: name, known names."""

    def message(self) -> str:
        name, known = self.args
        return f"there is no preset {name!r}.{nearest(name, known)} A file needs a path that ends in .toml."


class BadOptionError(ConfigError):
    """Args: where (with the key), what is wrong with its value."""

    def message(self) -> str:
        where, problem = self.args
        return f"{where}: {problem} `docclean filters NAME` shows what an option takes."


class DuplicateFilterError(ConfigError):
    """Args: name, first owner, second owner."""

    def message(self) -> str:
        name, first, second = self.args
        return f"filter {name!r} is offered by {first} and by {second}: uninstall one of them."


class MissingInputError(ConfigError):
    """A step that needs notes which no step before it provides. Args: where, filter, missing notes."""

    def message(self) -> str:
        where, name, missing = self.args
        return f"{where}: {name!r} needs {', '.join(missing)}, which no earlier step provides: add that step before it."


class InputError(DoccleanError):
    """One input that cannot be read. Args: source, record index, problem."""

    @property
    def source(self) -> str:
        return str(self.args[0])

    def message(self) -> str:
        source, record, problem = self.args
        return f"{source}#{record}: {problem}"


class UnreadableError(InputError):
    """A file or folder that the system does not let us read."""


class CutShortError(UnreadableError):
    """A source that cannot be read on: this record is lost, and all that may stand behind it."""


class DamagedError(CutShortError):
    """Compressed input that is cut or altered; what could be read before the damage was given first."""


class RecordError(InputError):
    """A line of JSON Lines that is no usable record."""


class FormatError(InputError):
    """Input of a kind that cannot be cleaned as asked."""


class FilterError(DoccleanError):
    """A filter that broke. Args: filter, document id, problem."""

    @property
    def filter(self) -> str:
        return str(self.args[0])

    @property
    def document_id(self) -> str:
        return str(self.args[1])

    def message(self) -> str:
        name, document_id, problem = self.args
        return f"filter {name!r} on document {document_id!r}: {problem}"


class ContractError(FilterError):
    """A verdict that does not fit the document it judges: a bug in the filter."""

    def message(self) -> str:
        return f"{super().message()} (a bug in this filter: docclean.testing.check_filter finds such bugs)"


class CrashError(FilterError):
    """An exception inside a filter; the cause is chained."""

    def message(self) -> str:
        return f"{super().message()} (please report it with the document; leaving the step out avoids it)"


class StageError(DoccleanError):
    """An exception while a document was read, extracted or written. Args: stage, document, problem."""

    @property
    def stage(self) -> str:
        return str(self.args[0])

    def message(self) -> str:
        stage, document, problem = self.args
        return f"stage {stage!r} on document {document!r}: {problem} (please report it with the document)"


class WorkerError(DoccleanError):
    """A document whose worker process died on it, twice. Args: document, problem."""

    def message(self) -> str:
        document, problem = self.args
        return f"document {document!r}: {problem}"


class DeadlineError(WorkerError):
    """A document that took longer than it may."""


class MemoryLimitError(WorkerError):
    """A document that took more memory than it may."""


class ResourceError(DoccleanError):
    """Args: resource, problem."""

    def message(self) -> str:
        resource, problem = self.args
        return f"data file {resource!r}: {problem} Install docclean again."


class OutputError(DoccleanError):
    """Args: path, problem."""

    _HINTS: ClassVar[dict[str, str]] = {
        "No such file or directory": "create its folder first",
        "Permission denied": "name a place that you may write to",
        "No space left on device": "make room and run again",
    }

    def message(self) -> str:
        path, problem = self.args
        hint = self._HINTS.get(str(problem))
        return f"cannot write {path}: {problem}" + (f" ({hint})" if hint else "")
