"""Comparing outlets and bodies with what public lists say of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from check_entries import Claim, compare, country_words, entries, mark

WORLD = """\
source: 'public record: a gazette'
checked: 2026-01-02
organisations:
  - id: zubrowka-times
    type: media
    name: The Zubrowka Times
    country: AT
    domains: [times.at]
    language: de
  # ministries
  - id: at-trade
    type: government_body
    name: Ministry of Trade of Austria
    aliases: [Austrian Trade Ministry]
    country: AT
  - {id: at-bank, type: government_body, name: Bank of Austria, country: AT}
  - {id: zubrowka-works, type: company, name: Zubrowka Works, country: AT}
"""
WORDS = {"AT": frozenset({"austria", "austrian"})}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "world.yml").write_text(WORLD, "utf-8")
    return tmp_path


def said(data: Path, *claims: Claim) -> dict[str, str]:
    return {entry.id: verdict for entry, verdict, _ in compare(entries(data), claims, WORDS)}


@pytest.mark.parametrize(
    ("country", "state", "verdict"),
    [("AT", "", "agreed"), ("AT", "no", "agreed"), ("AT", "yes", "contradicted"), ("DE", "", "contradicted")],
)
def test_an_outlet_is_known_by_its_host(data: Path, country: str, state: str, verdict: str) -> None:
    found = said(data, Claim("www.times.at", "Times", country, state, "a list"))
    assert found == {"zubrowka-times": verdict, "at-trade": "not found", "at-bank": "not found"}


@pytest.mark.parametrize("name", ["Ministry of Trade", "Trade Ministry", "Austrian Ministry of Trade"])
def test_a_body_is_known_by_its_name_in_its_country(data: Path, name: str) -> None:
    assert said(data, Claim("", name, "AT", "", "a list"))["at-trade"] == "agreed"
    assert said(data, Claim("", name, "DE", "", "a list"))["at-trade"] == "not found"


def test_one_claim_against_another_is_a_contradiction(data: Path) -> None:
    claims = [Claim("times.at", "", country, "", "a list") for country in ("AT", "DE")]
    assert said(data, *claims)["zubrowka-times"] == "contradicted"


def test_marking_changes_nothing_else(data: Path) -> None:
    before = yaml.safe_load(WORLD)["organisations"]
    for entry in entries(data):
        mark(entry, "a country's list")
    text = (data / "world.yml").read_text("utf-8")
    after = yaml.safe_load(text)["organisations"]
    assert [row.pop("source", None) for row in after] == ["a country's list"] * 3 + [None]
    assert [row.pop("checked", None) is not None for row in after] == [True, True, True, False]
    assert after == before
    assert "# ministries" in text


def test_marking_what_is_no_longer_there_stops(data: Path) -> None:
    (entry, *_) = entries(data)
    (data / "world.yml").write_text("organisations: []\n", "utf-8")
    with pytest.raises(SystemExit, match="no entry zubrowka-times"):
        mark(entry, "a list")


def test_the_bundled_countries_have_words() -> None:
    words = country_words(Path(__file__).parents[2] / "src" / "retinue" / "data")
    assert {"dutch", "netherlands"} <= words["NL"]
