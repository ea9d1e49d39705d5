"""Days, names and acts in words."""

from __future__ import annotations

import datetime as dt

import pytest

from retinue.model import EventType, Precision, Status
from retinue.web import words

D = dt.date


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        (None, None, Precision.UNKNOWN, "undated"),
        (D(2023, 10, 7), D(2023, 10, 7), Precision.DAY, "7 Oct 2023"),
        (D(2023, 10, 7), D(2023, 10, 9), Precision.DAY, "7–9 Oct 2023"),
        (D(2023, 9, 30), D(2023, 10, 2), Precision.DAY, "30 Sep–2 Oct 2023"),
        (D(2022, 12, 30), D(2023, 1, 2), Precision.DAY, "30 Dec 2022–2 Jan 2023"),
        (D(2023, 10, 1), D(2023, 10, 31), Precision.MONTH, "Oct 2023"),
        (D(2023, 1, 1), D(2023, 12, 31), Precision.YEAR, "2023"),
        (D(2023, 10, 7), None, Precision.DAY, "from 7 Oct 2023"),
    ],
)
def test_when(start: D | None, end: D | None, precision: Precision, said: str) -> None:
    assert words.when(start, end, precision) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C", "D"], "A, B, C and 1 other"),
        (list("ABCDE"), "A, B, C and 2 others"),
    ],
)
def test_listing(names: list[str], said: str) -> None:
    assert words.listing(names) == said


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.OCCURRED, "A visited B"),
        (Status.ONGOING, "A is visiting B"),
        (Status.PLANNED, "A is to visit B"),
        (Status.ALLEGED, "A is said to have visited B"),
        (Status.DENIED, "A is said not to have visited B"),
        (Status.CANCELLED, "A was to visit B (cancelled)"),
    ],
)
def test_an_act_is_told_as_real_as_it_is(status: Status, said: str) -> None:
    assert words.told(EventType.VISIT, status, "A", "B") == said


@pytest.mark.parametrize("type_", EventType)
@pytest.mark.parametrize("status", Status)
def test_every_act_can_be_told_with_and_without_anybody_concerned(type_: EventType, status: Status) -> None:
    assert words.told(type_, status, "A", "B").startswith("A ")
    assert words.told(type_, status, "A", "").startswith("A · ")


def test_several_do_it_together() -> None:
    assert words.told(EventType.MEETING, Status.PLANNED, "A and B", "C", 2) == "A and B are to meet C"


def test_counts() -> None:
    assert (words.count(1, "report"), words.count(1024, "report"), words.percent(0.874)) == (
        "1 report",
        "1,024 reports",
        "87 %",
    )
