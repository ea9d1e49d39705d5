"""Where events took place: circles on the outlines of Natural Earth (data/maps), which are part of the package."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retinue.charts.chart import Chart, plural
from retinue.charts.outlines import Window, countries_in, world

__all__ = ["Spot", "visits_map"]

WIDTH, HEIGHT = 640, 360
NAMED = 14  # of the busiest places get their name on the map
COLUMNS = ("place", "latitude", "longitude", "events", "keys")
_MARGIN, _LEAST = 0.3, 16.0  # of the span on each side; degrees shown at least
_WHOLE = 100.0  # degrees of longitude from which on the whole world is shown


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and the events there; without coordinates it is in the table alone."""

    place: str
    latitude: float | None
    longitude: float | None
    keys: tuple[str, ...]


def visits_map(title: str, spots: Sequence[Spot], note: str = "") -> Chart:
    """The chart, as near as all spots allow; those without coordinates are counted in its notes."""
    ordered = sorted(spots, key=lambda s: (-len(s.keys), s.place))
    rows = tuple((s.place, s.latitude, s.longitude, len(s.keys), s.keys) for s in ordered)
    placed = [s for s in ordered if s.latitude is not None and s.longitude is not None]
    unplaced = len(ordered) - len(placed)
    said = ["area: number of events; outlines: Natural Earth"]
    said += [f"{plural(unplaced, 'place')} without coordinates in the table alone"] if unplaced else []
    said += [note] if note else []
    view = _view(placed)
    layers = _layers(placed, view.outlines)
    spec = {"width": WIDTH, "height": HEIGHT, "projection": view.projection, "layer": layers}
    most = f"; most in {ordered[0].place} ({plural(len(ordered[0].keys), 'event')})" if ordered else ""
    alt = f"{title}: a map of {plural(len(placed), 'place')}{most}."
    return Chart(title, tuple(said), alt, spec, COLUMNS, rows)


@dataclass(frozen=True, slots=True)
class _View:
    """A projection of Vega's, and the outlines to be seen through it."""

    projection: Mapping[str, Any]
    outlines: Mapping[str, Any]


def _view(spots: Sequence[Spot]) -> _View:
    clip = {"clipExtent": [[0, 0], [WIDTH, HEIGHT]]}
    latitudes = [s.latitude for s in spots if s.latitude is not None]
    longitudes = [s.longitude for s in spots if s.longitude is not None]
    if not spots or max(longitudes) - min(longitudes) > _WHOLE or max(map(abs, latitudes)) > 75:
        whole = {"type": "equalEarth", "scale": 118, "translate": [WIDTH / 2, HEIGHT / 2 + 10], **clip}
        return _View(whole, world())
    west, east = _widened(min(longitudes), max(longitudes))
    south, north = map(_mercator, _widened(min(latitudes), max(latitudes)))
    scale = min(WIDTH / math.radians(east - west), HEIGHT / (north - south))
    x, y = (west + east) / 2, (south + north) / 2
    near = {"type": "mercator", "scale": round(scale, 2), "center": [round(x, 4), round(_latitude(y), 4)],
            "translate": [WIDTH / 2, HEIGHT / 2], **clip}  # fmt: skip
    half = math.degrees(WIDTH / 2 / scale)
    reach = HEIGHT / 2 / scale
    return _View(near, countries_in(Window(x - half, _latitude(y - reach), x + half, _latitude(y + reach))))


def _latitude(mercator: float) -> float:
    return math.degrees(2 * math.atan(math.exp(mercator)) - math.pi / 2)


def _widened(low: float, high: float) -> tuple[float, float]:
    room = max((high - low) * _MARGIN, (_LEAST - (high - low)) / 2)
    return low - room, high + room


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(max(-80.0, min(80.0, latitude))) / 2))


def _layers(spots: Sequence[Spot], outlines: Mapping[str, Any]) -> list[dict[str, Any]]:
    values = [{"place": s.place, "lat": s.latitude, "lon": s.longitude, "events": len(s.keys)} for s in spots]
    at = {"longitude": {"field": "lon", "type": "quantitative"}, "latitude": {"field": "lat", "type": "quantitative"}}
    size = {"field": "events", "type": "quantitative", "legend": None,
            "scale": {"type": "linear", "domainMin": 0, "range": [0, 420]}}  # fmt: skip
    return [
        {"data": {"values": outlines, "format": {"type": "topojson", "feature": "countries"}},
         "mark": {"type": "geoshape", "fill": "@land", "stroke": "@border", "strokeWidth": 0.6}},
        {"data": {"values": values},
         "mark": {"type": "circle", "color": "@accent", "opacity": 0.75, "stroke": "@paper", "strokeWidth": 0.8},
         "encoding": {**at, "size": size}},
        {"data": {"values": _apart(values)},
         "mark": {"type": "text", "align": "left", "dx": 9, "dy": -5, "fontSize": 10},
         "encoding": {**at, "text": {"field": "label", "type": "nominal"}}},
    ]  # fmt: skip


def _apart(values: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Labels of the busiest places, without those that would cover one already there."""
    if not values:
        return []
    east_west = max(v["lon"] for v in values) - min(v["lon"] for v in values)
    wide = max(_LEAST, east_west * (1 + 2 * _MARGIN)) if east_west <= _WHOLE else 360.0
    across, down = 90 * wide / WIDTH, 14 * wide / WIDTH
    kept: list[dict[str, Any]] = []
    for value in values[: NAMED * 3]:
        if all(abs(value["lon"] - k["lon"]) > across or abs(value["lat"] - k["lat"]) > down for k in kept):
            kept.append({**value, "label": f"{value['place']} ({value['events']})"})
    return kept[:NAMED]
