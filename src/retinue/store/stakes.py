"""How much a person's decision on an event would change: the order of the review queue."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Stakes", "contradicted", "weight"]

FLOOR = 0.1  # even what is sure may be wrong
LISTED = CONTRADICTED = 0.5  # what each adds


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on an event: how sure it is (0 to 1), how many reports tell it, how many of its parties stood on a
    list that day, on how many fields its reports contradict one another."""

    confidence: float
    reports: int
    listed: int = 0
    contradicted: int = 0


def contradicted(fields: Iterable[str]) -> int:
    """On how many fields reports contradict one another: both ends of a time are one."""
    return len({"when" if field in ("start", "end") else field for field in fields})


def weight(stakes: Stakes) -> float:
    """(0.1 + 1 - confidence) x (1 + log2 reports) x (1 + listed / 2) x (1 + contradicted / 2).

    The first factor is how likely a decision turns out to be a rejection or a correction, the others how much of the
    record that moves. At least 0.1.
    """
    unsure = FLOOR + 1 - stakes.confidence
    told = 1 + math.log2(max(stakes.reports, 1))
    return unsure * told * (1 + LISTED * stakes.listed) * (1 + CONTRADICTED * stakes.contradicted)
