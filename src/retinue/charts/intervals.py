"""Times as bars, one lane for each name: who stood on which list, who held which office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts.chart import Chart, day, plural, short, temporal

__all__ = ["Interval", "intervals"]

WIDTH, LANE = 640, 26
COLUMNS = ("name", "what", "since", "until", "note")


@dataclass(frozen=True, slots=True)
class Interval:
    """One time: `label` names its lane, `text` stands in it; open where an end is None."""

    label: str
    since: dt.date | None
    until: dt.date | None = None
    text: str = ""
    note: str = ""


def intervals(title: str, rows: Sequence[Interval], as_of: dt.date, said: str = "") -> Chart:
    """The chart; open times go on to `as_of` and end in an arrow. Times without a start are in the table alone."""
    table = tuple((one.label, one.text, one.since, one.until, one.note) for one in rows)
    drawn = [one for one in rows if one.since is not None and one.since <= as_of]
    notes = [f"arrow: open on {as_of}", *([said] if said else [])]
    if missing := len(rows) - len(drawn):
        notes.append(f"{plural(missing, 'time')} without a start in the table alone")
    spec = {
        "width": WIDTH,
        "height": {"step": LANE},
        "data": {"values": [_value(one, as_of) for one in drawn]},
        "layer": _layers(drawn, as_of),
    }
    return Chart(title, tuple(notes), _alt(title, rows, as_of), spec, COLUMNS, table)


def _value(one: Interval, as_of: dt.date) -> dict[str, Any]:
    end = min(one.until, as_of) if one.until else as_of
    is_open = one.until is None or one.until > as_of
    return {"lane": short(one.label, 70), "start": day(one.since), "end": day(max(end, one.since or end)),
            "text": short(one.text), "arrow": "▶" if is_open else ""}  # fmt: skip


def _layers(drawn: Sequence[Interval], as_of: dt.date) -> list[dict[str, Any]]:
    first = min((one.since for one in drawn if one.since), default=as_of - dt.timedelta(365))
    room = dt.timedelta(max(10, (as_of - first).days // 40))
    x = temporal("start", None, (first - room, as_of + room))
    y = {"field": "lane", "type": "nominal", "title": None, "sort": None}
    return [
        {"mark": {"type": "bar", "color": "@accent", "height": 14, "stroke": "@paper", "strokeWidth": 1},
         "encoding": {"x": x, "x2": {"field": "end"}, "y": y}},
        {"mark": {"type": "text", "align": "left", "baseline": "middle", "color": "@accent", "fontSize": 12},
         "encoding": {"x": {**x, "field": "end"}, "y": y, "text": {"field": "arrow", "type": "nominal"}}},
        {"mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -6, "dx": 2, "fontSize": 9,
                  "color": "@muted", "limit": 0},
         "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}}},
    ]  # fmt: skip


def _alt(title: str, rows: Sequence[Interval], as_of: dt.date) -> str:
    if not rows:
        return f"{title}: none."
    shown = [f"{one.label}{' ' + one.text if one.text else ''} {_span(one, as_of)}" for one in rows[:6]]
    more = f"; and {len(rows) - 6} more" if len(rows) > 6 else ""
    return f"{title}: {'; '.join(shown)}{more}."


def _span(one: Interval, as_of: dt.date) -> str:
    if one.until is None or one.until > as_of:
        return f"since {one.since}" if one.since else "since a day not known"
    return f"{one.since} to {one.until}" if one.since else f"until {one.until}"
