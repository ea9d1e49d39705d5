"""The plain data of a series: weighed events, points of time, the whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from retinue.model import EventType, Precision, Signal, Status

__all__ = ["SIGNALS", "By", "Point", "Series", "Side", "Weighed"]

SIGNALS = (Signal.SUPPORT, Signal.CONTROL, Signal.RESTRICT)  # what a series shows, in this order; neutral is counted


class By(StrEnum):
    """What one point covers."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    EVENT = "event"


class Side(StrEnum):
    """Which part the subject has in the events: it acts, it is acted on, or either."""

    SENT = "sent"
    RECEIVED = "received"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Weighed:
    """One event as a series takes it.

    `weight` is in units of a minister's visit, `probability` the record's confidence that there is such an event;
    `roots` are its independent origins, each by the name that other events share; `last` is the last day it may cover
    (the first day again when no end is known); `reasons` name each factor.
    """

    key: str
    type: EventType
    signal: Signal
    status: Status
    first: dt.date | None
    last: dt.date | None
    precision: Precision
    weight: float
    probability: float
    origins: int
    told: str
    reasons: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()

    @property
    def vague(self) -> bool:
        """True when the day lies somewhere in the span, rather than the event lasting all of it."""
        return self.precision is not Precision.DAY

    @property
    def days(self) -> int:
        """How many days the span has; 0 for an undated event."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0


@dataclass(frozen=True, slots=True)
class Point:
    """One signal in one span of days, both ends included.

    `reported` adds the weights as told, `expected` each times its probability; with 90 % probability the true sum
    lies from `low` to `high`. `vague` is the part of `expected` whose day is known less exactly than the span.
    `events` are keys, the heaviest first; `origins` counts the independent origins behind them, each once.
    """

    start: dt.date
    end: dt.date
    label: str
    signal: Signal
    reported: float
    expected: float
    low: float
    high: float
    events: tuple[str, ...]
    origins: int
    vague: float = 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """The points (only those that hold something, earliest first) and what is not in them.

    `events` are in the points. `undated` have no day, `neutral` no signal, `void` no weight (denied, cancelled),
    `outside` lie outside the time asked for. `totals` are one point for each signal over the whole time.
    """

    name: str
    kind: str
    by: By
    side: Side
    since: dt.date | None
    until: dt.date | None
    points: tuple[Point, ...]
    totals: tuple[Point, ...]
    events: tuple[Weighed, ...]
    undated: tuple[Weighed, ...] = ()
    neutral: tuple[Weighed, ...] = ()
    void: tuple[Weighed, ...] = ()
    outside: tuple[Weighed, ...] = ()
    notes: tuple[str, ...] = ()
