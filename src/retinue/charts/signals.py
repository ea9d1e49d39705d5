"""Support, control and restriction over time: one panel for each, stacked, on one scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts.chart import Chart, day, plural, temporal
from retinue.charts.theme import SIGNAL_COLOURS

__all__ = ["Bar", "signals"]

SIGNS = {"support": "▲ support", "control": "■ control", "restrict": "▼ restrict"}
HEIGHT, WIDTH = 74, 640
COLUMNS = ("time", "start", "end", "signal", "expected", "low", "high", "reported", "events", "origins", "vague",
           "keys")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One signal in one span of days; see `retinue.series.Point`."""

    label: str
    start: dt.date
    end: dt.date
    signal: str
    expected: float
    low: float
    high: float
    reported: float
    origins: int
    keys: tuple[str, ...]
    vague: float = 0.0


def signals(title: str, bars: Sequence[Bar], unit: str, said: str = "") -> Chart:
    """The chart; `unit` says what one bar covers ("month", "event"), `said` what the chart leaves out."""
    rows = tuple(
        (b.label, b.start, b.end, b.signal, _short(b.expected), _short(b.low), _short(b.high), _short(b.reported),
         len(b.keys), b.origins, _short(b.vague), b.keys)
        for b in bars
    )  # fmt: skip
    notes = [f"expected weight by {unit}; line: 90 % interval; pale: as reported" if bars else "no dated event"]
    notes += [said] if said else []
    spec = {
        "data": {"values": [*map(_value, bars), *_empty(bars)]},
        "facet": {"row": {"field": "sign", "type": "nominal", "title": None, "sort": list(SIGNS.values()),
                          "header": {"labelAngle": 0, "labelAlign": "left", "labelPadding": 6}}},
        "spec": {"width": WIDTH, "height": HEIGHT, "layer": _layers(bars, unit)},
    }  # fmt: skip
    return Chart(title, tuple(notes), _alt(title, bars, unit, said), spec, COLUMNS, rows)


def _short(value: float) -> float:
    return round(value, 3)


def _empty(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    """Rows without a bar, which keep the panels of signals that have none."""
    return [{"sign": sign, "signal": signal} for signal, sign in SIGNS.items()
            if not any(b.signal == signal for b in bars)]  # fmt: skip


def _value(bar: Bar) -> dict[str, Any]:
    end = bar.end + dt.timedelta(1) if bar.end < dt.date.max else bar.end
    middle = bar.start + (end - bar.start) / 2
    return {"start": day(bar.start), "end": day(end), "middle": day(middle), "sign": SIGNS[bar.signal],
            "signal": bar.signal, "expected": _short(bar.expected), "low": bar.low, "high": bar.high,
            "reported": _short(bar.reported)}  # fmt: skip


def _layers(bars: Sequence[Bar], unit: str) -> list[dict[str, Any]]:
    first = min((b.start for b in bars), default=dt.date(2000, 1, 1))
    last = max((b.end for b in bars), default=dt.date(2000, 12, 31))
    room = dt.timedelta(max(1, (last - first).days // 60))
    x = temporal("start", None, (_earlier(first, room), _later(last, room)))
    colour = {"field": "signal", "type": "nominal", "legend": None,
              "scale": {"domain": list(SIGNS), "range": [SIGNAL_COLOURS[one] for one in SIGNS]}}  # fmt: skip
    y = {"type": "quantitative", "title": "weight", "axis": {"tickCount": 3}, "scale": {"nice": True}}
    wide = {"x": x, "x2": {"field": "end"}} if unit != "event" else {"x": {**x, "field": "middle"}}
    mark: dict[str, Any] = {"type": "bar", "strokeWidth": 1} if unit != "event" else {"type": "bar", "width": 4}
    fill = {"color": colour, "stroke": colour, "y2": {"datum": 0}}
    return [
        {"mark": {**mark, "opacity": 0.3}, "encoding": {**wide, "y": {**y, "field": "reported"}, **fill}},
        {"mark": mark, "encoding": {**wide, "y": {**y, "field": "expected"}, **fill}},
        {"mark": {"type": "rule", "color": "@ink", "strokeWidth": 1.2},
         "encoding": {"x": {**x, "field": "middle"}, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
    ]  # fmt: skip


def _earlier(date: dt.date, room: dt.timedelta) -> dt.date:
    return date - room if date - dt.date.min > room else dt.date.min


def _later(date: dt.date, room: dt.timedelta) -> dt.date:
    return date + room if dt.date.max - date > room else dt.date.max


def _alt(title: str, bars: Sequence[Bar], unit: str, said: str) -> str:
    if not bars:
        return f"{title}: no dated event. {said}".strip()
    parts = []
    for signal in SIGNS:
        ours = [b for b in bars if b.signal == signal]
        if ours:
            top = max(ours, key=lambda b: b.expected)
            number = plural(len({key for b in ours for key in b.keys}), "event")
            parts.append(f"{signal} {sum(b.expected for b in ours):.1f} in {number}, most in {top.label}")
        else:
            parts.append(f"no {signal}")
    span = f"{min(b.start for b in bars)} to {max(b.end for b in bars)}"
    return f"{title}, by {unit}, {span}: expected weight of {'; '.join(parts)}. {said}".strip()
