"""Which reports are joined and which kept apart, rule by rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fuse_made import (
    FIRM,
    KNOWLEDGE,
    MINISTER,
    MINISTRY,
    OTHER,
    PREMIER,
    REGULATOR,
    B,
    Paper,
    Told,
    report,
    who,
)

from retinue.fuse import fuse
from retinue.model import EventType, Precision, Record, Status

VISIT = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")


def together(*records: Record) -> bool:
    """True when the first events of the records are one happening."""
    found = fuse(records, KNOWLEDGE).happenings
    return any({r.doc for r in h.reports} == {r.article.doc for r in records} for h in found)


def one(doc: str, told: Told, published: str | None = "2031-06-05") -> Record:
    return report(doc, told, Paper(published, publisher=f"The {doc} Post"))


JOINED = {
    "the same visit": {},
    "a day off, told in the same days": {"start": "2031-06-05"},
    "the month that holds the day": {"start": "2031-06-01", "end": "2031-06-30", "precision": Precision.MONTH},
    "another city, all else the same": {"places": ("Bergby",)},
    "a district of the city": {"places": ("Oldport",)},
    "no place": {"places": ()},
    "a firm named more fully": {"recipients": [who("Kestrel Robotics Norland Ltd")]},
    "a person named in part": {"actors": [who("Brandt", PREMIER.type)]},
    "told as a meeting": {"type": EventType.MEETING},
    "announced before": {"status": Status.PLANNED},
    "no date, the same week": {"start": None, "words": "went round the plant of Kestrel Robotics"},
}

PARTED = {
    "another firm": {"recipients": [OTHER]},
    "another visitor": {"actors": [who("Jonas Vik", PREMIER.type, known="jonas-vik")]},
    "another year": {"start": "2032-06-04"},
    "a week later": {"start": "2031-06-11"},
    "the tour and one of its stops": {"recipients": [], "places": ("Fjordmark",), "end": "2031-06-06"},
    "another act": {"type": EventType.SUPPORT},
    "another month": {"start": "2031-08-01", "end": "2031-08-31", "precision": Precision.MONTH},
}


@pytest.mark.parametrize("change", JOINED.values(), ids=JOINED)
def test_reports_of_one_visit_are_joined(change: dict[str, object]) -> None:
    later = "2031-06-03" if change.get("status") is Status.PLANNED else "2031-06-05"
    assert together(one("a", VISIT), one("b", replace(VISIT, **change), later))


@pytest.mark.parametrize("change", PARTED.values(), ids=PARTED)
def test_different_acts_stay_apart(change: dict[str, object]) -> None:
    assert not together(one("a", VISIT), one("b", replace(VISIT, **change)))


def test_a_second_visit_weeks_later_told_in_the_same_words_is_another_one() -> None:
    first = replace(VISIT, places=(), words="went round the plant of Kestrel Robotics over 12 new lines for robots")
    again = replace(first, start="2031-07-02")
    vague = replace(first, start="2031-06-01", end="2031-06-30", precision=Precision.MONTH)
    records = [one("a", first), one("b", vague), one("c", again, "2031-07-03"), one("d", again, "2031-07-03")]
    found = {frozenset(r.doc for r in h.reports) for h in fuse(records, KNOWLEDGE).happenings}
    assert found == {frozenset("ab"), frozenset("cd")}


def test_an_undated_visit_told_a_year_later_is_another_one() -> None:
    assert not together(one("a", VISIT), one("b", replace(VISIT, start=None), "2032-09-01"))


def test_a_ministry_and_the_minister_heading_it_are_one_actor() -> None:
    fine = Told(EventType.REGULATORY_ACTION, [MINISTRY], [FIRM], start="2031-06-04", words="fined the firm")
    assert together(one("a", fine), one("b", replace(fine, actors=[MINISTER])))


def test_a_ministry_is_not_headed_by_a_minister_whose_term_had_not_begun() -> None:
    fine = Told(EventType.REGULATORY_ACTION, [MINISTRY], [FIRM], start="2029-06-04", words="fined the firm")
    early, late = (one("a", fine), one("b", replace(fine, actors=[MINISTER])))
    reasons = [link.reason for link in fuse([early, late], KNOWLEDGE).links]
    assert not any("a body and its head" in reason for reason in reasons)


def test_an_authority_and_its_bureau_are_one_actor() -> None:
    bureau = who("Bureau of Firms", B, known="no-market-firms", country="NO")
    probe = Told(EventType.REGULATORY_ACTION, [REGULATOR], [FIRM], start="2031-06-04", words="opened a probe")
    assert together(one("a", probe), one("b", replace(probe, actors=[bureau])))


def test_bodies_of_two_countries_with_one_kind_of_name_are_not_one() -> None:
    ours = who("Ministry of Industry of Norland", B, country="NO")
    rule = Told(EventType.EXPORT_CONTROL, [MINISTRY], start="2031-06-04", words="restricted sales of lenses")
    assert not together(one("a", rule), one("b", replace(rule, actors=[ours])))


LISTING = Told(
    EventType.LISTING, [REGULATOR], [FIRM], start="2031-06-04", amounts=("42",), words="put 42 firms on the Red List"
)


def test_a_listing_told_with_other_names_is_one_when_the_figures_and_the_list_agree() -> None:
    assert together(one("a", LISTING), one("b", replace(LISTING, recipients=[OTHER])))


def test_two_lists_on_one_day_are_two_listings() -> None:
    other = replace(LISTING, recipients=[OTHER], amounts=("9",), words="put nine firms on the Grey List")
    assert not together(one("a", LISTING), one("b", other))


def test_a_rule_and_a_listing_of_one_day_are_two_events() -> None:
    rule = replace(LISTING, type=EventType.EXPORT_CONTROL, recipients=[], amounts=())
    assert not together(one("a", LISTING), one("b", rule))


def test_two_tranches_of_one_list_are_two_listings() -> None:
    assert not together(one("a", LISTING), one("b", replace(LISTING, start="2031-09-02"), "2031-09-03"))


def test_an_undated_listing_is_the_one_of_that_firm_on_that_list() -> None:
    undated = replace(LISTING, start=None, amounts=(), words="the firm, on the Red List")
    assert together(one("a", LISTING), one("b", undated, "2034-02-01"))
    other = replace(undated, words="the firm, on the Grey List")
    assert not together(one("a", LISTING), one("b", other, "2034-02-01"))


def test_a_spokesman_objects_day_after_day_unless_one_report_rests_on_the_other() -> None:
    objection = Told(EventType.OBJECTION, [MINISTRY], start="2031-06-04", words="protested against the rule")
    left, later = one("a", objection), one("b", replace(objection, start="2031-06-05"))
    assert not together(left, later)
    assert together(left, replace(later, origins=("The a Post",)))


def test_who_is_actor_in_a_meeting_is_a_matter_of_telling() -> None:
    talks = Told(EventType.MEETING, [PREMIER], [MINISTER], start="2031-06-04", words="held talks")
    assert together(one("a", talks), one("b", replace(talks, actors=[MINISTER, PREMIER], recipients=[])))


def test_meetings_of_one_minister_with_two_guests_are_two() -> None:
    talks = Told(EventType.MEETING, [PREMIER], [MINISTER], start="2031-06-04", words="held talks")
    guest = who("Rosa Lind", PREMIER.type, known="rosa-lind")
    assert not together(one("a", talks), one("b", replace(talks, recipients=[guest])))


def test_two_events_of_one_document_stay_two() -> None:
    twice = report("a", [VISIT, replace(VISIT, recipients=[OTHER])], Paper("2031-06-05"))
    assert len(fuse([twice], KNOWLEDGE).happenings) == 2


def test_one_document_that_tells_a_visit_twice_has_one_happening() -> None:
    twice = report("a", [VISIT, replace(VISIT, words="was shown round")], Paper("2031-06-05"))
    assert len(fuse([twice], KNOWLEDGE).happenings) == 1


def test_stops_of_a_tour_find_their_own() -> None:
    stops = [replace(VISIT, recipients=[firm]) for firm in (FIRM, OTHER)]
    left = report("a", stops, Paper("2031-06-05"))
    right = report("b", [replace(s, start="2031-06-05") for s in reversed(stops)], Paper("2031-06-06"))
    found = fuse([left, right], KNOWLEDGE).happenings
    assert sorted(h.recipients[0].name for h in found) == ["Kestrel Robotics", "Lumen Optics"]
    assert all(len(h.reports) == 2 for h in found)


def test_documents_that_tell_one_tour_lend_each_other_their_dates() -> None:
    firms = [FIRM, OTHER, who("Northwind Cables")]
    dated = report("a", [replace(VISIT, recipients=[firm]) for firm in firms], Paper("2031-06-05"))
    undated = [replace(VISIT, recipients=[firm], start=None, places=()) for firm in firms]
    assert len(fuse([dated, report("b", undated, Paper("2032-09-01"))], KNOWLEDGE).happenings) == 3
    assert len(fuse([dated, report("b", undated[:1], Paper("2032-09-01"))], KNOWLEDGE).happenings) == 4


def test_a_tour_of_a_region_is_not_the_walk_through_one_of_its_cities() -> None:
    tour = replace(VISIT, recipients=[], places=("Fjordmark",), words="toured the region")
    walk = replace(tour, places=("Havn",), words="walked through the old town")
    assert not together(one("a", tour), one("b", walk))


def test_a_spot_of_its_own_is_another_stop_than_a_firm() -> None:
    spot = replace(VISIT, recipients=[], places=("Old Bridge",), words="walked across")
    assert not together(one("a", VISIT), one("b", spot))


def test_a_link_tells_its_reasons() -> None:
    link = fuse([one("a", VISIT), one("b", VISIT)], KNOWLEDGE).links[0]
    assert (link.left, link.right, link.judgement, link.by) == ("a/v1", "b/v1", "same", "rule")
    assert "same actor: Tomas Brandt" in link.reason
    assert "same day" in link.reason
    assert 0.5 < link.score <= 1
