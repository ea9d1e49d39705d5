"""What the rules of comparison share: points for and against, and what they may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from retinue.fuse.telling import Telling
from retinue.knowledge.types import Knowledge
from retinue.model import EventType, Judged

__all__ = ["ADDING", "MOVES", "NEVER", "Context", "Point", "Rule", "doubt"]

NEVER = -20.0
MOVES = frozenset({EventType.VISIT, EventType.MEETING, EventType.ADDRESS})

# Reports of a listing each name the firms their readers know: the names add up instead of competing.
ADDING = frozenset({EventType.LISTING, EventType.DELISTING, EventType.EXPORT_CONTROL, EventType.APPROVAL})


class Point(NamedTuple):
    """One piece of evidence: how much it weighs, and why. `NEVER` rules the pair out."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """What comparing needs besides the two tellings.

    `family` maps a copied document, and its original, to the document whose text they share; `parallel` tells how
    many events (type, actor, recipient) two documents both tell, `aimed` which kinds of act against whom a document
    tells of, `told` all the events of a document.
    """

    knowledge: Knowledge
    family: Mapping[str, str] = field(default_factory=dict)
    parallel: Mapping[frozenset[str], int] = field(default_factory=dict)
    aimed: Mapping[str, frozenset[tuple[EventType, str]]] = field(default_factory=dict)
    told: Mapping[str, Sequence[Telling]] = field(default_factory=dict)

    def copied(self, left: Telling, right: Telling) -> bool:
        """True when the texts of the two documents go back to one."""
        root = self.family.get(left.doc)
        return left.doc != right.doc and root is not None and root == self.family.get(right.doc)


def doubt(left: Telling, right: Telling, field: Judged) -> float:
    """How likely one of two reports was misread in `field`, by the confidences of reading; 0 if unjudged."""
    return 1 - _trust(left, field) * _trust(right, field)


def _trust(telling: Telling, field: Judged) -> float:
    return next((c.value for c in telling.event.confidences if c.field is field), 1.0)


Rule = Callable[[Telling, Telling, Context], list[Point]]
