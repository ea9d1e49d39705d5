"""What the record of the five seed articles must hold. Skipped without ../shared/seeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from gold_measured import Reading

from retinue.evaluate import same_name

pytestmark = [pytest.mark.gold, pytest.mark.model, pytest.mark.xdist_group("gold")]
Row = Mapping[str, Any]


def _told(reading: Reading, kind: str, actor: str | None = None, recipient: str | None = None) -> Iterator[Row]:
    """Events of the documents, of one type, by somebody, towards somebody."""
    for document in reading.documents:
        names = {entity["id"]: entity for entity in document["entities"]}
        for event in document["events"]:
            if event["type"] != kind:
                continue
            by = actor is None or any(_is(names[i], actor) for i in event["actors"])
            to = recipient is None or any(_is(names[i], recipient) for i in event["recipients"])
            if by and to:
                yield {**event, "doc": document["doc"]}


def _is(entity: Row, name: str) -> bool:
    return same_name([entity["name"], *entity.get("aliases", ())], [name], entity["type"] == "person")


def _days(event: Row) -> tuple[str | None, str | None]:
    return event["start"], event["end"]


def test_tour_of_zhejiang_has_its_three_days(seeds: Reading) -> None:
    tours = [e for e in _told(seeds, "visit", "Li Qiang") if not e["recipients"] and "Zhejiang" in e["places"]]
    assert ("2023-10-07", "2023-10-09") in [_days(tour) for tour in tours]


@pytest.mark.parametrize(
    "stop", ["Hikvision", "Qiantang District Enterprise Comprehensive Service Center", "Guangli Microelectronics"]
)
def test_stop_of_the_zhejiang_tour_takes_its_days(seeds: Reading, stop: str) -> None:
    assert ("2023-10-07", "2023-10-09") in [_days(e) for e in _told(seeds, "visit", "Li Qiang", stop)]


def test_stop_told_only_through_speech_and_headline_is_a_visit(seeds: Reading) -> None:
    told = [e for e in _told(seeds, "visit", "Li Qiang", "Hikvision") if e["doc"].startswith("000_")]
    assert [event["status"] for event in told] == ["occurred"]


@pytest.mark.parametrize(("who", "firm"), [("Cao Shumin", "Huawei"), ("Sheng Ronghua", "Kuaishou")])
def test_lecture_at_a_firm(seeds: Reading, who: str, firm: str) -> None:
    lectures = list(_told(seeds, "address", who, firm))
    assert lectures
    assert all(lecture["status"] == "occurred" for lecture in lectures)


@pytest.mark.parametrize("who", ["Cao Shumin", "Sheng Ronghua"])
def test_lecturer_holds_the_office(seeds: Reading, who: str) -> None:
    offices = [e["office"] or "" for d in seeds.documents for e in d["entities"] if _is(e, who)]
    assert any("Deputy" in office and "Cyberspace Administration" in office for office in offices)


def test_liu_he_is_quoted(seeds: Reading) -> None:
    said = [
        statement
        for document in seeds.documents
        for statement in document["statements"]
        for entity in document["entities"]
        if entity["id"] == statement["speaker"] and _is(entity, "Liu He")
    ]
    assert any(row["kind"] == "direct" and "critical core technologies" in row["content"] for row in said)
    assert any("platform economy" in row["content"] for row in said)


def test_liu_he_spoke_to_cppcc_members(seeds: Reading) -> None:
    cppcc = "Chinese People's Political Consultative Conference"
    held = [*_told(seeds, "meeting", "Liu He"), *_told(seeds, "address", "Liu He")]
    names = {(d["doc"], e["id"]): e for d in seeds.documents for e in d["entities"]}
    # The seed writes "Congress" for "Conference"; either is the body.
    bodies = [names[event["doc"], i] for event in held for i in event["recipients"]]
    assert any(_is(body, cppcc) or "Consultative" in body["name"] for body in bodies)


def test_tour_of_shenzhen(seeds: Reading) -> None:
    tours = [e for e in _told(seeds, "visit", "Ding Xuexiang") if not e["recipients"] and "Shenzhen" in e["places"]]
    assert tours
    assert all(tour["status"] == "occurred" for tour in tours)


def test_shenzhen_tour_stopped_at_dji(seeds: Reading) -> None:
    assert list(_told(seeds, "visit", "Ding Xuexiang", "DJI"))


def test_shenzhen_tour_led_to_hetao(seeds: Reading) -> None:
    stops = list(_told(seeds, "visit", "Ding Xuexiang"))
    names = {(d["doc"], e["id"]): e["name"] for d in seeds.documents for e in d["entities"]}
    reached = [place for stop in stops for place in stop["places"]]
    reached += [names[stop["doc"], i] for stop in stops for i in stop["recipients"]]
    assert any("Hetao" in name for name in reached)


def test_listing_of_42_firms(seeds: Reading) -> None:
    listings = list(_told(seeds, "listing", "US Department of Commerce"))
    assert any("42" in (event.get("amounts") or ()) or "42" in event["evidence"] for event in listings)


@pytest.mark.parametrize("firm", ["Hikvision", "Huawei"])
def test_firm_stands_on_the_entity_list_since_2019(seeds: Reading, firm: str) -> None:
    told = [e["start"] or "" for e in _told(seeds, "listing", None, firm)]
    told += [
        row["since"] or ""
        for document in seeds.documents
        for row in document["listed"]
        for entity in document["entities"]
        if entity["id"] == row["entity"] and _is(entity, firm)
    ]
    assert any(since.startswith("2019") for since in told)


def test_reports_of_the_hikvision_visit_are_joined(seeds: Reading) -> None:
    visits = [e for e in seeds.events if e["type"] == "visit" and any(_is(p, "Hikvision") for p in e["recipients"])]
    assert max((len({report["doc"] for report in visit["reports"]}) for visit in visits), default=0) >= 2
