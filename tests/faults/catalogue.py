#!/usr/bin/env python3
"""A catalogue of bad inputs, each with what must become of it.

    python tests/faults/catalogue.py FOLDER [--scale 0.05] [--only CLASS]

writes every case into a folder of its own, `FOLDER/in/<class>/<name>/`, and `FOLDER/manifest.jsonl` with one object
per case: name, class, files, the numbers of clean, dropped and failed documents that it must give (each as lowest and
highest), strings that must (not) be found in its output, and what it may
take in seconds and MiB at full scale. The first line of the manifest holds scale and the `--max-bytes` to run with.

At scale 1 sizes are those that hung or crashed tools; at 0.05 the whole is a few megabytes. The same arguments
give the same bytes. Some cases are no plain files (pipes, sockets, links, a device where the superuser makes it), so
the folder is for tests, and not to be copied or packed.

To add a case: put it into the module of its class in `fault_cases/`. `test_catalogue.py` runs all of them at small
scale, `tests/bench/faults.py` at full scale. What is no input (signals, workers that die, full disks, wrong options)
is in the other tests of this folder.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fault_cases import (
    binaries,
    compression,
    encodings_of_bytes,
    file_system,
    injection,
    jsonl,
    markup,
    regex_bait,
    typography,
    unicode_damage,
)
from fault_cases.case import Case, cap

__all__ = ["CASES", "manifest_row", "write"]

CASES: tuple[Case, ...] = tuple(
    made
    for module in (
        compression,
        jsonl,
        markup,
        regex_bait,
        encodings_of_bytes,
        binaries,
        unicode_damage,
        typography,
        injection,
        file_system,
    )
    for made in module.CASES
)
assert len({made.name for made in CASES}) == len(CASES)


def write(folder: Path, scale: float, cases: tuple[Case, ...] = CASES) -> None:
    """Make the cases below a folder, each in one of its own."""
    for made in cases:
        place = folder / made.name
        place.mkdir(parents=True)
        made.make(place, scale)


def manifest_row(made: Case, scale: float) -> dict[str, object]:
    """What others need to know of a case."""
    outcome = made.outcome(scale)
    return {
        "name": made.name,
        "class": made.kind,
        "clean": outcome.clean,
        "dropped": outcome.dropped,
        "failed": outcome.failed,
        "total": outcome.total,
        "texts": made.texts,
        "ids": made.ids,
        "present": made.present,
        "absent": made.absent,
        "seconds": made.seconds,
        "mebibytes": made.mebibytes,
    }


def main() -> int:
    """Write catalogue and manifest."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--scale", type=float, default=0.05)
    options.add_argument("--only", default="", help="a class, or the start of a name")
    given = options.parse_args()
    chosen = tuple(made for made in CASES if made.name.startswith(given.only))
    write(given.folder / "in", given.scale, chosen)
    rows: list[dict[str, object]] = [{"scale": given.scale, "max_bytes": cap(given.scale), "cases": len(chosen)}]
    rows += [manifest_row(made, given.scale) for made in chosen]
    with (given.folder / "manifest.jsonl").open("w", encoding="ascii") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)
    for kind, count in Counter(made.kind for made in chosen).items():
        print(f"{kind:14} {count:4}")
    print(f"{'all':14} {len(chosen):4}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
