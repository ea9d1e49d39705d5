"""Which time dates an act; each text is read as of Friday, 14 June 2024."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retinue.coding.when import weights
from retinue.model import EventType, Record

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("coding")]
Read = Callable[[str], Record]


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("The SEC said on Monday that it had fined Apple in March.", "regulatory_action", "2024-03-01", "2024-03-31"),
        ("The ministry sued Apple on Tuesday, a day after Tim Cook met Wang Wentao.", "meeting", "2024-06-10", None),
        ("The SEC on Tuesday fined Apple for a breach found in 2021.", "regulatory_action", "2024-06-11", None),
        ("Premier Li Qiang wound up a two-day visit to BYD on Sunday.", "visit", "2024-06-08", "2024-06-09"),
        ("Li Qiang visited BYD.", "visit", "", None),
        ("The SEC recently fined Apple.", "regulatory_action", "", None),
    ],
)  # fmt: skip
def test_the_time_of_an_act(text: str, kind: str, start: str, end: str | None, read: Read) -> None:
    [event] = [e for e in read(text).events if e.type is EventType(kind)]
    assert (str(event.start or ""), str(event.end or "")) == (start, start if end is None else end)


def test_a_month_in_office_dates_nothing(read: Read) -> None:
    events = read("Li Qiang, premier since March 2023, turned up at BYD on Thursday. Later he visited Xiaomi.").events
    assert events
    assert {str(event.start) for event in events} <= {"2024-06-13", "None"}


def test_a_stop_takes_the_day_of_its_tour(read: Read) -> None:
    events = read("Premier Li Qiang toured Shenzhen on Wednesday. He visited BYD and Huawei.").events
    assert {str(event.start) for event in events} == {"2024-06-12"}


def test_weights_are_numbers_for_traits() -> None:
    assert {trait.split()[0] for trait in weights()} == {"near", "far", "none"}
