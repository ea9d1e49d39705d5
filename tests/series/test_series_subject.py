"""Who is meant by a name, and which events concern them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from series_made import BUREAU, FIRM, MINISTER, MINISTRY, PREMIER, made

from factory import body, office, term
from retinue.knowledge import Knowledge, Ownership, Source
from retinue.model import EntityType, EventType, Party
from retinue.series import Kind, Side, find_subject, happenings_of, near_names, with_units
from retinue.store import Store

UNIT = Party("Lumen Optics", EntityType.COMPANY, None, "lumen-optics")
SOLD = Party("Lumen Lamps", EntityType.COMPANY, None, "lumen-lamps")
SOURCE = Source("a gazette", dt.date(2026, 1, 2))
UNKNOWN = Party("北方电池", EntityType.COMPANY)
DRONES = Party("Aerix", EntityType.COMPANY, None, "aerix")

EVENTS = (
    made("visit", places=("Shenzhen", "Guangdong")),
    made("premier", "2024-03-05", actors=(PREMIER,), recipients=(DRONES,), places=("Beijing",)),
    made("unit", "2024-03-06", actors=(MINISTRY,), recipients=(UNIT,)),
    made("sold later", "2024-03-05", actors=(DRONES,), recipients=(SOLD,)),
    made("sold before", "2024-03-07", actors=(DRONES,), recipients=(SOLD,)),
    made("unknown", "2024-03-07", actors=(BUREAU,), recipients=(UNKNOWN,)),
    made("firm acts", "2024-03-08", actors=(FIRM,), recipients=(MINISTRY,), type=EventType.OBJECTION),
    made("after office", "2031-03-08", actors=(MINISTER,), recipients=(DRONES,)),
)


@pytest.fixture(scope="module")
def known(knowledge: Knowledge) -> Knowledge:
    unit = replace(body("lumen-optics", "Lumen Optics", country="US", sectors=["lasers"]), parent="lumen")
    sold = body("lumen-lamps", "Lumen Lamps", country="US")
    owned = (
        Ownership("lumen-optics", "lumen", None, None, SOURCE),
        Ownership("lumen-lamps", "lumen", None, dt.date(2024, 3, 6), SOURCE),
    )
    until = term("ada-stone", "us-commerce-secretary", 2021, 2030)
    return replace(
        knowledge,
        organisations={**knowledge.organisations, unit.id: unit, sold.id: sold},
        units={"lumen": owned},
        owners={one.unit: (one,) for one in owned},
        terms_by_person={**knowledge.terms_by_person, "ada-stone": (until,)},
        terms_by_office={**knowledge.terms_by_office, "us-commerce-secretary": (until,)},
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("series") / "a.db") as store:
        store.put_happenings(EVENTS)
        yield store


def keys(name: str, known: Knowledge, store: Store, side: Side | None = None, units: bool = False) -> list[str]:
    subject = find_subject(name, known, store)
    assert subject, name
    subject = with_units(subject, known) if units else subject
    return [one.key for one in happenings_of(subject, known, store, side)[0]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lumen", Kind.FIRM), ("lumen", Kind.FIRM), ("Semiconductors", Kind.SECTOR), ("MOFCOM", Kind.BODY),
        ("Han Mei", Kind.PERSON), ("Shenzhen", Kind.PLACE), ("China", Kind.COUNTRY),
    ],
)  # fmt: skip
def test_kinds(name: str, kind: Kind, known: Knowledge, store: Store) -> None:
    found = find_subject(name, known, store)
    assert found is not None
    assert found.kind is kind


def test_a_kind_can_be_asked_for(known: Knowledge, store: Store) -> None:
    found = find_subject("China", known, store, (Kind.PLACE,))
    assert found is not None
    assert found.kind is Kind.PLACE
    assert find_subject("Lumen", known, store, (Kind.PERSON,)) is None


def test_nobody_is_met_with_names_that_are_near(known: Knowledge, store: Store) -> None:
    assert find_subject("Lumne", known, store) is None
    assert find_subject("  ", known, store) is None
    assert "Lumen Optics" in near_names("Lumen Optcs", known, store)


def test_a_firm_receives(known: Knowledge, store: Store) -> None:
    assert keys("Lumen", known, store) == ["visit"]
    assert keys("Lumen", known, store, Side.SENT) == ["firm acts"]
    assert keys("Lumen", known, store, Side.EITHER) == ["visit", "firm acts"]


def test_units_count_on_request_while_they_belonged_to_it(known: Knowledge, store: Store) -> None:
    assert keys("Lumen", known, store, units=True) == ["visit", "sold later", "unit"]


def test_a_sector_is_its_firms(known: Knowledge, store: Store) -> None:
    assert keys("drones", known, store) == ["premier", "after office"]


def test_a_body_acts_by_itself_and_by_those_in_its_offices(known: Knowledge, store: Store) -> None:
    assert keys("US Department of Commerce", known, store) == ["visit", "unit"]


def test_a_person_and_a_country_act(known: Knowledge, store: Store) -> None:
    assert keys("Han Mei", known, store) == ["premier"]
    assert keys("United States", known, store) == ["visit", "unit"]


def test_a_place_holds_the_places_in_it(known: Knowledge, store: Store) -> None:
    assert keys("Shenzhen", known, store) == ["visit"]
    found = find_subject("China", known, store, (Kind.PLACE,))
    assert found
    assert [one.key for one in happenings_of(found, known, store)[0]] == ["visit", "premier"]


def test_an_office_of_a_firm_is_no_public_one(known: Knowledge, store: Store) -> None:
    chief = office("x", "Chief of Lumen", country="US", of="lumen")
    more = replace(known, offices={**known.offices, "x": chief})
    assert keys("US Department of Commerce", more, store) == ["visit", "unit"]


def test_the_store_names_its_places_and_sources(store: Store, tmp_path: Path) -> None:
    assert store.place_names() == ("Beijing", "Guangdong", "Shenzhen")
    assert store.sources(["none"]) == ()
