"""What the suite did to Retinue and what came of it, for the table in docs/reliability.md."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FULL = os.environ.get("TORTURE") == "full"  # `make torture`; else the short form, as in CI
RESULT = Path(__file__).parents[2] / "benchmarks" / "results" / "torture.json"
PARTS = RESULT.with_suffix(".parts")  # a line for each note, while a whole suite runs
SEED = int(os.environ.get("TORTURE_SEED", "20261130"))


@dataclass(frozen=True)
class Note:
    """A kind of fault, how often it was made, what came of it as a rule, and what was lost in all of them."""

    fault: str
    outcome: str
    times: int
    lost: int = 0
    seed: int | None = None


class Ledger:
    """Notes of one test process."""

    def note(self, fault: str, outcome: str, times: int, lost: int = 0, seed: int | None = None) -> None:
        """Keep what was done; only the whole suite's notes are kept."""
        if FULL:
            with PARTS.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(asdict(Note(fault, outcome, times, lost, seed))) + "\n")
