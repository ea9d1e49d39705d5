"""POLECAT's columns: their names and order, PLOVER's categories, and what it has no word for."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace

import pytest
from export_made import HAPPENING, Made, file, known_knowledge

from retinue.model import EntityType, EventType, Happening, Party, Status

PUBLISHED = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
VISIT = replace(
    HAPPENING, type=EventType.VISIT, start=dt.date(2023, 10, 7), places=("Hangzhou", "Zhejiang"),
    actors=(Party("Li Qiang", EntityType.PERSON, "Premier of China", "li-qiang"),),
    recipients=(Party("Hikvision", EntityType.COMPANY, known="hikvision"), Party("Acme\tInc.\n", EntityType.COMPANY)),
)  # fmt: skip


def row(event: Happening) -> dict[str, str]:
    text = file("polecat", "polecat.tsv", Made(events=[event])).decode()
    (found,) = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return found


def test_the_columns_are_those_published_and_ours_follow() -> None:
    assert list(row(VISIT))[: len(PUBLISHED)] == PUBLISHED
    assert list(row(VISIT))[len(PUBLISHED) :] == [
        "Retinue Type", "Retinue Status", "Retinue Signal", "Retinue Confidence",
    ]  # fmt: skip


def test_a_visit() -> None:
    expected = {
        "Event ID": "k1", "Event Date": "2023-10-07", "Event Type": "CONSULT", "Event Mode": "visit",
        "Intensity": "4.0", "Quad Code": "VERBAL COOPERATION", "Contexts": "None", "Actor Name": "Li Qiang",
        "Actor Country": "CHN", "Actor Title": "Premier of China", "Actor Sectors": "GOV",
        "Recipient Name": "Hikvision; Acme Inc.", "Primary Recipient Sector": "BUS", "City": "Hangzhou",
        "Province": "Zhejiang", "Country": "CHN", "Raw Placename": "Hangzhou; Zhejiang", "Story People": "Li Qiang",
        "Source": "The Daily Ledger", "Publication Date": "2024-03-05", "Retinue Status": "occurred",
    }  # fmt: skip
    found = row(VISIT)
    assert {name: found[name] for name in expected} == expected
    assert round(float(found["Longitude"])) == 120


@pytest.mark.parametrize(
    ("status", "context"), [(Status.PLANNED, "future"), (Status.DENIED, "negation"), (Status.ALLEGED, "None")]
)
def test_what_is_not_a_fact_says_so(status: Status, context: str) -> None:
    found = row(replace(VISIT, status=status))
    assert (found["Contexts"], found["Retinue Status"]) == (context, status.value)


@pytest.mark.parametrize("kind", EventType)
def test_every_type_has_a_category_or_none(kind: EventType) -> None:
    found = row(replace(VISIT, type=kind))
    assert found["Retinue Type"] == kind.value
    known = known_knowledge().event_kinds[kind]
    assert (found["Event Type"] == "None") == (known.plover is None)
    if known.plover:
        assert found["Event Type"] in known.plover
        assert (float(found["Intensity"]) < 0) == found["Quad Code"].endswith("CONFLICT")


def test_an_event_that_says_little_has_nothing_made_up() -> None:
    bare = replace(VISIT, actors=(), recipients=(), places=(), start=None, end=None, restrictions=())
    told = {name for name, value in row(bare).items() if value != "None"}
    assert "Latitude" not in told
    assert "Event Date" not in told
    assert "Actor Name" not in told
