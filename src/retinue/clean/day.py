"""Written dates of bylines, datelines and meta tags, read strictly: what can't be read is None, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = (
    "january jan januar janvier enero gennaio janeiro januari ene janv gen",
    "february feb februar février febrero febbraio fevereiro februari fév fevr",
    "march mar märz mars marzo março maart mär mrz",
    "april apr avril abril aprile avr abr",
    "may mai mayo maggio maio mei mag",
    "june jun juni juin junio giugno junho giu",
    "july jul juli juillet julio luglio julho juil lug",
    "august aug août agosto augustus ago",
    "september sep sept septembre septiembre settembre setembro set",
    "october oct oktober okt octobre octubre ottobre outubro ott",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre diciembre dicembre dezembro déc dic",
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_BARE = "|".join(sorted(_NUMBER, key=len, reverse=True))
_NAME = rf"(?P<month>{_BARE})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?:(?P<short>(?<=\s)[’']?[0-4]\d)(?![\d:.,]|\s?[ap]\.?m|\s\d{4}))"
_ISO = re.compile(rf"(?<![\d/.-]){_YEAR}\s?[-/.]\s?(?P<m>[01]?\d)\s?[-/.]\s?(?P<day>[0-3]?\d)(?!\d|[/.]\d)")
_HAN = re.compile(rf"{_YEAR}\s*[年년]\s*(?P<m>[01]?\d)\s*[月월]\s*(?P<day>[0-3]?\d)\s*[日号일]")
_DAY_FIRST = re.compile(
    rf"(?<![\d,.$€£]){_DAY}\.?(?:\s+(?:de|of|di)\s+|[\s-]+){_NAME},?(?:\s+(?:de|del)\s+|[\s-]+){_YEAR}(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST_SHORT = re.compile(rf"(?<![\d,.$€£]){_DAY}\s+{_NAME}\s+{_SHORT_YEAR}", re.IGNORECASE)
_MONTH_FIRST_SHORT = re.compile(rf"\b{_NAME}\s+{_DAY},?\s+(?P<short>[’'][0-4]\d)(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_NAME}[\s-]*{_DAY}(?:,\s*|\s+|-){_YEAR}(?!\d)", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d|[./-]\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<m>[01]\d)(?P<day>[0-3]\d)(?:T|t|\b)")
_NO_YEAR = re.compile(
    rf"\b{_NAME}\s*{_DAY}\b|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\.?\s+(?P<month2>{_BARE})\b", re.IGNORECASE
)
_LATE = re.compile(
    r"\b(?:1[3-9]|2[0-3])[:.h][0-5]\d\b(?!\s?[ap]\.?m)", re.IGNORECASE
)  # clocks of 24 hours go with day first
_MDY_COUNTRIES = frozenset({"US", "PH", "PW", "FM", "MH"})  # month first in print (CLDR short date patterns)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: where it stands in the line and its wording."""

    date: dt.date
    start: int
    end: int
    wording: str


_FORMS = (_ISO, _HAN, _DAY_FIRST, _MONTH_FIRST, _NUMERIC, _DAY_FIRST_SHORT, _MONTH_FIRST_SHORT)


def written_dates(text: str, country: str | None = None) -> list[Written]:
    """All full dates (day, month, year) in `text`, in order.

    `country` (ISO 3166-1 alpha-2 of the outlet) settles 10/09/2023; without it an ambiguous slashed date is
    left out unless a time of the 24-hour clock stands with it, while dots and dashes mean day first.
    """
    if not any(c.isdigit() for c in text):
        return []
    found: list[Written] = []
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            date = (
                _numeric(match, country or ("" if _LATE.search(text) else None))
                if pattern is _NUMERIC
                else _named(match)
            )
            if date and not any(w.start < match.end() and match.start() < w.end for w in found):
                found.append(Written(date, match.start(), match.end(), match[0].strip()))
    return sorted(found, key=lambda w: w.start)


def stamp(text: str) -> dt.date | None:
    """The date of a machine stamp (a meta tag, JSON-LD, `datetime=`, a JSON line) or None.

    Takes ISO forms, 20231009, and written dates; of a stamp with a time zone the local day counts.
    """
    dates = written_dates(text[:80])
    if dates:
        return dates[0].date
    match = re.match(rf"\s*{_YEAR}-(?P<m>\d\d)-(?P<day>\d\d)", text) or _COMPACT.match(text.strip())
    return _named(match) if match else None


def day_of_year(text: str) -> tuple[int, int] | None:
    """Month and day of a date without a year ("May 22", "22 May"), or None."""
    match = _NO_YEAR.search(text)
    if not match:
        return None
    name, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return _NUMBER[name.casefold().rstrip(".")], int(day)


def make(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def url_date(url: str) -> dt.date | None:
    """The date in a path such as /2023/10/09/, /2023-10-09- or /20231009/, or None."""
    match = re.search(rf"[/_-]{_YEAR}[/_-]?(?P<m>[01]\d)[/_-]?(?P<day>[0-3]\d)(?!\d)", url)
    return _named(match) if match else None


def _named(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else _NUMBER[parts["month"].casefold().rstrip(".")]
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"].lstrip("’'"))
    return make(year, month, int(parts["day"]))


def _numeric(match: re.Match[str], country: str | None) -> dt.date | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if first > 12 or first == second:
        return make(year, second, first)
    if second > 12:
        return make(year, first, second)
    if match["sep"] == "/":
        if country is None:
            return None
        return make(year, first, second) if country in _MDY_COUNTRIES else make(year, second, first)
    return make(year, second, first)
