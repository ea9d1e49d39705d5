"""Points of time: what falls where, what adds up to what, what is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from series_made import day, made

from retinue.knowledge import Knowledge
from retinue.model import Happening, Precision, Report, Signal, Status
from retinue.series import By, Options, Series, Weigher, build, load_weights
from retinue.series.bins import bin_of, bins, label_of


@pytest.fixture(scope="module")
def weigher(knowledge: Knowledge) -> Weigher:
    return Weigher(knowledge, load_weights())


def cut(happenings: Sequence[Happening], weigher: Weigher, by: By = By.MONTH, **more: object) -> Series:
    return build("Lumen", "firm", happenings, weigher, Options(by, **more))  # type: ignore[arg-type]


def test_one_exact_event_is_one_point_with_its_weight_and_key(weigher: Weigher) -> None:
    (point,) = cut([made("a")], weigher).points
    assert (point.label, point.signal, point.reported, point.expected) == ("2024-03", Signal.SUPPORT, 1.0, 0.8)
    assert (point.low, point.high) == (0.0, 1.0)  # it is true with 0.8: neither tail of 0.05 can be cut
    assert (point.events, point.origins, point.vague) == (("a",), 1, 0.0)


def test_a_sure_event_has_no_width(weigher: Weigher) -> None:
    (point,) = cut([made("a", confidence=0.97)], weigher).points
    assert (point.low, point.high) == (1.0, 1.0)


def test_signals_are_kept_apart_and_events_added_up(weigher: Weigher) -> None:
    series = cut(
        [made("a"), made("b", "2024-03-20", independent_origins=3), made("c", signal=Signal.RESTRICT)], weigher
    )
    support, restrict = series.points
    assert (support.expected, support.origins, support.events) == (1.6, 4, ("a", "b"))
    assert (restrict.signal, restrict.expected) == (Signal.RESTRICT, 0.8)


def told_by(*roots: str) -> tuple[Report, ...]:
    return tuple(Report(f"d{n}", "v1", None, None, None, root=root) for n, root in enumerate(roots))


def test_an_origin_of_several_events_counts_once_in_a_point(weigher: Weigher) -> None:
    events = [
        made("a", reports=told_by("Xinhua", "Reuters", "Xinhua"), independent_origins=2),
        made("b", "2024-03-20", reports=told_by("Xinhua"), independent_origins=1),
        made("c", "2024-04-20", reports=told_by("Xinhua", "d1"), independent_origins=2),
        made("old", "2024-04-21", independent_origins=2),
    ]
    series = cut(events, weigher)
    assert [point.origins for point in series.points] == [2, 4]
    assert [point.origins for point in series.totals] == [5, 0, 0]
    assert [one.origins for one in series.events] == [2, 1, 2, 2]


def test_days_that_an_event_lasted_share_its_weight(weigher: Weigher) -> None:
    march, april = cut([made("a", "2024-03-31", "2024-04-03")], weigher).points
    assert (march.reported, april.reported) == (0.25, 0.75)
    assert (march.low, march.high) == (0.0, 0.25)  # it lasted all those days: a part of the weight, the same chance
    assert march.vague == 0


def test_a_month_is_spread_over_its_weeks_as_chances_of_the_whole(weigher: Weigher) -> None:
    series = cut([made("a", "2024-02-01", "2024-02-29", precision=Precision.MONTH)], weigher, By.WEEK)
    assert [point.label for point in series.points] == [f"2024-W{n:02d}" for n in range(5, 10)]
    assert series.points[0].expected == pytest.approx(0.8 * 4 / 29)  # Thursday to Sunday
    assert series.points[0].high == 1.0  # if it was in this week, it was the whole event
    assert series.points[0].vague == series.points[0].expected
    (whole,) = cut([made("a", "2024-02-01", "2024-02-29", precision=Precision.MONTH)], weigher, By.MONTH).points
    assert whole.vague == 0


def test_what_has_no_day_no_signal_or_no_weight_is_counted_apart(weigher: Weigher) -> None:
    series = cut(
        [made("undated", None), made("neutral", signal=Signal.NEUTRAL), made("denied", status=Status.DENIED),
         made("early", "2020-01-01"), made("in")],
        weigher, since=day("2024-01-01"),
    )  # fmt: skip
    assert [[one.key for one in part] for part in
            (series.undated, series.neutral, series.void, series.outside, series.events)] == [
        ["undated"], ["neutral"], ["denied"], ["early"], ["in"]]  # fmt: skip


def test_a_window_takes_its_days_of_an_event_and_no_more(weigher: Weigher) -> None:
    event = made("a", "2024-03-30", "2024-04-02")
    series = cut([event], weigher, since=day("2024-04-01"), until=day("2024-04-01"))
    assert [point.reported for point in series.points] == [0.25]
    assert series.totals[0].reported == 0.25


def test_an_ongoing_event_counts_on_the_day_it_began(weigher: Weigher) -> None:
    (point,) = cut([made("a", end=None, status=Status.ONGOING)], weigher, By.WEEK).points
    assert (point.label, point.reported) == ("2024-W10", 1.0)


def test_by_event_each_event_is_a_point(weigher: Weigher) -> None:
    series = cut([made("b", "2024-03-05"), made("a", "2024-03-01", "2024-03-09")], weigher, By.EVENT)
    assert [(point.label, point.events) for point in series.points] == [
        ("2024-03-01", ("a",)),
        ("2024-03-05", ("b",)),
    ]


days = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))


@st.composite
def events(draw: st.DrawFn) -> Happening:
    first = draw(days)
    last = first + dt.timedelta(draw(st.integers(0, 500)))
    return made(
        f"k{draw(st.integers(0, 10**6))}", str(first), str(last),
        precision=draw(st.sampled_from([Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR])),
        confidence=draw(st.floats(0, 1)), signal=draw(st.sampled_from(list(Signal))),
        status=draw(st.sampled_from(list(Status))),
    )  # fmt: skip


@given(st.lists(events(), max_size=6))
def test_weeks_months_quarters_and_years_add_up_to_the_events(weigher: Weigher, found: list[Happening]) -> None:
    sizes = {by: cut(found, weigher, by) for by in By}
    for signal in (Signal.SUPPORT, Signal.CONTROL, Signal.RESTRICT):
        wanted = sum(one.weight * one.probability for one in sizes[By.EVENT].events if one.signal is signal)
        for by, series in sizes.items():
            points = [point for point in series.points if point.signal is signal]
            assert sum(point.expected for point in points) == pytest.approx(wanted, abs=1e-3), by
            assert all(point.low <= point.high <= round(point.reported + 0.02 * len(point.events), 2) or point.vague
                       for point in points)  # fmt: skip


@given(days, st.integers(0, 900), st.sampled_from([By.WEEK, By.MONTH, By.QUARTER, By.YEAR]))
def test_spans_follow_one_another_without_gap(first: dt.date, length: int, by: By) -> None:
    found = list(bins(first, first + dt.timedelta(length), by))
    assert found[0][0] <= first <= found[0][1]
    assert found[-1][0] <= first + dt.timedelta(length) <= found[-1][1]
    assert all(two[0] - one[1] == dt.timedelta(1) for one, two in pairwise(found))
    assert all(bin_of(end, by) == (start, end) for start, end in found)
    assert len({label_of(start, by) for start, _ in found}) == len(found)


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("edge", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar_are_no_error(edge: dt.date, by: By) -> None:
    assert list(bins(edge, edge, by))


@pytest.mark.parametrize(
    ("by", "label"),
    [
        (By.WEEK, "2020-W53"),
        (By.MONTH, "2021-01"),
        (By.QUARTER, "2021-Q1"),
        (By.YEAR, "2021"),
        (By.EVENT, "2021-01-01"),
    ],
)
def test_labels(by: By, label: str) -> None:
    assert label_of(bin_of(day("2021-01-01"), by)[0], by) == label
