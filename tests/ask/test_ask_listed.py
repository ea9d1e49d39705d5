from __future__ import annotations

import datetime as dt

import pytest

from retinue.ask import Screener, listed
from retinue.cli.views.answers import show_listed
from retinue.knowledge import Knowledge, Suspension
from retinue.lists import Register

DURING, BETWEEN, AFTER = dt.date(2021, 1, 1), dt.date(2023, 6, 1), dt.date(2025, 7, 1)


@pytest.mark.parametrize("name", ["Norvik", "诺维克", "Norvik Ltd"])
def test_a_bundled_listing_with_its_days(known: Knowledge, register: Register, name: str) -> None:
    found = listed(known, register, name, DURING)
    [row] = found.standing
    assert (row.list, row.since, row.until, row.citation) == (
        "US Entity List", dt.date(2020, 5, 5), dt.date(2022, 2, 1), "85 FR 1",
    )  # fmt: skip
    assert row.authority == "Bureau of Industry and Security"
    assert found.known == ("Norvik",)


def test_other_times_and_relatives_are_said_apart(known: Knowledge, register: Register) -> None:
    found = listed(known, register, "Norvik", BETWEEN)
    assert found.standing == ()
    assert [row.list_id for row in found.other] == ["us-entity-list", "us-sdn"]
    assert [(relation, row.name) for relation, row in found.related] == [("subsidiary", "Norvik Cloud")]
    below = listed(known, register, "Norvik Cloud", DURING)
    assert below.standing == ()
    assert [(relation, row.name) for relation, row in below.related] == [("parent", "Norvik")]


@pytest.mark.parametrize(("day", "related"), [(dt.date(2020, 12, 31), ["Norvik"]), (dt.date(2021, 1, 1), [])])
def test_an_owner_counts_on_its_days(known: Knowledge, register: Register, day: dt.date, related: list[str]) -> None:
    assert [row.name for _, row in listed(known, register, "Sudvik", day).related] == related


def test_a_listing_whose_start_is_not_known(known: Knowledge, register: Register) -> None:
    assert listed(known, register, "Sudvik", dt.date(2024, 4, 3)).standing == ()
    [row] = listed(known, register, "Sudvik", dt.date(2024, 4, 4)).standing
    assert (row.since, row.latest, row.programme) == (dt.date(2024, 4, 4), True, "M")


def test_an_imported_listing_without_a_day_is_known_from_its_file_on(known: Knowledge, register: Register) -> None:
    [row] = listed(known, register, "Norvik", AFTER).standing
    assert (row.list, row.latest, row.since, row.programme) == ("US SDN List", True, dt.date(2025, 6, 1), "X")
    [person] = listed(known, register, "Ivan Ivanov", AFTER).standing
    assert person.name in ("IVANOV, Ivan", "Иванов Иван")
    assert (row.namesake, person.namesake) == (False, True)


def test_one_list_alone(known: Knowledge, register: Register) -> None:
    assert listed(known, register, "Norvik", AFTER, "Entity List").standing == ()
    assert len(listed(known, register, "Norvik", DURING, "the US Commerce Department's Entity List").standing) == 1
    assert len(listed(known, register, "Harbour Traders", AFTER, "my-list").standing) == 1


def test_what_was_asked_is_said_where_nobody_is_found(known: Knowledge, register: Register) -> None:
    found = listed(known, register, "Nobody Anywhere", AFTER)
    assert (found.standing, found.other, found.related) == ((), (), ())
    assert ("my-list", dt.date(2025, 6, 1)) in found.loaded
    assert "US Entity List" in dict(found.loaded)


def test_without_imported_lists(known: Knowledge) -> None:
    assert listed(known, None, "Norvik", DURING).standing
    assert not listed(known, None, "Harbour Traders", AFTER).standing


def test_screening_finds_the_same_by_the_day(known: Knowledge, register: Register) -> None:
    screener = Screener(known, register)
    assert {hit.standing.list_id for hit in screener.find("Norvik Shiping Limited", AFTER)} == {"us-sdn"}
    assert {hit.standing.list_id for hit in screener.find("诺维克", DURING)} == {"us-entity-list"}
    assert [hit.standing.list for hit in screener.find("Harbor Traders", AFTER)] == ["my-list"]
    assert screener.find("Harbour Traders", dt.date(2021, 3, 3)) == ()
    assert screener.find("Somebody Else", AFTER) == ()


def test_a_suspended_listing_still_stands_and_says_so(
    known: Knowledge, register: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(known, register, "Norvik Cloud", BETWEEN)
    [row] = found.standing
    assert row.suspended == Suspension(dt.date(2023, 3, 1), dt.date(2023, 12, 31))
    show_listed(found)
    assert "its measures suspended since 2023-03-01 until 2023-12-31" in " ".join(capsys.readouterr().out.split())
