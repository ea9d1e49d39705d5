import datetime as dt

import pytest

from retinue.dates import count_from, read, span_beginning, span_ending

MONDAY = dt.date(2023, 5, 22)


def the_duration(text):
    (found,) = [e for e in read(text, MONDAY) if e.type == "DURATION"]
    return found


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The premier ended a two-day tour of the province on Tuesday.", "2023-05-15", "2023-05-16"),
        ("A three-day visit that concluded on Sunday brought no deal.", "2023-05-19", "2023-05-21"),
        ("The envoy flew home on Friday from a two-day visit to Rome.", "2023-05-18", "2023-05-19"),
        ("The minister left on Friday after a five-day trip.", "2023-05-15", "2023-05-19"),
        ("He began a four-day visit to France on Monday.", "2023-05-22", "2023-05-25"),
        ("It crowned three days of talks that had begun on Tuesday.", "2023-05-16", "2023-05-18"),
        ("He will start a two-day trip on Thursday.", "2023-05-25", "2023-05-26"),
    ],
)
def test_duration_is_placed(text, start, end):
    found = the_duration(text)
    assert (str(found.start), str(found.end)) == (start, end)


def test_duration_of_another_sentence_is_not_placed():
    found = the_duration("The tour ended on Friday. A three-day summit follows.")
    assert found.start is None


def test_a_change_of_date_is_no_range():
    found = read("The talks were postponed from Tuesday to Wednesday.", MONDAY)
    assert [e.value for e in found] == ["2023-05-16", "2023-05-17"]


def test_helpers_leave_what_they_cannot_place():
    years, friday = read("It took two years and ended on Friday.", MONDAY)
    assert span_ending(years, friday) == years
    assert span_beginning(friday, friday) == friday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("On 18 March 2022, two weeks after the court had ruled, it paid.", "2022-03-04", "2022-03-04"),
        ("It began an inquiry on 9 May, a week after the curbs had come.", "2023-05-02", "2023-05-02"),
        ("They spoke on 3 May, two days before the chiefs met.", "2023-05-05", "2023-05-05"),
        ("It lost the status in August 2022, a month after the curbs had come.", "2022-07-01", "2022-07-31"),
        ("In August 2022, two days after the curbs had come, it quit.", "None", "None"),
    ],
)
def test_an_event_so_long_before_or_after_a_date(text, start, end):
    found = the_duration(text)
    assert (str(found.start), str(found.end)) == (start, end)


def test_count_from():
    found = the_duration("The order came a month after the government had tightened controls.")
    counted = count_from(found, dt.date(2019, 8, 2), back=True)
    assert (str(counted.start), str(counted.end)) == ("2019-07-01", "2019-07-31")
    assert count_from(found, dt.date(9999, 12, 2), back=False) == found
