"""Set the floors of the quality gate.

    python tests/gold/gate.py                                      show values beside floors
    python tests/gold/gate.py --raise                              rewrite floors, upward only
    python tests/gold/gate.py --lower NAME VALUE --reason TEXT     lower one, with the reason kept

A floor is the measured value less a tolerance of 0.005, cut to three digits. `--part` picks "sample" (default for
--lower) or "shared_en"; without it, --raise does every part whose articles are there.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from pathlib import Path
from typing import Any

from gold_measured import (
    FLOORS,
    MEASURES,
    SHARED_GOLD,
    Bench,
    digest,
    gold_folders,
    join_sample,
    read_floors,
)

from retinue.cli.demo import sample_folder

TOLERANCE = 0.005
PARTS = ("sample", "shared_en")


def floor_of(value: float) -> float:
    """The floor for a measured value."""
    return max(0.0, math.floor((value - TOLERANCE) * 1000 + 1e-9) / 1000)


def raised(old: dict[str, Any], values: dict[str, float], gold: str) -> dict[str, Any]:
    """A part of floors.json with each floor at least where it was, and the digest of the articles now annotated."""
    floors = {name: max(floor_of(values[name]), old.get(name, 0.0)) for name in MEASURES}
    return {**floors, "digest": gold, "lowered": old.get("lowered", [])}


def lowered(old: dict[str, Any], name: str, value: float, reason: str) -> dict[str, Any]:
    """The part with one floor lowered and the reason kept. Raises ValueError when there is nothing to lower."""
    if name not in MEASURES:
        raise ValueError(f"no measure {name!r}; there are {', '.join(MEASURES)}")
    if not 0 <= value < old.get(name, 0.0):
        raise ValueError(f"{name} has the floor {old.get(name)}; {value} is not below it")
    if not reason.strip():
        raise ValueError("a lowered floor needs --reason, in words a reader of the file can check")
    note = {"measure": name, "from": old[name], "to": value, "reason": reason.strip()}
    return {**old, name: value, "lowered": [*old.get("lowered", []), note]}


def measure(part: str, bench: Bench) -> dict[str, float]:
    """The values on one part."""
    if part == "shared_en":
        return bench.measure(SHARED_GOLD, SHARED_GOLD)
    with tempfile.TemporaryDirectory() as folder:
        return bench.measure(sample_folder(), join_sample(Path(folder) / "sample"))


def show(part: str, floors: dict[str, Any], values: dict[str, float]) -> None:
    """One line per measure: value, floor, and a mark where the value is below it."""
    for name in MEASURES:
        floor = floors.get(name, 0.0)
        mark = "" if values[name] >= floor else "   BELOW ITS FLOOR"
        print(f"{part:10} {name:22} {values[name]:.3f}   floor {floor:.3f}{mark}")


def main() -> int:
    """Exit code 0, or 2 for a request that can't be met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--raise", dest="up", action="store_true", help="rewrite floors, upward only")
    parser.add_argument("--lower", nargs=2, metavar=("NAME", "VALUE"))
    parser.add_argument("--reason", default="")
    given = parser.parse_args()
    floors = read_floors() if FLOORS.exists() else {}
    if given.lower:
        part = given.part or "sample"
        try:
            floors[part] = lowered(floors.get(part, {}), given.lower[0], float(given.lower[1]), given.reason)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 2
    else:
        bench = Bench()
        for part in [given.part] if given.part else PARTS:
            if all(folder.is_dir() for folder in gold_folders(part)):
                values = measure(part, bench)
                if given.up:
                    floors[part] = raised(floors.get(part, {}), values, digest(*gold_folders(part)))
                show(part, floors.get(part, {}), values)
    if given.up or given.lower:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
