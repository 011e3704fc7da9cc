"""What other packages offer, by entry points."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

__all__ = ["plugins"]


@cache
def plugins(group: str) -> dict[str, tuple[EntryPoint, ...]]:
    """The entry points of a group by `package:name`; several for a name that a package offers twice. Loads none."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in entry_points(group=group):
        owner = point.dist.name if point.dist is not None else "unknown"
        name = f"{owner}:{point.name}"
        found[name] = (*found.get(name, ()), point)
    return found
