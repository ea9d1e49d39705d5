"""Fines, inquiries and objections as the press tells them: in one sentence, years later, from another side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, OTHER, PREMIER, REGULATOR, B, P, Paper, Told, report, who

from retinue.fuse import fuse
from retinue.fuse.manner import akin, phases
from retinue.fuse.quantities import nearest_conflict, of_many, parse_all
from retinue.model import Event, EventType, Happening, Precision, Record, Span, Status

BOTH = "The authority fined the firm, which ended a probe"
FINE = Told(EventType.REGULATORY_ACTION, [REGULATOR], [FIRM], start="2031-06-04", amounts=("18.2 billion yuan",))
SUMMONS = replace(FINE, amounts=("34 firms",), words="called in 34 firms")
OBJECTION = Told(EventType.OBJECTION, [FIRM], words="Kestrel will appeal")
COUNCIL = Told(EventType.MEETING, [PREMIER], [FIRM], start="2031-06-04", words="met managers")


def one(doc: str, told: Told | list[Told], published: str | None = "2031-06-05") -> Record:
    return report(doc, told, Paper(published, publisher=f"The {doc} Post"))


def ruled(record: Record, *rules: str, sentence: bool = False) -> Record:
    """`record` with its events read by these rules, if wished all out of its first sentence."""
    span = record.events[0].span
    pairs = zip(record.events, rules, strict=True)
    events = (replace(e, rule=rule, span=span if sentence else e.span) for e, rule in pairs)
    return replace(record, events=tuple(events))


def together(*records: Record) -> bool:
    """True when the last events of the records are one happening."""
    wanted = {(r.article.doc, r.events[-1].id) for r in records}
    return any(wanted <= {(r.doc, r.event) for r in h.reports} for h in fuse(records, KNOWLEDGE).happenings)


def happening(*records: Record) -> Happening:
    (found,) = fuse(records, KNOWLEDGE).happenings
    return found


def fields(*records: Record) -> set[str]:
    return {d.field for d in happening(*records).discrepancies}


# ------------------------------------------------------------------------------- two acts, one sentence
def test_two_acts_told_in_one_sentence_are_two() -> None:
    record = one("a", [replace(FINE, words=BOTH)] * 2)
    rules = ("regulatory_action/fine", "regulatory_action/open-probe")
    assert len(fuse([ruled(record, *rules, sentence=True)], KNOWLEDGE).happenings) == 2


def test_a_verb_and_its_noun_in_one_sentence_are_one_act() -> None:
    record = one("a", [replace(FINE, words="opened an inquiry into the firm")] * 2)
    rules = ("regulatory_action/open-probe", "regulatory_action/probe-noun")
    assert len(fuse([ruled(record, *rules, sentence=True)], KNOWLEDGE).happenings) == 1


def test_an_inquiry_is_not_the_fine_of_the_same_month() -> None:
    fine = one("a", replace(FINE, start=None, words="handed down a stiff penalty"))
    probe = one("b", replace(FINE, start=None, amounts=(), words="looks into deals with small shops"))
    assert together(ruled(fine, "regulatory_action/fine"), ruled(probe, "regulatory_action/impose-penalty"))
    assert not together(ruled(fine, "regulatory_action/fine"), ruled(probe, "regulatory_action/probe-noun"))


def _by(rule: str) -> Event:
    return replace(one("a", FINE).events[0], rule=rule, span=Span(0, 1))


def test_rules_of_other_readers_part_nothing() -> None:
    assert phases(_by("gold"), _by("regulatory_action/open-probe")) is None
    assert akin(_by("gold"), _by("gold"))


# --------------------------------------------------------------------------------------- dateless reports
def test_an_exact_sum_marks_a_fine_told_again_years_later() -> None:
    later = replace(FINE, actors=[], start=None, words="was fined 18.2 billion yuan")
    assert together(one("a", FINE), one("b", later, "2033-02-01"))


@pytest.mark.parametrize("amounts", [(), ("20 billion yuan",), ("90.4 billion yuan",)])
def test_without_that_sum_a_dateless_fine_told_years_later_is_another(amounts: tuple[str, ...]) -> None:
    later = replace(FINE, actors=[], start=None, amounts=amounts, words="was fined once")
    assert not together(one("a", FINE), one("b", later, "2033-02-01"))


def test_a_dateless_fine_is_not_one_of_later() -> None:
    before = replace(FINE, actors=[], start=None, words="was fined 18.2 billion yuan")
    assert not together(one("a", FINE), one("b", before, "2029-02-01"))


def test_objections_to_one_fine_are_one_when_told_a_week_apart() -> None:
    again = replace(OBJECTION, words="the maker of robots is to take the matter before judges")
    first, later = one("a", [FINE, OBJECTION]), one("b", [FINE, again], "2031-06-12")
    assert together(first, later)
    assert not together(one("a", OBJECTION), one("b", again, "2031-06-12"))
    assert not together(first, one("b", [FINE, again], "2031-07-12"))


def test_to_say_that_one_will_appeal_is_to_object() -> None:
    again = replace(OBJECTION, words="the maker of robots is to take the matter before judges")
    planned = replace(again, status=Status.PLANNED)
    assert together(one("a", [FINE, OBJECTION]), one("b", [FINE, planned], "2031-06-04"))


def test_a_span_of_months_says_less_than_a_month() -> None:
    month = replace(FINE, start="2031-06-01", end="2031-06-30", precision=Precision.MONTH)
    months = replace(month, start="2031-01-01", end="2031-09-30")
    (near,), (far,) = (fuse([one("a", FINE), one("b", told)], KNOWLEDGE).links for told in (month, months))
    assert far.score < near.score


def test_a_retold_text_may_leave_out_the_date() -> None:
    body = " ".join(f"{a}{b}" for a in ("mill", "rail", "port", "loom", "kiln", "dock") for b in "abcdefg")
    shuffled = " ".join(sorted(body.split(" "), reverse=True))
    meeting = replace(COUNCIL, words="sat down with managers")
    undated = replace(FINE, actors=[], start=None, amounts=(), words="got it in the neck")
    original = report("a", [meeting, FINE], Paper("2031-09-05", "The Wire", body=body))
    retold = replace(report("b", [meeting, undated], Paper(None, "B", body=shuffled)), origins=("The Wire",))
    assert together(original, retold)
    assert not together(original, replace(retold, origins=()))


def test_an_objection_retold_from_one_text_may_be_a_day_off() -> None:
    words = "the spokesman called the step a blow to trade and asked the other side to take it back"
    body = f"{words} while {words[::-1]} and {words.replace('e', 'o')}"
    first = report("a", replace(OBJECTION, start="2031-06-04", words=words), Paper("2031-06-05", "A", body=body))
    other = replace(OBJECTION, start="2031-06-03", words="a word of blame")
    assert together(first, report("b", other, Paper("2031-06-06", "B", body=body)))
    assert not together(first, report("b", other, Paper("2031-06-06", "B", body="no such words")))


# ---------------------------------------------------------------------------------- many, and who they are
def test_other_names_out_of_the_same_many_are_no_contradiction() -> None:
    other = replace(SUMMONS, recipients=[OTHER])
    assert together(one("a", SUMMONS), one("b", other))
    assert fields(one("a", SUMMONS), one("b", other)) == set()
    assert not together(one("a", SUMMONS), one("b", replace(other, amounts=("12 firms",))))


def test_a_minister_signs_for_the_government() -> None:
    state = who("Norland government", B, country="NO")
    envoy = who("Mira Lund", P, country="NO", office="Industry Minister of Norland")
    guest = who("Jonas Vik", P, country="DE", office="Envoy of Ostland")
    deal = replace(COUNCIL, type=EventType.AGREEMENT, actors=[FIRM], words="signed for a plant")
    told = one("a", replace(deal, recipients=[state]))
    assert together(told, one("b", replace(deal, recipients=[envoy])))
    assert not together(told, one("b", replace(deal, recipients=[guest])))


@pytest.mark.parametrize("told", [FINE, COUNCIL])
def test_a_firm_and_its_parent_contradict_each_other_as_the_one_addressed(told: Told) -> None:
    unit = who("Kestrel Robotics Payments")
    assert fields(one("a", told), one("b", replace(told, recipients=[unit]))) == {"recipient"}
    assert fields(one("a", told), one("b", replace(told, recipients=[unit, FIRM]))) == set()


def test_a_visit_to_a_unit_is_one_to_its_firm() -> None:
    visit = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")
    unit = who("Kestrel Robotics Payments")
    assert fields(one("a", visit), one("b", replace(visit, recipients=[unit]))) == set()


# ------------------------------------------------------------------------------------------ tours, figures
def test_days_of_a_tour_that_names_no_stop_are_no_contradiction() -> None:
    tour = Told(actors=[PREMIER], places=("Fjordmark",), start="2031-06-04", words="toured the region")
    assert fields(one("a", tour), one("b", replace(tour, start="2031-06-05"), "2031-06-06")) == set()


def test_walks_on_two_days_to_places_no_map_knows_are_two() -> None:
    walk = Told(actors=[PREMIER], places=("Old Mill",), start="2031-06-04", words="walked about")
    assert not together(one("a", walk), one("b", replace(walk, places=("Net Loft",), start="2031-06-05")))


@pytest.mark.parametrize(
    ("ours", "theirs", "differ"),
    [
        ("18.35 million euros", "18 million euros", False),  # told with fewer digits
        ("9.9 billion euros", "10 billion euros", True),
        ("$1.2bn", "$1 billion", True),  # one digit rounds away too much
        ("7.12 billion yuan", "7.2 billion yuan", True),
        ("1.29 billion yuan", "1.92 billion yuan", True),  # digits swapped
        ("1.29 billion yuan", "1.93 billion yuan", False),
        ("18 million euros", "18,350,000 euros", False),
    ],
)
def test_rounding_is_not_contradiction_and_swapped_digits_are(ours: str, theirs: str, differ: bool) -> None:
    one_way = nearest_conflict(parse_all([ours]), parse_all([theirs]))
    other_way = nearest_conflict(parse_all([theirs]), parse_all([ours]))
    assert (one_way is not None, other_way is not None) == (differ, differ)


def test_only_a_count_above_the_names_makes_many() -> None:
    def many(ours: str, theirs: str, named: int) -> bool:
        return of_many(parse_all([ours]), parse_all([theirs]), named) is not None

    assert many("34", "34", 3)
    assert not many("34", "34", 40)
    assert not many("3", "3", 1)
    assert not many("$34", "$34", 1)
    assert not many("34", "35", 1)
