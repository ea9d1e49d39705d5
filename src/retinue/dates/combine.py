"""Neighbouring expressions that tell one time together: hour and day, two ends of a range, a duration and its end."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from retinue.dates import calendar as cal
from retinue.dates.lexicon import lexicon
from retinue.model import Precision, Span, TimeExpression

__all__ = ["combine", "count_from", "join_hours", "span_beginning", "span_ending"]

_COARSER = (Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)
_PART_BEFORE = re.compile(
    r"(?:\bthe\s|\bearly\s|\blate\s)?\b(morning|afternoon|evening|night)\s+(?:of|on)\s+(?:the\s+)?$", re.I
)
_HOUR_LINK = re.compile(r"\s*(?:,\s*)?(?:on|of|at)?\s*(?:the\s+)?")
_RANGE_LINK = re.compile(r"\s*(?:to|until|till|through|thru|[-–—])\s*(?:the\s+)?")
_AND_LINK = re.compile(r"\s*and\s+(?:on\s+|in\s+)?")
_MOVED = re.compile(r"\b(?:postponed|moved|delayed|rescheduled|extended|pushed|brought forward)\b")
_SENTENCE_GAP = re.compile(r"[.!?;]['\"”’)]?\s+['\"“‘(]?[A-Z]|\n\s*\n")
_ENDING = re.compile(
    r"\b(?:end(?:s|ed|ing)?|conclud(?:e|es|ed|ing)|wrap(?:s|ped|ping)?|finish(?:es|ed|ing)?|complet(?:es|ed|ing)|"
    r"clos(?:es|ed|ing)|w(?:inds|inding|ound) up|round(?:s|ed|ing)? off|capp?(?:s|ed|ing)|back from|flew home|"
    r"return(?:s|ed|ing)|flies home|left|leaves|departed)\b"
)
_BEGINNING = re.compile(
    r"\b(?:beg(?:in|ins|an|un|inning)|start(?:s|ed|ing)?|kick(?:s|ed)? off|open(?:s|ed)|arriv(?:es|ed|ing)|landed|"
    r"embark(?:s|ed)?|sets? off)\b"
)
_COUNT = re.compile(r"P(\d{1,4})([DWMY])")
_ROUGH = re.compile(r"(?:about|around|roughly|some|nearly|almost|over|just|less|more|fewer|at|barely|up)\b", re.I)
_DAYS = re.compile(r"P(\d{1,3})([DW])")
_REACH = 160  # characters around a duration and its date in which the verb must stand


def span_ending(duration: TimeExpression, end: TimeExpression) -> TimeExpression:
    """The duration laid on the calendar so that its last day is `end`'s; unchanged when either isn't in days.

    "two-day" with "Tuesday" gives Monday to Tuesday.
    """
    count = _day_count(duration)
    if count is None or end.end is None or end.precision is not Precision.DAY:
        return duration
    return _placed(duration, end, end.end - dt.timedelta(days=count - 1), end.end, "ends")


def span_beginning(duration: TimeExpression, start: TimeExpression) -> TimeExpression:
    """The duration laid on the calendar from `start`'s first day on; unchanged when either isn't in days."""
    count = _day_count(duration)
    if count is None or start.start is None or start.precision is not Precision.DAY:
        return duration
    return _placed(duration, start, start.start, start.start + dt.timedelta(days=count - 1), "begins")


def count_from(distance: TimeExpression, day: dt.date, *, back: bool) -> TimeExpression:
    """The day, week, month or year that lies a duration before (`back`) or after `day`; unchanged without a number.

    For "a month after the government had tightened controls", once the day of one of the two acts is known: the
    distance in days or weeks gives a day ("about two weeks" a week), in months a month, in years a year.
    """
    found = _COUNT.fullmatch(distance.value)
    if distance.type != "DURATION" or not found:
        return distance
    step, unit = int(found[1]) * (-1 if back else 1), found[2]
    if unit == "W" and (abs(step) == 1 or not _ROUGH.match(distance.text)):
        step, unit = 7 * step, "D"
    try:
        period = cal.around(unit, day, step)
    except (ValueError, OverflowError):
        return distance
    if period is None:
        return distance
    reason = f"{distance.text} {'before' if back else 'after'} {day.isoformat()}"
    return replace(
        distance, start=period.start, end=period.end, precision=period.precision, anchor="event", reason=reason
    )


def _placed(duration: TimeExpression, by: TimeExpression, start: dt.date, end: dt.date, verb: str) -> TimeExpression:
    reason = f"{verb} on “{by.text}”"
    return replace(duration, start=start, end=end, precision=Precision.DAY, anchor=by.anchor, reason=reason)


def _day_count(duration: TimeExpression) -> int | None:
    found = _DAYS.fullmatch(duration.value)
    if duration.type != "DURATION" or not found:
        return None
    count = int(found[1]) * (7 if found[2] == "W" else 1)
    return count if 1 <= count <= 60 else None


# ----------------------------------------------------------------------------------- hours and their days
def join_hours(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Join "10 a.m. on Thursday", "Thursday at noon", "the morning of 26 April" into one TIME each."""
    joined: list[TimeExpression] = []
    for expression in found:
        last = joined[-1] if joined else None
        merged = _hour_and_day(text, last, expression) if last else None
        if merged:
            joined[-1] = merged
            continue
        joined.append(_with_part(text, expression, last.span.end if last else 0))
    return joined


def _hour_and_day(text: str, left: TimeExpression, right: TimeExpression) -> TimeExpression | None:
    if right.span.start - left.span.end > 12 or not _HOUR_LINK.fullmatch(text[left.span.end : right.span.start]):
        return None
    hour, day = (left, right) if left.type == "TIME" else (right, left)
    if hour.type != "TIME" or not _one_day(day) or "T" not in hour.value or "T" in day.value:
        return None
    if not (":" in hour.value or left is hour):
        return None
    span = Span(left.span.start, right.span.end)
    value = f"{day.value}T{hour.value.partition('T')[2]}"
    return replace(day, span=span, text=span.of(text), type="TIME", value=value)


def _one_day(expression: TimeExpression) -> bool:
    single = expression.start is not None and expression.start == expression.end
    return expression.type == "DATE" and (single or expression.value.startswith("XXXX-XX-XX"))


def _with_part(text: str, day: TimeExpression, floor: int) -> TimeExpression:
    if not _one_day(day):
        return day
    before = text[max(floor, day.span.start - 30) : day.span.start]
    found = _PART_BEFORE.search(before)
    if not found:
        return day
    span = Span(day.span.start - len(before) + found.start(), day.span.end)
    value = f"{day.value}T{lexicon().parts[found[1].lower()]}"
    return replace(day, span=span, text=span.of(text), type="TIME", value=value)


# ------------------------------------------------------------------------------------------------ ranges
def combine(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Join ranges ("from Tuesday to Wednesday", "between 2020 and 2022", "Thursday and Friday"); place durations."""
    joined: list[TimeExpression] = []
    for expression in found:
        merged = _range(text, joined[-1], expression) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(expression)
    return _place_distances(text, _place_durations(text, joined))


def _range(text: str, left: TimeExpression, right: TimeExpression) -> TimeExpression | None:
    if right.span.start - left.span.end > 16 or not (left.type == right.type == "DATE"):
        return None
    if left.start is None or left.end is None or right.start is None or right.end is None or left.end >= right.end:
        return None
    link, before = text[left.span.end : right.span.start], text[max(0, left.span.start - 40) : left.span.start]
    between = re.search(r"\bbetween\s+(?:the\s+)?$", before, re.I) is not None
    if _AND_LINK.fullmatch(link):
        if not between and left.end + dt.timedelta(days=1) != right.start:
            return None
    elif not _RANGE_LINK.fullmatch(link) or _MOVED.search(before):
        return None
    precision = max(left.precision, right.precision, key=_COARSER.index)
    span = Span(left.span.start, right.span.end)
    return TimeExpression(
        span,
        span.of(text),
        "DATE",
        f"{left.value}/{right.value}",
        left.start,
        right.end,
        precision,
        right.anchor,
        "range",
    )


def _place_durations(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    days = [e for e in found if _one_day(e) and e.start is not None]
    starts = [e.span.start for e in days]
    placed = []
    for expression in found:
        near = slice(bisect(starts, expression.span.start - _REACH), bisect(starts, expression.span.end + _REACH))
        loose = _day_count(expression) and expression.anchor != "event"
        placed.append(_place(text, expression, days[near]) if loose else expression)
    return placed


def _place_distances(text: str, found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Give "a day after the ministry had acted" the days of that act, counted from the date beside it.

    The date told before it is the later act's ("on Tuesday, a day after they met": they met on Monday); where only
    one follows, it belongs to the earlier act ("a week after the vote on 5 May": the day is 12 May).
    """
    dated = [e for e in found if e.start is not None and e.type in ("DATE", "TIME")]
    placed = []
    for distance in found:
        if distance.type == "DURATION" and distance.anchor == "event" and distance.start is None:
            placed.append(_place_distance(text, distance, dated))
        else:
            placed.append(distance)
    return placed


def _place_distance(text: str, distance: TimeExpression, dated: Sequence[TimeExpression]) -> TimeExpression:
    after = distance.text.lower().endswith("after")
    before, behind = (e for e in dated if e.span < distance.span), (e for e in dated if e.span > distance.span)
    for day, back in (
        (max(before, default=None, key=_start), after),
        (min(behind, default=None, key=_start), not after),
    ):
        if day is None or day.start is None or not _fine_enough(day, distance):
            continue
        low, high = sorted((distance.span, day.span))
        if high.start - low.end <= _REACH and not _SENTENCE_GAP.search(text[low.end : high.start + 1]):
            return count_from(distance, day.start, back=back)
    return distance


def _start(expression: TimeExpression) -> int:
    return expression.span.start


def _fine_enough(day: TimeExpression, distance: TimeExpression) -> bool:
    """True when the date is known closely enough for a distance in days, weeks, months or years to mean something."""
    unit = distance.value[-1]
    return day.precision is Precision.DAY or (day.precision is Precision.MONTH and unit in "MY") or unit == "Y"


def _place(text: str, duration: TimeExpression, days: Sequence[TimeExpression]) -> TimeExpression:
    """The duration with the days that a verb of ending or beginning gives it in the same sentence.

    A day told after the duration goes before one told ahead of it, which is often a dateline's.
    """
    for day in sorted(days, key=lambda d: (d.span < duration.span, abs(d.span.start - duration.span.start))):
        low, high = sorted((duration.span, day.span))
        if _SENTENCE_GAP.search(text[low.end : high.start + 1]):
            continue
        lead = _same_sentence(text[max(0, low.start - _REACH) : low.start + 1])[:-1] + text[low.start : high.start]
        ending, beginning = _last(_ENDING, lead), _last(_BEGINNING, lead)
        if high is duration.span and text[max(0, high.start - 6) : high.start] == "after ":
            return span_ending(duration, day)
        if max(ending, beginning) >= 0:
            return span_ending(duration, day) if ending > beginning else span_beginning(duration, day)
    return duration


def _same_sentence(lead: str) -> str:
    """What follows the last end of a sentence in `lead`."""
    gaps = list(_SENTENCE_GAP.finditer(lead))
    return lead[gaps[-1].end() - 1 :] if gaps else lead


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)
