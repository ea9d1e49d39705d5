"""Rules for what is counted from the day of publication or from the date told last."""

from __future__ import annotations

import datetime as dt

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.grammar import Hit, Reader
from retinue.dates.lexicon import lexicon
from retinue.dates.scene import Reading, Scene
from retinue.model import Precision

__all__ = ["READERS", "blank"]

_STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "present": 0,
          "next": 1, "coming": 1, "following": 1, "that": 0, "same": 0, "the": 0, "latest": -1, "new": 0}  # fmt: skip
_BOUNDS = frozenset({"by", "before", "until", "till"})
_FROM_NARRATIVE = frozenset({"that", "same", "following", "preceding", "previous", "prior"})
_BLANKS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
           "DE": "XXX", "CE": "XX"}  # fmt: skip


def blank(unit: str) -> str:
    """The TIMEX3 value of a unit whose place on the calendar isn't known."""
    return _BLANKS.get(unit, "XXXX")


def _unknown(unit: str, kind: str) -> Reading:
    return Reading("DATE", blank(unit), None, kind, f"counted from the {kind}, which gives no date")


def _read(period: Period | None, kind: str, part: str = "", reason: str = "") -> Reading | None:
    if period is None:
        return None
    if part:
        return Reading("TIME", f"{period.value}T{part}", period, kind, reason)
    return Reading("DATE", period.value, period, kind, reason)


def _part(hit: Hit) -> str:
    word = hit.word("part")
    return lexicon().parts.get(word, "") or lexicon().clock_words.get(word, "")


# ----------------------------------------------------------------------------------- today and its like
def _near_day(hit: Hit, scene: Scene) -> Reading | None:
    word = hit.word("word")
    step = {"yesterday": -1, "tomorrow": 1, "last night": -1, "overnight": 0}.get(word, 0)
    step *= 2 if hit.has("far") else 1
    part = "NI" if word in ("tonight", "last night", "overnight") else _part(hit)
    if scene.anchor is None:
        return _unknown("D", "publication")
    return _read(cal.day(scene.anchor + dt.timedelta(days=step)), "publication", part)


def _this_part(hit: Hit, scene: Scene) -> Reading | None:
    """ "this morning"; "that evening", "the same morning", "in the afternoon" hang on the narrative's day."""
    rel, part = hit.word("rel"), _part(hit)
    if rel == "this":
        day, kind = scene.anchor, "publication"
    else:
        day, kind = scene.narrative.day, "narrative"
        step = 1 if rel in ("the next", "the following") else -1 if rel.startswith("the previous") else 0
        day = day and day + dt.timedelta(days=step)
    if day is None:
        return Reading("TIME", f"XXXX-XX-XXT{part}", None, kind, f"counted from the {kind}, which gives no day")
    return _read(cal.day(day), kind, part)


def _told_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "that day", "the same day", "the next day", "the day before", "the previous day"."""
    words = hit.words("rel")
    step = bool(set(words) & {"next", "following", "after"}) - bool(set(words) & {"previous", "before", "eve"})
    following = (hit.after() or ["."])[0]
    if words[-1] in ("before", "after", "eve") and following not in lexicon().contexts["ends_phrase"] | {"that"}:
        return Reading("DATE", "XXXX-XX-XX", None, "event", f"the day {words[-1]} that of what follows")
    day = scene.narrative.day
    if day is None:
        return _unknown("D", "narrative")
    return _read(cal.day(day + dt.timedelta(days=step)), "narrative", _part(hit))


def _nth_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "on the first day": of the days told last."""
    told = scene.narrative.period
    following = (hit.after() or ["."])[0]
    if told is None or told.precision is not Precision.DAY or told.start == told.end or following == "of":
        return None
    word = hit.word("nth")
    if word in ("last", "final"):
        return _read(cal.day(told.end), "narrative")
    day = told.start + dt.timedelta(days=lexicon().ordinals.get(word, 1) - 1)
    return _read(cal.day(day), "narrative") if day <= told.end else None


def _part_before(hit: Hit, scene: Scene) -> Reading | None:
    """ "the evening before"."""
    following = [*hit.after(2), "."]
    if following[0] not in lexicon().contexts["ends_phrase"] and following[1] != "had":
        return None
    day = scene.narrative.day
    return _read(cal.day(day - cal.ONE_DAY), "narrative", _part(hit)) if day else None


# -------------------------------------------------------------------------------------------- weekdays
def _weekday(hit: Hit, scene: Scene) -> Reading | None:
    number = lexicon().weekday(hit.words("weekday")[0])
    if not set(hit.words("weekday")) & lexicon().weekdays.keys() and not hit.has("rel"):
        return None
    if hit.after(2) == [".", "com"]:
        return None
    rel = hit.words("rel")[-1] if hit.has("rel") else ""
    part = _part(hit)
    if hit.has("week"):
        return _weekday_of_week(hit, scene, number, part)
    if rel in ("that", "following", "the", "same"):
        return _told_weekday(scene, number, rel, part)
    if scene.anchor is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}", None, "publication", "the day of publication isn't known")
    ahead = rel not in ("last", "past") and _to_come(hit, scene)
    return _read(cal.day(_weekday_date(scene.anchor, number, rel, ahead=ahead)), "publication", part)


def _to_come(hit: Hit, scene: Scene) -> bool:
    """True where the clause looks ahead, and for "stays until Saturday"."""
    tense = scene.tense(hit.first, hit.last)
    return tense == "future" or (tense is None and bool(set(hit.before()) & {"until", "till", "by"}))


def _weekday_date(here: dt.date, number: int, rel: str, *, ahead: bool) -> dt.date:
    back = (here.weekday() - number) % 7
    if rel in ("last", "past", "previous"):
        return here - dt.timedelta(days=back or 7)
    if rel == "next":
        return cal.monday(here) + dt.timedelta(days=7 + number)
    forward = (number - here.weekday()) % 7
    if ahead or (rel in ("coming", "this") and forward <= back):
        return here + dt.timedelta(days=forward)
    return here - dt.timedelta(days=back)


def _weekday_of_week(hit: Hit, scene: Scene, number: int, part: str) -> Reading | None:
    base = scene.anchor
    if base is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}", None, "publication", "the day of publication isn't known")
    step = _STEPS.get(hit.word("week"), 0)
    return _read(cal.day(cal.monday(base) + dt.timedelta(days=7 * step + number)), "publication", part)


def _told_weekday(scene: Scene, number: int, rel: str, part: str) -> Reading | None:
    """ "the following Sunday", "that Friday", "on the Friday": on or after the day told last."""
    day = scene.narrative.day
    if day is None:
        if rel != "the" or scene.anchor is None:
            return Reading("DATE", f"XXXX-WXX-{number + 1}", None, "narrative", "no earlier date to count from")
        return _read(cal.day(_weekday_date(scene.anchor, number, "", ahead=False)), "publication", part)
    forward = (number - day.weekday()) % 7
    if rel == "following" and forward == 0:
        forward = 7
    return _read(cal.day(day + dt.timedelta(days=forward)), "narrative", part)


def _weekday_run(hit: Hit, scene: Scene) -> Reading | None:
    """ "Thursday and Friday of last week"."""
    first, last = (
        _weekday_of_week(hit, scene, lexicon().weekday(hit.words(name)[0]), "") for name in ("weekday", "weekday2")
    )
    if not first or not last or not first.period or not last.period or last.period.start <= first.period.start:
        return first
    return _read(cal.days(first.period.start, last.period.start), "publication")


# ----------------------------------------------------------------------- weeks, months, quarters, years
def _unit(hit: Hit, scene: Scene) -> Reading | None:
    unit, words = lexicon().unit(hit.word("unit")), hit.words("rel")
    if unit[0] == "T" or unit == "D":
        return None
    rel = words[-1]
    step = _STEPS[rel]
    told = scene.narrative.period
    if words == ["the", "next"] and told and scene.narrative.explicit is not None:
        return _read(cal.around(unit, told.start, 1), "narrative")
    if rel in _FROM_NARRATIVE and (told or rel not in ("previous", "prior")):
        return _read(cal.around(unit, told.start, step), "narrative") if told else _unknown(unit, "narrative")
    if scene.anchor is None:
        return _unknown(unit, "publication")
    if hit.word("mod") in ("earlier", "later") and unit == "W" and rel in ("this", "the"):
        return _rest_of_week(hit.word("mod"), scene.anchor)
    whole = cal.around(unit, scene.anchor, step)
    return _until_end(hit, whole, scene.anchor) if step == 0 else _read(whole, "publication")


def _rest_of_week(mod: str, here: dt.date) -> Reading:
    """ "earlier this week": Monday to yesterday; "later this week": tomorrow to Sunday; precision a week."""
    whole = cal.week(here)
    if mod == "earlier":
        start, end = whole.start, max(whole.start, here - cal.ONE_DAY)
    else:
        start, end = min(whole.end, here + cal.ONE_DAY), whole.end
    return Reading(
        "DATE", whole.value, Period(start, end, whole.precision, whole.value), "publication", f"{mod} in the week"
    )


def _the_unit(hit: Hit, scene: Scene) -> Reading | None:
    """ "earlier in the week", "the end of the year", "later that month", "later in the day"."""
    unit = lexicon().unit(hit.word("unit"))
    if unit[0] == "T":
        return None
    if unit == "W" and scene.anchor is not None and hit.word("mod") in ("earlier", "later"):
        return _rest_of_week(hit.word("mod"), scene.anchor)
    if unit == "D":
        return _read(cal.day(scene.narrative.day), "narrative") if scene.narrative.day else _unknown("D", "narrative")
    told = scene.narrative
    if told.period and told.explicit is not None:
        return _read(cal.around(unit, told.period.start, 0), "narrative")
    if scene.anchor is None:
        return _unknown(unit, "publication")
    return _until_end(hit, cal.around(unit, scene.anchor, 0), scene.anchor)


def _until_end(hit: Hit, whole: Period | None, here: dt.date) -> Reading | None:
    """ "before the end of the year": what is left of it at publication, known no more closely than before."""
    if whole is None or not (set(hit.before()) & _BOUNDS and "end" in (hit.word("mod") + hit.word("end"))):
        return _read(whole, "publication")
    left = Period(max(whole.start, here), whole.end, whole.precision, whole.value)
    return _read(left, "publication", reason="what is left of it at publication")


def _told_quarter(hit: Hit, scene: Scene) -> Reading | None:
    """ "the quarter": the one told last; nothing when none was."""
    told = scene.narrative.period
    if told is None or "-Q" not in told.value:
        return None
    return _read(cal.around("Q", told.start, 0), "narrative")


def _weekend(hit: Hit, scene: Scene) -> Reading | None:
    if scene.anchor is None:
        return _unknown("WE", "publication")
    here = scene.anchor
    if scene.future(hit.first, hit.last):
        return _read(cal.weekend(here), "publication")
    return _read(cal.weekend(here if here.weekday() >= 5 else here - dt.timedelta(weeks=1)), "publication")


def _week_of(hit: Hit, scene: Scene) -> Reading | None:
    month, day = lexicon().month(hit.words("month")[0]), hit.number("day")
    found = (hit.number("year"), "absolute") if hit.has("year") else None
    found = found or scene.pick_year(month, day, scene.tense(hit.first, hit.last))
    if found is None:
        return _unknown("W", "publication")
    whole = cal.weekend if hit.word("unit") == "weekend" else cal.week
    return _read(whole(dt.date(found[0], month, day)), found[1])


def _year_end(hit: Hit, scene: Scene) -> Reading | None:
    if scene.anchor is None:
        return _unknown("Y", "publication")
    return _until_end(hit, cal.year(scene.anchor.year), scene.anchor)


READERS: dict[str, Reader] = {
    "near_day": _near_day,
    "this_part": _this_part,
    "told_day": _told_day,
    "weekday": _weekday,
    "weekday_run": _weekday_run,
    "nth_day": _nth_day,
    "part_before": _part_before,
    "unit": _unit,
    "the_unit": _the_unit,
    "told_quarter": _told_quarter,
    "weekend": _weekend,
    "week_of": _week_of,
    "year_end": _year_end,
}
