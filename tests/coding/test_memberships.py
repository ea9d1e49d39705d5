"""Who stands on which restriction list, however the article says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.model import EventType, Record

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]
Read = Callable[[str], Record]


def _listed(record: Record) -> set[tuple[str, str, str | None]]:
    names = {entity.id: entity.name for entity in record.entities}
    return {(names[row.entity], row.list, row.since) for row in record.listed}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Huawei has been on the Entity List since 2019.", {("Huawei", "US Entity List", "2019")}),
        (
            "Huawei has been on the US Entity List since 2019 and SMIC since 2020.",
            {("Huawei", "US Entity List", "2019"), ("SMIC", "US Entity List", "2020")},
        ),
        ("DJI, on the Entity List since 2020, sued a rival.", {("DJI", "US Entity List", "2020")}),
        ("Sberbank has been under US sanctions since April 2022.", {("Sberbank", "US SDN List", "2022-04")}),
        ("The US Treasury sanctioned Sberbank on Monday.", {("Sberbank", "US SDN List", "2024-06-10")}),
        ("Huawei is no longer on the Entity List.", set()),
        ("Tencent could be on the Entity List soon.", set()),
    ],
)
def test_standing_on_a_list(text: str, wanted: set[tuple[str, str, str | None]], read: Read) -> None:
    assert _listed(read(text)) == wanted


def test_the_list_is_the_one_named_before(read: Read) -> None:
    text = "The Commerce Department keeps an Entity List. Huawei remains on the list. Analysts see no change."
    assert ("Huawei", "US Entity List") in {row[:2] for row in _listed(read(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Curbs\n\nThe Commerce Department added 14 firms to its Entity List, including Lenovo and BYD.",
        "Curbs\n\nThe Commerce Department put 14 firms on its Entity List.\n\nThe firms include Lenovo; BYD.",
        "Curbs\n\nThe Commerce Department added these firms to its Entity List, as follows:\n\n1. Lenovo\n2. BYD\n",
    ],
)
def test_members_of_a_group(text: str, read: Read) -> None:
    record = read(text)
    event = next(e for e in record.events if e.type is EventType.LISTING)
    names = {entity.name for entity in record.entities if entity.id in event.recipients}
    assert {"Lenovo", "BYD"} <= names
