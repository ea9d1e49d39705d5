"""How likely two reports tell of one event: points for and against, each with its reason.

The points are additive weights of evidence in the manner of Fellegi and Sunter (1969): positive speaks for one
event, negative against; their sum, put through the logistic function, is the score. A point of `NEVER` rules a pair
out whatever else agrees. The weights were set by hand and checked on annotated reports, also with parties dropped
and dates blurred.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from retinue.fuse.compare_circumstances import CIRCUMSTANCE_RULES
from retinue.fuse.compare_parties import PARTY_RULES
from retinue.fuse.compare_telling import TELLING_RULES
from retinue.fuse.evidence import NEVER, Context, Point, Rule
from retinue.fuse.telling import Telling

__all__ = ["Comparison", "compare"]

PRIOR = -1.2  # two events of one block are more often two than one
CLIP = 6.0  # no single pair outweighs the rest of a cluster
RULES: tuple[Rule, ...] = (*PARTY_RULES, *CIRCUMSTANCE_RULES, *TELLING_RULES)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one pair of tellings.

    `points` is the clipped sum; `never` tells that something rules the pair out, `copied` that the documents
    share one text.
    """

    left: str
    right: str
    points: float
    never: bool
    copied: bool
    evidence: tuple[Point, ...]

    @property
    def score(self) -> float:
        """The points as a probability-like number."""
        return 1 / (1 + math.exp(-self.points))

    @property
    def reason(self) -> str:
        """The evidence in words, heaviest first."""
        told = sorted((p for p in self.evidence if p.reason), key=lambda p: -abs(p.value))
        return "; ".join(f"{p.reason} ({p.value:+.1f})" for p in told)


def compare(left: Telling, right: Telling, context: Context) -> Comparison:
    """Weigh the evidence that `left` and `right` tell of one event; the order of the two does not matter."""
    one, other = (left, right) if left.ref <= right.ref else (right, left)
    found = [Point(PRIOR, "")]
    for rule in RULES:
        found += rule(one, other, context)
    total = sum(p.value for p in found)
    never, copied = any(p.value <= NEVER for p in found), context.copied(one, other)
    return Comparison(one.ref, other.ref, max(-CLIP, min(CLIP, total)), never, copied, tuple(found))
