"""`retinue who`: who held an office on a day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from retinue.ask import who as ask_who
from retinue.ask.bulk import Row, day_of_row
from retinue.cli.asking import AsJson, InFile, Known, On, OutFile, ask_file, given, known, on_day
from retinue.cli.options import missing
from retinue.cli.views.answers import say_who, show_who


def who(
    role: Annotated[str | None, typer.Argument(help="An office as news calls it.", show_default=False)] = None,
    on: On = None,
    country: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Its country: code, name or adjective.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    file: InFile = None,
    out: OutFile = None,
) -> None:
    """Tell who held an office on a day.

    A role that several people held that day is answered with all of them; "former …" asks who had left it. A file
    has the columns role, country and date; answer (empty when nobody held it, or several may be meant) and
    candidates are added. The exit code is 3 when no such office is known.

    \b
    retinue who "China's commerce minister" --on 2022-05-01
    retinue who premier --country China --on 2023-10-08 --json
    """
    with known() as asked:
        if file:
            ask_file(file, out, (("role", "country", "date"), ("answer", "candidates")), lambda r: _row(asked, r, on))
        found = ask_who(asked.knowledge, given(role, "a role"), on_day(on), country)
    (say_who if as_json else show_who)(found)
    if not found.holder and not found.candidates:
        missing(found.why)


def _row(asked: Known, row: Row, on: On) -> Iterable[Row]:
    found = ask_who(asked.knowledge, row["role"], day_of_row(row, on_day(on)), row.get("country"))
    names = dict.fromkeys(one.name for one in found.candidates)
    yield {"answer": found.holder.name if found.holder else "", "candidates": "; ".join(names)}
