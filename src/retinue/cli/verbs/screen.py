"""`retinue screen`: a file of names against every list at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from retinue.ask import Screened, Screener
from retinue.ask.bulk import Row, day_of_row, read_rows
from retinue.cli.asking import AsJson, On, OutFile, ask_file, known, on_day, plain

COLUMNS = ("match", "list", "authority", "since", "until", "citation", "score", "why")


def screen(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV with the column name, and date if you like.")],
    on: On = None,
    as_json: AsJson = False,
    out: OutFile = None,
) -> None:
    """Screen a file of names against every list at once.

    Each row comes back once for every time on a list that its name may mean on the day (column date, else --on), the
    surest first, with the listed name, the list, a score from 0.7 to 1 and why; once with these empty when there is
    none. Other columns are kept.

    \b
    retinue screen suppliers.csv -o screened.csv
    retinue screen suppliers.csv --on 2023-10-07 --json
    """
    with known() as asked:
        screener = Screener(asked.knowledge, asked.register)
    if as_json:
        for row in read_rows(file, ("name",)):
            hits = screener.find(row["name"], day_of_row(row, on_day(on)))
            typer.echo(json.dumps({**row, "matches": [_cells(hit) for hit in hits]}, ensure_ascii=False))
        return
    ask_file(file, out, (("name",), COLUMNS), lambda row: _rows(screener, row, on))


def _rows(screener: Screener, row: Row, on: On) -> Iterable[Row]:
    hits = screener.find(row["name"], day_of_row(row, on_day(on)))
    yield from map(_cells, hits) if hits else (dict.fromkeys(COLUMNS, ""),)


def _cells(hit: Screened) -> dict[str, str]:
    row = hit.standing
    days = plain(row.since), plain(row.until)
    return dict(
        zip(
            COLUMNS,
            (hit.name, row.list, row.authority, *days, row.citation, f"{hit.score:.3f}", hit.why),
            strict=True,
        )
    )
