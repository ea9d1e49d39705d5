"""What judgements make of fused events: together and apart, marked, corrected, whatever newer code makes of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, MINISTER, OTHER, PREMIER, Paper, Told, day, report
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_made import accept, correct, judging, merge, of_report, reject, split, told_by, undo

from retinue.fuse import Fusion, fuse, stand
from retinue.model import (
    Decided,
    EntityType,
    EventType,
    Happening,
    Judgement,
    Party,
    Precision,
    Record,
    Signal,
    Status,
)

VISIT = Told(
    actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04", words="the premier went round"
)
ELSEWHERE = replace(VISIT, recipients=[OTHER], words="the premier saw the laboratory")
LATER = replace(VISIT, start="2031-06-20", words="the premier came once more")


def told(doc: str, *events: Told, published: str = "2031-06-05") -> Record:
    return report(doc, events, Paper(published, f"The {doc} Post"))


def judged(records: list[Record], *judgements: Judgement, previous: Fusion | None = None) -> Fusion:
    """Fused under judgements on these very records."""
    return again(records, judging(records, *judgements), previous)


def again(records: list[Record], judgements: list[Judgement], previous: Fusion | None = None) -> Fusion:
    """Fused under judgements passed on whatever was there then."""
    before = keys(previous) if previous else {}
    return fuse(records, KNOWLEDGE, standing=stand(judgements, told_by(*records)), previous=before)


def keys(fusion: Fusion) -> dict[tuple[str, str], str]:
    return {(r.doc, r.event): h.key for h in fusion.happenings for r in h.reports}


def parts(fusion: Fusion) -> set[frozenset[str]]:
    return {frozenset(f"{r.doc}/{r.event}" for r in h.reports) for h in fusion.happenings}


def only(fusion: Fusion) -> Happening:
    [found] = fusion.happenings
    return found


# --------------------------------------------------------------------------------------- merge and split
def test_a_merge_brings_two_events_with_all_their_reports_together() -> None:
    records = [told("a", VISIT), told("b", VISIT), told("c", ELSEWHERE), told("d", ELSEWHERE)]
    assert len(fuse(records, KNOWLEDGE).happenings) == 2
    found = only(judged(records, merge("a b c d", reason="the firm was renamed")))
    assert found.decided is Decided.MERGED
    assert [(one.by, one.reason) for one in found.decisions] == [("ana", "the firm was renamed")]
    assert set(found.decisions[0].value) == {"a/v1", "b/v1", "c/v1", "d/v1"}


def test_a_report_that_fits_one_part_of_a_merge_joins_the_whole() -> None:
    records = [told("a", VISIT), told("c", LATER)]
    judgements = judging(records, merge("a c"))
    found = again([*records, told("b", VISIT)], judgements)
    assert parts(found) == {frozenset({"a/v1", "b/v1", "c/v1"})}


def test_a_split_holds_against_a_chain_of_likenesses() -> None:
    records = [told(doc, VISIT) for doc in "abc"]
    judgements = judging(records, split("a", "b c"))
    later = [*records, *(told(doc, VISIT) for doc in "defg")]
    found = again(later, judgements)
    apart = keys(found)
    assert len({apart["b", "v1"], apart["c", "v1"]} & {apart["a", "v1"]}) == 0
    assert {h.decided for h in found.happenings} == {Decided.SPLIT}


def test_an_undone_judgement_leaves_no_trace_on_the_events() -> None:
    records = [told("a", VISIT), told("b", VISIT)]
    assert judged(records, split("a", "b"), undo(1)) == fuse(records, KNOWLEDGE)
    assert judged(records, reject("a b"), undo(1)) == fuse(records, KNOWLEDGE)


# ------------------------------------------------------------------------------------- accept and reject
def test_an_accepted_event_stays_accepted_when_reports_come() -> None:
    records = [told("a", VISIT), told("b", VISIT)]
    found = only(again([*records, told("c", VISIT)], judging(records, accept("a b"))))
    assert found.decided is Decided.ACCEPTED
    assert found.decisions[0].note == "1 of its reports came after that"


def test_a_rejected_report_joins_nobody_and_stays_visible() -> None:
    records = [told(doc, VISIT) for doc in "abc"]
    found = judged(records, of_report(reject("b", reason="a quotation")))
    assert parts(found) == {frozenset({"a/v1", "c/v1"}), frozenset({"b/v1"})}
    marks = {h.reports[0].doc: h.decided for h in found.happenings}
    assert marks == {"a": None, "b": Decided.REJECTED}


def test_a_rejected_event_that_many_tell_anew_comes_back_with_a_note() -> None:
    records = [told("a", VISIT)]
    judgements = judging(records, reject("a"))
    assert only(again([*records, told("b", VISIT)], judgements)).decided is Decided.REJECTED
    found = only(again([*records, told("b", VISIT), told("c", VISIT)], judgements))
    assert found.decided is None
    assert not found.decisions[0].holds
    assert found.decisions[0].note == "rejected when 1 of its 3 reports were there: judge anew"


# ------------------------------------------------------------------------------------------- corrections
KESTREL = Party("Kestrel Robotics", EntityType.COMPANY, None, "kestrel")
ANA = Party("Ana Sorel", EntityType.PERSON, None, "ana-sorel")


SOMEBODY = Party("Somebody New", EntityType.PERSON)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("type", ("meeting",), EventType.MEETING),
        ("status", ("cancelled",), Status.CANCELLED),
        ("signal", ("support",), Signal.SUPPORT),
        ("precision", ("week",), Precision.WEEK),
        ("places", ("Bergby", "Fjordmark"), ("Bergby", "Fjordmark")),
        ("places", (), ()),
        ("actors", (SOMEBODY,), (SOMEBODY,)),
        ("recipients", (), ()),
    ],
)
def test_a_corrected_field_shows_the_person_s_value(field: str, value: tuple[object, ...], expected: object) -> None:
    records = [told("a", VISIT), told("b", VISIT)]
    before = only(fuse(records, KNOWLEDGE))
    found = only(judged(records, correct("a b", field, *value)))
    assert getattr(found, field) == expected
    assert found.decided is Decided.CORRECTED
    assert found.decisions[0].field == field
    was = getattr(before, field)
    names = was if isinstance(was, tuple) else (was,)
    assert found.decisions[0].was == tuple(one.name if isinstance(one, Party) else str(one) for one in names)


@pytest.mark.parametrize(
    ("given", "start", "end", "precision"),
    [
        ([("start", "2031-06-05")], "2031-06-05", "2031-06-05", "day"),
        ([("start", "2031-06")], "2031-06-01", "2031-06-30", "month"),
        ([("start", "2031")], "2031-01-01", "2031-12-31", "year"),
        ([("start",)], None, None, "unknown"),
        ([("end", "2031-06-06")], "2031-06-04", "2031-06-06", "day"),
        ([("end",)], "2031-06-04", None, "day"),
        ([("end", "2031-06-06"), ("start", "2031-06-05")], "2031-06-05", "2031-06-06", "day"),
        ([("start", "2031-06-05"), ("precision", "week")], "2031-06-05", "2031-06-05", "week"),
    ],
)  # fmt: skip
def test_corrected_dates_hold_together(
    given: list[tuple[str, ...]], start: str | None, end: str | None, precision: str
) -> None:
    records = [told("a", VISIT)]
    found = only(judged(records, *(correct("a", field, *value) for field, *value in given)))
    assert found.start == (day(start) if start else None)
    assert found.end == (day(end) if end else None)
    assert found.precision == precision


def test_a_span_keeps_its_end_when_only_its_start_is_corrected() -> None:
    span = replace(VISIT, end="2031-06-08")
    found = only(judged([told("a", span)], correct("a", "start", "2031-06-05")))
    assert (found.start, found.end) == (day("2031-06-05"), day("2031-06-08"))
    found = only(judged([told("a", span)], correct("a", "start", "2031-06-09")))
    assert (found.start, found.end) == (day("2031-06-09"), day("2031-06-09"))


def test_what_is_under_way_stays_so() -> None:
    ongoing = replace(VISIT, status=Status.ONGOING)
    found = only(judged([told("a", ongoing)], correct("a", "start", "2031-06-01")))
    assert (found.start, found.end) == (day("2031-06-01"), None)


def test_list_status_and_office_follow_a_corrected_party() -> None:
    records = [told("a", ELSEWHERE)]
    assert only(fuse(records, KNOWLEDGE)).restrictions == ()
    found = only(judged(records, correct("a", "recipients", KESTREL), correct("a", "actors", ANA)))
    assert [one.list for one in found.restrictions] == ["Red List"]
    assert found.actors[0].office == "Minister of Industry of France"


def test_a_party_that_the_event_has_keeps_the_office_its_reports_give() -> None:
    records = [told("a", replace(VISIT, actors=[PREMIER, MINISTER]))]
    premier = Party("Tomas Brandt", EntityType.PERSON, None, "tomas-brandt")
    found = only(judged(records, correct("a", "actors", premier)))
    assert found.actors[0].office == "Premier of Norland"


def test_one_report_read_rightly_joins_the_event_it_tells() -> None:
    records = [told("a", VISIT), told("b", ELSEWHERE)]
    found = only(judged(records, of_report(correct("b", "recipients", KESTREL, reason="renamed"))))
    assert [r.doc for r in found.reports] == ["a", "b"]
    assert found.decisions[0].report == "b/v1"
    assert records[1].events[0].recipients == told("b", ELSEWHERE).events[0].recipients  # stored as it was read


def test_the_later_of_two_corrections_is_shown_with_the_earlier_named() -> None:
    records = [told("a", VISIT)]
    found = only(judged(records, correct("a", "start", "2031-06-05"), correct("a", "start", "2031-06-06")))
    assert found.start == day("2031-06-06")
    assert [one.note for one in found.decisions] == ["overrules judgement 1 by ana"]


# ------------------------------------------------------------------------------------- newer code, reruns
def renumbered(record: Record, shift: int) -> Record:
    """As if newer code had found `shift` acts more at the head of the article."""
    events = tuple(replace(one, id=f"v{n}") for n, one in enumerate(record.events, 1 + shift))
    return replace(record, events=events)


def test_judgements_survive_renumbered_events_and_changed_keys() -> None:
    records = [told("a", VISIT, LATER), told("b", VISIT), told("c", ELSEWHERE)]
    judgements = judging(
        records, merge("b c"), split("a", "b"), accept("a/v2"), correct("a/v2", "status", "planned"),
        of_report(reject("c")), undo(5),
    )  # fmt: skip
    before = again(records, judgements)
    recoded = [renumbered(one, 3) for one in records]
    after = again(recoded, judgements)

    def shape(fusion: Fusion) -> list[tuple[object, ...]]:
        found = [(sorted(r.doc for r in h.reports), h.start, h.status, h.decided) for h in fusion.happenings]
        return sorted(found, key=str)

    assert shape(after) == shape(before)
    assert not set(keys(after)) & set(keys(before))


@given(st.integers(0, 999), st.lists(st.sampled_from(["merge", "split", "accept", "reject", "one"]), max_size=5))
@settings(max_examples=40)
def test_the_order_in_which_documents_came_changes_nothing(seed: int, kinds: list[str]) -> None:
    rng = random.Random(seed)
    records = [told(doc, rng.choice([VISIT, ELSEWHERE, LATER])) for doc in "abcdef"]
    made = {
        "merge": lambda refs: merge(" ".join(refs)), "split": lambda refs: split(refs[0], " ".join(refs[1:])),
        "accept": lambda refs: accept(" ".join(refs)), "reject": lambda refs: reject(" ".join(refs)),
        "one": lambda refs: of_report(reject(refs[0])),
    }  # fmt: skip
    judgements = judging(records, *(made[kind](rng.sample("abcdef", 3)) for kind in kinds))
    shuffled = list(records)
    rng.shuffle(shuffled)
    assert again(shuffled, judgements) == again(records, judgements)


def test_unjudged_events_are_left_as_they_are() -> None:
    records = [told("a", VISIT), told("b", LATER)]
    plain = fuse(records, KNOWLEDGE)
    found = judged(records, accept("a"))
    assert [h for h in found.happenings if h.reports[0].doc == "b"] == [
        h for h in plain.happenings if h.reports[0].doc == "b"
    ]
