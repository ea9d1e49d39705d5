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
    """
    scene = Scene(tokenise(text), anchor, narrative or Narrative(), day_first)
    found = join_hours(text, _expressions(text, scene))
    return tuple(combine(text, found) if ranges else found)


def _expressions(text: str, scene: Scene) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    taken = 0
    hits = _grammar().hits(scene.tokens)
    breaks = [] if _is_history(hits, scene.anchor) else [i for i, t in enumerate(scene.tokens) if t.lower == "\n\n"]
    paragraph = 0
    for rule, hit in hits:
        if paragraph != bisect(breaks, hit.first):
            paragraph = bisect(breaks, hit.first)
            scene.new_paragraph()
        reading = _reading(rule, hit, scene) if hit.first >= taken else None
        if reading is None:
            continue
        spelled = hit.has("year") or hit.has("y")
        background = spelled and scene.tense(hit.first, hit.last) == "perfect"
        scene.note(reading, spelled_year=spelled, background=background)
        found.append(_expression(text, hit, reading))
        taken = scene.told_until = hit.last
    return found


def _is_history(hits: Sequence[tuple[Rule, Hit]], anchor: dt.date | None) -> bool:
    """True when the text dwells in other years: it spells out the year of several days long before publication."""
    if anchor is None:
        return True
    spelled = [hit for rule, hit in hits if rule.name in _DAY_RULES and hit.has("year")]
    return len({hit.first for hit in spelled if hit.number("year") < anchor.year}) >= _HISTORY


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
