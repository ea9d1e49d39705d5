"""Outlines of countries, as TopoJSON (data/maps): coarse for the whole world, finer for a part of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple

__all__ = ["Window", "countries_in", "world"]


class Window(NamedTuple):
    """Degrees of longitude and latitude."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Window) -> bool:
        """True when the two share a part."""
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north


@lru_cache(maxsize=1)
def world() -> Mapping[str, Any]:
    """Every country at 1:110 million."""
    return _read("countries-110m.json")


def countries_in(window: Window) -> Mapping[str, Any]:
    """The land of all countries at 1:50 million that has a part in the window, with the arcs it needs alone."""
    fine, pieces = _fine()
    seen = [piece for piece, box in pieces if box.meets(window)]
    used = sorted({_plain(arc) for piece in seen for arc in _arcs(piece)})
    place = {arc: n for n, arc in enumerate(used)}
    moved = [{"type": "Polygon", "arcs": _moved(piece, place)} for piece in seen]
    countries = {"type": "GeometryCollection", "geometries": moved}
    return {"type": "Topology", "transform": fine["transform"], "objects": {"countries": countries},
            "arcs": [fine["arcs"][arc] for arc in used]}  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((files("retinue") / "data" / "maps" / name).read_text("utf-8"))
    del read["objects"]["land"]
    return read


@lru_cache(maxsize=1)
def _fine() -> tuple[Mapping[str, Any], list[tuple[Any, Window]]]:
    """The finer outlines, and their polygons (an island is one of its own) with the window each fills."""
    fine = _read("countries-50m.json")
    boxes = [_box(arc, fine["transform"]) for arc in fine["arcs"]]
    pieces = [piece for shape in fine["objects"]["countries"]["geometries"] for piece in _polygons(shape)]
    return fine, [(piece, _around([boxes[_plain(arc)] for arc in _arcs(piece)])) for piece in pieces]


def _polygons(shape: Mapping[str, Any]) -> list[Any]:
    if not shape.get("arcs"):
        return []
    return list(shape["arcs"]) if shape["type"] == "MultiPolygon" else [shape["arcs"]]


def _arcs(nested: Any) -> Iterator[int]:
    """The numbers of the arcs of a shape, however deep they lie."""
    if isinstance(nested, int):
        yield nested
    else:
        for part in nested:
            yield from _arcs(part)


def _plain(arc: int) -> int:
    """An arc's number; one walked backwards is written as its complement."""
    return ~arc if arc < 0 else arc


def _moved(nested: Any, place: Mapping[int, int]) -> Any:
    if isinstance(nested, int):
        return ~place[~nested] if nested < 0 else place[nested]
    return [_moved(part, place) for part in nested]


def _box(arc: list[list[int]], transform: Mapping[str, list[float]]) -> Window:
    """Where an arc lies; its points are steps from one to the next, in units of the transform."""
    ends = []
    for axis in (0, 1):
        steps = list(accumulate(point[axis] for point in arc))
        ends += [transform["translate"][axis] + transform["scale"][axis] * edge for edge in (min(steps), max(steps))]
    return Window(ends[0], ends[2], ends[1], ends[3])


def _around(boxes: list[Window]) -> Window:
    west, south, east, north = zip(*boxes, strict=True)
    return Window(min(west), min(south), max(east), max(north))
