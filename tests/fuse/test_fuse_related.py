"""Events that stay apart and belong together: each kind of link, from both sides, and what is no link."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, MINISTER, OTHER, PREMIER, REGULATOR, Paper, Told, report
from hypothesis import given
from hypothesis import strategies as st

from retinue.fuse import fuse
from retinue.fuse.related import INVERSE, Outline, both_ways, possible
from retinue.model import EventType, Happening, Precision, Related, Status

STOP = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")
TOUR = Told(actors=[PREMIER], places=("Fjordmark",), start="2031-06-03", end="2031-06-05", words="toured Fjordmark")
PROBE = Told(EventType.REGULATORY_ACTION, [REGULATOR], [FIRM], start="2031-02-04", words="opened an inquiry")
FINE = replace(PROBE, start="2031-06-04", words="imposed a fine")
LISTED = Told(EventType.LISTING, [REGULATOR], [FIRM], start="2031-02-04", words="put it on the Red List")
OFF = Told(EventType.DELISTING, [REGULATOR], [FIRM], start="2031-06-04", words="took it off the Red List")
PROTEST = Told(EventType.OBJECTION, [FIRM], [REGULATOR], start="2031-02-05", words="objected")
PLAN = replace(STOP, start="2031-07-20", status=Status.PLANNED, words="was to see the plant")
DONE = replace(STOP, start="2031-08-20", words="went round at last")
RULE = Told(EventType.POLICY, [REGULATOR], start="2031-02-04", words="issued a draft of the rule")
FINAL = replace(RULE, start="2031-06-04", words="issued the rule")


def events(one: Told, other: Told, apart: bool = False) -> list[Happening]:
    """Two events, of one report or of two."""
    late = Paper("2031-09-01", "The Post")
    if apart:
        return list(fuse([report("a", one, late), report("b", other, late)], KNOWLEDGE).happenings)
    return list(fuse([report("a", [one, other], late)], KNOWLEDGE).happenings)


def links(found: list[Happening]) -> dict[str, Related]:
    return {link.kind: link for happening in found for link in happening.related}


CASES = {
    "stop_of": (STOP, TOUR), "follows_from": (FINE, PROBE), "lifts": (OFF, LISTED), "answers": (PROTEST, LISTED),
    "new_version_of": (FINAL, RULE),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_events_of_one_report_are_linked_from_both_sides(kind: str) -> None:
    found = events(*CASES[kind])
    assert len(found) == 2
    told = links(found)
    assert set(told) == {kind, INVERSE[kind]}
    assert {link.other for link in told.values()} == {happening.key for happening in found}
    assert all(link.score == 0.9 and link.reason.endswith("told together") for link in told.values())


@pytest.mark.parametrize("kind", [k for k in CASES if k != "new_version_of"])
def test_events_of_two_reports_are_linked_less_surely(kind: str) -> None:
    told = links(events(*CASES[kind], apart=True))
    assert set(told) == {kind, INVERSE[kind]}
    assert all(link.score == 0.6 for link in told.values())


def test_a_visit_comes_from_its_plan() -> None:
    before, after = Paper("2031-07-01", "The Dawn"), Paper("2031-08-21", "The Noon")
    found = list(fuse([report("a", PLAN, before), report("b", DONE, after)], KNOWLEDGE).happenings)
    assert set(links(found)) == {"carries_out", "carried_out_by"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (replace(STOP, start="2031-06-09"), TOUR),
        (replace(STOP, actors=[MINISTER]), TOUR),
        (replace(FINE, start="2031-01-04"), PROBE),
        (replace(FINE, recipients=[OTHER]), PROBE),
        (replace(OFF, words="took it off the Grey List"), LISTED),
        (replace(OFF, start="2031-01-04"), LISTED),
        (replace(PROTEST, start="2031-06-04"), LISTED),
        (replace(PROTEST, recipients=[MINISTER]), LISTED),
        (replace(FINAL, words="issued the guide", start="2031-06-04"), replace(RULE, words="issued the rule")),
    ],
    ids=[
        "after the tour", "another visitor", "before the inquiry", "another firm", "another list",
        "before the listing", "months later", "to somebody else", "no revision",
    ],
)  # fmt: skip
def test_what_is_no_link(one: Told, other: Told) -> None:
    assert links(events(one, other)) == {}


def test_of_several_acts_an_answer_goes_to_the_last_before_it() -> None:
    early = replace(LISTED, start="2031-01-10", words="put it on the Grey List")
    told = [early, LISTED, PROTEST]
    found = fuse([report("a", told, Paper("2031-09-01", "The Post"))], KNOWLEDGE).happenings
    (answer,) = (link for h in found for link in h.related if link.kind == "answers")
    assert answer.other == next(h.key for h in found if str(h.start) == "2031-02-04")


def test_a_tour_has_all_its_stops() -> None:
    stops = [STOP, replace(STOP, recipients=[OTHER], start="2031-06-05")]
    found = fuse([report("a", [TOUR, *stops], Paper("2031-06-06", "The Post"))], KNOWLEDGE).happenings
    tour = next(h for h in found if not h.recipients)
    assert [link.kind for link in tour.related] == ["has_stop", "has_stop"]


def test_an_act_told_for_a_month_is_still_linked() -> None:
    vague = replace(PROBE, start="2031-02-01", end="2031-02-28", precision=Precision.MONTH)
    assert set(links(events(FINE, vague))) == {"follows_from", "led_to"}


TOLD = st.sampled_from([STOP, TOUR, PROBE, FINE, LISTED, OFF, PROTEST, PLAN, DONE, RULE, FINAL])
MOVED = st.none() | st.dates(dt.date(2030, 1, 1), dt.date(2034, 12, 31))


def outline(one: Happening) -> Outline:
    return Outline(one.type, one.status, one.start, one.end)


@given(TOLD, TOLD, MOVED, MOVED, st.integers(0, 9), st.booleans())
def test_what_can_be_told_apart_by_types_and_days_alone_is_never_linked(
    one: Told, other: Told, day: dt.date | None, then: dt.date | None, lasted: int, together: bool
) -> None:
    left, right = (fuse([report("a", told)], KNOWLEDGE).happenings[0] for told in (one, other))
    left = replace(left, start=day, end=day and day + dt.timedelta(days=lasted))
    right = replace(right, start=then, end=then)
    tied = list(both_ways(left, right, together, KNOWLEDGE))
    assert possible(outline(left), outline(right)) or not tied
    assert possible(outline(left), outline(right)) == possible(outline(right), outline(left))
