"""Rules for stretches of time and what is counted by them: durations, offsets, repetitions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.grammar import Hit, Reader
from retinue.dates.lexicon import lexicon
from retinue.dates.quantity import Quantity, amount, duration_value, quantity
from retinue.dates.rules_deictic import blank
from retinue.dates.scene import Reading, Scene
from retinue.dates.years import year_told
from retinue.model import Precision

__all__ = ["READERS"]

_IN_YEARS = {"DE": 10, "CE": 100}
_QUARTER = re.compile(r"\d{4}-Q[1-4]")


# ------------------------------------------------------------------------------------------- durations
def _duration(hit: Hit, scene: Scene) -> Reading | None:
    count, unit = amount(hit.words("n"), hit.word("unit"))
    count = Quantity(count.whole, half=count.half or hit.has("half"))
    if hit.words("n") == ["a"] and _is_rate(hit):
        return Reading("SET", duration_value(count, unit))
    if unit == "Q" and count.whole in (1, 3):
        return None  # parts of a whole rather than of a year: "a quarter of sales", "three quarters of them"
    if hit.has("old"):
        return None  # an age tells no time of its own
    return Reading("DURATION", duration_value(count, unit))


def _is_rate(hit: Hit) -> bool:
    """True in "$5 billion a year", "twice a week", "40,000 tonnes a month"."""
    before = hit.before(4)
    if not before or hit.has("about"):
        return False
    if before[-1] in ("once", "twice", "times", "percent", "%"):
        return True
    numbers = lexicon().numbers.keys() | {"million", "billion", "trillion"}
    counted = any(word[0].isdigit() or word in numbers for word in before)
    return counted and before[-1] not in lexicon().contexts["before_duration"]


def _some_units(hit: Hit, scene: Scene) -> Reading | None:
    """Bare plurals: "for years", "within weeks", "decades-long"."""
    unit = lexicon().unit(hit.word("unit"))
    return Reading("DURATION", duration_value(Quantity(None), unit))


def _recent_units(hit: Hit, scene: Scene) -> Reading | None:
    """ "in recent days", "the coming years": no days named. TimeBank takes recent weeks and months for durations."""
    unit = lexicon().unit(hit.word("unit"))
    if hit.word("rel") == "recent" and unit in ("W", "M", "Q"):
        return Reading("DURATION", duration_value(Quantity(None), unit), reason="vague: names no days")
    value = "PAST_REF" if hit.word("rel") == "recent" else "FUTURE_REF"
    return Reading("DATE", value, reason="vague: names no days")


def _span_of_units(hit: Hit, scene: Scene) -> Reading | None:
    """ "the past two years", "the next three days", "the first nine months of 2024"."""
    count, unit = amount(hit.words("n"), hit.word("unit"))
    value = duration_value(count, unit)
    if hit.word("rel") != "first" or unit not in ("M", "W") or count.whole is None:
        return Reading("DURATION", value)
    found = year_told(hit, scene) if hit.has("year") or hit.has("yref") else None
    if found is None or unit != "M" or not 1 <= count.whole <= 12:
        return Reading("DURATION", value)
    months = cal.months(found[0], 1, count.whole, value)
    return Reading("DURATION", value, months, found[1])


def _one_unit(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("DURATION", duration_value(Quantity(1), lexicon().unit(hit.word("unit"))))


# --------------------------------------------------------------------------------------------- offsets
@dataclass(frozen=True, slots=True)
class _Base:
    """What an offset is counted from: a day, the period that was told when there is one, and which kind it is."""

    day: dt.date | None
    told: Period | None
    kind: str


def _offset(hit: Hit, scene: Scene) -> Reading | None:
    """ "three weeks ago", "a day earlier", "eleven days later", "two years before"."""
    words = hit.words("way")
    count, unit = amount(hit.words("n"), hit.word("unit"))
    sign = -1 if words[0] in ("ago", "earlier", "before", "previously") else 1
    if words[-1] in ("before", "after") and not hit.has("told") and not _phrase_ends(hit):
        return Reading("DURATION", duration_value(count, unit), None, "event", f"so long {words[-1]} what follows")
    if count.whole is None:
        value = "PAST_REF" if words[0] == "ago" else duration_value(count, unit)
        return Reading("DATE" if words[0] == "ago" else "DURATION", value, reason="vague: names no days")
    base = _narrative(scene, unit)
    if words[0] in ("ago", "hence", "from"):
        base = _Base(scene.anchor, base.told if count.whole == 1 else None, "publication")
    if unit == "W" and base.kind == "narrative" and base.day and hit.match.start("n") == hit.first:
        return _weeks_from(base.day, sign * count.whole)
    exact = hit.has("exact") or hit.word("unit") == "fortnight"
    return _shifted(base, unit, sign * count.whole, exact=exact)


def _weeks_from(day: dt.date, step: int) -> Reading:
    """Whole weeks from a day that the text tells: that weekday, though TIMEX3 writes more than one as a week."""
    there = cal.day(day + dt.timedelta(weeks=step))
    value = there.value if abs(step) == 1 else cal.week(there.start).value
    return Reading("DATE", value, there, "narrative")


def _phrase_ends(hit: Hit) -> bool:
    """True when nothing follows that "two years before" could belong to."""
    following = hit.after()
    return not following or following[0] in lexicon().contexts["ends_phrase"]


def _narrative(scene: Scene, unit: str) -> _Base:
    told = scene.narrative
    if unit in ("D", "W"):
        day = told.day if told.period is None or told.period.precision is not Precision.YEAR else None
        return _Base(day, told.period, "narrative")
    return _Base(told.period.start if told.period else None, told.period, "narrative")


def _shifted(base: _Base, unit: str, step: int, *, exact: bool) -> Reading | None:
    """The period `step` units from the base: of the unit's size, save that one week, or `exact` weeks, give a day."""
    here = base.day
    if unit[0] == "T":
        if here is None or step > 0 or abs(step) > 12:
            return Reading("DURATION", f"PT{abs(step)}{unit[1:]}", None, base.kind)
        return Reading("DATE", here.isoformat(), cal.day(here), base.kind, "some hours earlier, taken as that day")
    if here is None:
        return Reading("DATE", blank(unit), None, base.kind, f"counted from the {base.kind}, which gives no date")
    if unit == "Y" and base.told and _QUARTER.fullmatch(base.told.value):
        year, quarter = base.told.value.split("-Q")
        return _date(cal.quarter(int(year) + step, int(quarter)), base.kind)
    if unit == "Y" and abs(step) == 1 and (base.told is None or base.told.precision is not Precision.YEAR):
        return _date(_same_month(here, step), base.kind)
    if unit in _IN_YEARS:
        return _date(cal.year(here.year + step * _IN_YEARS[unit]), base.kind)
    if unit == "W" and (exact or abs(step) == 1):
        return _date(cal.day(here + dt.timedelta(weeks=step)), base.kind)
    period = cal.around(unit, here, step)
    return _date(period, base.kind) if period else None


def _same_month(here: dt.date, step: int) -> Period:
    """ "a year later", counted from a day or a month: that month of the year, though TIMEX3 writes the year alone."""
    month = cal.month(here.year + step, here.month)
    return Period(month.start, month.end, month.precision, cal.year(month.start.year).value)


def _date(period: Period, kind: str) -> Reading:
    return Reading("DATE", period.value, period, kind)


def _unit_before(hit: Hit, scene: Scene) -> Reading | None:
    """ "the month after", "the year before", "the week earlier"."""
    if not _phrase_ends(hit):
        return None
    sign = -1 if hit.word("way") in ("before", "earlier") else 1
    unit = lexicon().unit(hit.word("unit"))
    base = _narrative(scene, unit)
    return _shifted(_Base(base.day, None, base.kind), unit, sign, exact=True)


def _year_earlier(hit: Hit, scene: Scene) -> Reading | None:
    """ "the year-earlier quarter", "year-ago period"."""
    return _shifted(_narrative(scene, "Y"), "Y", -1, exact=True)


# ----------------------------------------------------------------------------------------- repetitions
def _every(hit: Hit, scene: Scene) -> Reading | None:
    words = lexicon()
    if hit.has("month"):
        return Reading("SET", f"XXXX-{words.month(hit.words('month')[0]):02}")
    if hit.has("weekday"):
        return Reading("SET", f"XXXX-WXX-{words.weekday(hit.words('weekday')[0]) + 1}")
    if hit.has("part"):
        return Reading("SET", f"XXXX-XX-XXT{words.parts[hit.word('part')]}")
    count = quantity(hit.words("n")) if hit.has("n") else Quantity(2 if hit.has("other") else 1)
    return Reading("SET", duration_value(count, words.unit(hit.word("unit"))))


def _repeat(hit: Hit, scene: Scene) -> Reading | None:
    return Reading("SET", lexicon().adverbs_of_repetition[hit.word("word")])


READERS: dict[str, Reader] = {
    "duration": _duration,
    "some_units": _some_units,
    "one_unit": _one_unit,
    "recent_units": _recent_units,
    "span_of_units": _span_of_units,
    "offset": _offset,
    "unit_before": _unit_before,
    "year_earlier": _year_earlier,
    "every": _every,
    "repeat": _repeat,
}
