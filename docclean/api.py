"""`clean` and `clean_many`: the whole of docclean for one text, and for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from os import PathLike
from typing import TYPE_CHECKING

from docclean.errors import ConfigError, DoccleanError
from docclean.pipeline import Pipeline, Receipts
from docclean.result import CleanDocument

if TYPE_CHECKING:
    from pathlib import Path

    from docclean.engine.items import Item

# Readers, engine and pathlib are imported when something is cleaned, to keep `import docclean` light.

__all__ = ["INPUT_FORMATS", "clean", "clean_many", "pipeline_of"]

INPUT_FORMATS = ("auto", "text", "html", "jsonl")


def pipeline_of(preset: str | Path | Pipeline) -> Pipeline:
    """A pipeline by the name of a preset or the path of a TOML file; built once per process.

    Raises:
        ConfigError: there is no such preset, or the file cannot be used.
    """
    if isinstance(preset, Pipeline):
        return preset
    if isinstance(preset, PathLike) or preset.endswith(".toml"):
        from pathlib import Path

        path = Path(preset)
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            changed = 0
        return _from_file(path, changed)
    return _from_preset(preset)


@cache
def _from_preset(name: str) -> Pipeline:
    return Pipeline.from_preset(name)


@lru_cache(maxsize=16)
def _from_file(path: Path, changed: int) -> Pipeline:  # noqa: ARG001 - part of the key: an edited file is read again
    return Pipeline.from_file(path)


def clean(
    source: str | bytes | Path,
    *,
    input_format: str = "auto",
    url: str | None = None,
    preset: str | Path | Pipeline = "web",
    receipts: Receipts = "full",
) -> CleanDocument:
    r"""Clean one document.

    Args:
        source: a text or HTML page (a `str` is always the text itself, never a path), its bytes, or the path
            of a file.
        input_format: `"text"`, `"html"`, `"jsonl"` (exactly one record), or `"auto"`: what the suffix of a
            file says, else HTML if it clearly is a page, else text; a file may be JSON Lines too.
        url: the document's address; by default what the record or the page says.
        preset: name of a preset, path of a TOML file, or a pipeline.
        receipts: what to keep of what was done: `"full"`, `"counts"` or `"none"`; the text is the same.

    Returns:
        The clean document. One that the reader or a filter dropped (empty, binary, …) says why in `rejected`.

    Raises:
        InputError: the file cannot be read, or holds another number of documents than one.
        ConfigError: an argument cannot be used.
        FilterError: a filter broke.

    >>> clean("One line.\r\nAnother.\r\n", preset="minimal").text
    'One line.\nAnother.'
    """
    if not isinstance(source, str | bytes | PathLike):
        raise ConfigError("clean", f"takes str, bytes or Path, not {type(source).__name__}")
    from docclean.engine.items import Job

    return Job(pipeline_of(preset), _format(input_format), url or "", _receipts(receipts))((0, source))


def clean_many(  # noqa: PLR0913 - one argument has a position, the others are named
    items: Iterable[Item],
    *,
    jobs: int = 1,
    input_format: str = "auto",
    preset: str | Path | Pipeline = "web",
    receipts: Receipts = "full",
    timeout: float = 30.0,
    on_error: Callable[[int, DoccleanError], object] | None = None,
) -> Iterator[CleanDocument]:
    r"""Clean many documents, lazily and in their order.

    With several jobs the pipeline runs in worker processes; what comes out is the same to the byte. A script
    must then call it below `if __name__ == "__main__":`, as for everything that starts processes.

    A document that cannot be read or cleaned raises when its turn comes, and ends the iteration; with `on_error`
    it is told, left out, and the next one comes.

    Args:
        items: what `clean` takes, or mappings, which are records as in JSON Lines (whatever `input_format`).
        jobs: how many processes clean.
        input_format: as for `clean`.
        preset: as for `clean`.
        receipts: as for `clean`.
        timeout: seconds that a document may take in a worker process, which is ended then; 0 for no limit. Without
            workers (`jobs=1`) nothing can end one.
        on_error: called with the number of an item, from 0, and the error why there is no document for it.

    Raises:
        ConfigError: an argument cannot be used (raised at once).
        InputError: an item cannot be read, or has the id of another one.
        FilterError: a filter broke.
        WorkerError: a worker process died on a document, or took too long.

    >>> [document.text for document in clean_many(["Bread. \r", {"text": "Roses."}], preset="minimal")]
    ['Bread.', 'Roses.']
    >>> failed = {}
    >>> many = clean_many([{"body": "?"}, "Rye."], preset="minimal", on_error=failed.setdefault)
    >>> [document.text for document in many]
    ['Rye.']
    >>> list(failed)
    [0]
    """
    if jobs < 1:
        raise ConfigError("jobs", f"must be at least 1, not {jobs}")
    if timeout < 0:
        raise ConfigError("timeout", f"must be 0 or more seconds, not {timeout}")
    from docclean.engine.items import Job, size
    from docclean.engine.local import mapped
    from docclean.engine.worker import Limits

    job = Job(pipeline_of(preset), _format(input_format), "", _receipts(receipts))
    outcomes = mapped(job, enumerate(items), jobs=jobs, size=size, limits=Limits(timeout))
    return _in_order(outcomes, on_error)


def _in_order(
    outcomes: Iterator[CleanDocument | DoccleanError], on_error: Callable[[int, DoccleanError], object] | None
) -> Iterator[CleanDocument]:
    from docclean.engine.local import UniqueIds

    ids = UniqueIds()
    for number, outcome in enumerate(outcomes):
        try:
            if isinstance(outcome, DoccleanError):
                raise outcome
            source = outcome.document.source
            ids.check(outcome.id, source.path, source.offset)
        except DoccleanError as error:
            if on_error is None:
                raise
            on_error(number, error)
        else:
            yield outcome


def _format(input_format: str) -> str:
    if input_format not in INPUT_FORMATS:
        raise ConfigError("input_format", f"{input_format!r} is none of {', '.join(INPUT_FORMATS)}")
    return input_format


def _receipts(receipts: Receipts) -> Receipts:
    if receipts not in ("none", "counts", "full"):
        raise ConfigError("receipts", f'{receipts!r} is none of "none", "counts", "full"')
    return receipts
