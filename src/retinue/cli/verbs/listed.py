"""`retinue listed`: which lists somebody stood on that day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from retinue.ask import listed as ask_listed
from retinue.ask.bulk import Row, day_of_row
from retinue.cli.asking import AsJson, InFile, Known, On, OutFile, ask_file, given, known, on_day, plain
from retinue.cli.views.answers import say_listed, show_listed


def listed(
    name: Annotated[str | None, typer.Argument(help="A firm, body or person.", show_default=False)] = None,
    on: On = None,
    list_: Annotated[
        str | None, typer.Option("--list", metavar="LIST", help="Ask about one list only.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    file: InFile = None,
    out: OutFile = None,
) -> None:
    """Tell which restriction lists somebody stood on that day.

    Says for each list the authority, since when, until when and where that is published; parents and subsidiaries
    are said apart. Where a list gives no dates, "at the latest" marks the day of the first file that has the name. A
    file has the columns name, list (may be empty: any list) and date; listed (yes, no), since and until are added.

    \b
    retinue listed Hikvision --on 2023-10-07
    retinue listed 中芯国际 --list "Entity List" --on 2021-01-01 --json
    """
    with known() as asked:
        if file:
            added = ("listed", "since", "until")
            ask_file(file, out, (("name", "list", "date"), added), lambda row: _row(asked, row, on))
        found = ask_listed(asked.knowledge, asked.register, given(name, "a name"), on_day(on), list_)
    (say_listed if as_json else show_listed)(found)


def _row(asked: Known, row: Row, on: On) -> Iterable[Row]:
    day = day_of_row(row, on_day(on))
    standing = ask_listed(asked.knowledge, asked.register, row["name"], day, row.get("list")).standing
    if standing:
        yield {"listed": "yes", "since": plain(standing[0].since), "until": plain(standing[0].until)}
    else:
        yield {"listed": "no", "since": "", "until": ""}
