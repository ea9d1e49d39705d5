from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from retinue.ask import who
from retinue.knowledge import Knowledge


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("role", "country", "on", "name"),
    [
        ("Premier of Zubrowka", None, "2015-01-01", "Anna Berg"),
        ("the premier", "AT", "2015-01-01", "Anna Berg"),
        ("premier", "Austria", "2020-01-01", "Otto Falk"),
        ("then-premier", "Austrian", "2020-01-01", "Otto Falk"),
        ("premier", "AT", "2019-06-30", "Otto Falk"),  # the day of handover belongs to the one who came
        ("former premier", "AT", "2020-01-01", "Anna Berg"),
        ("ex-premier", "AT", "2020-01-01", "Anna Berg"),
        ("head of the Zubrowka Bureau", None, "2022-01-01", "Anna Berg"),
        ("ZB chief", None, "2022-01-01", "Anna Berg"),
        ("ZB watchman", None, "2022-01-01", "Mia Lund"),
        ("watchman at the Zubrowka Bureau", None, "2022-01-01", "Mia Lund"),
        ("China's commerce minister", None, "2022-05-01", "Wang Wentao"),
        ("the Shanghai party boss", None, "2020-01-01", "Li Qiang"),
        ("party boss of Shanghai", None, "2020-01-01", "Li Qiang"),
        ("the internal market commissioner", None, "2023-06-01", "Thierry Breton"),
        ("商务部部长", None, "2022-05-01", "Wang Wentao"),
        ("商务部长", None, "2022-05-01", "Wang Wentao"),
        ("国务院总理", None, "2022-05-01", "Li Keqiang"),
        ("上海市委书记", None, "2020-01-01", "Li Qiang"),
        ("美国总统", None, "2022-01-01", "Joe Biden"),
    ],
)
def test_one_held_it(known: Knowledge, role: str, country: str | None, on: str, name: str) -> None:
    found = who(known, role, day(on), country)
    assert found.holder, found.why
    assert found.holder.name == name
    assert found.candidates == ()
    assert on in found.why


ROLES = [line.split("\t") for line in (Path(__file__).parent / "roles.tsv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("on", "role", "name"), ROLES, ids=[f"{on} {role}" for on, role, _ in ROLES])
def test_roles_as_news_writes_them(known: Knowledge, on: str, role: str, name: str) -> None:
    found = who(known, role, day(on))
    assert found.holder, found.why
    assert found.holder.name == name


@pytest.mark.parametrize(
    ("role", "on", "name"),
    [
        ("Vienna's premier", "2015-01-01", "Anna Berg"),
        ("Anna Berg's premier", "2015-01-01", "Anna Berg"),  # her country's
        ("Austria's ZB chief", "2022-01-01", "Anna Berg"),
        ("top Austrian premier", "2015-01-01", "Anna Berg"),
    ],
)
def test_what_stands_before_a_role_tells_its_country(known: Knowledge, role: str, on: str, name: str) -> None:
    assert (found := who(known, role, day(on))).holder, found.why
    assert found.holder.name == name


def test_a_capital_does_not_take_a_role_abroad(known: Knowledge) -> None:
    assert who(known, "Vienna's commerce minister of China", day("2022-05-01")).holder is None
    assert who(known, "Tokyo's ZB chief", day("2022-01-01")).holder is None


def test_a_title_with_a_gender_means_no_other(known: Knowledge) -> None:
    both = {one.name for one in who(known, "night watch speaker of Zubrowka", day("2020-01-01")).candidates}
    assert both == {"Otto Falk", "Mia Lund"}
    for role, name in (("spokeswoman", "Mia Lund"), ("spokesman", "Otto Falk")):
        found = who(known, f"Zubrowka {role}", day("2020-01-01"))
        assert found.holder, found.why
        assert found.holder.name == name


def test_several_at_once_stay_candidates(known: Knowledge) -> None:
    found = who(known, "deputy premier of Zubrowka", day("2015-01-01"))
    assert found.holder is None
    assert {one.name for one in found.candidates} == {"Otto Falk", "Mia Lund"}


def test_a_role_of_many_countries_stays_ambiguous(known: Knowledge) -> None:
    found = who(known, "the premier", day("2015-01-01"))
    assert found.holder is None
    assert {"Anna Berg", "Li Keqiang"} <= {one.name for one in found.candidates}


def test_an_empty_office_tells_who_came_before_and_after(known: Knowledge) -> None:
    found = who(known, "premier", day("2024-08-01"), "AT")
    assert (found.holder, found.candidates) == (None, ())
    assert "Otto Falk" in found.why
    assert "Mia Lund" in found.why


@pytest.mark.parametrize("role", ["emperor of the moon", "", "the", "长老"])
def test_an_unknown_office_is_said_to_be_unknown(known: Knowledge, role: str) -> None:
    found = who(known, role, day("2020-01-01"))
    assert (found.holder, found.candidates) == (None, ())
    assert "no office is known" in found.why
