"""What a happening says: fields by vote, origins, discrepancies, restrictions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from fuse_made import (
    FIRM,
    KNOWLEDGE,
    MINISTRY,
    OTHER,
    PREMIER,
    REGULATOR,
    B,
    Paper,
    Told,
    day,
    report,
    who,
)

from retinue.fuse import fuse
from retinue.model import Discrepancy, EventType, Happening, Precision, Record, Status

VISIT = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")
JUNE = {"start": "2031-06-01", "end": "2031-06-30", "precision": Precision.MONTH}
LISTED = "put 42 firms there"
LISTING = Told(EventType.LISTING, [REGULATOR], [FIRM], start="2031-06-04", amounts=("42",), words=LISTED)


def paper(publisher: str, published: str = "2031-06-05", **more: str) -> Paper:
    return Paper(published, publisher, **more)


def happening(*records: Record) -> Happening:
    """The one happening that all records report."""
    (found,) = fuse(records, KNOWLEDGE).happenings
    return found


def discrepancy(field: str, *records: Record) -> Discrepancy | None:
    return next((d for d in happening(*records).discrepancies if d.field == field), None)


# ------------------------------------------------------------------------------------------- fields
def test_a_day_beats_its_month() -> None:
    vague = [report(doc, replace(VISIT, **JUNE), paper(doc)) for doc in "abc"]
    found = happening(*vague, report("d", VISIT, paper("d")))
    assert (found.start, found.precision) == (day("2031-06-04"), Precision.DAY)
    assert found.discrepancies == ()


def test_more_independent_origins_beat_more_reports() -> None:
    copies = [report(doc, replace(VISIT, start="2031-06-05", origin="The Wire"), paper(doc)) for doc in "abc"]
    own = [report(doc, VISIT, paper(doc)) for doc in "de"]
    found = happening(*copies, *own)
    assert (found.start, found.independent_origins) == (day("2031-06-04"), 3)


def test_the_earliest_report_breaks_a_tie() -> None:
    first = report("z", VISIT, paper("The Dawn", "2031-06-04"))
    second = report("a", replace(VISIT, start="2031-06-05"), paper("The Noon", "2031-06-05"))
    assert happening(first, second).start == day("2031-06-04")


def test_what_came_to_pass_beats_what_was_planned() -> None:
    plans = [report(doc, replace(VISIT, status=Status.PLANNED), paper(doc, "2031-06-02")) for doc in "ab"]
    assert happening(*plans, report("c", VISIT, paper("c"))).status is Status.OCCURRED


def test_names_of_a_listing_add_up_and_a_government_gives_way_to_its_body() -> None:
    state = who("Government of Norland", B, known="no-government", country="NO")
    one = report("a", LISTING, paper("a"))
    other = report("b", replace(LISTING, actors=[state], recipients=[FIRM, OTHER]), paper("b"))
    found = happening(one, other)
    assert [p.name for p in found.recipients] == ["Kestrel Robotics", "Lumen Optics"]
    assert [p.name for p in found.actors] == ["Market Authority of Norland"]


def test_reports_stand_in_order_with_why_they_were_joined() -> None:
    found = happening(report("b", VISIT, paper("B")), report("a", VISIT, paper("A", "2031-06-06")))
    assert [(r.doc, r.publisher, r.published) for r in found.reports] == [
        ("b", "B", dt.date(2031, 6, 5)), ("a", "A", dt.date(2031, 6, 6)),
    ]  # fmt: skip
    assert found.reports[0].reason.startswith("with a/v1: ")


def test_more_origins_make_a_happening_surer() -> None:
    one = happening(report("a", VISIT, paper("A")))
    two = happening(report("a", VISIT, paper("A")), report("b", VISIT, paper("B")))
    assert one.confidence == pytest.approx(0.8)
    assert two.confidence == pytest.approx(0.96)
    assert two.reasons == ("told by 2 reports that go back to 2 origins: a, b",)


# ------------------------------------------------------------------------------------------ origins
BODY = " ".join(f"word{i}" for i in range(120))


@pytest.mark.parametrize(
    ("papers", "origins"),
    [
        ((paper("A"), paper("B")), 2),
        ((paper("A"), paper("A")), 1),
        ((paper("A", body=BODY), paper("B", body=BODY)), 1),
        ((paper("A"), paper("B", syndicated_from="A")), 1),
        ((paper("A", syndicated_from="The Wire"), paper("B", syndicated_from="The Wire")), 1),
        ((paper("A", syndicated_from="The Wire"), paper("The Wire")), 1),
        ((paper("A", syndicated_from="The Wire"), paper("B", syndicated_from="The Post")), 2),
    ],
    ids=["own reporting", "one outlet", "one text", "credits the other", "one agency", "the agency", "two agencies"],
)
def test_origins(papers: tuple[Paper, Paper], origins: int) -> None:
    found = happening(report("a", VISIT, papers[0]), report("b", VISIT, papers[1]))
    assert found.independent_origins == origins


def test_reports_that_credit_one_ministry_count_once() -> None:
    credited = [report(doc, replace(VISIT, origin="Ministry of Industry"), paper(doc)) for doc in "abc"]
    assert happening(*credited, report("d", VISIT, paper("d"))).independent_origins == 2


def test_a_text_that_names_its_first_outlet_is_its_copy() -> None:
    original = report("a", VISIT, paper("The Wire"))
    later = report("b", VISIT, paper("B", syndicated_from="The Wire"))
    (copy,) = fuse([original, later], KNOWLEDGE).copies
    assert (copy.doc, copy.copy_of, copy.kind) == ("b", "a", "syndicated")


def reworded(told: Told) -> list[Record]:
    """An agency's text, and a paper's that credits it and puts the same words in another order."""
    shuffled = " ".join(sorted(BODY.split(" "), reverse=True))
    retold = report("b", told, paper("B", "2031-06-06", body=shuffled))
    return [report("a", VISIT, paper("The Wire", body=BODY)), replace(retold, origins=("The Wire",))]


def test_a_text_retold_in_other_words_is_a_copy_when_it_credits_the_original() -> None:
    original, retold = reworded(VISIT)
    (copy,) = fuse([original, retold], KNOWLEDGE).copies
    assert (copy.doc, copy.copy_of, copy.kind) == ("b", "a", "reworded")
    assert happening(original, retold).independent_origins == 1
    assert fuse([original, replace(retold, origins=())], KNOWLEDGE).copies == ()


def test_a_copy_that_calls_the_firm_otherwise_contradicts_its_original() -> None:
    found = discrepancy("recipient", *reworded(replace(VISIT, recipients=[who("Falcon Machines")])))
    assert found is not None
    assert found.values == {"a": "Kestrel Robotics", "b": "Falcon Machines"}


# ------------------------------------------------------------------------------------ discrepancies
def test_two_days_contradict_each_other() -> None:
    later = report("b", replace(VISIT, start="2031-06-05"), paper("The Noon"))
    found = discrepancy("start", report("a", VISIT, paper("The Dawn")), later)
    assert found is not None
    assert found.values == {"a": "2031-06-04", "b": "2031-06-05"}
    assert found.reason.startswith("they can't all be right: The Dawn: 2031-06-04; The Noon: 2031-06-05. ")


@pytest.mark.parametrize(
    "other",
    [
        replace(VISIT, **JUNE),
        replace(VISIT, start="2031-06-03", end="2031-06-05"),
        replace(VISIT, start=None),
        replace(VISIT, places=("Oldport",)),
        replace(VISIT, places=("Fjordmark",)),
        replace(VISIT, recipients=[who("Kestrel Robotics Norland")]),
        replace(VISIT, actors=[PREMIER, who("Jonas Vik", PREMIER.type)]),
        replace(VISIT, amounts=("12 million euros",)),
    ],
    ids=["month", "tour", "undated", "district", "region", "unit", "companion", "a figure more"],
)
def test_less_exact_is_not_contradictory(other: Told) -> None:
    words = {"words": "went round the plant of Kestrel Robotics"}
    records = [report(doc, replace(told, **words), paper(doc)) for doc, told in (("a", VISIT), ("b", other))]
    assert happening(*records).discrepancies == ()


def test_two_cities_contradict_each_other() -> None:
    elsewhere = report("b", replace(VISIT, places=("Bergby",)), paper("B"))
    found = discrepancy("place", report("a", VISIT, paper("A")), elsewhere)
    assert found is not None
    assert found.values == {"a": "Havn", "b": "Bergby"}


def test_two_figures_for_one_thing() -> None:
    told = replace(LISTING, amounts=("44", "9 months"))
    found = discrepancy("number", report("a", LISTING, paper("A")), report("b", told, paper("B")))
    assert found is not None
    assert found.values == {"a": "42", "b": "44"}


def test_a_plan_that_came_out_otherwise_is_no_contradiction() -> None:
    plan = replace(LISTING, status=Status.PLANNED, amounts=("40",), start="2031-06-03")
    planned = report("a", plan, paper("A", "2031-06-02"))
    assert happening(planned, report("b", LISTING, paper("B"))).discrepancies == ()


def test_two_actors_contradict_each_other() -> None:
    rival = who("Central Bank of Norland", B, known="no-bank", country="NO")
    fine = Told(EventType.REGULATORY_ACTION, [REGULATOR], [FIRM], start="2031-06-04", amounts=("$3 million",))
    other = report("b", replace(fine, actors=[rival]), paper("B"))
    found = discrepancy("actor", report("a", fine, paper("A")), other)
    assert found is not None
    assert set(found.values.values()) == {"Market Authority of Norland", "Central Bank of Norland"}


def test_a_visit_told_as_a_meeting_shows() -> None:
    told = replace(VISIT, type=EventType.MEETING)
    found = discrepancy("type", report("a", VISIT, paper("A")), report("b", told, paper("B")))
    assert found is not None
    assert found.values == {"a": "visit", "b": "meeting"}


# ------------------------------------------------------------------------------------- restrictions
def test_who_stood_on_a_list_that_day() -> None:
    (found,) = happening(report("a", VISIT, paper("A"))).restrictions
    assert (found.entity, found.list, found.since, found.source) == (
        "Kestrel Robotics", "Red List", "2031-05-01", "order 7",
    )  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"start": "2031-04-30"}, {"start": None}, {"start": "2031-04-20", "end": "2031-05-02"}]
)
def test_no_restriction_is_guessed(change: dict[str, str | None]) -> None:
    assert happening(report("a", replace(VISIT, **change), paper("A"))).restrictions == ()


def test_unknown_parties_stay_as_they_are() -> None:
    stranger = who("Somebody Else Ltd")
    told = Told(EventType.SUPPORT, [MINISTRY], [stranger], start="2031-06-04")
    found = happening(report("a", told, paper("A")))
    assert found.recipients[0].name == "Somebody Else Ltd"
    assert found.recipients[0].known is None
