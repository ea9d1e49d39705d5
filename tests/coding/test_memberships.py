"""Who stands on which restriction list, however the article says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.model import EventType, Record

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]
Read = Callable[[str], Record]
_PUT = "Curbs\n\nThe Commerce Department put 14 firms on its Entity List. "


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
        _PUT + "Newcomers include Lenovo and BYD.",
        _PUT + "The biggest of them is Lenovo. The others include Geely and BYD.",
        _PUT + "They include Geely and SMIC. Two makers were named too: Lenovo and BYD.",
        _PUT + "They include Geely and SMIC. So were two makers of phones: Lenovo and BYD.",
        "Curbs\n\nChina put four firms on its unreliable entity list: Geely; SMIC; Lenovo; and BYD.",
    ],
)
def test_members_of_a_group(text: str, read: Read) -> None:
    record = read(text)
    event = next(e for e in record.events if e.type is EventType.LISTING)
    names = {entity.name for entity in record.entities if entity.id in event.recipients}
    assert {"Lenovo", "BYD"} <= names


def test_members_belong_to_the_act_told_last_before_them(read: Read) -> None:
    text = (
        "Curbs\n\nThe Commerce Department removed nine firms from the Entity List but added 31 others, "
        "SMIC among them."
    )
    record = read(text)
    assert ("SMIC", "US Entity List") in {row[:2] for row in _listed(record)}
    names = {entity.id: entity.name for entity in record.entities}
    taken_off = [e for e in record.events if e.type is EventType.DELISTING]
    assert all(names[r] != "SMIC" for e in taken_off for r in e.recipients)


def test_whoever_was_taken_off_before_may_be_on_the_list_again(read: Read) -> None:
    text = (
        "Curbs\n\nThe Commerce Department removed SMIC from the Entity List in March 2019. "
        "The Commerce Department added SMIC to the Entity List in December 2020."
    )
    assert ("SMIC", "US Entity List", "2020-12") in _listed(read(text))


def test_a_state_stands_on_no_list(read: Read) -> None:
    text = "Curbs\n\nWashington added Lenovo to the Entity List. China remains on the list, analysts joke."
    assert {name for name, *_ in _listed(read(text))} == {"Lenovo"}


def test_a_list_named_by_its_law(read: Read) -> None:
    text = "Curbs\n\nCanada put Lenovo on the Special Economic Measures Act list on Monday."
    assert _listed(read(text)) == {("Lenovo", "Canada sanctions list (Special Economic Measures)", "2024-06-10")}
