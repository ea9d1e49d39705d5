"""Amounts, dates, names and places made comparable."""

from __future__ import annotations

import pytest
from fuse_made import FIRM, KNOWLEDGE, MINISTER, MINISTRY, B, C, P, Told, report, who
from hypothesis import given
from hypothesis import strategies as st

from retinue.fuse.intervals import Agreement, agreement
from retinue.fuse.outlets import outlet
from retinue.fuse.parties import Relation, named, relation
from retinue.fuse.places import Nearness, nearness
from retinue.fuse.quantities import nearest_conflict, parse, parse_all
from retinue.model import Entity, Event, Precision


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("42", 42, ""),
        ("forty-two", 42, ""),
        ("two dozen", 24, ""),
        ("1,500 patents", 1500, "patent"),
        ("$8.5 billion", 8.5e9, "usd"),
        ("US$8.5bn", 8.5e9, "usd"),
        ("12.9 billion yuan", 12.9e9, "cny"),
        ("4.3 million euros", 4.3e6, "eur"),
        ("25 percent", 25, "%"),
        ("100%", 100, "%"),
        ("two thousand three hundred workers", 2300, "worker"),
        ("nearly 3 hours a week", 3, "hour"),
    ],
)
def test_quantities(words: str, value: float, unit: str) -> None:
    found = parse(words)
    assert found is not None
    assert (found.value, found.unit) == (pytest.approx(value), unit)


def test_no_number_no_quantity() -> None:
    assert parse("a large sum") is None
    assert parse("") is None


@given(st.text(max_size=40))
def test_any_words_can_be_read(words: str) -> None:
    found = parse(words)
    assert found is None or found.value >= 0


@pytest.mark.parametrize(
    ("ours", "theirs", "conflict"),
    [
        (["42"], ["44"], ("42", "44")),
        (["42", "7"], ["44", "7"], ("42", "44")),
        (["42"], ["42", "9"], None),
        (["20"], ["95"], None),
        (["$8 billion"], ["8 billion yuan"], None),
        (["23", "42", "10"], ["22", "42", "10"], ("23", "22")),
        ([], ["3"], None),
    ],
)
def test_figures_that_count_one_thing_differently(
    ours: list[str], theirs: list[str], conflict: tuple[str, str] | None
) -> None:
    found = nearest_conflict(parse_all(ours), parse_all(theirs))
    assert (found and (found[0].wording, found[1].wording)) == conflict


def event(start: str | None, end: str | None = None, precision: Precision | None = None) -> Event:
    return report("a", Told(start=start, end=end, precision=precision)).events[0]


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        (event("2031-06-04"), event("2031-06-04"), (Agreement.EQUAL, 0)),
        (event("2031-06-04"), event("2031-06-06"), (Agreement.APART, 2)),
        (event("2031-06-04"), event("2031-06-03", "2031-06-05"), (Agreement.OVERLAP, 0)),
        (event("2031-06-04"), event("2031-06-01", "2031-06-30", Precision.MONTH), (Agreement.VAGUE, 0)),
        (event("2031-06-04"), event(None), (Agreement.UNKNOWN, 0)),
    ],
)
def test_dates_agree(left: Event, right: Event, outcome: tuple[Agreement, int]) -> None:
    assert agreement(left, right) == outcome
    assert agreement(right, left) == outcome


STATE = who("Government of France", B, known="fr-government", country="FR")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (FIRM, who("KESTREL ROBOTICS CO., LTD."), Relation.SAME),
        (FIRM, who("Kestrel Robotics (Havn) Manufacturing"), Relation.PART),
        (FIRM, who("Lumen Optics"), Relation.DIFFERENT),
        (who("Ana Sorel", P), who("Sorel Ana", P), Relation.SAME),
        (who("Li Wen", P), who("Li Wenbo", P), Relation.DIFFERENT),
        (who("Kestrel", P), who("Kestrel Robotics", C), Relation.DIFFERENT),
        (who("European Space Launch Agency", B), who("ESLA", B), Relation.SAME),
        (MINISTER, MINISTRY, Relation.HEADS),
        (
            who("Nadia Fell", P, country="NO", office="Secretary of Fisheries of Norland"),
            who("Department of Fisheries", B, country="NO"),
            Relation.HEADS,
        ),
        (STATE, MINISTRY, Relation.STATE),
        (STATE, MINISTER, Relation.STATE),
        (MINISTRY, who("Ministry of Transport of France", B, country="FR"), Relation.FELLOWS),
        (MINISTRY, who("Ministry of Industry of Norland", B, country="NO"), Relation.DIFFERENT),
    ],
)
def test_parties(left: Entity, right: Entity, expected: Relation) -> None:
    assert relation(named(left), named(right), KNOWLEDGE) is expected
    assert relation(named(right), named(left), KNOWLEDGE) is expected


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Wire News Agency", "wire"),
        ("WIRE", "wire"),
        ("Wire Net", "wire"),
        ("News", "news"),
        ("Havn Business Daily", "havn business daily"),
    ],
)
def test_outlets_have_one_key_however_printed(name: str, key: str) -> None:
    assert outlet(name, KNOWLEDGE) == key


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("Havn",), ("Havn", "Fjordmark"), Nearness.SAME),
        (("Oldport",), ("Havn",), Nearness.SAME),
        (("Havn",), ("Bergby",), Nearness.APART),
        (("Havn",), ("Fjordmark",), Nearness.WITHIN),
        (("Fjordmark",), ("Norland",), Nearness.WITHIN),
        (("Norland",), ("Norland",), Nearness.SAME),
        (("West Quay",), ("West Quay development zone",), Nearness.SAME),
        (("West Quay",), ("Havn",), Nearness.UNKNOWN),
        ((), ("Havn",), Nearness.UNKNOWN),
    ],
)
def test_places(left: tuple[str, ...], right: tuple[str, ...], expected: Nearness) -> None:
    assert nearness(left, right, KNOWLEDGE) is expected
    assert nearness(right, left, KNOWLEDGE) is expected
