"""What the rules of comparison share: points for and against, and what they may look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from retinue.fuse.telling import Telling
from retinue.knowledge.types import Knowledge
from retinue.model import EventType

__all__ = ["MOVES", "NEVER", "Context", "Point", "Rule"]

NEVER = -20.0
MOVES = frozenset({EventType.VISIT, EventType.MEETING, EventType.ADDRESS})


class Point(NamedTuple):
    """One piece of evidence: how much it weighs, and why. `NEVER` rules the pair out."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What comparing needs besides the two tellings.

    `copies` holds pairs of documents of which one copies the other, `parallel` how many things (type, actor,
    recipient) two documents both tell.
    """

    knowledge: Knowledge
    copies: Collection[frozenset[str]] = ()
    parallel: Mapping[frozenset[str], int] = field(default_factory=dict)

    def copied(self, left: Telling, right: Telling) -> bool:
        """True when one of the two documents is a near-copy of the other."""
        return frozenset((left.doc, right.doc)) in self.copies


Rule = Callable[[Telling, Telling, Context], list[Point]]
