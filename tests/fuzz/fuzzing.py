"""Runs a property on generated input for some time: pieces of a grammar at random, or by atheris.

See docs/how-to/fuzz.md. The first input that breaks the property is made small and printed; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from attrs import frozen

__all__ = ["Grammar", "main", "valid"]

_REPEATS = (1, 1, 1, 1, 2, 3, 10, 40, 300)
_LONGEST = 24
_LOOSE = 0.15
"""How often a piece is nothing of the grammar."""
_PLANES = (0x7F, 0xFF, 0x2FFF, 0xFFFF, 0x10FFFF)
_SURROGATES = range(0xD800, 0xE000)


@frozen
class Grammar:
    """What inputs of one kind are made of."""

    pieces: Sequence[Any]
    """All of them text or all of them bytes."""
    start: Any
    """What each input begins with."""

    def input(self, random: Random) -> list[Any]:
        """An input in pieces: those of the grammar in any order, some of them very often, and anything between."""
        size = random.randint(1, _LONGEST)
        return [self.start, *(self._piece(random) * random.choice(_REPEATS) for _ in range(size))]

    def _piece(self, random: Random) -> Any:
        if random.random() > _LOOSE:
            return random.choice(self.pieces)
        length = random.randint(1, 6)
        if isinstance(self.start, bytes):
            return random.randbytes(length)
        points = [random.randint(0, random.choice(_PLANES)) for _ in range(length)]
        return "".join(chr(point) for point in points if point not in _SURROGATES)


def valid(text: str) -> None:
    """Fail where a text cannot be written as UTF-8."""
    text.encode("utf-8")


def main(check: Callable[[Any], None], *grammars: Grammar) -> None:
    """Check inputs of some grammars in turn until the time is over or one fails.

    Args:
        check: raises for an input that breaks what it promises.
        grammars: give the inputs.
    """
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--seconds", type=float, default=180.0, help="how long to go on")
    parser.add_argument("--seed", type=int, default=None, help="where to begin; by default the time")
    parser.add_argument("--atheris", type=Path, default=None, metavar="FOLDER", help="use atheris, its corpus here")
    args = parser.parse_args()
    if args.atheris is not None:
        _by_atheris(check, grammars, args.atheris, int(args.seconds))
    first = int(time.time()) if args.seed is None else args.seed
    end = time.monotonic() + args.seconds
    number, slowest = first, (0.0, first)
    while time.monotonic() < end:
        pieces = grammars[number % len(grammars)].input(Random(number))
        start = time.process_time()
        if _breaks(check, pieces):
            small = _smaller(check, pieces)
            print(f"seed {number} broke it; made small: {small!r}", flush=True)
            check(small)
        slowest = max(slowest, (time.process_time() - start, number))
        number += 1
    print(
        f"{number - first} inputs from seed {first}, none broke it; the slowest, {slowest[1]}, took {slowest[0]:.2f} s"
    )


def _joined(pieces: Sequence[Any]) -> Any:
    return pieces[0][:0].join(pieces)


def _breaks(check: Callable[[Any], None], pieces: Sequence[Any]) -> str:
    """Where a check fails, as the place in the code; `""` where it does not."""
    try:
        check(_joined(pieces))
    except Exception as problem:  # whatever it is, it is a find
        last = traceback.extract_tb(problem.__traceback__)[-1]
        return f"{type(problem).__name__} {last.filename}:{last.lineno}"
    return ""


def _smaller(check: Callable[[Any], None], pieces: list[Any]) -> Any:
    """Fewer pieces, and then fewer characters, that break it in the same place."""
    place = _breaks(check, pieces)
    few = _fewest(pieces, lambda part: _breaks(check, part) == place)
    joined = _joined(few)
    characters = [joined[at : at + 1] for at in range(len(joined))]
    return _joined(_fewest(characters, lambda part: _breaks(check, part) == place))


def _fewest(units: list[Any], still: Callable[[list[Any]], bool]) -> list[Any]:
    step = max(1, len(units) // 2)
    while step:
        at = 0
        while at < len(units):
            fewer = units[:at] + units[at + step :]
            if fewer and still(fewer):
                units = fewer
            else:
                at += step
        step //= 2
    return units


def _by_atheris(check: Callable[[Any], None], grammars: Sequence[Grammar], corpus: Path, seconds: int) -> None:
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris, or leave --atheris out")
    corpus.mkdir(parents=True, exist_ok=True)
    for name in [name for name in sys.modules if name.startswith("docclean.")]:
        module = sys.modules[name]
        for attribute, value in list(vars(module).items()):
            if getattr(value, "__module__", "") == name and hasattr(value, "__code__"):
                setattr(module, attribute, atheris.instrument_func(value))

    def one(data: bytes) -> None:
        # The fuzzer changes bytes; each two of them choose a piece.
        grammar = grammars[data[0] % len(grammars)] if data else grammars[0]
        chosen = [int.from_bytes(data[at : at + 2], "big") for at in range(1, len(data) - 1, 2)]
        pieces = [grammar.pieces[number % len(grammar.pieces)] * _REPEATS[number // 4_096 % 9] for number in chosen]
        check(_joined([grammar.start, *pieces]))

    atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={seconds}"], one)
    atheris.Fuzz()
