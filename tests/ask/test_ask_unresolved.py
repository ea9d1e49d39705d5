from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from retinue.ask.unresolved import remember, unresolved
from retinue.errors import UsageError
from retinue.knowledge import Knowledge, load
from retinue.model import EntityType
from retinue.names import meant
from retinue.store import Unknown

TODAY = dt.date(2026, 1, 2)


def unknown(name: str, type_: EntityType = EntityType.COMPANY) -> Unknown:
    return Unknown(name, type_, 3, "doc")


def test_names_come_with_those_they_may_stand_for(known: Knowledge) -> None:
    found = unresolved(known, [unknown("Norvick Shipping"), unknown("Quartz Bakery")])
    assert [one.name for one in found] == ["Norvick Shipping", "Quartz Bakery"]
    assert [c.id for c in found[0].candidates][:1] == ["norvik"]
    assert found[0].candidates[0].why
    assert found[1].candidates == ()


def test_a_person_is_no_candidate_for_a_firm(known: Knowledge) -> None:
    [found] = unresolved(known, [unknown("Anna Bergg", EntityType.PERSON)])
    assert [c.id for c in found.candidates] == ["anna-berg"]
    [firm] = unresolved(known, [unknown("Anna Bergg")])
    assert firm.candidates == ()


def test_answers_are_kept_and_used(tmp_path: Path, known: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    own, bundled = tmp_path / "own", load()
    assert remember(own, bundled, "Hikvision Works", "hikvision", TODAY) == "Hikvision Works is Hikvision from now on"
    remember(own, bundled, "Hikvision Plant", "hikvision", TODAY)
    remember(own, bundled, "Quartz Bakery", "company", TODAY)
    remember(own, bundled, "Quartz Bakery", "company", TODAY)
    remember(own, bundled, "Ada Quartz", "person", TODAY)
    remember(own, bundled, "石英面包", "company", TODAY)
    remember(own, bundled, "The Management", "pass", TODAY)
    told = load([str(own)])
    assert meant(told, "Hikvision Works") == meant(told, "Hikvision Plant") == ("hikvision",)
    assert meant(told, "Quartz Bakery") == ("quartz-bakery",)
    assert told.people["ada-quartz"].source.checked == TODAY
    assert len(meant(told, "石英面包")) == 1
    asked = [unknown(name) for name in ("Hikvision Works", "Quartz Bakery", "The Management", "Still Open")]
    assert [one.name for one in unresolved(told, asked)] == ["Still Open"]


def test_an_answer_that_leads_nowhere_is_refused(tmp_path: Path, known: Knowledge) -> None:
    with pytest.raises(UsageError, match="nobody has the id"):
        remember(tmp_path / "own", known, "X", "no-such-id", TODAY)
    assert not (tmp_path / "own" / "answers.yml").exists()
