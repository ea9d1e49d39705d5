"""Reading many documents: one after the other or in processes, each failure a row, one writer."""

from __future__ import annotations

from retinue.run.attempt import Read, attempt
from retinue.run.local import run
from retinue.run.pool import Build
from retinue.run.taking import Outcome, RunOptions, RunReport, Step
from retinue.run.version import code_version, fusion_version

__all__ = [
    "Build",
    "Outcome",
    "Read",
    "RunOptions",
    "RunReport",
    "Step",
    "attempt",
    "code_version",
    "fusion_version",
    "run",
]
