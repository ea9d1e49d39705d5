"""`retinue unresolved`: names that nobody is known by."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from retinue.ask.bulk import read_rows
from retinue.ask.unresolved import remember
from retinue.ask.unresolved import unresolved as ask_unresolved
from retinue.cli.asking import AsJson, OutFile, known
from retinue.cli.judging import signed
from retinue.cli.options import Database, Limit, settings_for
from retinue.cli.views.unknown import show_unresolved, write_unresolved
from retinue.errors import UsageError
from retinue.judge import Desk
from retinue.knowledge import load
from retinue.settings import Settings
from retinue.store import Store


def unresolved(
    name: Annotated[str | None, typer.Argument(help="A name to answer for.", show_default=False)] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            "--is",
            metavar="ID",
            help="Who that is: an id, pass (nobody worth an entry), or, for somebody new, person, company, "
            "government_body, organization or media.",
            show_default=False,
        ),
    ] = None,
    database: Database = None,
    limit: Limit = None,
    as_json: AsJson = False,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="CSV", help="Answers in the columns name and is.", show_default=False),
    ] = None,
    out: OutFile = None,
) -> None:
    """List names that nobody is known by, and answer who they are.

    The most frequent come first, each with those it may stand for. An answer is kept in the folder of the setting
    own and among the judgements (docs/judgements.md); the next run reads all documents again with it. With --out the
    list is written as a CSV whose column is can be filled in and given back with --file.

    \b
    retinue unresolved
    retinue unresolved "Huawei Tech" --is huawei
    """
    settings = settings_for(database)
    if file:
        _answer(settings, [(row["name"], row["is"]) for row in read_rows(file, ("name", "is")) if row["is"]])
        return
    if name is not None:
        if answer is None:
            raise UsageError(f"say who {name!r} is with --is")
        _answer(settings, [(name, answer)])
        return
    with Store.open(settings.database, readonly=True) as store:
        found = ask_unresolved(load(settings.layers), store.unknown())
    if as_json or out:
        write_unresolved(found[:limit], out)
    else:
        show_unresolved(found, limit)


def _answer(settings: Settings, answers: list[tuple[str, str]]) -> None:
    """Keep answers: among the judgements of the record too, where there is one."""
    if "://" not in settings.database and not Path(settings.database).is_file():
        with known() as asked:
            for name, answer in answers:
                typer.echo(remember(asked.own, asked.knowledge, name, answer, dt.date.today()))
        return
    with Store.open(settings.database) as store:
        desk = Desk(store, load(settings.layers), signed(None, settings), settings)
        for number, said in desk.resolve_all(answers):
            typer.echo(f"judgement {number}: {said}")
