"""Stretches of calendar days and their TIMEX3 values: arithmetic only, no language."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from retinue.model import Precision

__all__ = [
    "Period",
    "add_months",
    "around",
    "day",
    "days",
    "decade",
    "half",
    "month",
    "months",
    "quarter",
    "season",
    "week",
    "weekend",
    "year",
    "years",
]

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, how exactly they are known, and the TIMEX3 value that says the same."""

    start: dt.date
    end: dt.date
    precision: Precision
    value: str


def day(when: dt.date) -> Period:
    """One calendar day."""
    return Period(when, when, Precision.DAY, when.isoformat())


def days(first: dt.date, last: dt.date) -> Period:
    """Several days, both ends known."""
    return Period(first, last, Precision.DAY, f"{first.isoformat()}/{last.isoformat()}")


def monday(when: dt.date) -> dt.date:
    """The Monday of the week that `when` lies in; raises OverflowError before the first Monday of year 1."""
    return when - dt.timedelta(days=when.weekday())


def week(when: dt.date) -> Period:
    """Monday to Sunday around `when`."""
    first = monday(when)
    number = first.isocalendar()
    return Period(first, first + 6 * ONE_DAY, Precision.WEEK, f"{number.year:04}-W{number.week:02}")


def weekend(when: dt.date) -> Period:
    """Saturday and Sunday of the week around `when`."""
    whole = week(when)
    return Period(whole.start + 5 * ONE_DAY, whole.end, Precision.DAY, f"{whole.value}-WE")


def months(y: int, first: int, count: int, value: str, precision: Precision = Precision.MONTH) -> Period:
    """`count` whole months from month `first` of year `y` (may run into the next year). Raises ValueError."""
    last_y, last_m = add_months(y, first, count - 1)
    last = dt.date(last_y, last_m, calendar.monthrange(last_y, last_m)[1])
    return Period(dt.date(y, first, 1), last, precision, value)


def month(y: int, m: int) -> Period:
    """A whole month. Raises ValueError when there is none such."""
    return months(y, m, 1, f"{y:04}-{m:02}")


def quarter(y: int, q: int) -> Period:
    """A quarter of the calendar year, `q` from 1 to 4."""
    return months(y, 3 * q - 2, 3, f"{y:04}-Q{q}")


def half(y: int, h: int) -> Period:
    """A half of the calendar year, `h` 1 or 2."""
    return months(y, 6 * h - 5, 6, f"{y:04}-H{h}")


def season(y: int, code: str, first: int) -> Period:
    """Three months from month `first`; a winter runs into the next year."""
    return months(y, first, 3, f"{y:04}-{code}")


def year(y: int) -> Period:
    """A whole year."""
    return months(y, 1, 12, f"{y:04}", Precision.YEAR)


def years(first: int, last: int) -> Period:
    """Whole years, both included."""
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31), Precision.YEAR, f"{first:04}/{last:04}")


def decade(y: int) -> Period:
    """The ten years that share the first three digits of `y`."""
    first = y - y % 10
    return Period(dt.date(first, 1, 1), dt.date(first + 9, 12, 31), Precision.YEAR, f"{first // 10:03}X")


def add_months(y: int, m: int, count: int) -> tuple[int, int]:
    """Year and month `count` months after month `m` of year `y`."""
    whole = y * 12 + (m - 1) + count
    return whole // 12, whole % 12 + 1


def around(unit: str, here: dt.date, step: int) -> Period | None:
    """The day, week, weekend, month, quarter, year, decade or century `step` units from the one around `here`."""
    if unit == "D":
        return day(here + dt.timedelta(days=step))
    if unit in ("W", "WE"):
        there = here + dt.timedelta(weeks=step)
        return week(there) if unit == "W" else weekend(there)
    if unit == "M":
        return month(*add_months(here.year, here.month, step))
    if unit == "Q":
        y, m = add_months(here.year, here.month, 3 * step)
        return quarter(y, (m + 2) // 3)
    if unit == "Y":
        return year(here.year + step)
    return decade(here.year + 10 * step) if unit == "DE" else None
