"""A list file read row by row: its form is told from its content, and every row that can't be used is reported."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from retinue.errors import UsageError
from retinue.lists import csl, ftm, ofac, own
from retinue.lists.rows import RowError
from retinue.lists.types import Entry, RowProblem

__all__ = ["FileRead", "read_file"]

_CELL = 10_000_000  # characters of one cell; the csv module's own limit is smaller than some remarks
Found = Entry | tuple[int, RowError]


@dataclass(frozen=True, slots=True)
class FileRead:
    """The entries of a file, the rows that gave none, and the form it was found to have."""

    form: str
    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...]


def read_file(path: Path, as_of: dt.date, list_: str | None = None) -> FileRead:
    """Read a list as of a day. Raises UsageError when the file has no form that is known."""
    csv.field_size_limit(_CELL)
    text = _text(path)
    form, found = _form(text, path, list_)
    return _checked(form, found, as_of)


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content).best()
        return str(best) if best else content.decode("latin-1")


def _form(text: str, path: Path, list_: str | None) -> tuple[str, Iterator[Found]]:
    start = text.lstrip()[:1]
    if start == "[" or (start == "{" and _is_one_object(text)):
        return "csl-json", _csl_json(text, path)
    if start == "{":
        return "ftm", ftm.entries_of(_json_lines(text))
    rows = _rows(text)
    first = next(rows, (0, []))
    header = [cell.strip().lower() for cell in first[1]]
    if set(header) >= csl.COLUMNS:
        return "csl", _table(rows, header, csl.entry_of_cells)
    if len(first[1]) == ofac.MAIN_COLUMNS and first[1][0].strip().isdigit():
        return "ofac", _ofac(chain([first], rows), path)
    if "name" in header:
        return "own", _table(rows, header, lambda cells: own.entry_of_cells(cells, list_))
    known = "the Consolidated Screening List (CSV, JSON), OFAC's sdn.csv or cons_prim.csv, FollowTheMoney JSON lines"
    raise UsageError(
        f"{path} is no list of a known form: {known}, or a CSV with the columns {', '.join(own.COLUMNS)}"
    )


def _is_one_object(text: str) -> bool:
    """True for one JSON object over the whole file, False for one on each line."""
    try:
        json.loads(text.lstrip().split("\n", 1)[0])
    except ValueError:
        return True
    return '"results"' in text[:10_000] and '"schema"' not in text[:10_000]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True))
    for row in reader:
        if any(cell.strip() for cell in row) and row != ["\x1a"]:  # OFAC's files end with DOS's end of file
            yield reader.line_num, row


def _table(
    rows: Iterator[tuple[int, list[str]]], header: list[str], read: Callable[[Mapping[str, str]], Entry]
) -> Iterator[Found]:
    for number, row in rows:
        try:
            if len(row) != len(header):
                raise RowError(f"{len(row)} columns instead of {len(header)}")
            yield replace(read(dict(zip(header, row, strict=True))), row=number)
        except RowError as error:
            yield number, _named(error, row)


def _named(error: RowError, row: Iterable[str]) -> RowError:
    return RowError(str(error), *list(row)[:6])


def _ofac(rows: Iterator[tuple[int, list[str]]], path: Path) -> Iterator[Found]:
    consolidated = path.name.lower().startswith("cons")
    wanted = path.name.lower().replace("sdn", "alt").replace("prim", "alt")
    beside = next((other for other in path.parent.iterdir() if other.name.lower() == wanted), path)
    aliases = {} if beside == path else ofac.aliases_of(row for _, row in _rows(_text(beside)))
    for number, row in rows:
        try:
            yield replace(ofac.entry_of_row(row, aliases, consolidated), row=number)
        except RowError as error:
            yield number, _named(error, row)


def _csl_json(text: str, path: Path) -> Iterator[Found]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise UsageError(f"{path} is not valid JSON: {error}") from error
    for number, found in enumerate(csl.objects(data), 1):
        try:
            if not isinstance(found, dict):
                raise RowError("no object")
            yield replace(csl.entry_of_object(found), row=number)
        except RowError as error:
            yield number, error


def _json_lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError:
                yield number, None  # reported as a row without id


def _checked(form: str, found: Iterator[Found], as_of: dt.date) -> FileRead:
    """Rows whose number was there before, that begin in the future or end before they begin are left out."""
    entries: dict[tuple[str, str], Entry] = {}
    problems: list[RowProblem] = []
    for one in found:
        if isinstance(one, tuple):
            problems.append(RowProblem(one[0], str(one[1].args[0]), "", "\n".join(map(str, one[1].args[1:]))))
        elif what := _wrong(one, entries.get((one.list, one.ref)), as_of):
            problems.append(RowProblem(one.row, what, one.ref, one.name))
        else:
            entries[one.list, one.ref] = one
    return FileRead(form, tuple(entries.values()), tuple(problems))


def _wrong(entry: Entry, earlier: Entry | None, as_of: dt.date) -> str:
    if earlier:
        return f"id {entry.ref} is given twice; first in row {earlier.row}"
    if entry.since and entry.since > as_of:
        return f"begins on {entry.since}, after the day of the file ({as_of})"
    if entry.since and entry.until and entry.until < entry.since:
        return f"ends on {entry.until}, before it begins ({entry.since})"
    return ""
