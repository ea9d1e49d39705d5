"""`retinue events`: the list of what happened."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, Limit, ListForm, Lists, Since, Until, date_of, most, settings_for
from retinue.cli.views.lists import show_events
from retinue.model import EventType, Signal, Status
from retinue.store import EventFilter, Page, Store


def events(
    database: Database = None,
    type_: Annotated[
        EventType | None, typer.Option("--type", "-t", help="Type of event.", show_default=False)
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Part of an actor's name, or a knowledge id.", show_default=False),
    ] = None,
    firm: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Part of the name of a firm on either side, or its id.", show_default=False
        ),
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="Part of a place's name.", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    status: Annotated[
        Status | None, typer.Option(metavar="NAME", help="How real the event is.", show_default=False)
    ] = None,
    signal: Annotated[
        Signal | None, typer.Option(metavar="NAME", help="What it tells the firm or sector.", show_default=False)
    ] = None,
    listed: Annotated[
        bool | None,
        typer.Option(
            "--listed/--not-listed", help="A party stood on a restriction list that day.", show_default=False
        ),
    ] = None,
    decided: Annotated[
        bool | None,
        typer.Option(
            "--decided/--undecided", help="A person has judged it (docs/judgements.md).", show_default=False
        ),
    ] = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="List rejected events too.")] = False,
    limit: Limit = None,
    form: Lists = ListForm.TABLE,
) -> None:
    """List events, earliest first, each told by one or more reports.

    Filters narrow one another. --since and --until keep events whose days touch that time; undated events fall
    out. In the table, "5 (4)" means five reports that go back to four independent origins, and the key is cut to
    its ending, which `retinue show` takes too. csv has the columns of
    events.csv, json the rows of events.jsonl (docs/export.md).

    \b
    retinue events --type visit --since 2023-10-01
    retinue events --firm Hikvision --signal restrict
    retinue events --listed --format csv > listed.csv
    """
    wanted = EventFilter(
        type_, actor, firm, place, date_of(since), date_of(until), status, signal, listed,
        decided=decided, rejected=rejected,
    )  # fmt: skip
    with Store.open(settings_for(database).database, readonly=True) as store:
        found = store.happenings(wanted, Page(most(limit, form)))
        show_events(found, store.count_happenings(wanted), form)
        if store.needs_fusing():
            again = "documents or judgements came since events were last joined: let `retinue run` reach its end"
            typer.echo(f"retinue: {again}", err=True)
