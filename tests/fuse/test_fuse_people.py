"""Order, keys and judgements: what must not change, and who has the last word."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, MINISTER, OTHER, PREMIER, Paper, Told, report
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.fuse import Fusion, Standing, fuse
from retinue.model import EventType, Link, Precision, Record

VISIT = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")
ELSEWHERE = Told(actors=[PREMIER], recipients=[OTHER], places=("Havn",), start="2031-06-04")


def told(doc: str, *events: Told, published: str = "2031-06-05") -> Record:
    return report(doc, events, Paper(published, f"The {doc} Post"))


def keys(fusion: Fusion) -> dict[tuple[str, str], str]:
    return {(r.doc, r.event): h.key for h in fusion.happenings for r in h.reports}


@st.composite
def stories(draw: st.DrawFn) -> list[Record]:
    """A handful of reports about few people, firms and days: enough to agree, differ and half agree."""
    count = draw(st.integers(2, 7))
    return [told(f"d{i}", *draw(st.lists(_events(), min_size=1, max_size=3))) for i in range(count)]


def _events() -> st.SearchStrategy[Told]:
    return st.builds(
        Told,
        type=st.sampled_from([EventType.VISIT, EventType.MEETING, EventType.LISTING]),
        actors=st.sampled_from([[PREMIER], [MINISTER], [PREMIER, MINISTER], []]),
        recipients=st.sampled_from([[FIRM], [OTHER], [FIRM, OTHER], []]),
        places=st.sampled_from([("Havn",), ("Bergby",), ("Fjordmark",), ()]),
        start=st.sampled_from(["2031-06-03", "2031-06-04", "2031-06-20", None]),
        amounts=st.sampled_from([("42",), ("44",), ()]),
    )


@given(stories(), st.integers(0, 99))
@settings(max_examples=60)
def test_the_order_of_reports_changes_nothing(records: list[Record], seed: int) -> None:
    shuffled = list(records)
    random.Random(seed).shuffle(shuffled)
    assert fuse(records, KNOWLEDGE) == fuse(shuffled, KNOWLEDGE)


@given(stories())
@settings(max_examples=60)
def test_every_event_has_one_happening_and_every_happening_its_own_key(records: list[Record]) -> None:
    found = fuse(records, KNOWLEDGE)
    reports = [(r.doc, r.event) for h in found.happenings for r in h.reports]
    assert sorted(reports) == sorted((r.article.doc, e.id) for r in records for e in r.events)
    assert len({h.key for h in found.happenings}) == len(found.happenings)
    assert all(1 <= h.independent_origins <= len(h.reports) for h in found.happenings)


@given(stories())
@settings(max_examples=60)
def test_fusing_again_keeps_every_key(records: list[Record]) -> None:
    before = keys(fuse(records, KNOWLEDGE))
    assert keys(fuse(records, KNOWLEDGE, previous=before)) == before


def test_a_key_says_what_happened() -> None:
    (key,) = keys(fuse([told("a", VISIT)], KNOWLEDGE)).values()
    assert key.startswith("visit-tomas-brandt-kestrel-2031-06-04-")
    month = replace(VISIT, start="2031-06-01", end="2031-06-30", precision=Precision.MONTH)
    (key,) = keys(fuse([told("a", month)], KNOWLEDGE)).values()
    assert key.startswith("visit-tomas-brandt-kestrel-2031-06-")


def test_an_earlier_report_arriving_later_keeps_the_key() -> None:
    before = keys(fuse([told("b", VISIT)], KNOWLEDGE))
    now = keys(fuse([told("a", VISIT, published="2031-06-04"), told("b", VISIT)], KNOWLEDGE, previous=before))
    assert now["b", "v1"] == now["a", "v1"] == before["b", "v1"]


def test_when_a_happening_splits_the_larger_part_keeps_the_key() -> None:
    records = [told("a", VISIT), told("b", VISIT), told("c", VISIT)]
    before = keys(fuse(records, KNOWLEDGE))
    apart = [Link("a/v1", f"{doc}/v1", "different", 1.0, "not the same day", "an analyst") for doc in "bc"]
    now = keys(fuse(records, KNOWLEDGE, standing=Standing(links=tuple(apart)), previous=before))
    assert now["b", "v1"] == now["c", "v1"] == before["b", "v1"]
    assert now["a", "v1"] != before["a", "v1"]


def test_an_analyst_joins_what_the_rules_keep_apart() -> None:
    records = [told("a", VISIT), told("b", ELSEWHERE)]
    assert len(fuse(records, KNOWLEDGE).happenings) == 2
    said = Link("a/v1", "b/v1", "same", 1.0, "the firm was renamed", "an analyst")
    found = fuse(records, KNOWLEDGE, standing=Standing(links=(said,)))
    assert len(found.happenings) == 1
    assert said in found.links


def test_an_analyst_parts_what_the_rules_join() -> None:
    records = [told(doc, VISIT) for doc in "abc"]
    said = Link("a/v1", "b/v1", "different", 1.0, "morning and evening", "an analyst")
    found = keys(fuse(records, KNOWLEDGE, standing=Standing(links=(said,))))
    assert found["a", "v1"] != found["b", "v1"]


def test_a_judgement_on_reports_that_are_gone_is_kept_and_harmless() -> None:
    said = Link("a/v1", "gone/v9", "same", 1.0, "", "an analyst")
    assert said in fuse([told("a", VISIT)], KNOWLEDGE, standing=Standing(links=(said,))).links


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="two records of document 'a'"):
        fuse([told("a", VISIT), told("a", VISIT)], KNOWLEDGE)


def test_nothing_gives_nothing() -> None:
    assert fuse([], KNOWLEDGE) == Fusion()
