"""What single expressions mean; each row is a sentence with one expression, read on Monday 22 May 2023."""

import datetime as dt

import pytest

from retinue.dates import Narrative, read
from retinue.model import Precision

MONDAY = dt.date(2023, 5, 22)

DAYS = [
    ("They met on 7 October 2022.", "2022-10-07"),
    ("They met on Oct. 7, 2022.", "2022-10-07"),
    ("They met on the 7th of October, 2022.", "2022-10-07"),
    ("They met on Friday 13 July 2018.", "2018-07-13"),
    ("They met on Wed., Sept. 7, 2022, in Rome.", "2022-09-07"),
    ("Filed 2023-04-10 in Rome.", "2023-04-10"),
    ("Filed 17/04/2023 in Rome.", "2023-04-17"),
    ("Filed 04/17/2023 in Rome.", "2023-04-17"),
    ("The firm was fined on October 7th.", "2022-10-07"),
    ("The firm will be fined on October 7th.", "2023-10-07"),
    ("The law takes effect on June 1.", "2023-06-01"),
    ("A trip planned for May 3 was called off.", "2023-05-03"),
    ("The minister arrived on Saturday.", "2023-05-20"),
    ("The minister arrived on Monday.", "2023-05-22"),
    ("The minister is due to arrive on Saturday.", "2023-05-27"),
    ("The minister will arrive Saturday.", "2023-05-27"),
    ("He was expected in Rome as early as Thursday.", "2023-05-25"),
    ("They met last Friday.", "2023-05-19"),
    ("They will meet next Tuesday.", "2023-05-30"),
    ("They met on Thursday of last week.", "2023-05-18"),
    ("Friday's decision surprised the market.", "2023-05-19"),
    ("The firm sued yesterday.", "2023-05-21"),
    ("They meet tomorrow.", "2023-05-23"),
    ("They met the day before yesterday.", "2023-05-20"),
    ("The list was published a week ago.", "2023-05-15"),
    ("Three weeks ago today the ban ended.", "2023-05-01"),
    ("He spoke on the 15th.", "2023-05-15"),
    ("He spoke on the 30th.", "2023-04-30"),
    ("He was shot last Oct. 23.", "2022-10-23"),
    ("The heads of four banks met on Thursday.", "2023-05-18"),
    ("A call that aides had expected for Thursday fell through.", "2023-05-18"),
    ("On Thursday a bill that would have raised duties was shelved.", "2023-05-18"),
    ("The bank said it would appeal and on Friday asked for a stay.", "2023-05-19"),
    ("The deadline of 2 June stands.", "2023-06-02"),
    ("The approval came on Christmas Day.", "2022-12-25"),
    ("It was agreed on Thanksgiving last year.", "2022-11-24"),
    ("He spoke on the first day of March 2022.", "2022-03-01"),
    ("She stays in Rome until Saturday.", "2023-05-27"),
    ("A signing pencilled in for Friday was put off.", "2023-05-26"),
    ("A fortnight ago the ban ended.", "2023-05-08"),
]

SPANS = [
    ("Talks ran from 15 to 19 May.", "2023-05-15", "2023-05-19", Precision.DAY),
    ("He toured the city on 23 and 24 November 2016.", "2016-11-23", "2016-11-24", Precision.DAY),
    ("A visit set for March 26-31 was called off.", "2023-03-26", "2023-03-31", Precision.DAY),
    ("They met from 30 January to 2 February 2023.", "2023-01-30", "2023-02-02", Precision.DAY),
    ("From Tuesday to Wednesday he inspected plants.", "2023-05-16", "2023-05-17", Precision.DAY),
    ("He is due in Detroit on Thursday and Friday.", "2023-05-25", "2023-05-26", Precision.DAY),
    ("The deal was struck at the weekend.", "2023-05-20", "2023-05-21", Precision.DAY),
    ("He spent Thursday and Friday of last week in Rome.", "2023-05-18", "2023-05-19", Precision.DAY),
    ("A further round is pencilled in for April.", "2024-04-01", "2024-04-30", Precision.MONTH),
    ("The minister wants it law by March.", "2024-03-01", "2024-03-31", Precision.MONTH),
    ("The firm was let off with a reprimand a year ago.", "2022-05-01", "2022-05-31", Precision.MONTH),
    ("He was acquitted this past February.", "2023-02-01", "2023-02-28", Precision.MONTH),
    ("The deal was struck last week.", "2023-05-15", "2023-05-21", Precision.WEEK),
    ("They will meet later this week.", "2023-05-23", "2023-05-28", Precision.WEEK),
    ("A visit before the end of the year is likely.", "2023-05-22", "2023-12-31", Precision.YEAR),
    ("The fund hopes to close by year's end.", "2023-05-22", "2023-12-31", Precision.YEAR),
    ("The rules will be ready by the end of this month.", "2023-05-22", "2023-05-31", Precision.MONTH),
    ("They will meet at the end of this month.", "2023-05-01", "2023-05-31", Precision.MONTH),
    ("The agency, in touch with the firm since October, is calm.", "2022-10-01", "2022-10-31", Precision.MONTH),
    ("It covers sales between March and November 2022.", "2022-03-01", "2022-11-30", Precision.MONTH),
    ("Exports fell in March.", "2023-03-01", "2023-03-31", Precision.MONTH),
    ("The firm was listed in December.", "2022-12-01", "2022-12-31", Precision.MONTH),
    ("The curbs will start in July.", "2023-07-01", "2023-07-31", Precision.MONTH),
    ("It was signed late last month.", "2023-04-01", "2023-04-30", Precision.MONTH),
    ("The curbs came last October.", "2022-10-01", "2022-10-31", Precision.MONTH),
    ("It was agreed in May last year.", "2022-05-01", "2022-05-31", Precision.MONTH),
    ("He imposed it in February and March.", "2023-02-01", "2023-03-31", Precision.MONTH),
    ("Profit rose in the third quarter of 2022.", "2022-07-01", "2022-09-30", Precision.MONTH),
    ("Profit rose in Q3 2022.", "2022-07-01", "2022-09-30", Precision.MONTH),
    ("Profit rose in the first half of last year.", "2022-01-01", "2022-06-30", Precision.MONTH),
    ("The plant opened in the summer of 2021.", "2021-06-01", "2021-08-31", Precision.MONTH),
    ("It was dropped at the end of 2022.", "2022-01-01", "2022-12-31", Precision.YEAR),
    ("It was dropped in late 2022.", "2022-01-01", "2022-12-31", Precision.YEAR),
    ("It was dropped last year.", "2022-01-01", "2022-12-31", Precision.YEAR),
    ("Sales doubled in fiscal 2024.", "2024-01-01", "2024-12-31", Precision.YEAR),
    ("It lasted between 2020 and 2022.", "2020-01-01", "2022-12-31", Precision.YEAR),
    ("Firms grew in the 1990s.", "1990-01-01", "1999-12-31", Precision.YEAR),
]

NO_DAYS = [
    ("He said so recently.", "DATE", "PAST_REF"),
    ("Prices rose in recent days.", "DATE", "PAST_REF"),
    ("He stayed for three days.", "DURATION", "P3D"),
    ("A five-year plan was adopted.", "DURATION", "P5Y"),
    ("He worked there for two and a half years.", "DURATION", "P2Y6M"),
    ("It took weeks.", "DURATION", "PXW"),
    ("They meet twice a year.", "SET", "P1Y"),
    ("They meet every Monday.", "SET", "XXXX-WXX-1"),
    ("It pays 3 billion yuan a year.", "SET", "P1Y"),
    ("The order came a day after leaders agreed on a plan.", "DURATION", "P1D"),
]

NO_TIME = [
    "Prices may rise, and protesters march.",
    "Theresa May met Sun Chunlan and April Jones.",
    "The 20th Party congress praised Article 12.",
    "Fourth Paradigm fined 2,000 firms over the Mate 60 and 5G.",
    "Shares of Monday.com rose on the second try.",
    "A 57-year-old engineer bought 2000 shares of Windows 2000.",
    "A quarter of sales went abroad.",
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day(text, day):
    (found,) = read(text, MONDAY)
    assert (str(found.start), str(found.end), found.precision) == (day, day, Precision.DAY)


@pytest.mark.parametrize(("text", "start", "end", "precision"), SPANS)
def test_a_span(text, start, end, precision):
    (found,) = read(text, MONDAY)
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)


@pytest.mark.parametrize(("text", "kind", "value"), NO_DAYS)
def test_no_calendar_days(text, kind, value):
    (found,) = read(text, MONDAY)
    assert (found.type, found.value, found.start, found.end) == (kind, value, None, None)


@pytest.mark.parametrize("text", NO_TIME)
def test_not_a_time(text):
    assert read(text, MONDAY) == ()


def test_reported_that_is_no_determiner():
    (found,) = read("Officials said that March sales rose.", MONDAY)
    assert (found.text, found.value) == ("March", "2023-03")


def test_hour_and_day_are_one_time():
    (found,) = read("They spoke on Thursday at 10 a.m. in Rome.", MONDAY)
    assert (found.type, found.value) == ("TIME", "2023-05-18T10:00")


def test_part_of_a_day():
    (found,) = read("On the morning of 26 April 2016 he was in Hefei.", MONDAY)
    assert (found.text, found.value) == ("the morning of 26 April 2016", "2016-04-26TMO")


def values(text, anchor=MONDAY, **options):
    return [found.value for found in read(text, anchor, **options)]


def test_story_in_other_years_keeps_its_year():
    text = (
        "On 8 March 2016 the firm was listed. The ministry protested the same day. On 28 June it was eased.\n\n"
        "On 16 April 2018 it was barred. On 8 May the leaders spoke. Eleven days later the order went.\n\n"
        "On 1 December 2018 an executive was held. That month two more were."
    )
    assert values(text) == [
        "2016-03-08", "2016-03-08", "2016-06-28", "2018-04-16", "2018-05-08", "2018-05-19", "2018-12-01", "2018-12",
    ]  # fmt: skip


def test_background_year_does_not_take_over():
    text = "The firm was fined on April 4. It had been listed on 3 December 2019. The fine was paid on May 2."
    assert values(text) == ["2023-04-04", "2019-12-03", "2023-05-02"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was fined on 4 May 2019, and on 2 June it paid.", "2019-06-02"),
        ("It was fined on 4 May 2019. It paid on 2 June.", "2019-06-02"),
        ("It was fined on 4 May 2019. Everybody was surprised. It paid on 2 April.", "2023-04-02"),
        ("It has been on a list since 4 May 2019. Its rival is a newcomer, there only since 2 April.", "2023-04-02"),
        ("It was told on 4 May 2019 to go. The agency is to publish a code on 2 June.", "2023-06-02"),
        ("It was told to go by 2027. The agency is to publish a code on 2 June.", "2023-06-02"),
        ("It was told to go by 2019. It was fined on 2 April.", "2023-04-02"),
    ],
)
def test_how_far_a_year_is_carried(text, expected):
    assert values(text)[-1] == expected


def test_undated_news_leaves_its_years_open():
    text = (
        "The regulator on Tuesday fined a broker. The firm had been told on 15 July 2020 to sell by 2027.\n\n"
        "The rival, which won a contract in July 2021, was struck off on March 22. A day later it sued.\n\n"
        "From Jan. 22 to 24 this year he toured it; last year he did not. It is to publish a code on June 2."
    )
    assert values(text, None) == [
        "XXXX-WXX-2", "2020-07-15", "2027", "2021-07", "XXXX-03-22", "XXXX-XX-XX", "XXXX-01-22/XXXX-01-24", "XXXX",
        "XXXX-06-02",
    ]  # fmt: skip
    text = "The firm was hit on March 12. He was listed on 4 May 2022, and on 6 June sued. She won. It lost on May 2."
    assert values(text, None) == ["XXXX-03-12", "2022-05-04", "2022-06-06", "XXXX-05-02"]


def test_undated_history_keeps_its_years():
    text = (
        "In January 2014 the ban ended. It returned by 2027, they feared.\n\nSome did. From March it was lifted. "
        "On 2 May 2016 it was back. Eight days later the industry fell silent.\n\nIt revived in June."
    )
    assert values(text, None) == ["2014-01", "2027", "2014-03", "2016-05-02", "2016-05-10", "2016-06"]


def test_narrative_steps():
    text = "It was fined in 2019. The year before, it had lost. A year later it won."
    assert values(text) == ["2019", "2018", "2019"]
    assert values("It paid in March and November 2021.") == ["2021-03", "2021-11"]
    assert values("They met on 8 August 2022. The following Sunday he left.") == ["2022-08-08", "2022-08-14"]
    assert values("On 30 August 2021 it was cut. On 8 September he quit.", None) == ["2021-08-30", "2021-09-08"]


def test_days_of_a_tour_by_number():
    text = "He toured the coast on 3 and 4 May. On the second day he saw a mill."
    assert values(text)[1] == "2023-05-04"
    assert values("He rested on the first day of the week.") == values("He rested.")


def test_as_recently_as_looks_back():
    assert values("As recently as late June aides said that it would be allowed.")[-1] == "2022-06"


def test_the_evening_before():
    assert values("They signed on 3 May. They had dined together the evening before.")[1] == "2023-05-02TEV"


def test_a_year_later_keeps_the_month():
    later = read("In June 2021 the claim failed; the appeal failed a year later.", MONDAY)[1]
    assert (later.value, str(later.start), later.precision) == ("2022", "2022-06-01", Precision.MONTH)
    whole = read("The fund dates from 2016; a year later it doubled.", MONDAY)[1]
    assert whole.precision is Precision.YEAR


def test_weeks_from_a_told_day():
    _, exact, rough = read("They met on 1 March. Two weeks later he left. About two weeks later she did.", MONDAY)
    assert (str(exact.start), str(exact.end), exact.value) == ("2023-03-15", "2023-03-15", "2023-W11")
    assert (rough.precision, rough.value) == (Precision.WEEK, "2023-W13")


def test_given_narrative():
    narrative = Narrative(day=dt.date(2020, 2, 28))
    assert values("Two days later it closed.", None, narrative=narrative) == ["2020-03-01"]


def test_without_anchor_nothing_is_guessed():
    for text in ("on Tuesday", "last month", "today", "on May 3", "this week", "at the weekend", "last autumn"):
        (found,) = read(f"They met {text}.", None)
        assert (found.start, found.end) == (None, None)


def test_order_of_day_and_month_is_not_guessed():
    (open_,) = read("Filed 10/07/2023 in Rome.", MONDAY)
    (hinted,) = read("Filed 10/07/2023 in Rome.", MONDAY, day_first=True)
    assert (open_.precision, open_.value) == (Precision.YEAR, "2023")
    assert hinted.value == "2023-07-10"


def test_anchors_are_told():
    found = read("On 3 May 2023 they met; two days later they left. They return on Friday.", MONDAY)
    assert [e.anchor for e in found] == ["absolute", "narrative", "publication"]


def test_without_ranges_each_timex_stands_alone():
    assert values("From Tuesday to Wednesday he inspected plants.", ranges=False) == ["2023-05-16", "2023-05-17"]
