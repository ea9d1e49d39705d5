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


def test_a_distance_gives_the_days_of_the_act_it_is_counted_to():
    earlier = the_duration("It began an inquiry on 9 May, a week after the curbs had come.")
    assert (earlier.anchor, str(earlier.start)) == ("event", "2023-05-02")
    later = the_duration("Three days after the vote on 9 May it began an inquiry.")
    assert str(later.start) == "2023-05-12"
    month = the_duration("They joined in March 2022, five months after they had lost the licence.")
    assert (str(month.start), str(month.end)) == ("2021-10-01", "2021-10-31")


def test_a_distance_finer_than_its_date_is_not_placed():
    assert the_duration("They joined in March 2022, five days after they had lost the licence.").start is None
    assert the_duration("It was fined on 9 May. A week after the curbs came, it closed.").start is None


def test_count_from():
    found = the_duration("The order came a month after the government had tightened controls.")
    counted = count_from(found, dt.date(2019, 8, 2), back=True)
    assert (str(counted.start), str(counted.end)) == ("2019-07-01", "2019-07-31")
    assert count_from(found, dt.date(9999, 12, 2), back=False) == found


def test_count_from_in_weeks():
    exact, rough = (the_duration(f"It came {n} weeks after the ministry had spoken.") for n in ("two", "about two"))
    assert str(count_from(exact, MONDAY, back=True).start) == "2023-05-08"
    assert str(count_from(rough, MONDAY, back=True).end) == "2023-05-14"


def test_a_tour_that_is_wound_up():
    found = the_duration("The minister wound up a three-day swing through the delta on Sunday.")
    assert (str(found.start), str(found.end)) == ("2023-05-19", "2023-05-21")
