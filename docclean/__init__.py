r"""Dirty text in, clean documents out, with a receipt for every character removed or changed.

>>> import docclean
>>> document = docclean.clean("One line.\r\nAnother.", preset="minimal")
>>> document.text, document.undo()
('One line.\nAnother.', 'One line.\r\nAnother.')
"""

import logging

from docclean.api import clean, clean_many
from docclean.custom import filter
from docclean.document import Block, Document, Kind, Region, Source
from docclean.errors import (
    ConfigError,
    DoccleanError,
    FilterError,
    InputError,
    OutputError,
    ResourceError,
)
from docclean.pipeline import Pipeline
from docclean.protocols import Filter
from docclean.receipts import Receipt
from docclean.report import Account, Report, Tally
from docclean.result import CleanDocument
from docclean.verdict import KEEP, Change, Effect, Reason, Verdict, drop, edit, join, lift, retag, rewrite, split
from docclean.version import __version__

__all__ = [
    "KEEP",
    "Account",
    "Block",
    "Change",
    "CleanDocument",
    "ConfigError",
    "DoccleanError",
    "Document",
    "Effect",
    "Filter",
    "FilterError",
    "InputError",
    "Kind",
    "OutputError",
    "Pipeline",
    "Reason",
    "Receipt",
    "Region",
    "Report",
    "ResourceError",
    "Source",
    "Tally",
    "Verdict",
    "__version__",
    "clean",
    "clean_many",
    "drop",
    "edit",
    "filter",
    "join",
    "lift",
    "retag",
    "rewrite",
    "split",
]

logging.getLogger("docclean").addHandler(logging.NullHandler())
