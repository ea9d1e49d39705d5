"""Fields on which reports of one event can't all be right. Less exact is not contradictory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from retinue.fuse.evidence import ADDING
from retinue.fuse.exactness import less_exact
from retinue.fuse.parties import Named, Relation, match, relation
from retinue.fuse.places import Nearness, nearness, wide
from retinue.fuse.quantities import Quantity, nearest_conflict, of_many
from retinue.fuse.telling import Telling, group
from retinue.fuse.titles import titles
from retinue.fuse.verdict import Bench
from retinue.knowledge.types import Knowledge
from retinue.model import Discrepancy, EntityType, EventType, Judged, Status

__all__ = ["discrepancies"]

OPEN = frozenset({Status.PLANNED, Status.ALLEGED})  # what was expected need not be what came
# Reports of these name some of many: other names are no contradiction.
MANY = ADDING | {EventType.MEETING, EventType.AGREEMENT}
Range = tuple[dt.date, dt.date]
Values = Mapping[str, str]  # document → what it gives; empty where the reports agree
DOUBTED = 0.5  # confidence of reading below which a date or a type is not held against another report


def discrepancies(bench: Bench, knowledge: Knowledge) -> tuple[Discrepancy, ...]:
    """All discrepancies between the reports of one event, gravest first; `values` hold one value per document."""
    ordered = sorted(bench.tellings, key=lambda t: (t.published or dt.date.max, t.ref))
    if len({t.doc for t in ordered}) < 2:
        return ()
    # Reports of a tour that names no stop each tell of one of its days.
    dated = [t for t in _bodies(ordered) if not _tour(t, knowledge) and _sure(t, Judged.DATE)]
    typed = [t for t in ordered if _sure(t, Judged.TYPE)]
    found = {
        "start": _dates(dated, "start", _start),
        "end": _dates(dated, "end", _end),
        "actor": _sides(ordered, "actor", lambda t: t.actors, knowledge),
        "recipient": _sides(ordered, "recipient", lambda t: t.recipients, knowledge) or _units(ordered, knowledge),
        "place": _places(ordered, knowledge),
        "type": _types(typed),
        "number": _numbers(ordered),
        "title": titles(ordered, knowledge),
    }
    rows = [bench.discrepancy(field, values) for field, values in found.items() if values]
    return tuple(sorted((row for row in rows if row), key=lambda row: -row.gravity))


def _bodies(tellings: Sequence[Telling]) -> list[Telling]:
    """Without what a headline tells of an event that its body tells too: a headline's date is seldom its own."""
    below = {t.doc for t in tellings if not t.headline}
    return [t for t in tellings if not t.headline or t.doc not in below]


def _sure(telling: Telling, field: Judged) -> bool:
    """False where the reading itself doubts the field: that is no contradiction between reports."""
    return next((c.value >= DOUBTED for c in telling.event.confidences if c.field is field), True)


def _distinct(tellings: Iterable[Telling], value: Callable[[Telling], Hashable]) -> list[Telling]:
    """The first telling of each value: hundreds of reports seldom say more than a few different things."""
    found: dict[Hashable, Telling] = {}
    for telling in tellings:
        found.setdefault(value(telling), telling)
    return list(found.values())


# ---------------------------------------------------------------------------------------------- dates
def _start(telling: Telling) -> Range | None:
    """Earliest and latest day the event can have begun on, as this report tells it."""
    days = telling.days
    if days is None or telling.event.start is None:
        return None
    return (days.first, days.first) if days.rank == 0 else (days.first, days.last)


def _end(telling: Telling) -> Range | None:
    days = telling.days
    if days is None or telling.event.end is None:
        return None
    return (days.last, days.last) if days.rank == 0 else (days.first, days.last)


def _dates(tellings: Sequence[Telling], field: str, bounds: Callable[[Telling], Range | None]) -> Values:
    """Days on which the event can't both have begun (or ended)."""
    ranges = {t.ref: r for t in tellings if (r := bounds(t))}
    given = [t for t in tellings if t.ref in ranges]
    differing = _distinct(given, lambda t: (ranges[t.ref], t.days, t.event.status in OPEN))
    if not any(_exclude(a, b, ranges) for a, b in combinations(differing, 2)):
        return {}
    exact = [t for t in given if ranges[t.ref][0] == ranges[t.ref][1]] or given
    kinds = _distinct(exact, lambda t: (t.days, bool(t.recipients)))
    plain = [t for t in exact if not any(less_exact(t, other) for other in kinds)]
    told = {t.doc: ranges[t.ref][0 if field == "start" else 1].isoformat() for t in exact}
    shown = {t.doc: told[t.doc] for t in plain}
    return shown if len({*shown.values()}) > 1 else told


def _tour(telling: Telling, knowledge: Knowledge) -> bool:
    places = telling.event.places
    return telling.event.type is EventType.VISIT and not telling.recipients and wide(places, knowledge)


def _exclude(one: Telling, other: Telling, ranges: Mapping[str, Range]) -> bool:
    if (one.event.status in OPEN) != (other.event.status in OPEN) or _nested(one, other):
        return False
    (a, b), (c, d) = ranges[one.ref], ranges[other.ref]
    return b < c or d < a


def _nested(one: Telling, other: Telling) -> bool:
    """A stop told with the whole tour's span does not contradict the day that another report gives it."""
    if one.days is None or other.days is None or one.event.type is not EventType.VISIT:
        return False
    wide, narrow = sorted((one.days, other.days), key=lambda d: d.first - d.last)
    return wide.first <= narrow.first and narrow.last <= wide.last and wide != narrow


# ------------------------------------------------------------------------------------ parties and places
def _sides(
    tellings: Sequence[Telling], field: str, side: Callable[[Telling], tuple[Named, ...]], knowledge: Knowledge
) -> Values:
    """Reports that name only parties who are strangers to the other report's."""
    given = [t for t in tellings if side(t)]
    if any(t.event.type in MANY for t in given):
        return {}

    def strangers(a: Telling, b: Telling) -> bool:
        if field == "recipient" and of_many(a.numbers, b.numbers, max(len(side(a)), len(side(b)))):
            return False  # each names some of a group whose size both give
        sides = match(side(a), side(b), knowledge, a.event.start)
        return sides is not None and sides.best <= Relation.FELLOWS

    if not any(strangers(a, b) for a, b in combinations(_distinct(given, lambda t: (side(t), t.numbers)), 2)):
        return {}
    return {t.doc: ", ".join(p.name for p in side(t)) for t in given}


def _units(tellings: Sequence[Telling], knowledge: Knowledge) -> Values:
    """Reports that name a firm and its parent as the one addressed: which of a group was fined or met matters.

    A visit to a firm's plant is one to the unit that runs it, and reports of `ADDING` types each name some units.
    """
    given = [t for t in tellings if t.recipients and t.event.type not in ADDING | {EventType.VISIT}]
    differing = combinations(_distinct(given, lambda t: t.recipients), 2)
    if not any(_unit_for_parent(a, b, knowledge) for a, b in differing):
        return {}
    return {t.doc: ", ".join(p.name for p in t.recipients) for t in given}


def _unit_for_parent(one: Telling, other: Telling, knowledge: Knowledge) -> bool:
    """True when a firm that only `one` addresses is part of one that only `other` does, or the other way round."""
    kin = [(a, b, relation(a, b, knowledge)) for a in one.recipients for b in other.recipients]
    same = {id(p) for a, b, how in kin if how is Relation.SAME for p in (a, b)}
    parts = [(a, b) for a, b, how in kin if how is Relation.PART and id(a) not in same and id(b) not in same]
    return any(a.type is b.type is EntityType.COMPANY for a, b in parts)


def _places(tellings: Sequence[Telling], knowledge: Knowledge) -> Values:
    """Reports whose most specific places the gazetteer puts apart."""
    given = [t for t in tellings if t.event.places]
    pairs = combinations(_distinct(given, lambda t: t.event.places), 2)
    if not any(nearness(a.event.places, b.event.places, knowledge) is Nearness.APART for a, b in pairs):
        return {}
    return {t.doc: t.event.places[0] for t in given}


def _types(tellings: Sequence[Telling]) -> Values:
    """Types of one group that reports tell; two types of a wider family are how we read them."""
    groups = {group(t.event.type) for t in tellings}
    return {t.doc: t.event.type.value for t in tellings} if len(groups) == 1 else {}


# -------------------------------------------------------------------------------------------- amounts
def _numbers(tellings: Sequence[Telling]) -> Values:
    """Figures of one unit that lie close and still differ: the same thing counted differently."""
    given = _distinct(tellings, lambda t: (t.numbers, t.event.status in OPEN))
    for one, other in combinations(given, 2):
        if one.doc == other.doc or (one.event.status in OPEN) != (other.event.status in OPEN):
            continue
        if pair := nearest_conflict(one.numbers, other.numbers):
            return {t.doc: q.wording for t in tellings if (q := _rival(t, pair))}
    return {}


def _rival(telling: Telling, pair: tuple[Quantity, Quantity]) -> Quantity | None:
    """The figure of this report that gives either of the two values."""
    return next((q for q in telling.numbers for p in pair if q.same(p)), None)
