"""Rules for what stands on the calendar: days, months, years, quarters, decades, by number or name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.grammar import Hit, Rule
from retinue.dates.lexicon import lexicon
from retinue.dates.scene import Reading, Scene
from retinue.model import Precision

__all__ = ["RULES", "year_told"]

_LEADS_TO_MONTH = frozenset(
    "in since by until till of from to during after before and or through between this last next that late early mid "
    "for around about every each on over as - – — , ( past coming previous following / than with".split()
)
_LEADS_TO_YEAR = frozenset(
    "in since by until till of from to during after before and or through between late early mid for around about "
    "than fiscal year ( - – — , / circa the its his her their our a s 's ’s ' ’ as mid-".split()
)
_MAY_FOLLOW_YEAR = frozenset(
    "and or to when after before in on at by for with from until as but was were is are had has have that which who "
    "than of the a an under over while though because since if could would will can may might should did does do "
    "because also alone through into about it he she they we onwards onward against via amid following during "
    "where whose due per between among not saw onwards said because being he".split()
)
_UP_TO = frozenset({"by", "through", "until", "till"})
_COUNTED = frozenset({"$", "€", "£", "¥", "#", "no", "page", "route", "article", "section", "rule", "windows", "number"})


def year_told(hit: Hit, scene: Scene) -> tuple[int, str] | None:
    """The year that a hit spells out or points to ("last year", "of that year"); None when it can't be told."""
    if hit.has("year"):
        return hit.number("year"), "absolute"
    word, told = hit.word("yref"), scene.narrative.period
    if word in ("that", "same", "following", "preceding") and told:
        return told.start.year + {"following": 1, "preceding": -1}.get(word, 0), "narrative"
    step = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}.get(word)
    if step is None:
        return None
    if scene.anchor is None:
        explicit = scene.narrative.explicit
        return (explicit + step, "narrative") if explicit is not None else None
    return scene.anchor.year + step, "publication"


def _date(period: Period | None, anchor: str = "absolute", unknown: str = "XXXX-XX-XX") -> Reading:
    if period is None:
        return Reading("DATE", unknown, None, anchor, "no year given and nothing to count it from")
    return Reading("DATE", period.value, period, anchor)


def _year_for(hit: Hit, scene: Scene, month: int, day: int) -> tuple[int, str] | None:
    if hit.has("year") or hit.has("yref"):
        return year_told(hit, scene)
    near = set(hit.before()) & _UP_TO
    return scene.pick_year(month, day, "near" if near else scene.tense(hit.first, hit.last))


def _month(hit: Hit, name: str = "month") -> int:
    return lexicon().month(hit.words(name)[0])


# ----------------------------------------------------------------------------------------- single days
def _iso(hit: Hit, scene: Scene) -> Reading | None:
    if not hit.tight():
        return None
    return _date(cal.day(dt.date(hit.number("year"), hit.number("m"), hit.number("d"))))


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
    return _date(cal.day(dt.date(y, b, a) if day_first else dt.date(y, a, b)))


def _day_of_month(hit: Hit, scene: Scene) -> Reading | None:
    month, day = _month(hit), hit.number("day")
    found = _year_for(hit, scene, month, day)
    if found is None:
        return _date(None, "narrative", f"XXXX-{month:02}-{day:02}")
    if hit.has("weekday") and found[1] != "absolute":
        found = _agree(found, month, day, lexicon().weekday(hit.words("weekday")[0]))
    return _date(cal.day(dt.date(found[0], month, day)), found[1])


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
    month, first, last = _month(hit), hit.number("day"), hit.number("day2")
    if last <= first:
        return None
    found = _year_for(hit, scene, month, first)
    if found is None:
        return _date(None, "narrative", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}")
    return _date(cal.days(dt.date(found[0], month, first), dt.date(found[0], month, last)), found[1])


def _days_across_months(hit: Hit, scene: Scene) -> Reading | None:
    m1, m2, d1, d2 = _month(hit), _month(hit, "month2"), hit.number("day"), hit.number("day2")
    found = _year_for(hit, scene, m2, d2)
    if found is None:
        return _date(None, "narrative", f"XXXX-{m1:02}-{d1:02}/XXXX-{m2:02}-{d2:02}")
    year = found[0] if (m1, d1) < (m2, d2) else found[0] - 1
    return _date(cal.days(dt.date(year, m1, d1), dt.date(found[0], m2, d2)), found[1])


def _bare_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "the 5th", "the 11th and the 14th of the same month": the month that was told, else the anchor's."""
    if not hit.has("mref") and (hit.after() and hit.after()[0][:1].isalpha() and hit.after()[0] not in _MAY_FOLLOW_YEAR):
        return None
    if not hit.has("mref") and not set(hit.before()) & {"on", "of", "by", "until", "between", "from", "since"}:
        return None
    base = _month_meant(hit.word("mref"), hit.number("day"), scene)
    if base is None:
        return None
    year, month, kind = base
    first = dt.date(year, month, hit.number("day"))
    if hit.has("day2"):
        return _date(cal.days(first, dt.date(year, month, hit.number("day2"))), kind)
    return _date(cal.day(first), kind)


def _month_meant(word: str, day: int, scene: Scene) -> tuple[int, int, str] | None:
    told, here = scene.narrative.period, scene.anchor
    harks_back = word in ("that", "same", "the") or (word == "" and (here is None or scene.narrative.explicit is not None))
    if harks_back and told and (told.end - told.start).days <= 31:
        return told.start.year, told.start.month, "narrative"
    if here is None or word in ("that", "same"):
        return None
    step = {"last": -1, "previous": -1, "next": 1}.get(word, -1 if word == "" and day > here.day + 1 else 0)
    return *cal.add_months(here.year, here.month, step), "publication"


# -------------------------------------------------------------------------------------- months and years
def _month_of_year(hit: Hit, scene: Scene) -> Reading | None:
    month = _month(hit)
    found = _year_for(hit, scene, month, 0)
    if found is None:
        return _date(None, "narrative", f"XXXX-{month:02}")
    return _date(cal.month(found[0], month), found[1])


def _plain_month(hit: Hit, scene: Scene) -> Reading | None:
    token, before = hit.tokens[hit.last - 1], (hit.before() or [""])[0]
    led = hit.has("mod") or before in _LEADS_TO_MONTH
    if hit.words("month")[0] not in lexicon().months and not (led and (hit.word("month") == "sept" or token.text == ".")):
        return None
    if hit.words("month")[0] in ("may", "march") and not led:
        return None
    previous = hit.tokens[hit.first - 1] if hit.first and not hit.has("mod") else None
    if previous and previous.text[:1].isupper() and previous.end + 1 == token.start and before not in _LEADS_TO_MONTH:
        return None
    following = hit.tokens[hit.last] if hit.last < len(hit.tokens) else None
    if following and not led and following.text[:1].isupper():
        return None
    return _month_of_year(hit, scene)


def _related_month(hit: Hit, scene: Scene) -> Reading | None:
    """ "last March", "that December", "next June", "this May"."""
    month, word, told = _month(hit), hit.word("rel"), scene.narrative.period
    if word.endswith(("that", "same", "following")):
        if not told:
            return _date(None, "narrative", f"XXXX-{month:02}")
        year = told.start.year + (1 if word.endswith("following") and month <= told.start.month else 0)
        return _date(cal.month(year, month), "narrative")
    here = scene.anchor
    if here is None:
        return _date(None, "publication", f"XXXX-{month:02}")
    year = here.year
    if word.endswith(("last", "past", "previous")):
        year -= month >= here.month
    elif word.endswith(("next", "coming")):
        year += month <= here.month
    return _date(cal.month(year, month), "publication")


def _related_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "last Oct. 23"."""
    whole = _related_month(hit, scene)
    if whole is None or whole.period is None:
        return whole
    return _date(cal.day(whole.period.start.replace(day=hit.number("day"))), whole.anchor)


def _months_of_year(hit: Hit, scene: Scene) -> Reading | None:
    """ "January to March 2024": the year stands only behind the last month."""
    m1, m2 = _month(hit), _month(hit, "month2")
    found = year_told(hit, scene)
    if found is None or m1 == m2 or (hit.word("link") == "and" and m2 != m1 + 1):
        return None
    year = found[0] if m1 < m2 else found[0] - 1
    span = cal.months(year, m1, (found[0] - year) * 12 + m2 - m1 + 1, f"{year:04}-{m1:02}/{found[0]:04}-{m2:02}")
    return _date(span, found[1])


def _plain_year(hit: Hit, scene: Scene) -> Reading | None:
    year, before, after = hit.number("year"), (hit.before() or [""])[0], hit.after(2)
    led = hit.has("mod") or before in _LEADS_TO_YEAR or hit.has("word")
    if before in _COUNTED or not 1500 <= year <= 2100 or (year < 1900 and not led):
        return None
    following = hit.tokens[hit.last] if hit.last < len(hit.tokens) else None
    if following and following.text in ("%", "°", "-") and following.text != "-":
        return None
    plural = after and after[0].isalpha() and after[0] not in _MAY_FOLLOW_YEAR and after[0].endswith("s")
    plural = plural and following is not None and following.text[0].islower()
    if plural and (year % 100 == 0 or before not in ("in", "the", "since", "'s", "’s", "its", "their")):
        return None
    if after and after[0] in ("percent", "yuan", "dollars", "people", "million", "billion", "km", "miles", "workers"):
        return None
    previous = hit.tokens[hit.first - 1] if hit.first else None
    if previous and not led and previous.text[:1].isalpha() and previous.text[0].isupper():
        return None
    return _date(cal.year(year))


def _year_range(hit: Hit, scene: Scene) -> Reading | None:
    first, last = hit.number("year"), hit.number("until")
    if last < 100:
        last += first - first % 100
    if not (1500 <= first < last <= 2200) or not hit.tight():
        return None
    return _date(cal.years(first, last))


def _fiscal_year(hit: Hit, scene: Scene) -> Reading | None:
    text = hit.word("year")
    year = int(text) if text.isdigit() else int(text[2:])
    return _date(cal.year(year if year > 99 else 2000 + year))


def _decade(hit: Hit, scene: Scene) -> Reading | None:
    if hit.before(2)[-1:] in (["$"], ["'"], ["’"]) and not hit.has("quote"):
        return None
    digits = int(hit.word("decade").rstrip("s"))
    if digits < 100 and not (hit.has("quote") or hit.has("the")):
        return None
    return _date(cal.decade(digits if digits > 99 else 1900 + digits))


def _century(hit: Hit, scene: Scene) -> Reading | None:
    words = hit.words("nth")
    number = lexicon().ordinals.get(words[-1]) if not words[-1][0].isdigit() else hit.number("nth")
    if number is None or not 1 <= number <= 21:
        return None
    first = max(1, (number - 1) * 100)
    last = dt.date((number - 1) * 100 + 99, 12, 31)
    return _date(Period(dt.date(first, 1, 1), last, Precision.YEAR, f"{number - 1:02}"))


def _edge_day(hit: Hit, scene: Scene) -> Reading | None:
    """ "the first day of the month", "the last day of that year", "the first day of March 2022"."""
    if hit.has("month"):
        month = _month(hit)
        found = _year_for(hit, scene, month, 0)
        period, kind = (cal.month(found[0], month), found[1]) if found else (None, "narrative")
    else:
        told = scene.narrative.period if hit.word("rel") in ("that", "the same") else None
        here, kind = (told.start, "narrative") if told else (scene.anchor, "publication")
        step = {"last": -1, "next": 1}.get(hit.word("rel"), 0)
        period = here and cal.around(lexicon().unit(hit.word("unit")), here, step)
    if period is None:
        return _date(None, kind)
    return _date(cal.day(period.start if hit.word("nth") == "first" else period.end), kind)


# ------------------------------------------------------------------------------ quarters, halves, seasons
def _part_of_year(make: Callable[[int, int], Period], limit: int, letter: str) -> Callable[[Hit, Scene], Reading | None]:
    def read(hit: Hit, scene: Scene) -> Reading | None:
        words = hit.words("nth")
        number = lexicon().ordinals.get(words[0], 0) if words[0] != "last" else limit
        if not 1 <= number <= limit:
            return None
        found = year_told(hit, scene) if hit.has("year") or hit.has("yref") else _year_of_part(hit, scene, number, limit)
        if found is None:
            return Reading("DATE", f"XXXX-{letter}{number}", None, "publication", "no year to count it from")
        return _date(make(found[0], number), found[1])

    return read


def _year_of_part(hit: Hit, scene: Scene, number: int, limit: int) -> tuple[int, str] | None:
    first_month = (number - 1) * (12 // limit) + 2
    return scene.pick_year(first_month, 0, "near")


def _code(hit: Hit, scene: Scene) -> Reading | None:
    """Q3 2023, 2023 Q3, 3Q23, H1 2024."""
    code = hit.word("code")
    letter = "q" if "q" in code else "h"
    before, _, behind = code.partition(letter)
    number, rest = (int(before), behind) if before else (int(behind[:1]), behind[1:])
    if rest:
        found: tuple[int, str] | None = (int(rest) if len(rest) == 4 else 2000 + int(rest), "absolute")
    elif hit.has("year") or hit.has("yref"):
        found = year_told(hit, scene)
    elif letter == "h":
        return None
    else:
        found = _year_of_part(hit, scene, number, 4)
    if found is None:
        return None
    return _date(cal.quarter(found[0], number) if letter == "q" else cal.half(found[0], number), found[1])


def _season(hit: Hit, scene: Scene) -> Reading | None:
    words = lexicon()
    code = words.seasons[hit.word("season")]
    first, rel = words.season_months[code], hit.word("rel")
    if hit.has("year") or hit.has("yref"):
        found = year_told(hit, scene)
    elif rel == "that" and scene.narrative.period:
        found = scene.narrative.period.start.year, "narrative"
    elif scene.anchor is None:
        found = None
    else:
        ahead = rel in ("next", "coming") or (rel not in ("last", "past") and scene.future(hit.first, hit.last))
        found = _season_year(scene.anchor, first, rel, ahead=ahead), "publication"
    if found is None:
        return Reading("DATE", f"XXXX-{code}", None, "publication", "no year to count it from")
    return _date(cal.season(found[0], code, first), found[1])


def _season_year(here: dt.date, first: int, rel: str, *, ahead: bool) -> int:
    now_inside = 0 <= (here.month - first) % 12 < 3
    started = here.year if here.month >= first else here.year - 1
    if rel == "this":
        return started if now_inside else here.year
    if ahead:
        return started + 1 if not now_inside or rel == "next" else started
    return started - 1 if now_inside and rel == "last" else started


RULES: tuple[Rule, ...] = (
    Rule("iso", "year=Y4 DASH m=MNUM DASH d=DAY", _iso),
    Rule("iso_slash", "year=Y4 SLASH m=MNUM SLASH d=DAY", _iso),
    Rule("iso_dot", "year=Y4 DOT m=MNUM DOT d=DAY", _iso),
    Rule("numeric", "a=DAY SLASH b=DAY SLASH y=(Y4|TWO)", _numeric),
    Rule("numeric_dash", "a=DAY DASH b=DAY DASH y=Y4", _numeric),
    Rule("numeric_dot", "a=DAY DOT b=DAY DOT y=Y4", _numeric),
    Rule("day_month", "<W>? the? <D> (day of)? of? <M> <TAIL>?", _day_of_month),
    Rule("day_month", "the? <D> of? <M> <TAIL>?", _day_of_month),
    Rule("month_day", "<W> <M> the? <D> <TAIL>?", _day_of_month),
    Rule("month_day", "<M> the? <D> <TAIL>?", _day_of_month),
    Rule("days_of_month", "the? <D> (<TO>|COMMA (DAY|ORD) and) the? day2=(DAY|ORD) of? <M> <TAIL>?", _days_of_month),
    Rule("month_days", "<M> <D> (<TO>|COMMA (DAY|ORD) COMMA? and) day2=(DAY|ORD) <TAIL>?", _days_of_month),
    Rule("days_across", "<M> <D> <TO> month2=(MONTH|MABBR) DOT? day2=(DAY|ORD) <TAIL>", _days_across_months),
    Rule("days_across", "<D> of? <M> <TO> the? day2=(DAY|ORD) of? month2=(MONTH|MABBR) <TAIL>", _days_across_months),
    Rule("bare_day", "the day=ORD (<TO> the? day2=ORD)? (of (the same|mref=(this|last|that|the|next)) month)?", _bare_day),
    Rule("same_month_days", "the day=ORD (<TO> the? day2=ORD)? of the mref=same month", _bare_day),
    Rule("month_year", "<EDGE>? <M> <TAIL>", _month_of_year),
    Rule("month_year", "<EDGE>? <M> DASH year=Y4", _month_of_year),
    Rule("month", "<EDGE>? month=MONTH", _plain_month),
    Rule("month", "<EDGE>? month=MABBR DOT?", _plain_month),
    Rule("related_day", "rel=(last|this|next|that) <M> <D>", _related_day),
    Rule("related_month", "<EDGE>? rel=(the? (last|next|this|that|past|coming|previous|following|same)) <M>", _related_month),
    Rule("months_of_year", "<M> link=<TO> month2=(MONTH|MABBR) DOT? <TAIL>", _months_of_year),
    Rule("year", "<EDGE>? (word=(the year))? year=Y4", _plain_year),
    Rule("year_range", "year=Y4 (DASH|SLASH) until=(Y4|TWO)", _year_range),
    Rule("fiscal_year", "<EDGE>? the? (fiscal|financial) year? year=Y4", _fiscal_year),
    Rule("fiscal_year", "<EDGE>? year=FISCAL", _fiscal_year),
    Rule("fiscal_year", "FY year=Y4".replace("FY", "fy"), _fiscal_year),
    Rule("edge_day", "the nth=(first|last) day of rel=(that|the same|last|this|the|next) unit=(month|year)", _edge_day),
    Rule("edge_day", "the nth=(first|last) day of <M> <TAIL>?", _edge_day),
    Rule("decade", "the=(the)? <EDGE>? the? quote=QUOTE? decade=DECADE", _decade),
    Rule("century", "the? <EDGE>? nth=(NTH|ORDWORD|TENS DASH ORDWORD) (DASH|UNIT)? century", _century),
    Rule("quarter", "<EDGE>? the? fiscal? DASH? nth=ORDWORD DASH? quarter ((of|in|COMMA)? (the? fiscal year?)? <TAIL>)?",
         _part_of_year(cal.quarter, 4, "Q")),
    Rule("quarter", "yref=(this|last|next) year S fiscal? nth=ORDWORD quarter", _part_of_year(cal.quarter, 4, "Q")),
    Rule("quarter", "the? year=Y4 (nth=ORDWORD) DASH? quarter", _part_of_year(cal.quarter, 4, "Q")),
    Rule("half", "the? nth=(first|second|last) half (of|in)? <TAIL>", _part_of_year(cal.half, 2, "H")),
    Rule("code", "code=CODE (of|COMMA)? <TAIL>?", _code),
    Rule("code", "year=Y4 code=CODE", _code),
    Rule("season", "<EDGE>? (the|in|rel=(last|this|next|that|past|coming))? season=SEASON of? <TAIL>", _season),
    Rule("season", "<EDGE>? rel=(last|this|next|that|past|coming) season=SEASON", _season),
    Rule("season", "(early|late|mid|the) DASH? season=(summer|winter|autumn)", _season),
    Rule("season", "(?<=in|by) season=(summer|winter|autumn)", _season),
)  # fmt: skip
