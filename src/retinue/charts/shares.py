"""Parts of a whole as bars with their numbers: which origins the news comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts.chart import Chart, plural, short

__all__ = ["Share", "shares"]

WIDTH, LANE = 420, 22
MOST = 15  # bars drawn; the rest is one bar
COLUMNS = ("name", "what", "number", "share")


@dataclass(frozen=True, slots=True)
class Share:
    """A part, what kind of thing it is, and how many of the whole it has."""

    name: str
    number: int
    what: str = ""


def shares(title: str, parts: Sequence[Share], of: str, whole: int | None = None) -> Chart:
    """The chart, largest first; `of` is what is counted ("report"), `whole` how many there are: all parts together,
    unless told, as it has to be where parts overlap.
    """
    total = sum(part.number for part in parts) if whole is None else whole
    ordered = sorted(parts, key=lambda part: (-part.number, part.name))
    rows = tuple((p.name, p.what, p.number, round(p.number / total, 4) if total else 0.0) for p in ordered)
    drawn = list(ordered[:MOST])
    if (rest := ordered[MOST:]) and whole is None:
        drawn.append(Share(f"{len(rest)} others", sum(part.number for part in rest)))
    spec = {
        "width": WIDTH,
        "height": {"step": LANE},
        "data": {"values": [_value(part, total) for part in drawn]},
        "layer": _layers(),
    }
    told = ", ".join(f"{part.name} {_percent(part.number, total)}" for part in ordered[:5])
    alt = f"{title}: {plural(total, of)}; {told}." if total else f"{title}: none."
    return Chart(title, (plural(total, of),), alt, spec, COLUMNS, rows)


def _percent(number: int, total: int) -> str:
    return f"{100 * number / total:.0f} %" if total else "0 %"


def _value(part: Share, total: int) -> dict[str, Any]:
    name = f"{part.name} ({part.what})" if part.what else part.name
    return {
        "name": short(name, 60),
        "number": part.number,
        "label": f"{part.number} ({_percent(part.number, total)})",
    }


def _layers() -> list[dict[str, Any]]:
    x = {"field": "number", "type": "quantitative", "axis": None}
    y = {"field": "name", "type": "nominal", "title": None, "sort": None}
    text = {"type": "text", "align": "left", "dx": 4, "baseline": "middle"}
    return [
        {"mark": {"type": "bar", "color": "@accent", "height": 14}, "encoding": {"x": x, "y": y}},
        {"mark": text, "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}}},
    ]
