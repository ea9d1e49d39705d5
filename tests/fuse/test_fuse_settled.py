"""Contradictions that a person has settled: by which judgement, and when they are open again."""

from __future__ import annotations

from dataclasses import replace

from fuse_made import FIRM, KNOWLEDGE, PREMIER, Paper, Told, report
from judged_made import accept, correct, judging, of_report, told_by, undo

from retinue.fuse import fuse, stand
from retinue.fuse.settled import settled
from retinue.model import Happening, Judgement

VISIT = Told(
    actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04", words="the premier went round"
)
RECORDS = [
    report(doc, replace(VISIT, start=day), Paper("2031-06-06", f"The {doc} Post"))
    for doc, day in (("a", "2031-06-04"), ("b", "2031-06-05"))
]


def judged(*judgements: Judgement) -> Happening:
    standing = stand(judging(RECORDS, *judgements), told_by(*RECORDS))
    (found,) = fuse(RECORDS, KNOWLEDGE, standing=standing).happenings
    return found


def by(happening: Happening) -> dict[str, int]:
    return {field: decision.judgement for field, decision in settled(happening).items()}


def test_nothing_is_settled_before_anybody_decides() -> None:
    found = judged()
    assert {one.field for one in found.discrepancies} == {"start", "end"}
    assert settled(found) == {}


def test_a_corrected_day_settles_both_ends_of_a_single_day_and_stays_listed() -> None:
    found = judged(correct("a b", "start", "2031-06-05"))
    assert by(found) == {"start": 1, "end": 1}
    assert {one.field for one in found.discrepancies} == {"start", "end"}
    assert settled(found)["start"].value == ("2031-06-05",)


def test_an_end_alone_settles_no_beginning() -> None:
    assert by(judged(correct("a b", "end", "2031-06-09"))) == {"end": 1}


def test_a_correction_of_another_field_settles_nothing() -> None:
    assert by(judged(correct("a b", "places", "Oldport"))) == {}


def test_acceptance_settles_all_and_the_later_word_counts() -> None:
    assert by(judged(accept("a b"))) == {"start": 1, "end": 1}
    assert by(judged(correct("a b", "start", "2031-06-05"), accept("a b"))) == {"start": 2, "end": 2}


def test_what_is_undone_settles_nothing() -> None:
    assert by(judged(accept("a b"), undo(1))) == {}


def test_a_reading_put_right_takes_the_contradiction_away() -> None:
    found = judged(of_report(correct("b/v1", "start", "2031-06-04")))
    assert found.discrepancies == ()
    assert settled(found) == {}
