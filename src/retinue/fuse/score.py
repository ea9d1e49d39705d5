"""How likely two reports tell of one event: points for and against, each with its reason.

The points are additive weights of evidence in the manner of Fellegi and Sunter (1969): positive speaks for one
event, negative against; their sum, put through the logistic function, is the score. A point of `NEVER` rules a pair
out whatever else agrees. Each rule's points are set by hand; how much the rule as a whole counts is a factor fitted
on annotated reports (`tools/fusion_weights.py`), and so are the points that every pair starts with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from retinue.fuse.compare_circumstances import CIRCUMSTANCE_RULES
from retinue.fuse.compare_parties import PARTY_RULES
from retinue.fuse.compare_telling import TELLING_RULES
from retinue.fuse.evidence import NEVER, Context, Point, Rule
from retinue.fuse.telling import Telling

__all__ = ["HARD", "PRIOR", "RULES", "Comparison", "compare", "named"]

PRIOR = -1.2  # two events of one block are more often two than one; what fitting starts from
# A pair left apart is lost for good; one joined must still agree with its whole cluster: doubt leans to joining.
LEAN = 0.4
HARD = (
    -3.0
)  # points from which a contradiction stands as it is: annotated reports are too few to say how much it counts
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


@dataclass(frozen=True, slots=True)
class _Weights:
    """What every pair starts with, and how much each rule counts (1 where it was never fitted)."""

    prior: float
    factors: Mapping[str, float]
    rules: tuple[tuple[Rule, float], ...]  # each rule with its factor

    @classmethod
    @lru_cache(maxsize=1)
    def bundled(cls) -> _Weights:
        """The weights that ship with Retinue."""
        raw = json.loads((resources.files("retinue") / "data" / "fusion" / "weights.json").read_text("utf-8"))
        factors = MappingProxyType(raw["factors"])
        return cls(raw["prior"], factors, tuple((rule, factors.get(named(rule), 1.0)) for rule in RULES))


def named(rule: Rule) -> str:
    """The name by which a rule's factor is kept."""
    return rule.__name__.strip("_")


def _weighed(point: Point, factor: float) -> Point:
    return point if point.value <= HARD else Point(point.value * factor, point.reason)


def compare(left: Telling, right: Telling, context: Context) -> Comparison:
    """Weigh the evidence that `left` and `right` tell of one event; the order of the two does not matter."""
    one, other = (left, right) if left.ref <= right.ref else (right, left)
    weights = _Weights.bundled()
    found = [Point(weights.prior + LEAN, "")]
    for rule, factor in weights.rules:
        found += [_weighed(point, factor) for point in rule(one, other, context)]
    total = sum(p.value for p in found)
    never, copied = any(p.value <= NEVER for p in found), context.copied(one, other)
    return Comparison(one.ref, other.ref, max(-CLIP, min(CLIP, total)), never, copied, tuple(found))
