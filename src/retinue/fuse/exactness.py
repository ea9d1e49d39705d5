"""When one report's date is another's told less exactly, and when it is only a part of it."""

from __future__ import annotations

from retinue.fuse.intervals import Days
from retinue.fuse.telling import Telling
from retinue.model import EventType

__all__ = ["less_exact", "part_of"]


def less_exact(one: Telling, other: Telling) -> bool:
    """True for a month that holds the other's day, and for a whole tour's days told of a stop on one of them."""
    if one.days is None or other.days is None or not _inside(other.days, one.days):
        return False
    stop = one.event.type is other.event.type is EventType.VISIT and bool(one.recipients and other.recipients)
    return one.days.rank > other.days.rank or (stop and one.days.rank == other.days.rank == 0)


def part_of(one: Telling, other: Telling) -> bool:
    """True for a day of the tour (a visit that names nobody) whose days the other gives."""
    if one.days is None or other.days is None or one.days.rank or other.days.rank:
        return False
    tour = one.event.type is other.event.type is EventType.VISIT and not (one.recipients or other.recipients)
    return tour and _inside(one.days, other.days)


def _inside(narrow: Days, wide: Days) -> bool:
    longer = (wide.last - wide.first) > (narrow.last - narrow.first)
    return longer and wide.first <= narrow.first and narrow.last <= wide.last
