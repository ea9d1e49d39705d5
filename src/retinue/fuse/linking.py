"""Outcomes of comparisons: which are remembered, which are shown as links, and which says why a report was joined."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from retinue.fuse.cluster import DIFFERENT, SAME
from retinue.fuse.evidence import Context
from retinue.fuse.score import CLIP, Comparison, compare
from retinue.fuse.telling import Telling
from retinue.model import Link

__all__ = ["SHOWN", "Compared", "Scorer", "joined", "outcome", "rule_links", "worth"]

SHOWN = -1.5  # points above which a rejected pair is worth a person's look (score 0.18)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """What remains of a comparison (`score.Comparison`): all but the single pieces of evidence.

    A pair that something rules out (`never`) has the fewest points there are.
    """

    left: str
    right: str
    points: float
    never: bool
    copied: bool
    score: float
    reason: str

    @property
    def pair(self) -> Pair:
        """The two references, the smaller first."""
        return self.left, self.right


def outcome(left: Telling, right: Telling, context: Context) -> Compared:
    """The outcome of comparing two tellings."""
    c: Comparison = compare(left, right, context)
    points = -CLIP if c.never else c.points
    return Compared(c.left, c.right, points, c.never, c.copied, round(c.score, 3), c.reason)


def worth(compared: Compared) -> bool:
    """True for a pair worth remembering: it may be one event, or nearly."""
    return compared.points > SHOWN and not compared.never


@dataclass(slots=True)
class Scorer:
    """Gives clustering the outcome for any pair.

    `known` are the outcomes that count: those of candidates, and of all pairs asked for. `spare` may hold outcomes of
    earlier days; what neither has is compared. `find` gives tellings by reference; one that is gone agrees with none.
    """

    known: dict[Pair, Compared]
    find: Callable[[str], Telling | None]
    context: Context
    spare: Mapping[Pair, Compared] = field(default_factory=dict)

    def __call__(self, left: str, right: str) -> Compared:
        """The outcome for two references, in either order."""
        pair = (left, right) if left <= right else (right, left)
        if pair not in self.known:
            self.known[pair] = self.spare.get(pair) or self._outcome(pair)
        return self.known[pair]

    def _outcome(self, pair: Pair) -> Compared:
        one, other = self.find(pair[0]), self.find(pair[1])
        if one is None or other is None:
            return Compared(*pair, -CLIP, never=True, copied=False, score=0.0, reason="one is told no more")
        return outcome(one, other, self.context)


def joined(known: Iterable[Compared], home: Mapping[str, int]) -> dict[str, str]:
    """Why each report of a shared event was joined: its best comparison with another one there."""
    best: dict[str, Compared] = {}
    for pair in sorted(known, key=lambda p: (p.points, p.left, p.right)):
        if home.get(pair.left, -1) == home.get(pair.right, -2):
            best[pair.left] = best[pair.right] = pair
    return {ref: f"with {p.right if ref == p.left else p.left}: {p.reason}" for ref, p in best.items()}


def rule_links(known: Iterable[Compared], home: Mapping[str, int], decided: Collection[frozenset[str]]) -> list[Link]:
    """Accepted pairs and near misses, but for those that people decided."""
    found: Sequence[Link] = [
        Link(p.left, p.right, SAME if home[p.left] == home[p.right] else DIFFERENT, p.score, p.reason)
        for p in known
        if (worth(p) or home[p.left] == home[p.right]) and frozenset(p.pair) not in decided
    ]
    return sorted(found, key=lambda link: (link.left, link.right))
