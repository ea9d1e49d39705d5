"""The days an event can have happened on, and how far two tellings of its date agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from retinue.model import Event, Precision, Status

__all__ = ["Agreement", "Days", "agreement", "days_of"]

_RANK = {Precision.DAY: 0, Precision.WEEK: 1, Precision.MONTH: 2, Precision.YEAR: 3, Precision.UNKNOWN: 4}


class Agreement(Enum):
    """How two dates agree."""

    EQUAL = "equal"
    OVERLAP = "overlap"  # both known to the day, one span holding or cutting the other
    VAGUE = "vague"  # a day in its month, a month in its year
    APART = "apart"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day, both inclusive; `rank` 0 when known to the day, 3 to the year."""

    first: dt.date
    last: dt.date
    rank: int

    @property
    def length(self) -> int:
        """Days from the first to the last, both counted."""
        return (self.last - self.first).days + 1

    def gap(self, other: Days) -> int:
        """Days between the two spans; 0 when they touch or overlap."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)


def days_of(event: Event) -> Days | None:
    """The days of `event`, or None when it is undated. An open end counts as the start."""
    first = event.start or event.end
    if first is None or event.precision is Precision.UNKNOWN:
        return None
    return Days(first, max(first, event.end or first), _RANK[event.precision])


def agreement(left: Event, right: Event) -> tuple[Agreement, int]:
    """How the dates of two events agree, and the gap in days between them."""
    ours, theirs = days_of(left), days_of(right)
    if ours is None or theirs is None:
        return Agreement.UNKNOWN, 0
    gap = ours.gap(theirs)
    if gap and not _still_open(left, theirs) and not _still_open(right, ours):
        return Agreement.APART, gap
    if (ours.first, ours.last) == (theirs.first, theirs.last):
        return Agreement.EQUAL, 0
    return (Agreement.OVERLAP if ours.rank == theirs.rank == 0 else Agreement.VAGUE), 0


def _still_open(event: Event, other: Days) -> bool:
    """True when `event` was under way, its end not known, and `other` begins soon after."""
    if event.status is not Status.ONGOING or event.end is not None or event.start is None:
        return False
    return 0 <= (other.first - event.start).days <= 10
