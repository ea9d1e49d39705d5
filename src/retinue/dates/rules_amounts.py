"""Rules for stretches of time and what is counted by them: durations, offsets, repetitions."""

from __future__ import annotations

import datetime as dt

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.grammar import Hit, Rule
from retinue.dates.lexicon import lexicon
from retinue.dates.quantity import Quantity, duration_value, quantity
from retinue.dates.rules_calendar import year_told
from retinue.dates.rules_deictic import blank
from retinue.dates.scene import Reading, Scene

__all__ = ["RULES"]

_IN_YEARS = {"DE": 10, "CE": 100}
_ENDS_PHRASE = frozenset({".", ",", ";", ":", ")", "and", "but", "\n\n", "to", "in", "at", "by", "on", "when"})


# ------------------------------------------------------------------------------------------- durations
def _duration(hit: Hit, scene: Scene) -> Reading | None:
    count, unit = quantity(hit.words("n")), lexicon().unit(hit.word("unit"))
    count = Quantity(count.whole, half=count.half or hit.has("half"))
    if hit.words("n") == ["a"] and _is_rate(hit):
        return Reading("SET", duration_value(count, unit))
    if hit.word("unit") in ("second", "seconds", "quarter", "quarters") and hit.words("n") in (["a"], ["one"], ["an"]):
        return None
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
    return any(w[0].isdigit() or w in numbers for w in before) and before[-1] not in (
        "for", "in", "than", "of", "after", "within", "about", "over", "was", "only", "just", "nearly", "almost", "to", "is", ",",
    )  # fmt: skip


def _some_units(hit: Hit, scene: Scene) -> Reading | None:
    """Bare plurals: "for years", "within weeks", "decades-long"."""
    unit = lexicon().unit(hit.word("unit"))
    return Reading("DURATION", duration_value(Quantity(None), unit))


def _recent_units(hit: Hit, scene: Scene) -> Reading | None:
    """ "in recent days": the past, no days named."""
    value = "PAST_REF" if hit.word("rel") in ("recent", "past", "earlier") else "FUTURE_REF"
    return Reading("DATE", value, reason="vague: names no days")


def _span_of_units(hit: Hit, scene: Scene) -> Reading | None:
    """ "the past two years", "the next three days", "the first nine months of 2024"."""
    count, unit = quantity(hit.words("n")), lexicon().unit(hit.word("unit"))
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
def _offset(hit: Hit, scene: Scene) -> Reading | None:
    """ "three weeks ago", "a day earlier", "eleven days later", "two years before"."""
    words = hit.words("way")
    unit, count = lexicon().unit(hit.word("unit")), quantity(hit.words("n"))
    sign = -1 if words[0] in ("ago", "earlier", "before", "previously", "back") else 1
    if words[-1] in ("before", "after") and not hit.has("told") and hit.after() and hit.after()[0] not in _ENDS_PHRASE:
        return Reading("DURATION", duration_value(count, unit), None, "event", f"so long {words[-1]} what follows")
    if count.whole is None:
        value = "PAST_REF" if words[0] == "ago" else duration_value(count, unit)
        return Reading("DATE" if words[0] == "ago" else "DURATION", value, reason="vague: names no days")
    if words[0] in ("ago", "hence", "from", "back"):
        told = scene.narrative.period if count.whole == 1 else None
        return _shifted(scene.anchor, told, "publication", unit, sign * count.whole, exact=hit.has("exact"))
    return _shifted(_told(scene, unit), scene.narrative.period, "narrative", unit, sign * count.whole, exact=hit.has("exact"))


def _told(scene: Scene, unit: str) -> dt.date | None:
    told = scene.narrative
    if unit in ("D", "W"):
        return told.day
    return told.period.start if told.period else None


def _shifted(here: dt.date | None, told: Period | None, kind: str, unit: str, step: int, *, exact: bool) -> Reading | None:
    if unit[0] == "T":
        if here is None or step > 0 or abs(step) > 12:
            return Reading("DURATION", f"PT{abs(step)}{unit[1:]}", None, kind)
        return Reading("DATE", here.isoformat(), cal.day(here), kind, "some hours earlier, taken as that day")
    if here is None:
        return Reading("DATE", blank(unit), None, kind, f"counted from the {kind}, which gives no date")
    if told and unit == "Y" and "-Q" in told.value and len(told.value) == 7:
        year, quarter = told.value.split("-Q")
        return _date(cal.quarter(int(year) + step, int(quarter)), kind)
    if unit in _IN_YEARS:
        return _date(cal.year(here.year + step * _IN_YEARS[unit]), kind)
    if unit == "W" and (exact or abs(step) == 1):
        return _date(cal.day(here + dt.timedelta(weeks=step)), kind)
    period = cal.around(unit, here, step)
    return _date(period, kind) if period else None


def _date(period: Period, kind: str) -> Reading:
    return Reading("DATE", period.value, period, kind)


def _unit_before(hit: Hit, scene: Scene) -> Reading | None:
    """ "the month after", "the year before", "the week earlier"."""
    sign = -1 if hit.word("way") in ("before", "earlier") else 1
    if hit.after() and hit.after()[0] not in _ENDS_PHRASE:
        return None
    return _shifted(_told(scene, lexicon().unit(hit.word("unit"))), None, "narrative", lexicon().unit(hit.word("unit")), sign, exact=True)


def _year_earlier(hit: Hit, scene: Scene) -> Reading | None:
    """ "the year-earlier quarter", "year-ago period"."""
    told = scene.narrative.period
    return _shifted(told.start if told else None, told, "narrative", "Y", -1, exact=True)


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


_MORE = "(more|full|consecutive|straight|whole|working|further|additional|extra|trading|business)?"

RULES: tuple[Rule, ...] = (
    Rule("duration", f"<ABOUT>? n=<N> {_MORE} DASH? <UNITS> (DASH long|old=(DASH old)|half=(and a half)|or (so|more|two))?", _duration),
    Rule("duration", "n=(half DASH) unit=(day|hour|year)", _duration),
    Rule("between", f"<ABOUT>? <N> (to|or|DASH) (<N>) {_MORE} DASH? unit=UNITS", _some_units),
    Rule("long", "n=(a)? unit=(year|day|week|month|decade|hour) DASH long", _one_unit),
    Rule("long", "unit=UNITS DASH (long|old)", _some_units),
    Rule("some_units", "(many|more)? unit=(days|weeks|months|years|decades|centuries|hours|minutes)", _some_units),
    Rule("one_unit", "the (fiscal|full)? unit=year", _one_unit),
    Rule("one_unit", "the (past|last) unit=(decade|century)", _one_unit),
    Rule("recent_units", "the? rel=(recent|coming) unit=UNITS", _recent_units),
    Rule("span_of_units", "(the|these)? rel=(past|last|next|first|coming|previous|preceding|following|final|latest|initial) n=<N> full? "
         "<UNITS> (of <TAIL>)?", _span_of_units),
    Rule("offset", "<ABOUT>? n=<N> <UNITS> (or so)? way=(ago|earlier|later|before|after|hence|from now|previously) exact=(today)?", _offset),
    Rule("offset", "<ABOUT>? n=<N> <UNITS> exact=(to the day)? way=(before|after) told=(that|this|then)", _offset),
    Rule("unit_before", "the unit=UNIT way=(before|after|earlier)", _unit_before),
    Rule("year_earlier", "(the|a)? year DASH (earlier|ago) (quarter|period)?", _year_earlier),
    Rule("every", "(every|each) other=(other)? n=<N>? (unit=(UNIT|UNITS)|<M>|weekday=WDAY|part=PART)", _every),
    Rule("every", "per unit=UNIT", _every),
    Rule("every", "weekday=WDAYS", _every),
    Rule("often", "(once|twice|(NUM|NUMWORD|several) times) (a|each|every|per) unit=UNIT", _every),
    Rule("repeat", "word=REPEAT", _repeat),
)  # fmt: skip
