"""`retinue statements`: what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, Limit, ListForm, Lists, Since, Until, date_of, most, settings_for
from retinue.cli.views.lists import show_statements
from retinue.store import Page, StatementFilter, Store


def statements(
    database: Database = None,
    speaker: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Part of the speaker's name, or a knowledge id.", show_default=False),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Part of the name of whom it is about, or an id.", show_default=False),
    ] = None,
    doc: Annotated[str | None, typer.Option(metavar="DOC", help="One document's id.", show_default=False)] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    form: Lists = ListForm.TABLE,
) -> None:
    """List what was said and by whom, the latest published first.

    --since and --until are days of publication.

    \b
    retinue statements --speaker "Liu He"
    retinue statements --about Huawei --since 2022-11-01 --format json
    """
    wanted = StatementFilter(speaker, about, doc, date_of(since), date_of(until))
    with Store.open(settings_for(database).database, readonly=True) as store:
        show_statements(store.statements(wanted, Page(most(limit, form))), form)
