"""Rules for months, years, decades, centuries, quarters, halves and seasons by number or name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from retinue.dates import calendar as cal
from retinue.dates.calendar import Period
from retinue.dates.grammar import Hit, Reader
from retinue.dates.lexicon import lexicon
from retinue.dates.scene import Reading, Scene
from retinue.dates.years import dated, month_of, year_for, year_told
from retinue.model import Precision

__all__ = ["READERS", "related_month"]


# -------------------------------------------------------------------------------------- months and years
def _month_of_year(hit: Hit, scene: Scene) -> Reading | None:
    month = month_of(hit)
    found = year_for(hit, scene, month, 0)
    if found is None:
        return dated(None, "narrative", f"XXXX-{month:02}")
    return dated(cal.month(found[0], month), found[1])


def _plain_month(hit: Hit, scene: Scene) -> Reading | None:
    """A month alone; "may", "march" and first names in April or June need a word before them that leads to a date."""
    word, before = hit.words("month")[0], (hit.before() or [""])[0]
    led = hit.has("mod") or before in lexicon().contexts["leads_to_month"]
    short = word not in lexicon().months
    if short and not (led and (word == "sept" or hit.tokens[hit.last - 1].text == ".")):
        return None
    if not led and (word in ("may", "march") or _beside_name(hit)):
        return None
    if before in ("and", "or", ",", "with", "by", "as", "than", "(") and word in lexicon().contexts["first_names"]:
        return None if _beside_name(hit) else _month_of_year(hit, scene)
    return _month_of_year(hit, scene)


def _beside_name(hit: Hit) -> bool:
    """True when a capitalised word stands right before or after, as in "Theresa May" and "April Jones"."""
    beside = [*hit.tokens[max(0, hit.first - 1) : hit.first], *hit.tokens[hit.last : hit.last + 1]]
    return any(token.text[0].isupper() for token in beside)


def related_month(hit: Hit, scene: Scene) -> Reading | None:
    """ "last March", "that December", "next June", "this May"."""
    month, word, told = month_of(hit), hit.word("rel"), scene.narrative.period
    if word.endswith(("that", "same", "following")):
        if not told:
            return dated(None, "narrative", f"XXXX-{month:02}")
        year = told.start.year + (1 if word.endswith("following") and month <= told.start.month else 0)
        return dated(cal.month(year, month), "narrative")
    here = scene.anchor
    if here is None:
        return dated(None, "publication", f"XXXX-{month:02}")
    year = here.year
    if word.endswith(("last", "past", "previous")):
        year -= month >= here.month
    elif word.endswith(("next", "coming")):
        year += month <= here.month
    return dated(cal.month(year, month), "publication")


def _months_of_year(hit: Hit, scene: Scene) -> Reading | None:
    """ "January to March 2024": the year stands only behind the last month."""
    m1, m2 = month_of(hit), month_of(hit, "month2")
    found = year_told(hit, scene)
    apart = hit.word("link") == "and" and hit.before() != ["between"] and m2 != m1 + 1
    if found is None or m1 == m2 or apart:
        return None
    year = found[0] if m1 < m2 else found[0] - 1
    span = cal.months(year, m1, (found[0] - year) * 12 + m2 - m1 + 1, f"{year:04}-{m1:02}/{found[0]:04}-{m2:02}")
    return dated(span, found[1])


def _plain_year(hit: Hit, scene: Scene) -> Reading | None:
    year, before, after = hit.number("year"), (hit.before() or [""])[0], (hit.after() or [""])[0]
    contexts = lexicon().contexts
    led = hit.has("mod") or hit.has("word") or before in contexts["leads_to_year"]
    if before in contexts["counted"] or after in contexts["units_of_count"] or after in ("%", "°"):
        return None
    if not (1500 if led else 1900) <= year <= 2100 or _counts_things(hit, year, before):
        return None
    previous = hit.tokens[hit.first - 1] if hit.first else None
    if previous and not led and previous.text[0].isupper():
        return None  # "Windows 2000", "Horizon 2020"
    return dated(cal.year(year))


def _counts_things(hit: Hit, year: int, before: str) -> bool:
    """True when the number counts the plural noun behind it: "2000 firms"; not in "the 2019 talks"."""
    following = hit.tokens[hit.last].text if hit.last < len(hit.tokens) else ""
    if not (following.isalpha() and following.islower() and following.endswith("s")):
        return False
    if following in lexicon().contexts["follows_year"]:
        return False
    return year % 100 == 0 or before not in ("in", "the", "since", "'s", "’s", "its", "their")


def _year_range(hit: Hit, scene: Scene) -> Reading | None:
    first, last = hit.number("year"), hit.number("until")
    if last < 100:
        last += first - first % 100
    if not (1500 <= first < last <= 2200) or not hit.tight():
        return None
    return dated(cal.years(first, last))


def _fiscal_year(hit: Hit, scene: Scene) -> Reading | None:
    text = hit.word("year")
    year = int(text) if text.isdigit() else int(text[2:])
    return dated(cal.year(year if year > 99 else 2000 + year))


def _decade(hit: Hit, scene: Scene) -> Reading | None:
    if hit.before(2)[-1:] in (["$"], ["'"], ["’"]) and not hit.has("quote"):
        return None
    digits = int(hit.word("decade").rstrip("s"))
    if digits < 100 and not (hit.has("quote") or hit.has("the")):
        return None
    return dated(cal.decade(digits if digits > 99 else 1900 + digits))


def _century(hit: Hit, scene: Scene) -> Reading | None:
    words = hit.words("nth")
    number = lexicon().ordinals.get(words[-1]) if not words[-1][0].isdigit() else hit.number("nth")
    if number is None or not 1 <= number <= 21:
        return None
    first = max(1, (number - 1) * 100)
    last = dt.date((number - 1) * 100 + 99, 12, 31)
    return dated(Period(dt.date(first, 1, 1), last, Precision.YEAR, f"{number - 1:02}"))


# ------------------------------------------------------------------------------ quarters, halves, seasons
def _part_of_year(make: Callable[[int, int], Period], limit: int, letter: str) -> Reader:
    def read(hit: Hit, scene: Scene) -> Reading | None:
        words = hit.words("nth")
        number = lexicon().ordinals.get(words[0], 0) if words[0] != "last" else limit
        if not 1 <= number <= limit:
            return None
        spelled = hit.has("year") or hit.has("yref")
        found = year_told(hit, scene) if spelled else _year_of_part(hit, scene, number, limit)
        if found is None:
            return Reading("DATE", f"XXXX-{letter}{number}", None, "publication", "no year to count it from")
        return dated(make(found[0], number), found[1])

    return read


def _year_of_part(hit: Hit, scene: Scene, number: int, limit: int) -> tuple[int, str] | None:
    tense = "near" if scene.future(hit.first, hit.last) else None
    return scene.pick_year((number - 1) * (12 // limit) + 2, 0, tense)


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
    return dated(cal.quarter(found[0], number) if letter == "q" else cal.half(found[0], number), found[1])


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
    return dated(cal.season(found[0], code, first), found[1])


def _season_year(here: dt.date, first: int, rel: str, *, ahead: bool) -> int:
    now_inside = 0 <= (here.month - first) % 12 < 3
    started = here.year if here.month >= first else here.year - 1
    if rel == "this":
        return started if now_inside else here.year
    if ahead:
        return started + 1 if not now_inside or rel == "next" else started
    return started - 1 if now_inside and rel == "last" else started


READERS: dict[str, Reader] = {
    "month_of_year": _month_of_year,
    "plain_month": _plain_month,
    "related_month": related_month,
    "months_of_year": _months_of_year,
    "plain_year": _plain_year,
    "year_range": _year_range,
    "fiscal_year": _fiscal_year,
    "decade": _decade,
    "century": _century,
    "quarter": _part_of_year(cal.quarter, 4, "Q"),
    "half": _part_of_year(cal.half, 2, "H"),
    "code": _code,
    "season": _season,
}
