"""Tables that fit: columns that matter least go first, and no word is broken while there is another way."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from retinue.cli.views.console import cell, console, say_json

__all__ = ["Column", "print_rows", "print_table", "widths"]

GAP = 2  # characters between columns; the box itself sets one of them
LONGEST_WORD = 24  # a longer one may be broken
STYLES = {"support": "green", "control": "yellow", "restrict": "red"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name, and its rank: those of the highest rank are the first to go when there is no room.

    `least` characters are kept for a column of long texts, as far as its texts need them.
    """

    name: str
    rank: int = 0
    least: int = 0


def print_rows(columns: Sequence[Column], rows: Iterable[Sequence[Any]], form: str, nothing: str = "none") -> None:
    """Print rows as a table (`nothing` when there are none), as CSV with a header, or as a JSON array of objects."""
    names = [column.name for column in columns]
    if form == "json":
        say_json([dict(zip(names, row, strict=True)) for row in rows])
    elif form == "csv":
        print_csv(names, rows)
    elif found := list(rows):
        print_table(columns, found)
    else:
        console().print(nothing)


def print_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as CSV (RFC 4180 but for plain line ends), several values in one cell parted by "; "."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)


def print_table(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], title: str | None = None
) -> tuple[str, ...]:
    """Print a table as wide as the console; gives the columns left out for want of room.

    Nothing is printed without rows. A column of some rank that is empty in all rows is left out too.
    """
    out = console()
    cells = [[cell(value) for value in row] for row in rows]
    if not cells:
        return ()
    room = widths(columns, cells, out.width)
    table = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0)
    )
    table.show_edge, table.pad_edge = False, False
    shown = [i for i, width in enumerate(room) if width]
    for i in shown:
        table.add_column(columns[i].name, width=room[i], overflow="fold")
    for row in cells:
        style = next((STYLES[text] for text in row if text in STYLES), "")
        table.add_row(*(Text(row[i]) for i in shown), style=style)
    out.print(table)
    if title:
        out.print()
    return tuple(column.name for i, column in enumerate(columns) if not room[i] and any(row[i] for row in cells))


def widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], total: int) -> list[int]:
    """Characters for each column, 0 for one left out; together with the gaps at most `total`."""
    texts = [[column.name, *(row[i] for row in cells)] for i, column in enumerate(columns)]
    want = [max(max(map(cell_len, text.split("\n"))) for text in column) for column in texts]
    need = [max(min(columns[i].least, want[i]), *map(_longest_word, column)) for i, column in enumerate(texts)]
    shown = [i for i, column in enumerate(texts) if columns[i].rank == 0 or any(column[1:])]
    while _taken(need, shown) > total and any(columns[i].rank for i in shown):
        shown.remove(max(shown, key=lambda i: (columns[i].rank, i)))
    room = _shared(need, want, shown, total - _taken(need, shown))
    return _squeezed(room, shown, total)


def _longest_word(text: str) -> int:
    return min(LONGEST_WORD, max(map(cell_len, text.split()), default=1))


def _taken(room: Sequence[int], shown: Sequence[int]) -> int:
    return sum(room[i] for i in shown) + GAP * (len(shown) - 1)


def _shared(need: Sequence[int], want: Sequence[int], shown: Sequence[int], spare: int) -> list[int]:
    """What each column needs, and its even share of what is to spare, up to what it wants."""
    room = [need[i] if i in shown else 0 for i in range(len(need))]
    hungry = sorted((i for i in shown if want[i] > room[i]), key=lambda i: want[i] - room[i])
    for served, i in enumerate(hungry):
        more = max(0, min(want[i] - room[i], spare // (len(hungry) - served)))
        room[i] += more
        spare -= more
    return room


def _squeezed(room: list[int], shown: Sequence[int], total: int) -> list[int]:
    """When even the least is too much, the widest columns give way, down to a few characters."""
    while _taken(room, shown) > total and max(room) > 4:
        room[room.index(max(room))] -= 1
    return room
