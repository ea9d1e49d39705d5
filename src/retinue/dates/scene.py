"""What an expression is read against: the day of publication, the dates told so far, the tense of its clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.tense import tense_around
from retinue.dates.tokens import Token

__all__ = ["Narrative", "Reading", "Scene"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one expression; `period` is None when it names no calendar days."""

    type: str
    value: str
    period: Period | None = None
    anchor: str = "absolute"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """What "that day", "a year later", "on 3 May" hark back to.

    `period` is the last calendar stretch told, `day` the last single day, `explicit` the year that the text last
    spelled out, None when the last date was counted from publication.
    """

    period: Period | None = None
    day: dt.date | None = None
    explicit: int | None = None


@dataclass(slots=True)
class Scene:
    """The state of reading one text. `day_first` settles 10/07/2023; None leaves such dates open."""

    tokens: Sequence[Token]
    anchor: dt.date | None
    narrative: Narrative = field(default_factory=Narrative)
    day_first: bool | None = None

    def future(self, first: int, last: int) -> bool:
        """True when the clause around tokens `first`..`last` speaks of what is to come."""
        return tense_around(self.tokens, first, last) == "future"

    def note(self, reading: Reading, *, spelled_year: bool) -> None:
        """Remember a reading for the anaphoric expressions that follow it."""
        period = reading.period
        if period is None or reading.type not in ("DATE", "TIME"):
            return
        single = period.start if period.start == period.end else None
        if spelled_year:
            explicit: int | None = period.start.year
        elif reading.anchor == "narrative":
            explicit = period.start.year if self.narrative.explicit is not None or self.anchor is None else None
        else:
            explicit = None
        self.narrative = Narrative(period, single, explicit)

    def pick_year(self, month: int, day: int, *, future: bool) -> tuple[int, str] | None:
        """The year of a month (`day` 0) or a day told without one, and what it was counted from.

        In a stretch of text that last named a year of its own, that year; else the one that lies nearest before
        publication (a day after it is allowed for time zones), or nearest after it when the clause looks ahead.
        None when there is nothing to count from.
        """
        told = self.narrative.explicit
        if told is not None and (self.anchor is None or told < self.anchor.year):
            return told, "narrative"
        if self.anchor is None:
            return None
        return _nearest_year(self.anchor, month, day, future=future), "publication"


def _nearest_year(anchor: dt.date, month: int, day: int, *, future: bool) -> int:
    here = (anchor.month, anchor.day) if day else (anchor.month, 0)
    if future:
        return anchor.year if (month, day) >= here else anchor.year + 1
    tomorrow = anchor + cal.ONE_DAY
    limit = (tomorrow.month, tomorrow.day) if day else (tomorrow.month, 0)
    if (month, day) <= limit:
        return tomorrow.year
    return tomorrow.year - 1
