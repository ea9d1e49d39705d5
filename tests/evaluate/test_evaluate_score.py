from __future__ import annotations

from typing import Any

import pytest
from evaluate_made import EVENT, SAID, WANTED, exported, fused, made_gold

from retinue.evaluate import Kind, Measure, Part, Scores, score


def _value(scores: Scores, name: str) -> float:
    return scores.measures[name].value


def test_a_perfect_record_scores_one() -> None:
    scores = score([exported()], [fused()], made_gold())
    assert {name: measure.value for name, measure in scores.measures.items()} == dict.fromkeys(scores.measures, 1.0)
    assert scores.differences == []


def test_a_document_that_is_not_exported_counts_as_empty() -> None:
    scores = score([], [], made_gold())
    assert _value(scores, "events") == 0
    assert _value(scores, "published") == 0
    parts = ["event", "listed", "origin", "published", "publisher", "statement"]
    assert sorted(d.part for d in scores.differences) == parts
    assert {d.kind for d in scores.differences} == {Kind.MISSED}


def test_an_event_too_many_costs_precision() -> None:
    extra = {**EVENT, "id": "v2", "type": "meeting"}
    scores = score([exported(events=[EVENT, extra])], [fused()], made_gold())
    assert scores.measures["events"].precision == 0.5
    assert scores.measures["events"].recall == 1
    assert scores.measures["type_meeting"].value == 0
    assert [(d.kind, d.expected) for d in scores.differences] == [("spurious", None)]


@pytest.mark.parametrize(
    ("slot", "change"),
    [
        ("actors", {"actors": ["e1", "e3"]}),
        ("recipients", {"recipients": ["e2", "e3"]}),
        ("date", {"start": "2031-06-04"}),
        ("place", {"places": ["Bergby"]}),
        ("status", {"status": "planned"}),
        ("signal", {"signal": "control"}),
    ],
)
def test_a_wrong_slot_is_named(slot: str, change: dict[str, Any]) -> None:
    scores = score([exported(events=[{**EVENT, **change}])], [fused()], made_gold())
    assert _value(scores, "events") == 1
    assert _value(scores, f"slot_{slot}") == 0
    assert [d.slots for d in scores.differences] == [(slot,)]
    assert _value(scores, "events_exact") == (1 if slot in ("place", "signal") else 0)


@pytest.mark.parametrize("change", [{"type": "meeting"}, {"actors": [], "recipients": []}, {"recipients": ["e3"]}])
def test_another_act_is_no_match(change: dict[str, Any]) -> None:
    scores = score([exported(events=[{**EVENT, **change}])], [fused()], made_gold())
    assert _value(scores, "events") == 0


def test_an_end_that_is_not_given_is_the_start() -> None:
    scores = score([exported(events=[{**EVENT, "end": None}])], [fused()], made_gold())
    assert _value(scores, "slot_date") == 1


def test_speech_counts_when_the_speaker_is_right() -> None:
    said = {**exported()["statements"][0], "speaker": "e3"}
    scores = score([exported(statements=[said])], [fused()], made_gold())
    assert _value(scores, "statements") == 0
    reworded = {**exported()["statements"][0], "content": "the cables were the best anyone had ever seen"}
    assert _value(score([exported(statements=[reworded])], [fused()], made_gold()), "statements") == 1


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"published": None}, (Part.PUBLISHED, Kind.MISSED, ("published",))),
        ({"published": "2031-06-05"}, (Part.PUBLISHED, Kind.WRONG, ("published",))),
        ({"publisher": "Bergby Post"}, (Part.PUBLISHER, Kind.WRONG, ("publisher",))),
        ({"origins": []}, (Part.ORIGIN, Kind.MISSED, ())),
        ({"origins": ["Norrland Agency", "Bergby Post"]}, (Part.ORIGIN, Kind.SPURIOUS, ())),
        ({"listed": []}, (Part.LISTED, Kind.MISSED, ())),
        ({"statements": []}, (Part.STATEMENT, Kind.MISSED, ())),
        ({"statements": [{**SAID, "speaker": "e3"}]}, (Part.STATEMENT, Kind.WRONG, ("speaker",))),
        ({"statements": [SAID, {**SAID, "content": "nothing else at all"}]}, (Part.STATEMENT, Kind.SPURIOUS, ())),
    ],
)
def test_differences_other_than_events(change: dict[str, Any], found: tuple[Part, Kind, tuple[str, ...]]) -> None:
    scores = score([exported(**change)], [fused()], made_gold())
    assert [(d.part, d.kind, d.slots) for d in scores.differences] == [found]


def test_a_listing_of_somebody_else_is_missed_and_spurious() -> None:
    rows = [{"entity": "e3", "list": "Export List", "since": None}]
    scores = score([exported(listed=rows)], [fused()], made_gold())
    assert [(d.part, d.kind) for d in scores.differences] == [(Part.LISTED, k) for k in (Kind.MISSED, Kind.SPURIOUS)]


def test_a_clash_is_shown_when_one_event_holds_its_reports_and_field() -> None:
    clash = {"visit-1": {"docs": ["a", "b"], "discrepancies": [{"field": "start", "values": {"a": "1", "b": "2"}}]}}
    gold = made_gold(clusters=clash)
    reports = [{"doc": "a"}, {"doc": "b"}]
    right = fused(reports=reports, discrepancies=[{"field": "end"}])
    other_field = fused(reports=reports, discrepancies=[{"field": "place"}])
    one_report = fused(discrepancies=[{"field": "start"}])
    assert _value(score([exported()], [right], gold), "discrepancies_recall") == 1
    assert _value(score([exported()], [other_field, one_report], gold), "discrepancies_recall") == 0


def test_reports_of_one_event_under_two_keys_are_not_linked() -> None:
    second = {**WANTED, "doc": "b"}
    gold = made_gold(more=[second])
    together = [exported(), {**exported(), "doc": "b"}]
    apart = [exported(), {**exported(events=[{**EVENT, "key": "other"}]), "doc": "b"}]
    assert _value(score(together, [], gold), "fusion_links") == 1
    assert _value(score(apart, [], gold), "fusion_links") == 0
    assert _value(score(together, [], gold), "fusion_b3") == 1
    assert _value(score(apart, [], gold), "fusion_b3") == pytest.approx(2 / 3)


def test_nothing_wanted_and_nothing_given_is_right() -> None:
    measure = Measure()
    assert (measure.value, measure.precision, measure.recall) == (1, 1, 1)
    measure.add(1, 2, 4)
    assert (measure.value, measure.precision, measure.recall) == (pytest.approx(1 / 3), 0.5, 0.25)
