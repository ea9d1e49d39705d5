"""`retinue events`: the list of what happened."""

from __future__ import annotations

import typer

from retinue.cli.filters import Actor, Firm, IsDecided, Listed, OfSignal, OfStatus, OfType, OnList, Place, Rejected
from retinue.cli.options import Database, Limit, ListForm, Lists, Since, Until, date_of, most, settings_for
from retinue.cli.views.lists import show_events
from retinue.store import EventFilter, Page, Store


def events(
    database: Database = None,
    type_: OfType = None,
    actor: Actor = None,
    firm: Firm = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    status: OfStatus = None,
    signal: OfSignal = None,
    listed: Listed = None,
    list_: OnList = None,
    decided: IsDecided = None,
    rejected: Rejected = False,
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
    retinue events --list "Entity List" --format csv > listed.csv
    """
    asked = (type_, actor, firm, place, date_of(since), date_of(until), status, signal, list_ or listed)
    wanted = EventFilter(*asked, decided=decided, rejected=rejected)
    with Store.open(settings_for(database).database, readonly=True) as store:
        found = store.happenings(wanted, Page(most(limit, form)))
        show_events(found, store.count_happenings(wanted), form)
        if store.needs_fusing():
            again = "documents or judgements came since events were last joined: let `retinue run` reach its end"
            typer.echo(f"retinue: {again}", err=True)
