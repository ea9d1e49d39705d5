"""Rules for single days and runs of days by number or name."""

from __future__ import annotations

import datetime as dt

from retinue.dates import calendar as cal
from retinue.dates.grammar import Hit, Reader
from retinue.dates.lexicon import lexicon
from retinue.dates.rules_periods import related_month
from retinue.dates.scene import Reading, Scene
from retinue.dates.years import dated, month_of, year_for

__all__ = ["READERS"]


def _iso(hit: Hit, scene: Scene) -> Reading | None:
    if hit.has("stamp"):
        when = dt.datetime.fromisoformat(hit.tokens[hit.first].text)
        return Reading("TIME", when.isoformat()[:16], cal.day(when.date()))
    if not hit.tight():
        return None
    return dated(cal.day(dt.date(hit.number("year"), hit.number("m"), hit.number("d"))))


def _numeric(hit: Hit, scene: Scene) -> Reading | None:
    if not hit.tight():
        return None
    a, b, y = hit.number("a"), hit.number("b"), hit.number("y")
    y += (2000 if y < 50 else 1900) if y < 100 else 0
    day_first = True if a > 12 else False if b > 12 else scene.day_first
    if a == b:
        day_first = True
    if day_first is None:
        whole = cal.year(y)
        return Reading("DATE", whole.value, whole, "absolute", "day and month stand in an unknown order")
    return dated(cal.day(dt.date(y, b, a) if day_first else dt.date(y, a, b)))


def _day_of_month(hit: Hit, scene: Scene) -> Reading | None:
    month, day = month_of(hit), hit.number("day")
    found = year_for(hit, scene, month, day)
    if found is None:
        return dated(None, "narrative", f"XXXX-{month:02}-{day:02}")
    if hit.has("weekday") and found[1] != "absolute":
        found = _agree(found, month, day, lexicon().weekday(hit.words("weekday")[0]))
    return dated(cal.day(dt.date(found[0], month, day)), found[1])


def _agree(found: tuple[int, str], month: int, day: int, weekday: int) -> tuple[int, str]:
    """The year, moved by one when only then the day falls on the weekday that the text gives."""
    for year in (found[0], found[0] - 1, found[0] + 1):
        if _is_weekday(year, month, day, weekday):
            return year, found[1]
    return found


def _is_weekday(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _days_of_month(hit: Hit, scene: Scene) -> Reading | None:
    month, first, last = month_of(hit), hit.number("day"), hit.number("day2")
    if last <= first:
        return None
    found = year_for(hit, scene, month, first)
    if found is None:
        return dated(None, "narrative", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
    return dated(cal.days(dt.date(found[0], month, first), dt.date(found[0], month, last)), found[1])


def _days_across_months(hit: Hit, scene: Scene) -> Reading | None:
    m1, m2, d1, d2 = month_of(hit), month_of(hit, "month2"), hit.number("day"), hit.number("day2")
    found = year_for(hit, scene, m2, d2)
    if found is None:
        return dated(None, "narrative", f"XXXX-{m1:02}-{d1:02}/XXXX-{m2:02}-{d2:02}")
    year = found[0] if (m1, d1) < (m2, d2) else found[0] - 1
    return dated(cal.days(dt.date(year, m1, d1), dt.date(found[0], m2, d2)), found[1])


def _bare_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "the 5th", "the 11th and the 14th of the same month": the month that was told, else the anchor's."""
    following = (hit.after() or ["."])[0]
    counts_something = following[:1].isalpha() and following not in lexicon().contexts["follows_year"]
    led = set(hit.before()) & {"on", "of", "by", "until", "between", "from", "since"}
    if not hit.has("mref") and (counts_something or not led):
        return None
    base = _month_meant(hit, scene)
    if base is None:
        return None
    year, month, kind = base
    first = dt.date(year, month, hit.number("day"))
    if hit.has("day2"):
        return dated(cal.days(first, dt.date(year, month, hit.number("day2"))), kind)
    return dated(cal.day(first), kind)


def _month_meant(hit: Hit, scene: Scene) -> tuple[int, int, str] | None:
    word, told, here = hit.word("mref"), scene.narrative.period, scene.anchor
    spelled = here is None or scene.narrative.explicit is not None or scene.sentences_since == 0
    harks_back = word in ("that", "same", "the") or (word == "" and spelled)
    if harks_back and told and (told.end - told.start).days <= 31:
        return told.start.year, told.start.month, "narrative"
    if here is None or word in ("that", "same"):
        return None
    step = {"last": -1, "previous": -1, "next": 1}.get(
        word, -1 if not word and hit.number("day") > here.day + 1 else 0
    )
    return *cal.add_months(here.year, here.month, step), "publication"


def _edge_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "the first day of the month", "the last day of that year", "the first day of March 2022"."""
    if hit.has("month"):
        month = month_of(hit)
        found = year_for(hit, scene, month, 0)
        period, kind = (cal.month(found[0], month), found[1]) if found else (None, "narrative")
    else:
        told = scene.narrative.period if hit.word("rel") in ("that", "the same") else None
        here, kind = (told.start, "narrative") if told else (scene.anchor, "publication")
        step = {"last": -1, "next": 1}.get(hit.word("rel"), 0)
        period = cal.around(lexicon().unit(hit.word("unit")), here, step) if here else None
    if period is None:
        return dated(None, kind)
    return dated(cal.day(period.start if hit.word("nth") == "first" else period.end), kind)


def _related_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "last Oct. 23"."""
    whole = related_month(hit, scene)
    if whole is None or whole.period is None:
        return whole
    return dated(cal.day(whole.period.start.replace(day=hit.number("day"))), whole.anchor)


READERS: dict[str, Reader] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_of_month": _day_of_month,
    "days_of_month": _days_of_month,
    "days_across": _days_across_months,
    "bare_day": _bare_day,
    "related_day": _related_day,
    "edge_day": _edge_day,
}
