import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.dates import read
from retinue.dates.calendar import add_months, around, day, decade, half, quarter, week, weekend, year
from retinue.dates.feasts import easter, feasts

DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WORDS = st.sampled_from(
    ["on", "May", "March", "7", "31", "2023", "last", "next", "week", "two", "days", "later", "ago", "the", "Monday",
     "-", "to", "of", "and", ",", ".", "a", "year", "Oct.", "half", "third", "quarter", "Q3", "\n\n", "'s", "10:30",
     "p.m.", "that", "month", "Easter", "before", "1990s", "/", "ended", "will", "three-day", "(", "in", "earlier"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


@given(TEXTS, st.one_of(st.none(), st.dates()), st.booleans())
def test_any_text(text, anchor, ranges):
    found = read(text, anchor, ranges=ranges)
    position = 0
    for expression in found:
        assert position <= expression.span.start < expression.span.end <= len(text)
        assert expression.text == text[expression.span.start : expression.span.end]
        assert (expression.start is None) == (expression.end is None)
        if expression.start is not None and expression.end is not None:
            assert expression.start <= expression.end
        position = expression.span.end


@given(DATES, DATES, st.sampled_from(["%d %B %Y", "%B %d, %Y", "%b. %d, %Y", "%Y-%m-%d", "%A, %d %B %Y", "%d %b %Y"]))
def test_a_rendered_date_is_read_back(when, anchor, style):
    written = when.strftime(style).replace("May.", "May")
    (found,) = read(f"They met on {written} in Rome.", anchor)
    assert (found.start, found.end, found.value) == (when, when, when.isoformat())


@given(DATES, st.sampled_from(WEEKDAYS), st.sampled_from(["They met {}.", "They will meet {}.", "They met last {}."]))
def test_a_week_later_all_weekdays_are_a_week_later(anchor, weekday, sentence):
    text = sentence.format(weekday)
    (now,), (later,) = read(text, anchor), read(text, anchor + dt.timedelta(days=7))
    assert later.start - now.start == dt.timedelta(days=7)
    assert WEEKDAYS[now.start.weekday()] == weekday


@given(DATES, st.integers(-400, 400))
def test_periods_hold_their_day(when, step):
    for period in (day(when), week(when), year(when.year), decade(when.year)):
        assert period.start <= when <= period.end
    assert weekend(when).start.weekday() == 5
    assert quarter(when.year, (when.month + 2) // 3).start <= when
    assert half(when.year, 1 + (when.month > 6)).end >= when
    y, m = add_months(when.year, when.month, step)
    assert (y - when.year) * 12 + m - when.month == step
    assert around("M", when, step).start == dt.date(y, m, 1)


@pytest.mark.parametrize(
    "piece",
    ["9", " ", "\n", "\n ", "a", "2023 ", "May ", "7,", "-", "ago ", "1.", "the last ", "two days ", "’", "٣"],
)
def test_time_is_linear(piece):
    read("warm up on Monday", None)
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    read(text, dt.date(2023, 5, 22))
    assert time.perf_counter() - began < 20


def test_feasts():
    assert [easter(y) for y in (2000, 2019, 2024)] == [
        dt.date(2000, 4, 23),
        dt.date(2019, 4, 21),
        dt.date(2024, 3, 31),
    ]
    days = {
        name: feasts()[name].in_year(2023).start for name in ("Spring Festival", "Qingming", "Diwali", "Good Friday")
    }
    assert days == {
        "Spring Festival": dt.date(2023, 1, 22),
        "Qingming": dt.date(2023, 4, 5),
        "Diwali": dt.date(2023, 11, 12),
        "Good Friday": dt.date(2023, 4, 7),
    }
    assert (feasts()["Memorial Day"].in_year(2023).start, feasts()["Thanksgiving"].in_year(2023).start) == (
        dt.date(2023, 5, 29),
        dt.date(2023, 11, 23),
    )


def test_every_feast_is_found_or_unknown():
    for feast in set(feasts().values()):
        for y in (1850, 1990, 2023, 2080):
            period = feast.in_year(y)
            assert period is None or period.start <= period.end
