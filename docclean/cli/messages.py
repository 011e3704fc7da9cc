"""What a run says on standard error: lines for people, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from attrs import define, field

from docclean.cli.console import failure_line, say
from docclean.engine.placed import Placed
from docclean.errors import CutShortError, DoccleanError, FilterError, InputError, StageError, WorkerError
from docclean.read.incoming import default_id
from docclean.read.raw import RawDocument
from docclean.report import Account
from docclean.verdict import Reason

__all__ = ["Messages", "failure_record"]


def failure_record(placed: Placed, error: DoccleanError, seconds: float) -> dict[str, Any]:
    """A failure as it is written to `--errors`, and read again by `--retry`.

    Returns:
        `id`, `source`, `offset` (index of the record), `stage` (read, extract, filter, write, worker), `class`,
        `message`, `seconds`, `sha256` of the document's bytes (`""` where none were read), and `cut_short`:
        whether all that may stand behind it in its source is lost too.
    """
    raw = placed.raw
    source, offset = placed.source.name, placed.index
    data = b""
    if isinstance(raw, RawDocument):
        source, offset, data = raw.source, raw.offset, raw.data
    elif isinstance(raw, InputError):
        source, offset = str(raw.args[0]), int(raw.args[1])
    problem = str(error.args[2]) if isinstance(error, InputError) else str(error)
    return {
        "id": (error.document_id if isinstance(error, FilterError) else "") or default_id(source, offset),
        "source": source,
        "offset": offset,
        "stage": _stage(error),
        "class": type(error).__name__,
        "message": problem,
        "seconds": round(seconds, 3),
        "sha256": sha256(data).hexdigest() if data else "",
        "cut_short": isinstance(error, CutShortError),
    }


def _stage(error: DoccleanError) -> str:
    if isinstance(error, StageError):
        return error.stage
    if isinstance(error, WorkerError):
        return "worker"
    return "filter" if isinstance(error, FilterError) else "read"


@define
class Messages:
    """Says what becomes of documents."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    errors_elsewhere: bool = False
    """Whether failures go to a file too; then standard error gets them in words."""
    line: Callable[[str], None] = field(default=say)
    """Takes a line; a progress bar puts itself between."""

    def failed(self, record: Mapping[str, Any]) -> None:
        """A document failed."""
        if self.as_json:
            self.event("failed", **record)
        elif self.errors_elsewhere or (sys.stderr is not None and sys.stderr.isatty()):
            self.line(failure_line(record))
        else:
            self.line(_ascii_json(record))

    def dropped(self, id: str, reason: Reason) -> None:
        """A document was dropped."""
        if self.quiet:
            return
        if self.as_json:
            self.event("dropped", id=id, reason=reason.key, value=reason.value, limit=reason.limit)
        else:
            self.line(f"dropped: {id}: {reason.key} ({reason.value}, allowed: {reason.limit})")

    def cleaned(self, id: str, seconds: float, counts: Mapping[str, Any]) -> None:
        """A document is clean."""
        if not self.verbose:
            return
        characters = sum(entry.characters for entry in counts.values())
        if self.as_json:
            self.event("clean", id=id, seconds=round(seconds, 4), characters=characters)
        else:
            self.line(f"clean: {id}: {seconds:.3f} s, {characters} characters removed or changed")

    def note(self, event: str, text: str) -> None:
        """Anything else."""
        if self.as_json:
            self.event(event, message=text)
        else:
            self.line(text)

    def account(self, account: Account) -> None:
        """The last word of a run."""
        if self.as_json:
            counts = {"clean": account.clean, "dropped": account.dropped, "failed": account.failed}
            self.event("account", read=account.read, **counts)
        else:
            self.line(str(account))

    def event(self, event: str, **facts: Any) -> None:
        """A line of JSON."""
        self.line(_ascii_json({"event": event, **facts}))


def _ascii_json(values: Mapping[str, Any]) -> str:
    """A mapping as JSON that no terminal can take for a command."""
    return json.dumps(dict(values), ensure_ascii=True).replace("\x7f", "\\u007f")
