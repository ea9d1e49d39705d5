"""From text to expressions of time: rules propose, the first that makes sense at each place stands."""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Sequence
from functools import cache

from retinue.dates import rules_amounts, rules_clock, rules_days, rules_deictic, rules_feasts, rules_periods
from retinue.dates.combine import combine, join_hours
from retinue.dates.grammar import Grammar, Hit, Rule
from retinue.dates.lexicon import lexicon
from retinue.dates.scene import Narrative, Reading, Scene
from retinue.dates.tokens import tokenise
from retinue.model import Precision, Span, TimeExpression

__all__ = ["read"]

_DAY_RULES = frozenset({"day_of_month", "days_of_month"})
_HISTORY = 3  # so many such days make a history


@cache
def _grammar() -> Grammar:
    modules = (rules_days, rules_periods, rules_feasts, rules_deictic, rules_amounts, rules_clock)
    return Grammar.load({name: reader for module in modules for name, reader in module.READERS.items()})


def read(
    text: str,
    anchor: dt.date | None,
    *,
    narrative: Narrative | None = None,
    day_first: bool | None = None,
    ranges: bool = True,
) -> tuple[TimeExpression, ...]:
    """Every expression of time in `text`, in order, without overlaps.

    `anchor` is the day of publication; without it what is counted from publication keeps `start` = `end` = None.
    `narrative` sets what the first "that day" harks back to, `day_first` how 10/07/2023 is read. With `ranges`
    "from Tuesday to Wednesday" is one expression, and "a two-day tour that ended on Sunday" gives the duration its
    days; without, every TIMEX3 stands alone.

    A date without a year takes one that a day spelled out shortly before (`Scene.carried_year`), else the nearest
    to publication. Without `anchor`, a text that opens with a year and counts nothing from publication is a history,
    which keeps its years throughout; in any other such a date stays without days.
    """
    tokens, told = tokenise(text), narrative or Narrative()
    hits = _grammar().hits(tokens)
    history = anchor is None or _is_history(hits, anchor)
    found = _expressions(text, hits, Scene(tokens, anchor, told, day_first, history))
    if anchor is None and not _opens_with_year(found):
        found = _expressions(text, hits, Scene(tokens, None, told, day_first))
    found = join_hours(text, found)
    return tuple(combine(text, found) if ranges else found)


def _expressions(text: str, hits: Sequence[tuple[Rule, Hit]], scene: Scene) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    taken = 0
    breaks = [] if scene.history else [i for i, t in enumerate(scene.tokens) if t.lower == "\n\n"]
    paragraph = 0
    for rule, hit in hits:
        if paragraph != bisect(breaks, hit.first):
            paragraph = bisect(breaks, hit.first)
            scene.new_paragraph()
        if hit.first < taken:
            continue
        scene.move_to(hit.first)
        reading = _reading(rule, hit, scene)
        if reading is None:
            continue
        spelled = hit.has("year") or hit.has("y")
        bounds = _deadline(hit, reading)
        background = (spelled and scene.tense(hit.first, hit.last) == "perfect") or (bounds and scene.history)
        scene.note(reading, spelled_year=spelled and not bounds, background=background)
        found.append(_expression(text, hit, reading))
        taken = scene.told_until = hit.last
    return found


def _is_history(hits: Sequence[tuple[Rule, Hit]], anchor: dt.date) -> bool:
    """True when the text dwells in other years: it spells out the year of several days before publication's."""
    spelled = [hit for rule, hit in hits if rule.name in _DAY_RULES and hit.has("year")]
    return len({hit.first for hit in spelled if hit.number("year") < anchor.year}) >= _HISTORY


def _deadline(hit: Hit, reading: Reading) -> bool:
    """True for "by 2027", a bare year that bounds the story but is none of its own."""
    by = set(hit.before()) & lexicon().contexts["up_to"]
    return bool(by) and reading.period is not None and reading.period.precision is Precision.YEAR


def _opens_with_year(found: Sequence[TimeExpression]) -> bool:
    """True when nothing is counted from publication and the first day or month told has its year with it."""
    if any(e.anchor == "publication" for e in found):
        return False
    exact = (Precision.DAY, Precision.MONTH)
    named = [e for e in found if e.precision in exact or e.value.startswith("XXXX-")]
    return bool(named) and named[0].anchor == "absolute"


def _reading(rule: Rule, hit: Hit, scene: Scene) -> Reading | None:
    """What the rule makes of the hit; None when it names no day that the calendar has (31 June, year 0)."""
    if hit.clause_that():
        return None
    try:
        return rule.read(hit, scene)
    except (ValueError, OverflowError):
        return None


def _expression(text: str, hit: Hit, reading: Reading) -> TimeExpression:
    leads = hit.last - hit.first > 1 and hit.tokens[hit.first].lower in lexicon().contexts["leading"]
    first = hit.first + (leads and reading.type in ("DATE", "TIME"))
    span = Span(hit.tokens[first].start, hit.tokens[hit.last - 1].end)
    period = reading.period
    return TimeExpression(
        span=span,
        text=span.of(text),
        type=reading.type,
        value=reading.value,
        start=period.start if period else None,
        end=period.end if period else None,
        precision=period.precision if period else Precision.UNKNOWN,
        anchor=reading.anchor,
        reason=reading.reason,
    )
