"""Blocks that are links, and where these lead."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from docclean.document import Block

__all__ = ["host_of", "is_link", "stay_on_site"]

_MOSTLY = 0.8
"""Share of a block's characters in links from which on it is one link: a date or a number may stand beside."""


def is_link(block: Block) -> bool:
    """Whether at least four fifths of a block are in links; always False for plain text."""
    return 0 < block.link_chars >= _MOSTLY * len(block.text)


def host_of(address: str) -> str:
    """The host of an address without `www.`; `""` for a path, or where none can be read.

    >>> host_of("https://www.harbour.example/boats"), host_of("/boats"), host_of("http://[broken")
    ('harbour.example', '', '')
    """
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def stay_on_site(blocks: Iterable[Block], host: str) -> bool:
    """Whether all links of some blocks lead to one site: that of the page, where its address is known.

    Args:
        blocks: any blocks.
        host: the page's own host, `""` where it is unknown.
    """
    hosts = {host_of(mark.target) for block in blocks for mark in block.marks if mark.kind == "link"} - {""}
    return not hosts or hosts == {host} or (not host and len(hosts) == 1)
