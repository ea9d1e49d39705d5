"""Holidays that news uses as dates: fixed, by weekday, by Easter, or by the `holidays` library's lunar tables."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import holidays

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.lexicon import load_yaml
from retinue.errors import KnowledgeError
from retinue.model import Precision

__all__ = ["Feast", "feasts"]


@dataclass(frozen=True, slots=True)
class Feast:
    """One holiday; the fields are described in data/dates/holidays.yml."""

    names: tuple[str, ...]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int = 1
    offset: int = 0
    easter: int | None = None
    country: str | None = None
    find: str = ""
    since: int = 1
    until: int = 9999
    length: int = 1
    exact: bool = True

    def in_year(self, year: int) -> Period | None:
        """The days it covers in `year`; None where the tables do not reach."""
        first = self._first(year) if self.since <= year <= self.until else None
        if first is None:
            return None
        if self.length > 1:
            return cal.days(first, first + (self.length - 1) * cal.ONE_DAY)
        whole = cal.day(first)
        return whole if self.exact else Period(whole.start, whole.end, Precision.WEEK, whole.value)

    def _first(self, year: int) -> dt.date | None:
        if self.easter is not None:
            return easter(year) + self.easter * cal.ONE_DAY
        if self.country:
            return _from_library(self.country, self.find, year)
        if self.month is None:
            return None
        if self.weekday is None:
            return dt.date(year, self.month, self.day or 1)
        return _nth_weekday(year, self.month, self.weekday, self.nth) + self.offset * cal.ONE_DAY


@cache
def feasts() -> dict[str, Feast]:
    """Every holiday by each of its names. Raises KnowledgeError when an entry has an unknown field."""
    found: dict[str, Feast] = {}
    rows: list[dict[str, Any]] = load_yaml("holidays.yml")["holidays"]
    for row in rows:
        try:
            feast = Feast(**{**row, "names": tuple(row["names"])})
        except TypeError as error:
            raise KnowledgeError(f"holiday {row.get('names')}: {error}", path="data/dates/holidays.yml") from error
        found |= dict.fromkeys(feast.names, feast)
    return found


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar, by the algorithm in Meeus, Astronomical Algorithms."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    month, day = divmod(h + length - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    if nth < 0:
        last = cal.month(year, month).end
        return last - ((last.weekday() - weekday) % 7) * cal.ONE_DAY
    first = dt.date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * cal.ONE_DAY


@lru_cache(maxsize=512)
def _from_library(country: str, name: str, year: int) -> dt.date | None:
    language = {"CN": "en_US", "IN": "en_IN", "TR": "en_US"}[country]
    table = holidays.country_holidays(country, years=year, language=language)
    found = [day for day, text in table.items() if name in text and "observed" not in text]
    return min(found, default=None)
