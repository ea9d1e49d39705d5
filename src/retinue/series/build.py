"""Weighed events into points of time.

An exact event lies in the span of its days; one that lasted several days is divided evenly among them. A vague
event (a week, a month, a year) happened on some day of its span, each as likely as the other: in each point it has
its whole weight with the share of its probability that falls there. Both ways the points add up to the events.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from retinue.model import Happening, Signal
from retinue.series.bins import bins, label_of
from retinue.series.sums import interval
from retinue.series.types import SIGNALS, By, Point, Series, Side, Weighed
from retinue.series.weigh import Weigher

__all__ = ["Options", "build"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a series is cut: size of the points, first and last day wanted (None: open), which side of the events."""

    by: By = By.MONTH
    since: dt.date | None = None
    until: dt.date | None = None
    side: Side = Side.EITHER


@dataclass(slots=True)
class _Cell:
    """What falls into one point: rows (event, share of it)."""

    parts: list[tuple[Weighed, float]] = field(default_factory=list)


def build(
    name: str,
    kind: str,
    happenings: Iterable[Happening],
    weigher: Weigher,
    options: Options = Options(),
    notes: Sequence[str] = (),
) -> Series:
    """The series of the happenings that concern somebody called `name`."""
    weighed = [weigher.weigh(one) for one in happenings]
    neutral = [one for one in weighed if one.signal is Signal.NEUTRAL]
    void = [one for one in weighed if one.signal is not Signal.NEUTRAL and not one.weight]
    counted = [one for one in weighed if one.signal is not Signal.NEUTRAL and one.weight]
    undated = [one for one in counted if one.first is None]
    dated = sorted((one for one in counted if one.first), key=lambda one: (one.first or dt.date.max, one.key))
    inside = [one for one in dated if _shares_days(one, options)]
    return Series(
        name=name,
        kind=kind,
        by=options.by,
        side=options.side,
        since=options.since,
        until=options.until,
        points=tuple(_each(inside) if options.by is By.EVENT else _points(inside, options)),
        totals=tuple(_totals(inside, options)),
        events=tuple(inside),
        undated=tuple(undated),
        neutral=tuple(neutral),
        void=tuple(void),
        outside=tuple(one for one in dated if not _shares_days(one, options)),
        notes=tuple(notes),
    )


def _shares_days(one: Weighed, options: Options) -> bool:
    return _within(one, options.since or dt.date.min, options.until or dt.date.max) > 0


def _within(one: Weighed, first: dt.date, last: dt.date) -> int:
    """How many days of the event lie from `first` to `last`."""
    if one.first is None or one.last is None:
        return 0
    return max(0, (min(one.last, last) - max(one.first, first)).days + 1)


def _points(events: Sequence[Weighed], options: Options) -> Iterator[Point]:
    since, until = options.since or dt.date.min, options.until or dt.date.max
    cells: dict[tuple[dt.date, dt.date, Signal], _Cell] = {}
    for one in events:
        first, last = max(one.first or since, since), min(one.last or until, until)
        for start, end in bins(first, last, options.by):
            share = _within(one, max(start, since), min(end, until)) / one.days
            cells.setdefault((start, end, one.signal), _Cell()).parts.append((one, share))
    for start, end, signal in sorted(cells, key=lambda at: (at[0], SIGNALS.index(at[2]))):
        yield _point((start, end, label_of(start, options.by)), signal, cells[start, end, signal].parts)


def _each(events: Iterable[Weighed]) -> Iterator[Point]:
    for one in events:
        if one.first and one.last:
            yield _point((one.first, one.last, label_of(one.first, By.EVENT)), one.signal, [(one, 1.0)])


def _totals(events: Sequence[Weighed], options: Options) -> Iterator[Point]:
    if not events:
        return
    start = options.since or min(one.first for one in events if one.first)
    end = options.until or max(one.last for one in events if one.last)
    for signal in SIGNALS:
        ours = [one for one in events if one.signal is signal]
        yield _point((start, end, "total"), signal, [(one, _within(one, start, end) / one.days) for one in ours])


def _point(span: tuple[dt.date, dt.date, str], signal: Signal, parts: Sequence[tuple[Weighed, float]]) -> Point:
    sums = [(one.weight, one.probability * share) if one.vague else (one.weight * share, one.probability)
            for one, share in parts]  # fmt: skip
    low, high = interval(sums)
    heaviest = sorted(parts, key=lambda part: (-part[0].weight * part[0].probability * part[1], part[0].key))
    return Point(
        *span,
        signal=signal,
        reported=_sum(one.weight * share for one, share in parts),
        expected=_sum(one.weight * one.probability * share for one, share in parts),
        low=low,
        high=high,
        events=tuple(one.key for one, _ in heaviest),
        origins=len({root for one, _ in parts for root in one.roots}),
        vague=_sum(one.weight * one.probability * share for one, share in parts if one.vague and share < 1),
    )


def _sum(values: Iterable[float]) -> float:
    return round(math.fsum(values), 9)
