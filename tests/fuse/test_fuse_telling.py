"""How two reports tell it: rare words, rival events, steps of an affair, neighbouring types, headlines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, OTHER, PREMIER, REGULATOR, C, P, Paper, Told, report, who
from hypothesis import given
from hypothesis import strategies as st

from retinue.fuse import fuse
from retinue.fuse.manner import phases, step
from retinue.fuse.parties import Relation, named, relation
from retinue.fuse.rarity import likeness, rarest, rarity
from retinue.model import Event, EventType, Record

VISIT = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")
FINE = Told(EventType.REGULATORY_ACTION, [REGULATOR], [FIRM], start="2031-06-04", words="handed it a fine")
GRANT = Told(EventType.SUPPORT, [REGULATOR], [FIRM], start="2031-06-04", amounts=("$42.5 million",))
WORDS = st.sets(st.sampled_from(["lidar", "blacklist", "new", "said", "ceramic", "firm", "fab"]), min_size=1)


def told(doc: str, *events: Told, published: str = "2031-06-05", title: str = "") -> Record:
    return report(doc, list(events), Paper(published, f"The {doc} Post", title=title))


def together(*records: Record) -> bool:
    return len(fuse(records, KNOWLEDGE).happenings) == 1


def event(
    words: str, kind: EventType = EventType.REGULATORY_ACTION, rule: str = "regulatory_action/learned"
) -> Event:
    (found,) = report("a", Told(kind, [REGULATOR], [FIRM], words=words)).events
    return replace(found, rule=rule)


# --------------------------------------------------------------------------------------------- words
@given(WORDS, WORDS)
def test_likeness_is_even_handed_and_between_none_and_all(ours: set[str], theirs: set[str]) -> None:
    assert likeness(ours, theirs) == pytest.approx(likeness(theirs, ours))
    assert 0 <= likeness(ours, theirs) <= 1 + 1e-9
    assert likeness(ours, ours) == pytest.approx(1)


def test_a_rare_word_in_common_counts_for_more() -> None:
    assert rarity("xylophon") > rarity("company")
    assert likeness({"xylophon", "company"}, {"xylophon", "year"}) > likeness(
        {"xylophon", "company"}, {"company", "year"}
    )
    assert rarest({"company", "xylophon"}, {"xylophon", "company"}) == ["xylophon", "company"]


# --------------------------------------------------------------------------------------------- steps
@pytest.mark.parametrize(
    ("words", "rule", "expected"),
    [
        ("opened an investigation", "regulatory_action/learned", "an inquiry"),
        ("it was told to pay", "regulatory_action/fine", "a fine"),
        ("fined it after an investigation", "regulatory_action/learned", None),
        ("told it to obey", "regulatory_action/learned", None),
    ],
)
def test_a_step_is_known_by_the_rule_or_else_by_the_only_cue(words: str, rule: str, expected: str | None) -> None:
    assert step(event(words, rule=rule)) == expected


def test_an_inquiry_found_without_a_rule_is_no_fine() -> None:
    found = phases(event("opened an investigation"), event("imposed a penalty"))
    assert found is not None
    assert found[1:] == ("an inquiry", "a fine")
    assert phases(event("opened an investigation"), event("told it to obey")) is None


# --------------------------------------------------------------------------------------------- rivals
def test_other_events_that_could_be_meant_speak_against() -> None:
    def score(*more: Told) -> float:
        left, right = told("a", FINE), told("b", replace(FINE, start=None, words="took action"), *more)
        return fuse([left, right], KNOWLEDGE).links[0].score

    rival = replace(FINE, start=None, words="put it under orders")
    assert score(rival) < score()
    assert score(replace(rival, recipients=[OTHER])) == pytest.approx(score())


# ------------------------------------------------------------------------------------- types and names
def test_a_sum_joins_one_act_read_as_two_types() -> None:
    deal = replace(GRANT, type=EventType.AGREEMENT, words="signed for it")
    assert together(told("a", GRANT), told("b", deal))
    assert not together(told("a", GRANT), told("b", replace(deal, amounts=())))


def test_types_that_one_report_tells_apart_stay_apart() -> None:
    deal = replace(GRANT, type=EventType.AGREEMENT, words="signed for it")
    found = fuse([told("a", GRANT, deal), told("b", GRANT)], KNOWLEDGE).happenings
    assert sorted((h.type.value, len(h.reports)) for h in found) == [("agreement", 1), ("support", 2)]


def test_a_firm_taken_for_a_person_is_the_firm_of_that_name() -> None:
    assert together(told("a", FINE), told("b", replace(FINE, recipients=[who(FIRM.name, P)])))


def test_two_units_that_share_their_groups_name_are_not_one() -> None:
    cloud, bank = (named(replace(who(f"Tumbler {unit}", C), aliases=("Tumbler",))) for unit in ("Cloud", "Bank"))
    whole = named(replace(who("Tumbler Cloud Computing", C), aliases=("Tumbler",)))
    assert relation(cloud, bank, KNOWLEDGE) is Relation.PART
    assert relation(cloud, whole, KNOWLEDGE) is Relation.SAME


# ------------------------------------------------------------------------------------------ headlines
def test_what_headline_and_body_tell_is_one_event_though_the_headline_has_another_day() -> None:
    found = told("a", replace(VISIT, start="2031-06-05"), VISIT, title="Premier goes round the plant")
    first, second = found.events
    headline = replace(first, span=first.span._replace(start=0, end=8))
    assert together(replace(found, events=(headline, second)))
    assert not together(found)
