"""`retinue judgements`: what people decided."""

from __future__ import annotations

from typing import Annotated

import typer

from retinue.cli.options import Database, ListForm, Lists, settings_for
from retinue.cli.views.judgements import show_judgements
from retinue.fuse import State
from retinue.judge import bearing_on, kept
from retinue.store import Store


def judgements(
    name: Annotated[
        str | None,
        typer.Argument(metavar="EVENT|REPORT|DOC", help="Only those that bear on it.", show_default=False),
    ] = None,
    state: Annotated[
        State | None, typer.Option(metavar="NAME", help="Only those of which this has become.", show_default=False)
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of one person.", show_default=False)
    ] = None,
    database: Database = None,
    form: Lists = ListForm.TABLE,
) -> None:
    """List what people decided, oldest first, and what has become of it.

    A judgement holds, is undone, overruled by a later one, lapsed (more reports came than it was passed on), or
    dangling: the reports it speaks of are not told now. It waits for them. json has the reports with their words.

    \b
    retinue judgements
    retinue judgements bdc4de --format json
    retinue judgements --state dangling
    """
    with Store.open(settings_for(database).database, readonly=True) as store:
        found = kept(store)
        if name is not None:
            found = bearing_on(store, name, found)
    chosen = [one for one in found if state in (None, one.outcome.state) and by in (None, one.judgement.by)]
    show_judgements(chosen, form)
