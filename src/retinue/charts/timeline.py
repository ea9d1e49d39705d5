"""Events as marks on lanes by signal, times on lists as bands beneath."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts.chart import Chart, day, plural, short, temporal
from retinue.charts.intervals import Interval
from retinue.charts.theme import SHAPES, SIGNAL_COLOURS

__all__ = ["Mark", "timeline"]

LANES = ("support", "control", "restrict", "neutral")
LANE, WIDTH = 30, 640
NOTE = "hollow: not known to have occurred; numbers as in the table"
NUMBERED = 40  # with more marks, numbers would cover one another
COLUMNS = ("no", "start", "end", "signal", "type", "status", "event", "key")


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: its days, what it is, in a few words who did it to whom, and its key."""

    start: dt.date
    end: dt.date
    signal: str
    type: str
    status: str
    told: str
    key: str


def timeline(
    title: str, marks: Sequence[Mark], bands: Sequence[Interval] = (), as_of: dt.date | None = None
) -> Chart:
    """The chart, marks numbered as in its table; `as_of` is where open bands end (default: the last day known)."""
    ordered = sorted(marks, key=lambda m: (m.start, m.end, m.key))
    rows = tuple((n, m.start, m.end, m.signal, m.type, m.status, m.told, m.key) for n, m in enumerate(ordered, 1))
    drawn = [band for band in bands if band.since]
    days = [m.start for m in ordered] + [m.end for m in ordered] + [d for b in drawn for d in (b.since, b.until) if d]
    is_open = any(band.until is None for band in drawn)
    last = max([*days, *([as_of] if as_of and is_open else [])], default=None)
    spec = {
        "width": WIDTH,
        "height": {"step": LANE},
        "layer": _layers(ordered, drawn, (min(days), last) if days and last else None),
    }
    return Chart(title, (NOTE,), _alt(title, ordered, drawn), spec, COLUMNS, rows)


def _layers(
    marks: Sequence[Mark], bands: Sequence[Interval], span: tuple[dt.date, dt.date] | None
) -> list[dict[str, Any]]:
    lanes = [lane for lane in LANES if any(m.signal == lane for m in marks)]
    labels = list(dict.fromkeys(short(band.label, 70) for band in bands))
    room = dt.timedelta(max(3, (span[1] - span[0]).days // 50)) if span else dt.timedelta(0)
    x = temporal("start", None, (span[0] - room, span[1] + room) if span else None)
    y = {"field": "lane", "type": "nominal", "title": None, "sort": [*lanes, *labels],
         "scale": {"domain": [*lanes, *labels] or ["none"]}}  # fmt: skip
    at = {"x": x, "y": y}
    return [
        {"data": {"values": [_band(b, span) for b in bands]},
         "mark": {"type": "bar", "color": "@restrict", "opacity": 0.35, "height": 10},
         "encoding": {**at, "x2": {"field": "end"}}},
        {"data": {"values": [_row(n, m) for n, m in enumerate(marks, 1) if m.end > m.start]},
         "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5},
         "encoding": {**at, "x2": {"field": "end"}, "color": _colour()}},
        {"data": {"values": [_row(n, m) for n, m in enumerate(marks, 1)]},
         "mark": {"type": "point", "size": 70, "strokeWidth": 1.5},
         "encoding": {**at, "stroke": _colour(), "shape": _shape(),
                      "fill": {"condition": {"test": "datum.real", **_colour()}, "value": "@paper"}}},
        {"data": {"values": [_row(n, m) for n, m in enumerate(marks, 1)] if len(marks) <= NUMBERED else []},
         "mark": {"type": "text", "dy": -10, "fontSize": 9, "color": "@muted"},
         "encoding": {**at, "text": {"field": "no", "type": "nominal"}}},
    ]  # fmt: skip


def _colour() -> dict[str, Any]:
    return {"field": "lane", "type": "nominal", "legend": None,
            "scale": {"domain": list(LANES), "range": [SIGNAL_COLOURS[lane] for lane in LANES]}}  # fmt: skip


def _shape() -> dict[str, Any]:
    return {"field": "lane", "type": "nominal", "legend": None,
            "scale": {"domain": list(LANES), "range": [SHAPES[lane] for lane in LANES]}}  # fmt: skip


def _band(band: Interval, span: tuple[dt.date, dt.date] | None) -> dict[str, Any]:
    end = band.until or (span[1] if span else band.since)
    return {"lane": short(band.label, 70), "start": day(band.since), "end": day(end)}


def _row(number: int, mark: Mark) -> dict[str, Any]:
    return {"no": number, "lane": mark.signal, "start": day(mark.start), "end": day(mark.end),
            "real": mark.status in ("occurred", "ongoing")}  # fmt: skip


def _alt(title: str, marks: Sequence[Mark], bands: Sequence[Interval]) -> str:
    if not marks:
        return f"{title}: no dated event."
    counts = [(lane, sum(m.signal == lane for m in marks)) for lane in LANES]
    told = ", ".join(f"{number} {lane}" for lane, number in counts if number)
    lists = f"; {plural(len(bands), 'time')} on a list beneath" if bands else ""
    span = f"from {marks[0].start} to {max(m.end for m in marks)}"
    return f"{title}: {plural(len(marks), 'event')} {span} ({told}){lists}."
