"""How likely two reports tell of one event: points for and against, each with its reason.

The points are additive weights of evidence in the manner of Fellegi and Sunter (1969): positive speaks for one
event, negative against; their sum, put through the logistic function, is the score. `NEVER` rules a pair out
whatever else agrees. The weights were set by hand and checked on annotated reports; they live in this module only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from retinue.fuse.intervals import Agreement, agreement
from retinue.fuse.parties import Named, Relation, Sides, match
from retinue.fuse.places import Nearness, nearness, wide
from retinue.fuse.quantities import nearest_conflict
from retinue.fuse.telling import Telling
from retinue.knowledge.fold import fold
from retinue.knowledge.types import Knowledge
from retinue.model import EventType, Status

__all__ = ["NEVER", "Comparison", "Context", "Point", "compare"]

NEVER = -20.0
PRIOR = -1.2  # two events of one block are more often two than one
CLIP = 6.0  # no single pair outweighs the rest of a cluster
NEAR = 5  # days between two publications that make them news of the same days
MOVES = frozenset({EventType.VISIT, EventType.MEETING, EventType.ADDRESS})
MUTUAL = frozenset({EventType.MEETING, EventType.AGREEMENT})  # who is actor and who recipient is a matter of telling
# What it costs when both reports name recipients and none is the same.
OTHER_RECIPIENT = {
    EventType.VISIT: -7.0, EventType.ADDRESS: -3.0, EventType.LISTING: -1.0, EventType.DELISTING: -2.5,
    EventType.EXPORT_CONTROL: -2.0, EventType.OBJECTION: -2.0, EventType.POLICY: -2.0,
}  # fmt: skip


class Point(NamedTuple):
    """One piece of evidence: how much it weighs, and why."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one pair of tellings; `points` is the clipped sum, `score` lies between 0 and 1."""

    left: str
    right: str
    points: float
    never: bool
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
class Context:
    """What comparing needs besides the two tellings: knowledge, and pairs of documents that are copies."""

    knowledge: Knowledge
    copies: Collection[frozenset[str]] = ()

    def copied(self, left: Telling, right: Telling) -> bool:
        """True when one of the two documents is a near-copy of the other."""
        return frozenset((left.doc, right.doc)) in self.copies


def compare(left: Telling, right: Telling, context: Context) -> Comparison:
    """Weigh the evidence that `left` and `right` tell of one event; the order of the two does not matter."""
    one, other = (left, right) if left.ref <= right.ref else (right, left)
    found = [Point(PRIOR, "")]
    for rule in _RULES:
        found += rule(one, other, context)
    total = sum(p.value for p in found)
    never = any(p.value <= NEVER for p in found)
    return Comparison(one.ref, other.ref, max(-CLIP, min(CLIP, total)), never, tuple(found))


# ------------------------------------------------------------------------------------------- parties
def _type(left: Telling, right: Telling, _: Context) -> list[Point]:
    if left.event.type is right.event.type:
        return []
    kinds = sorted((left.event.type, right.event.type))
    weight = -1.0 if set(kinds) <= MOVES else -2.0
    return [Point(weight, f"one tells a {kinds[0]}, the other a {kinds[1]}")]


def _actors(left: Telling, right: Telling, context: Context) -> list[Point]:
    if left.event.type is right.event.type and left.event.type in MUTUAL:
        return _mutual(left, right, context)
    sides = match(left.actors, right.actors, context.knowledge, left.event.start)
    if sides is None:
        return _unnamed("actor", left, right, left.actors, right.actors)
    if sides.best <= Relation.FELLOWS:
        moves = left.event.type in MOVES or right.event.type in MOVES
        fellows = sides.best is Relation.FELLOWS
        weight = (-5.0 if fellows else -7.0) if moves else (-2.0 if fellows else -3.5)
        return [Point(weight, f"actors differ: {sides.pair[0]} / {sides.pair[1]}")]
    person = any(p.person for p in left.actors) and any(p.person for p in right.actors)
    return _agreeing("actor", sides, 2.0 if person else 1.5)


def _mutual(left: Telling, right: Telling, context: Context) -> list[Point]:
    """Meetings and agreements: everybody at the table against everybody at the table."""
    sides = match(left.parties, right.parties, context.knowledge, left.event.start)
    if sides is None:
        return _unnamed("participant", left, right, left.parties, right.parties)
    if sides.best <= Relation.FELLOWS:
        return [Point(-5.0, f"nobody took part in both: {sides.pair[0]} / {sides.pair[1]}")]
    points = _agreeing("participant", sides, 1.8)
    if sides.best is Relation.SAME and sides.smaller > 1:
        points += [Point(2.0, "a second participant too")] if sides.shared > 1 else [Point(-4.5, "the others differ")]
    return points


def _agreeing(role: str, sides: Sides, weight: float) -> list[Point]:
    one, other = sides.pair
    share = {Relation.SAME: 1.0, Relation.HEADS: 0.7, Relation.PART: 0.6, Relation.STATE: 0.4}[sides.best]
    told = {
        Relation.SAME: f"same {role}: {one}",
        Relation.HEADS: f"{role}: {one} and {other}, a body and its head",
        Relation.PART: f"{role}: {one} and {other}, one part of the other",
        Relation.STATE: f"{role}: {one} and {other}, one state",
    }[sides.best]
    extra = min(0.5 * (sides.shared - 1), 1.5) if sides.shared > 1 else 0.0
    return [Point(weight * share + extra, told)]


def _unnamed(
    role: str, left: Telling, right: Telling, ours: tuple[Named, ...], theirs: tuple[Named, ...]
) -> list[Point]:
    """One report leaves the role open: better when its text speaks of the party that the other names."""
    for party, silent in [(p, right) for p in ours] + [(p, left) for p in theirs]:
        if party.names & silent.around:
            return [Point(0.5, f"{role} {party.name} is spoken of in both")]
    return []


def _recipients(left: Telling, right: Telling, context: Context) -> list[Point]:
    kind = left.event.type
    if kind is right.event.type and kind in MUTUAL:
        return []
    sides = match(left.recipients, right.recipients, context.knowledge, left.event.start)
    if sides is None:
        return _one_recipient(left, right, context)
    if sides.best <= Relation.FELLOWS:
        weight = OTHER_RECIPIENT.get(kind, -6.0)
        return [Point(weight, f"recipients differ: {sides.pair[0]} / {sides.pair[1]}")]
    return _agreeing("recipient", sides, 2.2)


def _one_recipient(left: Telling, right: Telling, context: Context) -> list[Point]:
    if not left.recipients and not right.recipients:
        return []
    spoken = _unnamed("recipient", left, right, left.recipients, right.recipients)
    full, bare = (left, right) if left.recipients else (right, left)
    evidence = f" {fold(bare.event.evidence)} "
    if found := [p.name for p in full.recipients if any(f" {name} " in evidence for name in p.names)]:
        return [Point(1.0, f"recipient {found[0]} stands in both reports' words")]
    if bare.event.type is EventType.VISIT:
        tour = not bare.event.places or wide(bare.event.places, context.knowledge)
        return [Point(-2.5 if tour else -1.8, "one is told as a tour, the other as a stop")]
    kind = left.event.type
    cost = {EventType.APPOINTMENT: -3.0, EventType.LISTING: 0.0, EventType.EXPORT_CONTROL: -1.0}.get(kind, -0.8)
    return [*spoken, Point(cost, "only one report names a recipient")]


# ----------------------------------------------------------------------------------------- circumstances
def _dates(left: Telling, right: Telling, context: Context) -> list[Point]:
    agrees, gap = agreement(left.event, right.event)
    ranks = [t.days.rank for t in (left, right) if t.days]
    if agrees is Agreement.UNKNOWN:
        return [_undated(left, right)]
    if agrees is Agreement.EQUAL:
        return [Point((2.5, 1.8, 1.5, 0.3)[max(ranks)], f"same {('day', 'week', 'month', 'year')[max(ranks)]}")]
    if agrees is Agreement.OVERLAP:
        return [Point(1.0, "the days overlap")]
    if agrees is Agreement.VAGUE:
        return [Point((0.0, 1.5, 1.2, 0.5)[max(ranks)], "one date holds the other")]
    return [_apart(left, right, gap, max(ranks), context)]


def _undated(left: Telling, right: Telling) -> Point:
    """A date is missing: only news of the same days can make up for it."""
    both = left.days is None and right.days is None
    if both:
        near = _published_gap(left, right)
        if near is None:
            return Point(-0.5, "neither is dated, nor both published on a known day")
        return Point(0.8, "undated, published together") if near <= NEAR else Point(-2.5, "undated, told far apart")
    dated, other = (left, right) if left.days else (right, left)
    if dated.days is None or other.published is None:
        return Point(-0.5, "one is undated")
    behind = (other.published - dated.days.first).days
    return Point(0.0 if -31 <= behind <= 31 else -3.0, f"one is undated, told {behind} days after the other's date")


def _apart(left: Telling, right: Telling, gap: int, rank: int, context: Context) -> Point:
    """Dates that exclude each other: near misses happen, above all between reports of the same days."""
    told = f"dates lie {gap} day{'s' if gap > 1 else ''} apart"
    moves = left.event.type in MOVES or left.event.type is EventType.OBJECTION
    published = _published_gap(left, right)
    near = published is None or published <= NEAR or context.copied(left, right)
    if rank <= 1 and gap == 1:
        daily = left.event.type is EventType.OBJECTION  # a ministry's spokesman speaks every day
        return Point(-2.8 if daily else 0.8 if near else -0.5, told)
    if rank <= 1 and gap <= 7:
        return Point(-5.0 if moves else -1.0, told)
    return Point(-4.0 if gap <= 31 and rank <= 2 else NEVER, told)


def _published_gap(left: Telling, right: Telling) -> int | None:
    if left.published is None or right.published is None:
        return None
    return abs((left.published - right.published).days)


def _places(left: Telling, right: Telling, context: Context) -> list[Point]:
    near = nearness(left.event.places, right.event.places, context.knowledge)
    if near is Nearness.UNKNOWN:
        return []
    # Where a report names nobody visited, the place is all that tells one stop from another.
    moves, naming = left.event.type in MOVES, bool(left.recipients) + bool(right.recipients)
    same, within, apart = ((1.5, -1.0, -3.5), (0.3, -0.3, -2.5), (1.0, 0.3, -1.5))[naming if moves else 2]
    if near is Nearness.SAME:
        return [Point(same, f"same place: {left.event.places[0]}")]
    if near is Nearness.WITHIN:
        return [Point(within, "one place lies in the other")]
    return [Point(apart, f"places differ: {left.event.places[0]} / {right.event.places[0]}")]


def _status(left: Telling, right: Telling, _: Context) -> list[Point]:
    pair = {left.event.status, right.event.status}
    if len(pair) == 1:
        return []
    names = " / ".join(sorted(pair))
    if Status.CANCELLED in pair or Status.DENIED in pair:
        expected = bool(pair & {Status.PLANNED, Status.ALLEGED})
        return [Point(-0.5 if expected else -1.5, f"status differs: {names}")]
    if Status.PLANNED in pair and not _plan_came_first(left, right):
        return [Point(-1.0, f"status differs: {names}")]
    return []


def _plan_came_first(left: Telling, right: Telling) -> bool:
    plan, fact = (left, right) if left.event.status is Status.PLANNED else (right, left)
    return plan.published is None or fact.published is None or plan.published <= fact.published


def _lists(left: Telling, right: Telling, _: Context) -> list[Point]:
    if not left.lists or not right.lists:
        return []
    if shared := left.lists & right.lists:
        return [Point(1.0, f"same list: {min(shared)}")]
    return [Point(-3.0, f"lists differ: {min(left.lists)} / {min(right.lists)}")]


def _numbers(left: Telling, right: Telling, _: Context) -> list[Point]:
    if not left.numbers or not right.numbers:
        return []
    shared = [a for a in left.numbers for b in right.numbers if a.same(b)]
    if shared:
        return [Point(min(0.9 * len(shared), 1.8), f"same figure: {shared[0].wording}")]
    if pair := nearest_conflict(left.numbers, right.numbers):
        return [Point(0.8, f"figures close: {pair[0].wording} / {pair[1].wording}")]
    units = {q.unit for q in left.numbers} & {q.unit for q in right.numbers}
    told = f"figures differ: {left.numbers[0].wording} / {right.numbers[0].wording}"
    return [Point(-1.8, told)] if units else []


def _wording(left: Telling, right: Telling, context: Context) -> list[Point]:
    if not left.wording or not right.wording:
        return []
    alike = fuzz.token_set_ratio(left.wording, right.wording)
    if alike >= 75 and context.copied(left, right):
        return [Point(3.0, "same words in a copied text")]
    return [Point(max(-0.6, min(1.0, (alike - 45) / 35)), f"wording {alike:.0f} % alike")]


def _surroundings(left: Telling, right: Telling, _: Context) -> list[Point]:
    """Reports that name no common party: do they at least speak of the same circle?"""
    if left.parties and right.parties:
        return []
    shared = len(left.around & right.around)
    return [Point(min(0.3 * shared, 1.2), f"{shared} names in common around it")] if shared else [Point(-1.0, "")]


def _one_document(left: Telling, right: Telling, context: Context) -> list[Point]:
    """One document seldom tells an event twice: only with the same parties on the same day."""
    if left.doc != right.doc:
        return []
    same = left.event.type is right.event.type and _named_alike(left, right) and left.days == right.days
    return [] if same and left.days else [Point(NEVER, "two events of one document")]


def _named_alike(left: Telling, right: Telling) -> bool:
    actors, recipients = ({n.name for n in side} for side in (left.actors, left.recipients))
    same_actors = actors == {n.name for n in right.actors}
    return bool(recipients) and same_actors and recipients == {n.name for n in right.recipients}


_RULES: tuple[Callable[[Telling, Telling, Context], list[Point]], ...] = (
    _one_document, _type, _actors, _recipients, _dates, _places, _status, _lists, _numbers, _wording, _surroundings,
)  # fmt: skip
