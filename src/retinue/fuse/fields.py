"""What the reports of one event say of each field of its consolidated record, and how sure the value is.

A report supports a value that it gives itself or gives less exactly (the month for a day in it); it opposes one that
can't be true beside its own; else it is silent. The confidence weighs independent origins, not reports: the surest
reading of each origin counts as evidence for or against, the first for in full, further ones by `AGAIN`, those
against by `AGAINST`, since reports of one event share more than their origins show (Yin, Han and Yu 2008 dampen
their sources alike).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retinue.fuse.manner import step
from retinue.fuse.parties import Named, Relation, relation
from retinue.fuse.places import Nearness, nearness
from retinue.fuse.telling import Telling
from retinue.fuse.verdict import Bench
from retinue.knowledge.types import Knowledge
from retinue.model import JUDGED_BY, EventType, Precision, Settled, Signal, Status

__all__ = ["Chosen", "settle"]

AGAIN, AGAINST = 0.5, 0.7  # how much a further origin for a value counts, and one against it
SUREST = 0.99
MOST = 8  # figures shown
FOR, SILENT, OPPOSED = 1, 0, -1
Stance = Callable[[Telling], int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values that the consolidated record took."""

    type: EventType
    actors: Sequence[Named]
    recipients: Sequence[Named]
    places: Sequence[str]
    start: dt.date | None
    end: dt.date | None
    precision: Precision
    status: Status
    signal: Signal


def settle(chosen: Chosen, bench: Bench, knowledge: Knowledge) -> tuple[Settled, ...]:
    """One row for each value of each field, in the order of the record."""
    rows = [_row("type", chosen.type.value, _equal(lambda t: t.event.type, chosen.type), bench)]
    for role, parties in (("actor", chosen.actors), ("recipient", chosen.recipients)):
        rows += [_row(role, party.name, _named(role, party, knowledge), bench) for party in parties]
    rows += [_row("place", place, _placed(place, knowledge), bench) for place in chosen.places[:1]]
    for name, day in (("start", chosen.start), ("end", chosen.end)):
        if day:
            rows.append(_row(name, day.isoformat(), _dated(name, day, chosen), bench))
    rows.append(_row("status", chosen.status.value, _status(chosen.status), bench))
    rows.append(_row("signal", chosen.signal.value, _equal(lambda t: t.event.signal, chosen.signal), bench))
    return (*rows, *_figures(bench), *_beyond(bench))


def _row(field: str, value: str, stance: Stance, bench: Bench) -> Settled:
    sides = {s: [t for t in bench.tellings if stance(t) == s] for s in (FOR, OPPOSED)}
    refs = {s: tuple(sorted(t.ref for t in who)) for s, who in sides.items()}
    ours, theirs = (_surest(sides[s], field, bench) for s in (FOR, OPPOSED))
    return Settled(field, value, refs[FOR], refs[OPPOSED], _why(len(ours), len(theirs)), _confidence(ours, theirs))


def _surest(who: Iterable[Telling], field: str, bench: Bench) -> list[float]:
    """The best confidence of reading the field among the reports of each origin, highest first."""
    best: dict[str, float] = {}
    for telling in who:
        origin = bench.root[telling.ref]
        best[origin] = max(best.get(origin, 0.0), _read(telling, field))
    return sorted(best.values(), reverse=True)


def _read(telling: Telling, field: str) -> float:
    """How surely a report's field was read; the event's own confidence where nobody judged the field."""
    judged = JUDGED_BY.get(field)
    found = (c.value for c in telling.event.confidences if c.field is judged)
    return next(found, telling.event.confidence)


def _confidence(ours: Sequence[float], theirs: Sequence[float]) -> float:
    if not ours:
        return 0.0
    told = [_logit(p) for p in ours]
    total = told[0] + AGAIN * sum(max(x, 0.0) for x in told[1:]) - AGAINST * sum(max(_logit(p), 0.0) for p in theirs)
    return round(min(1 / (1 + math.exp(-total)), SUREST), 3)


def _logit(chance: float) -> float:
    kept = min(max(chance, 0.02), 0.98)
    return math.log(kept / (1 - kept))


def _why(ours: int, theirs: int) -> str:
    given = f"{ours} origin{'s give' if ours != 1 else ' gives'} it"
    if not theirs:
        return given if ours != 1 else "the only origin that says so"
    more = "more independent origins" if ours > theirs else "of as many origins the more reliable"
    return (
        f"{more}: {ours} for, {theirs} against"
        if ours >= theirs
        else f"{ours} for, {theirs} against, no two of them agree"
    )


# ------------------------------------------------------------------------------------------- stances
def _equal(value: Callable[[Telling], object], chosen: object) -> Stance:
    return lambda t: FOR if value(t) == chosen else OPPOSED


def _named(role: str, party: Named, knowledge: Knowledge) -> Stance:
    def stance(telling: Telling) -> int:
        side = telling.actors if role == "actor" else telling.recipients
        found = [relation(party, other, knowledge, telling.event.start) for other in side]
        if Relation.SAME in found:
            return FOR
        return OPPOSED if found and max(found) <= Relation.FELLOWS else SILENT

    return stance


def _placed(place: str, knowledge: Knowledge) -> Stance:
    def stance(telling: Telling) -> int:
        near = nearness([place], telling.event.places, knowledge)
        return OPPOSED if near is Nearness.APART else SILENT if near is Nearness.UNKNOWN else FOR

    return stance


def _dated(name: str, day: dt.date, chosen: Chosen) -> Stance:
    """A less exact date that holds the day counts for it: a month, and for a stop the days of its tour.

    A day in the record's own span, where that is vague or a tour's, speaks neither for nor against its ends.
    """
    tour = chosen.type is EventType.VISIT and not chosen.recipients
    first, last = chosen.start or day, chosen.end or day

    def stance(telling: Telling) -> int:
        own = telling.event.start if name == "start" else telling.event.end
        if telling.days is None or own is None:
            return SILENT
        loose = telling.days.rank or (chosen.type is EventType.VISIT and not tour and first == last)
        if own == day or (loose and telling.days.first <= day <= telling.days.last):
            return FOR
        within = tour and first <= telling.days.first and telling.days.last <= last
        return SILENT if within or chosen.precision is not Precision.DAY else OPPOSED

    return stance


def _status(chosen: Status) -> Stance:
    """Reports of a plan do not oppose what came of it."""
    before = {Status.PLANNED, Status.ALLEGED, Status.ONGOING}

    def stance(telling: Telling) -> int:
        own = telling.event.status
        return FOR if own is chosen else SILENT if own in before and chosen not in before else OPPOSED

    return stance


def _figures(bench: Bench) -> list[Settled]:
    """Every figure told, the best supported first; against one speak figures that can't be true beside it."""
    told = sorted((q for t in bench.tellings for q in t.numbers), key=lambda q: (q.unit, q.value, q.wording))
    distinct = [q for i, q in enumerate(told) if not any(q.same(other) for other in told[:i])]

    def stance(telling: Telling, i: int) -> int:
        figure = distinct[i]
        if any(figure.same(q) or q.rounds(figure) for q in telling.numbers):
            return FOR
        return OPPOSED if any(q.close(figure) and not figure.rounds(q) for q in telling.numbers) else SILENT

    rows = [_row("number", q.wording, lambda t, i=i: stance(t, i), bench) for i, q in enumerate(distinct)]  # type: ignore[misc]
    return sorted(rows, key=lambda row: (-len(row.supporting), row.value))[:MOST]


def _beyond(bench: Bench) -> list[Settled]:
    """What later comparison of events asks for: the step of its affair that this one is, and the lists named."""
    steps = sorted({s for t in bench.tellings if (s := step(t.event))})
    lists = sorted({name for t in bench.tellings for name in t.lists})
    rows = [_row("step", s, lambda t, s=s: FOR if step(t.event) == s else SILENT, bench) for s in steps]  # type: ignore[misc]
    return rows + [_row("list", n, lambda t, n=n: FOR if n in t.lists else SILENT, bench) for n in lists]  # type: ignore[misc]
