"""retinue.xlsx: events, claims and documents as sheets of one workbook, with a sheet that explains the columns."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from retinue.export.columns import Column, names
from retinue.export.material import Material, library
from retinue.export.rows import CLAIMS, DOCUMENTS, EVENTS, Row, claim_rows, document_row, event_row

__all__ = ["MOST_CHARACTERS", "MOST_ROWS", "workbook"]

MOST_ROWS = 1_048_576  # what a sheet can hold, by Excel's specification; the header is one of them
MOST_CHARACTERS = 32_767  # likewise a cell
CUT = " […cut]"
FIRST_DAY = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900; earlier days are written as text
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed stamp, so that one record gives one workbook)
CHUNK = 1 << 20
ABOUT = (
    Column("sheet", "text", "the sheet's name", ""),
    Column("column", "text", "the column's name", ""),
    Column("type", "text", "what its cells hold; a list has several values parted by \"; \"", ""),
    Column("meaning", "text", "what it means", ""),
    Column("source", "text", "where it comes from", ""),
)  # fmt: skip
WIDE, NARROW = 40, 14


def workbook(material: Material) -> Iterator[bytes]:
    """The whole workbook; rows wait in temporary files, not in memory. Raises UsageError without XlsxWriter."""
    xlsxwriter = library("xlsxwriter", "XlsxWriter")
    with tempfile.TemporaryDirectory(prefix="retinue-") as folder:
        path = Path(folder) / "retinue.xlsx"
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        try:
            book.set_properties({"created": MADE})
            _fill(book, material)
        finally:
            book.close()
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def _fill(book: Any, material: Material) -> None:
    sheets = {name: _Sheet(book, name, columns) for name, columns in
              (("events", EVENTS), ("claims", CLAIMS), ("documents", DOCUMENTS))}  # fmt: skip
    sheets["events"].add(event_row(happening) for happening in material.contents.happenings())
    for told in material.contents.documents():
        sheets["documents"].add([document_row(told)])
        sheets["claims"].add(claim_rows(told))
    about = _Sheet(book, "columns", ABOUT)
    for name, columns in (("events", EVENTS), ("claims", CLAIMS), ("documents", DOCUMENTS)):
        about.add(
            {"sheet": name, "column": one.name, "type": one.type, "meaning": one.meaning, "source": one.source}
            for one in columns
        )


class _Sheet:
    """A table that goes on in a further sheet ("events 2") when one is full."""

    def __init__(self, book: Any, name: str, columns: tuple[Column, ...]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._bold, self._day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheets = 0
        self._begin()

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows below those before."""
        for row in rows:
            if self._next == MOST_ROWS:
                self._begin()
            for place, name in enumerate(names(self._columns)):
                self._write(place, row[name])
            self._next += 1

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        self._sheet.freeze_panes(1, 1)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, WIDE if column.type in ("text", "list") else NARROW)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.name, self._bold)
        self._next = 1

    def _write(self, place: int, value: Any) -> None:
        """A cell by the value's own type: text is never taken for a formula, a number or a link."""
        if isinstance(value, dt.date) and value >= FIRST_DAY:
            self._sheet.write_datetime(self._next, place, value, self._day)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._next, place, value)
        elif value not in (None, ""):
            self._sheet.write_string(self._next, place, _fitting(str(value)))


def _fitting(text: str) -> str:
    # Excel counts UTF-16 units: rare characters count twice.
    if len(text) * 2 <= MOST_CHARACTERS or len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return text
    room = (MOST_CHARACTERS - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
