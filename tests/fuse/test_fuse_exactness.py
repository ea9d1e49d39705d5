"""A tour's days told of one of its stops, and a day told of the tour: which of them the record takes."""

from __future__ import annotations

from dataclasses import replace

from fuse_made import FIRM, KNOWLEDGE, PREMIER, Paper, Told, report

from retinue.fuse import fuse
from retinue.model import Happening, Record, Settled

STOP = Told(
    actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04", words="went round the plant of Kestrel"
)
SPAN = replace(STOP, start="2031-06-03", end="2031-06-05")
TOUR = Told(actors=[PREMIER], places=("Fjordmark",), start="2031-06-03", end="2031-06-05", words="toured Fjordmark")
A_DAY = replace(TOUR, start="2031-06-05", end="2031-06-05")


def told(doc: str, event: Told) -> Record:
    return report(doc, event, Paper("2031-06-06", f"The {doc} Post"))


def one(*events: Told) -> Happening:
    (found,) = fuse([told(doc, event) for doc, event in zip("abcd", events, strict=False)], KNOWLEDGE).happenings
    return found


def days(found: Happening) -> tuple[str, str]:
    return str(found.start), str(found.end)


def row(found: Happening, field: str) -> Settled:
    return next(one for one in found.fields if one.field == field)


def test_a_stop_takes_its_day_even_when_more_reports_give_the_whole_tour() -> None:
    found = one(SPAN, STOP, SPAN)
    assert days(found) == ("2031-06-04", "2031-06-04")
    assert (row(found, "start").supporting, row(found, "start").opposing) == (("a/v1", "b/v1", "c/v1"), ())
    assert found.discrepancies == ()


def test_a_tour_takes_all_its_days_though_a_report_speaks_of_one() -> None:
    found = one(A_DAY, TOUR)
    assert days(found) == ("2031-06-03", "2031-06-05")
    assert (row(found, "start").supporting, row(found, "start").opposing) == (("b/v1",), ())


def test_days_that_differ_are_told_without_the_spans_around_them() -> None:
    later = replace(STOP, start="2031-06-05")
    (start, *_) = one(STOP, SPAN, later).discrepancies
    assert dict(start.values) == {"a": "2031-06-04", "c": "2031-06-05"}


def test_a_tour_speaks_for_the_day_within_it_when_days_are_weighed() -> None:
    outside = replace(STOP, start="2031-06-06")
    found = one(STOP, SPAN, outside)
    (start, *_) = found.discrepancies
    assert start.likelier == str(found.start) == "2031-06-04"
    assert "2 independent origins give it or less exactly, 1 the next" in start.reason
