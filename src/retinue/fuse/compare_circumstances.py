"""Rules on the circumstances: date, place, status, list, figures, and who credits whom."""

from __future__ import annotations

from retinue.fuse.credited import credits_outlet
from retinue.fuse.evidence import MOVES, NEVER, Context, Point, doubt
from retinue.fuse.intervals import Agreement, agreement
from retinue.fuse.places import Nearness, nearness
from retinue.fuse.quantities import nearest_conflict
from retinue.fuse.telling import Telling
from retinue.model import EventType, Judged, Status

__all__ = ["CIRCUMSTANCE_RULES"]

LONG = 62  # days above which a vague date says little: several months, say
SOON = 10  # days between two publications within which one act is still news
DOUBTFUL, DISCOUNT = 0.4, 0.5  # chance that a date is misread above which a difference costs less, and how much less
ONCE = frozenset({EventType.LISTING, EventType.DELISTING})  # what befalls a party seldom more than once
HEADLINE = 3  # days that a headline's date may be off: it is often no more than the day of publication
NEAR = 5  # days between two publications that make them news of the same days


def _dates(left: Telling, right: Telling, context: Context) -> list[Point]:
    agrees, gap = agreement(left.event, right.event)
    ranks = [t.days.rank for t in (left, right) if t.days]
    if agrees is Agreement.UNKNOWN:
        return [_undated(left, right, context)]
    if agrees is Agreement.EQUAL:
        return [Point((2.5, 1.8, 1.5, 0.3)[max(ranks)], f"same {('day', 'week', 'month', 'year')[max(ranks)]}")]
    if agrees is Agreement.OVERLAP:
        return [Point(1.0, "the days overlap")]
    if agrees is Agreement.VAGUE:
        long = max(t.days.length for t in (left, right) if t.days) > LONG
        return [Point(0.5 if long else (0.0, 1.5, 1.2, 0.5)[max(ranks)], "one date holds the other")]
    return [_apart(left, right, gap, max(ranks), context)]


def _undated(left: Telling, right: Telling, context: Context) -> Point:
    """A date is missing: only news of the same days, or one text that both reports retell, can make up for it."""
    if context.copied(left, right):
        return Point(0.5, "one of two versions of a text gives no date")
    both = left.days is None and right.days is None
    if both:
        near = _published_gap(left, right)
        if near is None:
            return Point(-0.5, "neither is dated, nor both published on a known day")
        if near <= NEAR:
            return Point(0.8, "undated, published together")
        return Point(-0.8 if near <= SOON else -3.5, f"undated, told {near} days apart")
    dated, other = (left, right) if left.days else (right, left)
    if dated.days is None or other.published is None:
        return Point(-0.5, "one is undated")
    behind = (other.published - dated.days.first).days
    told = f"one is undated, told {behind} days after the other's date"
    if -31 <= behind <= 31:
        return Point(0.0, told)
    return Point(_told_late(left, right) if behind > 0 else -5.2, told)


def _common_actor(left: Telling, right: Telling) -> bool:
    return any(a.names & b.names for a in left.actors for b in right.actors)


def _told_late(left: Telling, right: Telling) -> float:
    """What it costs when a dateless report comes long after: little if an exact sum of money still marks the act."""
    if left.event.type in MOVES:
        return -5.5  # such acts recur
    common = {n for p in left.recipients for n in p.names} & {n for p in right.recipients for n in p.names}
    if left.event.type is right.event.type and left.event.type in ONCE and common and left.ids & right.ids:
        return -3.0 if _common_actor(left, right) else -4.0
    sums = [(a, b) for a in left.numbers for b in right.numbers if a.telling and b.telling] if common else []
    if any(a.same(b) for a, b in sums):
        return -1.5
    return -3.0 if any(a.close(b) for a, b in sums) else -5.2


def _apart(left: Telling, right: Telling, gap: int, rank: int, context: Context) -> Point:
    """Dates that exclude each other: near misses happen, above all between reports of the same days."""
    told = f"dates lie {gap} day{'s' if gap > 1 else ''} apart"
    moves = left.event.type in MOVES or left.event.type is EventType.OBJECTION
    published = _published_gap(left, right)
    near = published is None or published <= NEAR or context.copied(left, right)
    if rank <= 1 and gap == 1:
        # A ministry's spokesman speaks every day, but not in two versions of one text.
        if left.event.type is EventType.OBJECTION and not context.copied(left, right):
            return Point(-1.0 if _one_credits(left, right) else -3.2, told)
        return Point(0.8 if near else -0.5, told)
    if rank <= 1 and gap <= 7:
        named = bool(left.recipients or right.recipients)  # an act towards nobody is known by its day alone
        cost = -6.0 if moves else -1.0 if named else -3.0
        if moves and gap <= HEADLINE and left.headline != right.headline:
            return Point(-1.0, f"{told}, one by its headline")
        return Point(cost * (DISCOUNT if moves and _doubtful(left, right) else 1), told)
    if gap > 31 or rank > 2:
        return Point(NEVER, told)
    return Point(-6.0 * (DISCOUNT if _doubtful(left, right) else 1) if moves else -4.0, told)


def _doubtful(left: Telling, right: Telling) -> bool:
    """True when a date may well be misread: a headline's, say, which is no more than the day of publication."""
    return doubt(left, right, Judged.DATE) > DOUBTFUL


def _published_gap(left: Telling, right: Telling) -> int | None:
    if left.published is None or right.published is None:
        return None
    return abs((left.published - right.published).days)


def _one_credits(left: Telling, right: Telling) -> bool:
    return credits_outlet(left, right) or credits_outlet(right, left)


def _credited(left: Telling, right: Telling, _: Context) -> list[Point]:
    if _one_credits(left, right):
        return [Point(0.4, "one report credits the other's outlet")]
    return []


def _places(left: Telling, right: Telling, context: Context) -> list[Point]:
    near = nearness(left.event.places, right.event.places, context.knowledge)
    # Where a report names nobody visited, the place is all that tells one stop from another.
    moves, naming = left.event.type in MOVES, bool(left.recipients) + bool(right.recipients)
    if near is Nearness.UNKNOWN:
        two = moves and not naming and left.event.places and right.event.places
        told = f"other places: {left.event.places[0]} / {right.event.places[0]}" if two else ""
        return [Point(-1.5 if left.days == right.days or context.copied(left, right) else -4.0, told)] if two else []
    same, within, apart = ((1.5, -3.5, -3.5), (0.3, -0.3, -2.5), (1.0, 0.3, -1.5))[naming if moves else 2]
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
        return [Point(-0.5 if expected else -2.5, f"status differs: {names}")]
    if left.event.type is right.event.type is EventType.OBJECTION:
        return []  # to say that one will appeal is to object
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
        told = f"same list: {min(shared)}"
        return [Point(3.0, f"{told}, which takes a party once") if _once(left, right) else Point(1.0, told)]
    return [Point(-3.0, f"lists differ: {min(left.lists)} / {min(right.lists)}")]


def _once(left: Telling, right: Telling) -> bool:
    """True when one report gives no date for putting a party on a list, or off it, that the other dates."""
    kinds = {left.event.type, right.event.type}
    common = {n for p in left.recipients for n in p.names} & {n for p in right.recipients for n in p.names}
    undated = left.days is None or right.days is None
    return undated and len(kinds) == 1 and kinds <= {EventType.LISTING, EventType.DELISTING} and bool(common)


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


CIRCUMSTANCE_RULES = (_dates, _places, _status, _credited, _lists, _numbers)
