"""Each field of a fused event: who is for it, who against, how surely; and verdicts on contradictions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fuse_made import FIRM, KNOWLEDGE, PREMIER, P, Paper, Told, report, who
from hypothesis import given
from hypothesis import strategies as st

from retinue.fuse import fuse
from retinue.fuse.fields import SUREST, _confidence
from retinue.model import Discrepancy, Happening, Precision, Record, Settled

VISIT = Told(actors=[PREMIER], recipients=[FIRM], places=("Havn",), start="2031-06-04")
LATER = replace(VISIT, start="2031-06-05")
MONTH = replace(VISIT, start="2031-06-01", end="2031-06-30", precision=Precision.MONTH)
BODY = " ".join(f"word{i}" for i in range(120))


def happening(*records: Record) -> Happening:
    (found,) = fuse(records, KNOWLEDGE).happenings
    return found


def told(doc: str, event: Told, **more: str) -> Record:
    return report(doc, event, Paper("2031-06-06", f"The {doc} Post", **more))


def field(name: str, *records: Record) -> Settled:
    return next(f for f in happening(*records).fields if f.field == name)


def clash(name: str, *records: Record) -> Discrepancy:
    return next(d for d in happening(*records).discrepancies if d.field == name)


def test_a_field_names_the_reports_for_and_against_it() -> None:
    start = field("start", told("a", VISIT), told("b", VISIT), told("c", LATER))
    assert (start.value, start.supporting, start.opposing) == ("2031-06-04", ("a/v1", "b/v1"), ("c/v1",))
    assert start.reason == "more independent origins: 2 for, 1 against"


def test_a_vaguer_date_supports_and_a_silent_report_stands_on_neither_side() -> None:
    start = field("start", told("a", VISIT), told("b", MONTH), told("c", replace(VISIT, start=None)))
    assert (start.supporting, start.opposing) == (("a/v1", "b/v1"), ())


def test_a_field_is_surer_with_more_origins_and_less_sure_where_one_speaks_against_it() -> None:
    one = field("start", told("a", VISIT)).confidence
    two = field("start", told("a", VISIT), told("b", VISIT)).confidence
    against = field("start", told("a", VISIT), told("b", VISIT), told("c", LATER)).confidence
    assert one < two
    assert against < two


def test_a_copy_makes_no_field_surer() -> None:
    one = field("start", told("a", VISIT, body=BODY))
    copied = field("start", told("a", VISIT, body=BODY), told("b", VISIT, body=BODY))
    assert copied.confidence == one.confidence
    assert copied.reason == "the only origin that says so"


def test_a_figure_is_opposed_by_another_for_the_same_thing() -> None:
    few, many = (replace(VISIT, amounts=(n,)) for n in ("42 guests", "44 guests"))
    figures = [f for f in happening(told("a", few), told("b", many)).fields if f.field == "number"]
    assert [(f.value, f.supporting, f.opposing) for f in figures] == [
        ("42 guests", ("a/v1",), ("b/v1",)), ("44 guests", ("b/v1",), ("a/v1",)),
    ]  # fmt: skip


@given(
    ours=st.lists(st.floats(0.5, 1), min_size=1, max_size=6), theirs=st.lists(st.floats(0.5, 1), max_size=6),
    more=st.floats(0.51, 1),
)  # fmt: skip
def test_a_further_origin_never_weakens_what_it_supports(ours: list[float], theirs: list[float], more: float) -> None:
    ranked = sorted(ours, reverse=True)
    base = _confidence(ranked, theirs)
    assert 0 <= base <= SUREST
    assert _confidence(sorted([*ours, more], reverse=True), theirs) >= base
    assert _confidence(ranked, [*theirs, more]) <= base


# ------------------------------------------------------------------------------------------ verdicts
def test_more_independent_origins_are_likelier() -> None:
    found = clash("start", told("a", VISIT), told("b", VISIT), told("c", LATER))
    assert (found.likelier, found.origins) == ("2031-06-04", 3)
    assert found.reason == (
        "they can't all be right: The a Post and The b Post: 2031-06-04; The c Post: 2031-06-05. "
        "2031-06-04 is likelier: 2 independent origins give it, 1 the next"
    )


def test_a_copy_that_departs_from_its_original_is_not_believed() -> None:
    found = clash("start", told("a", VISIT, body=BODY), told("b", LATER, body=BODY))
    assert found.likelier == "2031-06-04"
    assert "The b Post copies The a Post, and departs from it" in found.reason


def test_a_copy_that_repeats_its_original_counts_once() -> None:
    found = clash("start", told("a", VISIT, body=BODY), told("b", VISIT, body=BODY), told("c", LATER))
    assert "The b Post copies The a Post, so the two count once" in found.reason
    assert (found.likelier, found.origins) == (None, 2)


def test_where_nothing_decides_nothing_is_called_likelier() -> None:
    found = clash("start", told("a", VISIT), told("b", LATER))
    assert found.likelier is None
    assert found.reason.endswith("1 independent origin each: nothing decides")


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Minister of Trade of Norland", "Governor of Fjordmark", True),
        ("Minister of Trade of Norland", "Trade Minister", False),
        ("Vice Minister of Trade", "Minister of Trade", False),
    ],
    ids=["two offices", "told shorter", "rank only"],
)
def test_titles_of_one_person(one: str, other: str, differ: bool) -> None:
    records = [
        told(doc, replace(VISIT, actors=[PREMIER, who("Mira Lund", P, office=office)]))
        for doc, office in (("a", one), ("b", other))
    ]
    assert any(d.field == "title" for d in happening(*records).discrepancies) is differ


def test_a_headlines_day_contradicts_nothing() -> None:
    headline = "Premier goes round Kestrel Robotics"
    both = report("a", [VISIT, VISIT], Paper("2031-06-06", "The a Post", title=headline))
    (first, second) = both.events
    first = replace(first, span=first.span._replace(start=0, end=9), start=LATER_DAY, end=LATER_DAY)
    found = happening(replace(both, events=(first, second)), told("b", VISIT))
    assert {(r.doc, r.event) for r in found.reports} == {("a", "v1"), ("a", "v2"), ("b", "v1")}
    assert found.discrepancies == ()


LATER_DAY = told("x", LATER).events[0].start
