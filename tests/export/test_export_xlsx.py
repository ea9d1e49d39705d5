"""The workbook: read back by openpyxl, text stays text, and what does not fit goes on or says so."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest
from export_made import HAPPENING, RECORD, Made, file
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from retinue.export import xlsx
from retinue.export.columns import names
from retinue.export.rows import EVENTS


def book(made: Made) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file("xlsx", "retinue.xlsx", made)))


def values(made: Made, sheet: str) -> list[Sequence[object]]:
    return list(book(made)[sheet].iter_rows(values_only=True))


def test_the_sheets_hold_what_the_tables_hold() -> None:
    found = book(Made())
    assert found.sheetnames == ["events", "claims", "documents", "columns"]
    head, row = found["events"].iter_rows(values_only=True)
    event = dict(zip(head, row, strict=True))
    assert head == names(EVENTS)
    assert (event["key"], event["start"]) == ("k1", dt.datetime(2024, 3, 4))  # noqa: DTZ001 (a day, as openpyxl reads it)
    assert (event["independent_origins"], event["confidence"]) == (1, 0.9)
    assert found["claims"].max_row > 5
    explained = [row[:2] for row in found["columns"].iter_rows(min_row=2, values_only=True)]
    assert ("events", "start") in explained


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "{=A1}", "https://example.org", "007", "2024-01-01"]
)
def test_text_is_text_whatever_it_begins_with(title: str) -> None:
    cell = book(Made([replace(RECORD, article=replace(RECORD.article, title=title))]))["documents"]["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (title, "s", None)


@settings(max_examples=30)
@example(title="_x0041_ 𠮷 \x0b")
@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_comes_back(title: str) -> None:
    record = replace(RECORD, article=replace(RECORD.article, title=title))
    found = unescape(str(values(Made([record]), "documents")[1][3] or ""))
    # Line ends and surrounding blanks are openpyxl's and XML's to fold; every other character stands.
    assert "".join(found.split()) == "".join(title.split())


def test_a_full_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    found = book(Made(events=[replace(HAPPENING, key=f"k{n}") for n in range(5)]))
    sheets = [name for name in found.sheetnames if name.startswith("events")]
    assert sheets == ["events", "events 2", "events 3"]
    keys = [row[0] for name in sheets for row in found[name].iter_rows(min_row=2, values_only=True)]
    assert keys == [f"k{n}" for n in range(5)]


@pytest.mark.parametrize("letter", ["a", "𠮷"])
def test_a_text_too_long_for_a_cell_says_that_it_was_cut(letter: str) -> None:
    record = replace(RECORD, article=replace(RECORD.article, title=letter * 40_000))
    title = str(values(Made([record]), "documents")[1][3])
    assert title.startswith(letter * 1000)
    assert title.endswith("[…cut]")
    assert len(title.encode("utf-16-le")) // 2 <= xlsx.MOST_CHARACTERS


def test_days_before_the_calendar_of_workbooks_are_text() -> None:
    old = replace(HAPPENING, start=dt.date(1899, 12, 31), end=dt.date(1900, 3, 1))
    row = values(Made(events=[old]), "events")[1]
    assert row[2:4] == ("1899-12-31", dt.datetime(1900, 3, 1))  # noqa: DTZ001


def test_the_same_record_gives_the_same_bytes() -> None:
    assert file("xlsx", "retinue.xlsx") == file("xlsx", "retinue.xlsx")
