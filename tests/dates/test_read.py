import datetime as dt

import pytest

from retinue.dates import read

MONDAY = dt.date(2023, 5, 22)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They met on 7 October 2023.", "2023-10-07", "2023-10-07"),
        ("They met on Oct. 7, 2023.", "2023-10-07", "2023-10-07"),
        ("The minister arrived on Saturday.", "2023-05-20", "2023-05-20"),
        ("The minister will arrive on Saturday.", "2023-05-27", "2023-05-27"),
        ("It was signed last month.", "2023-04-01", "2023-04-30"),
    ],
)
def test_days(text, start, end):
    (found,) = read(text, MONDAY)
    assert (str(found.start), str(found.end)) == (start, end)
