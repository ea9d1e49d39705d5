"""Times as bars: where each lies on a common scale, so that a page can draw intervals without a script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bar", "Scale", "scale_of"]

Interval = tuple[dt.date | None, dt.date | None]
LEAST = 0.8  # percent of the width: shorter would not be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """Start and width in percent of the scale; `open` when it has no end yet."""

    start: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first day to the last; `ticks` are (year, percent)."""

    first: dt.date
    last: dt.date
    ticks: tuple[tuple[int, float], ...]

    def at(self, day: dt.date) -> float:
        """Where a day lies, in percent."""
        whole = max((self.last - self.first).days, 1)
        return round(100 * min(max((day - self.first).days / whole, 0), 1), 2)

    def bar(self, since: dt.date | None, until: dt.date | None) -> Bar:
        """Where an interval lies; open ends reach the scale's."""
        start, end = self.at(since or self.first), self.at(until or self.last)
        width = max(end - start, LEAST)
        return Bar(min(start, 100 - width), width, until is None)


def scale_of(intervals: Sequence[Interval], today: dt.date) -> Scale:
    """A scale of whole years that holds all the intervals and today."""
    days = [day for interval in intervals for day in interval if day] or [today]
    first = dt.date(min(*days, today).year, 1, 1)
    last = max(*days, today)
    years = range(first.year, last.year + 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 1000) if len(years) / step <= 8)
    scale = Scale(first, last, ())
    ticks = tuple((year, scale.at(dt.date(year, 1, 1))) for year in years if year % step == 0)
    return Scale(first, last, ticks)
