"""Written dates, read strictly."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retinue.clean.day import day_of_year, stamp, url_date, written_dates

DAY = dt.date(2023, 10, 9)


@pytest.mark.parametrize(
    "text",
    [
        "2023-10-09", "2023/10/09 08:15", "2023.10.09", "9 October 2023", "Monday, October 9, 2023", "9th Oct. 2023",
        "Oct 9, 2023 10:00 PM", "9.10.2023", "9. Oktober 2023", "9 octobre 2023", "9 de octubre de 2023",
        "2023年10月9日", "2023 年 10 月 9 日", "2023년 10월 9일", "9-Oct-2023", "08:15, 9 Oct, 2023 (HKT)",
        "2023/10/09-19:46",
    ],
)  # fmt: skip
def test_forms(text: str) -> None:
    assert [w.date for w in written_dates(text)] == [DAY]


@pytest.mark.parametrize(
    ("country", "day"), [("US", dt.date(2023, 10, 9)), ("GB", dt.date(2023, 9, 10)), (None, None)]
)
def test_slashes_depend_on_the_country(country: str | None, day: dt.date | None) -> None:
    assert [w.date for w in written_dates("10/09/2023", country)] == ([day] if day else [])


@pytest.mark.parametrize(
    "text", ["", "31 February 2023", "2023-13-40", "version 1.10.2023.4", "in 2023", "May 2023", "$9 October 2023"]
)
def test_what_is_no_date(text: str) -> None:
    assert written_dates(text) == []


def test_wording_and_place_are_kept() -> None:
    [written] = written_dates("Harbour Post, 9 October 2023, page 2")
    assert ("Harbour Post, 9 October 2023, page 2"[written.start : written.end], written.wording) == (
        "9 October 2023",
        "9 October 2023",
    )


@pytest.mark.parametrize(
    "text", ["2023-10-09T23:30:00+08:00", "20231009", "2023-10-09 01:00:00Z", "Mon, 09 Oct 2023 01:00"]
)
def test_stamps(text: str) -> None:
    assert stamp(text) == DAY


@pytest.mark.parametrize("text", ["yesterday", "", "12345678", "1696809600"])
def test_no_stamp(text: str) -> None:
    assert stamp(text) is None


@pytest.mark.parametrize(("text", "day"), [("BEIJING, May 22", (5, 22)), ("9th October", (10, 9)), ("the 9th", None)])
def test_days_without_a_year(text: str, day: tuple[int, int] | None) -> None:
    assert day_of_year(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://post.example/2023/10/09/fine", DAY),
        ("https://post.example/news-2023-10-09.html", DAY),
        ("https://post.example/c_20231009.htm", DAY),
        ("https://post.example/2023/10/fine", None),
        ("https://post.example/99123456789", None),
    ],
)
def test_urls(url: str, day: dt.date | None) -> None:
    assert url_date(url) == day


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    for form in (day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"):
        assert [w.date for w in written_dates(form)] == [day]


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for written in written_dates(text):
        assert 0 <= written.start < written.end <= len(text)
