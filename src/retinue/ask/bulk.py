"""Questions by the file: a CSV in, the same rows with the answers out."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from retinue.errors import UsageError

__all__ = ["Row", "answered", "day_of_row", "read_rows", "write_rows"]

Row = Mapping[str, str]


def read_rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV with a header. Raises UsageError when it can't be read or lacks a needed column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="", restval="")
            rows = [{key.strip(): str(value or "").strip() for key, value in row.items() if key} for row in reader]
            columns = [name.strip() for name in reader.fieldnames or ()]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} can't be read as a CSV in UTF-8: {error}") from error
    if missing := [name for name in needed if name not in columns]:
        raise UsageError(f"{path} has no column {missing[0]!r}; it has {', '.join(columns) or 'none'}")
    return rows


def day_of_row(row: Row, otherwise: dt.date) -> dt.date:
    """The day in the column `date`, or `otherwise` where it is empty. Raises ValueError for what is no day."""
    text = row.get("date") or ""
    try:
        return dt.date.fromisoformat(text) if text else otherwise
    except ValueError as error:
        raise ValueError(f"{text!r} is no day; write YYYY-MM-DD") from error


def answered(
    rows: Iterable[Row], answer: Callable[[Row], Iterable[Row]], empty: Row
) -> Iterator[tuple[dict[str, str], str]]:
    """Each row with each answer to it, and what was wrong with it; a row that can't be asked has empty answers."""
    for row in rows:
        try:
            for found in answer(row):
                yield {**row, **found}, ""
        except ValueError as error:
            yield {**row, **empty}, str(error)


def write_rows(rows: Iterable[tuple[Row, str]], columns: Sequence[str], out: Path | None) -> list[str]:
    """Write answered rows as CSV to a file or standard output; what was wrong, one line for each row it was in."""
    wrong = []
    with _stream(out) as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        for number, (row, problem) in enumerate(rows, 2):
            writer.writerow(row)
            wrong += [f"row {number}: {problem}"] if problem else []
    return wrong


@contextmanager
def _stream(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    with out.open("w", encoding="utf-8", newline="") as stream:
        yield stream
