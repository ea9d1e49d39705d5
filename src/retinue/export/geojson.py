"""events.geojson: events as points; unplaced.geojson: those that no point is known for."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from retinue.export.columns import Column
from retinue.export.located import Located, locate
from retinue.export.material import Material
from retinue.export.rows import EVENTS, event_row
from retinue.model import Happening

__all__ = ["PROPERTIES", "events_geojson", "unplaced_geojson"]

PROPERTIES = (
    *EVENTS,
    Column("located_by", "text", "which of the places the point belongs to", "`places`"),
    Column("located_level", "text", "what that place is: city, district, area or region", "the gazetteer"),
)
HEAD, TAIL = b'{"type":"FeatureCollection","features":[', b"\n]}\n"


def events_geojson(material: Material) -> Iterator[bytes]:
    """A FeatureCollection (RFC 7946) of the events that have a point."""
    return _collection(_feature(one, point) for one, point in _placed(material) if point)


def unplaced_geojson(material: Material) -> Iterator[bytes]:
    """The other events, with a null geometry, as RFC 7946 has features without a location."""
    return _collection(_feature(one, None) for one, point in _placed(material) if not point)


def _placed(material: Material) -> Iterator[tuple[Happening, Located | None]]:
    knowledge = material.knowledge()
    for happening in material.contents.happenings():
        yield happening, locate(happening.places, knowledge)


def _feature(happening: Happening, point: Located | None) -> dict[str, Any]:
    properties = {name: _plain(value) for name, value in event_row(happening).items()}
    properties |= {
        "located_by": point.name if point else None,
        "located_level": point.place.level if point else None,
    }
    geometry = {"type": "Point", "coordinates": [point.longitude, point.latitude]} if point else None
    return {
        "type": "Feature",
        "id": happening.key,
        "geometry": geometry,
        "properties": {one.name: properties[one.name] for one in PROPERTIES},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _collection(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    yield HEAD
    for number, feature in enumerate(features):
        line = json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        yield (",\n" if number else "\n").encode() + line.encode()
    yield TAIL
