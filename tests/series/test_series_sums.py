"""The interval of a sum, against counting every case."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retinue.series.sums import UNIT, interval

rows = st.lists(st.tuples(st.integers(0, 300), st.floats(0, 1)), max_size=7)


def by_counting(parts: list[tuple[float, float]], level: float) -> tuple[float, float]:
    chances: dict[int, float] = {}
    for case in product((0, 1), repeat=len(parts)):
        chance, total = 1.0, 0
        for happens, (weight, probability) in zip(case, parts, strict=True):
            chance *= probability if happens else 1 - probability
            total += round(weight / UNIT) * happens
        chances[total] = chances.get(total, 0.0) + chance
    below, ends = 0.0, []
    for total in sorted(chances):
        below += chances[total]
        ends.append((below, total))
    tail = (1 - level) / 2
    low = next((t for b, t in ends if b > tail + 1e-9), ends[-1][1])
    high = next((t for b, t in ends if b >= 1 - tail - 1e-9), ends[-1][1])
    return round(low * UNIT, 2), round(high * UNIT, 2)


@given(rows, st.sampled_from([0.5, 0.8, 0.9, 0.99]))
@settings(max_examples=200)
def test_it_is_that_of_all_cases_counted(found: list[tuple[int, float]], level: float) -> None:
    # chances within a hair of a tail's edge may be rounded to either side of it
    parts = [(weight * UNIT, round(chance, 2)) for weight, chance in found]
    low, high = interval(parts, level)
    assert low <= high
    expected = by_counting(parts, level)
    assert (low, high) == expected or _held(parts, low, high) == pytest.approx(level, abs=1e-6)


def _held(parts: list[tuple[float, float]], low: float, high: float) -> float:
    inside = 0.0
    for case in product((0, 1), repeat=len(parts)):
        chance, total = 1.0, 0.0
        for happens, (weight, probability) in zip(case, parts, strict=True):
            chance *= probability if happens else 1 - probability
            total += weight * happens
        inside += chance * (low - 1e-9 <= total <= high + 1e-9)
    return inside


def test_nothing_is_nothing() -> None:
    assert interval([]) == (0.0, 0.0)
    assert interval([(0.0, 0.5), (2.0, 0.0)]) == (0.0, 0.0)


def test_sure_events_add_up_exactly() -> None:
    assert interval([(1.25, 1.0)] * 400) == (500.0, 500.0)


def test_many_events_agree_with_the_normal_law() -> None:
    low, high = interval([(1.13, 0.5)] * 2000)
    middle, deviation = 1.13 * 1000, 1.13 * (2000 * 0.25) ** 0.5
    assert low == pytest.approx(middle - 1.645 * deviation, abs=2)
    assert high == pytest.approx(middle + 1.645 * deviation, abs=2)
