"""Days into weeks (ISO 8601, Monday to Sunday), months, quarters and years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from retinue.series.types import By

__all__ = ["bin_of", "bins", "label_of"]

_MONTHS = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}


def bin_of(day: dt.date, by: By) -> tuple[dt.date, dt.date]:
    """The first and last day of the span that holds `day`; an event's own day for `By.EVENT`."""
    if by is By.EVENT:
        return day, day
    if by is By.WEEK:
        first = day - dt.timedelta(min(day.weekday(), (day - dt.date.min).days))
        return first, first + dt.timedelta(min(6, (dt.date.max - first).days))
    months = _MONTHS[by]
    first = dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    last_month = first.month + months - 1
    follows = dt.date.max if (first.year, last_month) == (dt.MAXYEAR, 12) else _next_month(first.year, last_month)
    return first, follows if follows == dt.date.max else follows - dt.timedelta(1)


def _next_month(year: int, month: int) -> dt.date:
    return dt.date(year + month // 12, month % 12 + 1, 1)


def bins(first: dt.date, last: dt.date, by: By) -> Iterator[tuple[dt.date, dt.date]]:
    """Every span from the one that holds `first` to the one that holds `last`."""
    span = bin_of(first, by)
    while True:
        yield span
        if span[1] >= last or span[1] == dt.date.max:
            return
        span = bin_of(span[1] + dt.timedelta(1), by)


def label_of(start: dt.date, by: By) -> str:
    """What the span is called: 2023-W40, 2023-10, 2023-Q4, 2023, 2023-10-07."""
    if by is By.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    if by is By.QUARTER:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return {By.MONTH: f"{start:%Y-%m}", By.YEAR: f"{start:%Y}"}.get(by, start.isoformat())
