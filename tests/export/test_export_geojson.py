"""Points on the map: valid GeoJSON, where the gazetteer has the place, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import geojson
import pytest
from export_made import HAPPENING, Made, file, known_knowledge

from factory import small_knowledge
from retinue.export.columns import names
from retinue.export.geojson import PROPERTIES
from retinue.export.located import country_of, locate


def features(name: str, *places: tuple[str, ...]) -> list[geojson.Feature]:
    made = Made(events=[replace(HAPPENING, key=f"k{n}", places=one) for n, one in enumerate(places)])
    found = geojson.loads(file("geojson", name, made).decode())
    assert found.is_valid, found.errors()
    return list(found["features"])


PLACED, UNPLACED = ("Hangzhou", "Zhejiang", "China"), ("China",)


def test_an_event_has_the_point_of_its_town() -> None:
    (one,) = features("events.geojson", PLACED, UNPLACED, ())
    longitude, latitude = one["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (120, 30)
    assert one["id"] == "k0"
    assert tuple(one["properties"]) == names(PROPERTIES)
    assert one["properties"]["located_by"] == "Hangzhou"
    assert one["properties"]["start"] == "2024-03-04"


def test_the_others_stand_apart_without_one() -> None:
    found = features("unplaced.geojson", PLACED, UNPLACED, ())
    assert [(one["id"], one["geometry"]) for one in found] == [("k1", None), ("k2", None)]


def test_no_event_at_all_is_valid_too() -> None:
    assert features("events.geojson") == features("unplaced.geojson") == []


@pytest.mark.parametrize(
    ("places", "longitude"),
    [
        (("Yizhuang Quux", "Beijing"), 116),  # the first has no point, the second has
        (("Cambridge", "United Kingdom"), 0),
        (("Cambridge, Massachusetts",), -71),
        (("Nowhere At All",), None),
        (("France",), None),
    ],
)
def test_a_name_means_the_place_that_the_wider_ones_tell(places: tuple[str, ...], longitude: int | None) -> None:
    found = locate(places, known_knowledge())
    assert (round(found.longitude) if found else None) == longitude


def test_a_name_known_only_elsewhere_has_no_point() -> None:
    assert locate(("Hangzhou", "France"), known_knowledge()) is None


def test_the_country_is_that_of_the_widest_place() -> None:
    assert country_of(("Shenzhen", "Guangdong", "China"), small_knowledge()) == "CN"
    assert country_of(("Nowhere",), small_knowledge()) is None
