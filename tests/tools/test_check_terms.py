"""Comparing terms of office with what other sources claim."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import check_terms
import term_claims
from check_terms import Claim, Known, apart, compare, mark

WORLD = """\
source: 'public record: a gazette'
checked: 2026-01-02
offices:
  - {id: zz-trade-minister, title: Minister of Trade of Zubrowka, names: [trade minister], country: AT}
  - {id: zz-vice-minister, title: Vice Minister of Trade of Zubrowka, country: AT}
people:
  - id: anna-berg
    name: Anna Berg
    aliases: [安娜]
    country: AT
    wikidata: Q1
    held:
      - {office: zz-trade-minister, since: 2019-05, until: 2022-03-01}
      - {office: zz-vice-minister, since: 2015-01-10, until: 2019-05}
"""


@pytest.fixture
def known(tmp_path: Path) -> Known:
    (tmp_path / "world.yml").write_text(WORLD, "utf-8")
    return Known(tmp_path)


def claim(office: str = "Minister of Trade", since: str = "", until: str = "", seen: str = "") -> Claim:
    return Claim("Berg, Anna", "", "AT", office, since, until, tuple(seen.split()), "a list")


@pytest.mark.parametrize(
    ("one", "two", "days"),
    [
        ("2020-05", "2020-05-31", 0),
        ("2020", "2020-12-31", 0),
        ("2020-05-01", "2020-05-04", 3),
        ("2020-02", "2020-03-02", 2),
        ("2020-12", "2021", 1),
    ],
)
def test_days_between_dates_of_any_precision(one: str, two: str, days: int) -> None:
    assert apart(one, two) == apart(two, one) == days


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (claim(since="2019-05-20", until="2022-03-03"), "agreed"),
        (claim(since="2019-05-20"), "agreed"),
        (claim(since="2019-06-08"), "days"),
        (claim(since="2019-05-20", until="2022-06-01"), "contradicted"),
        (claim(since="2018-01-01"), "contradicted"),
        (claim(seen="2020-01-01 2021-01-01"), "agreed"),
        (claim(seen="2020-01-01 2023-01-01"), "contradicted"),
        (claim("Vice Minister of Trade", since="2019-05-20"), "not found"),
        (claim("Minister of Health", since="2019-05-20"), "not found"),
    ],
)
def test_what_a_claim_says_of_a_term(known: Known, told: Claim, said: str) -> None:
    assert next(iter(compare(known, [told])))[1] == said


def test_a_namesake_of_another_country_is_not_meant(known: Known) -> None:
    stranger = Claim("Anna Berg", "", "DE", "Minister of Trade", "2001", "", (), "a list")
    assert known.who(stranger) is None
    assert known.who(Claim("A. Berg", "Q1", "DE", "", "", "", (), "")) == "anna-berg"


def test_what_agrees_is_marked_and_the_rest_left(known: Known, tmp_path: Path) -> None:
    [(term, said, told), (_, other, _)] = compare(known, [claim(since="2019-05-20")])
    assert (said, other) == ("agreed", "not found")
    assert told is not None
    mark(term, told)
    again = Known(tmp_path)
    assert [held.source for held in again.terms] == ["a list", "public record: a gazette"]
    assert [(held.since, held.until) for held in again.terms] == [(held.since, held.until) for held in known.terms]


def test_a_broadcast_names_holders_with_their_title(
    known: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = {
        "20200301-01": {"content_zh": "楚布罗夫卡贸易部部长安娜出席会议。"},
        "20230301-01": {"content_zh": "前贸易部部长安娜说。"},
    }
    (tmp_path / "events.json").write_text(json.dumps(events), "utf-8")
    for name, text in (("titles", "zz-trade-minister\t贸易部部长\n"), ("abroad", "")):
        (tmp_path / name).write_text(text, "utf-8")
        monkeypatch.setattr(term_claims, name.upper(), tmp_path / name)
    monkeypatch.setattr(term_claims, "DATA", tmp_path)
    [row] = term_claims.broadcasts(tmp_path, "the news")
    assert (row["person"], row["office"], row["seen"]) == ("anna-berg", "zz-trade-minister", "2020-03-01")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 March 2021", "2021-03-02"),
        ("March 2, 2021", "2021-03-02"),
        ("September 2013", "2013-09"),
        ("c. 2014", "2014"),
        ("incumbent", ""),
    ],
)
def test_dates_of_infoboxes(text: str, day: str) -> None:
    assert term_claims.day(text) == day


def test_our_own_terms_are_read() -> None:
    assert len(Known(check_terms.DATA).terms) > 3000
